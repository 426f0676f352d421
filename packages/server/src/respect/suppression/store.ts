// Suppressions in PostgreSQL. What is lifted stays, with who lifted it and why.
import { AppError } from '@rapport/protocol';
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type StopScope, type SuppressionScope, type SuppressionState, stopScopes } from './model.ts';

export type SuppressionRow = {
  id: number;
  scope: SuppressionScope;
  channel: string;
  identifier_kind: string;
  key_id: number;
  reason: string;
  legal_ref: string | null;
  created_at: Date;
  created_by: string;
  review_at: Date | null;
  lifted_at: Date | null;
  lifted_by: 'subject' | 'operator' | null;
  lifted_reason: string | null;
  lift_recorded_by: string | null;
};

const columns = `id, scope, channel, identifier_kind, key_id, reason, legal_ref, created_at, created_by, review_at,
  lifted_at, lifted_by, lifted_reason, lift_recorded_by`;

export type ListFilter = {
  limit: number;
  before: number | undefined;
  scope: SuppressionScope | undefined;
  state: SuppressionState | undefined;
};

/** Written into the statement, so that the indexes of each are found. */
const stateConditions = { in_force: 'and lifted_at is null', lifted: 'and lifted_at is not null' };

/** The newest first; one more than `limit` where there are more. */
export const listSuppressions = (
  { db, workspaceId }: Scope<Queryable>,
  { limit, before, scope, state }: ListFilter,
): Promise<SuppressionRow[]> =>
  db.query<SuppressionRow>(
    `select ${columns} from suppressions
     where workspace_id = $1 and ($2::int8 is null or id < $2) and ($3::text is null or scope = $3)
       ${state === undefined ? '' : stateConditions[state]}
     order by id desc limit $4`,
    [workspaceId, before ?? null, scope ?? null, limit + 1],
  );

/** How many entries are in force, by scope. */
export async function countInForce({
  db,
  workspaceId,
}: Scope<Queryable>): Promise<Partial<Record<SuppressionScope, number>>> {
  const rows = await db.query<{ scope: SuppressionScope; entries: number }>(
    'select scope, count(*) as entries from suppressions where workspace_id = $1 and lifted_at is null group by scope',
    [workspaceId],
  );
  return Object.fromEntries(rows.map(({ scope, entries }) => [scope, entries]));
}

export type NewestKey = { id: number; created_at: Date; created_by: string };

/** With which new entries are made. Undefined while there was none. */
export async function findNewestKey({ db, workspaceId }: Scope<Queryable>): Promise<NewestKey | undefined> {
  const [key] = await db.query<NewestKey>(
    'select id, created_at, created_by from suppression_keys where workspace_id = $1 order by id desc limit 1',
    [workspaceId],
  );
  return key;
}

export type InForce = SuppressionRow & { identifier_hash: Buffer };

/** Everything in force for these hashes. */
export const listInForce = (
  { db, workspaceId }: Scope<Queryable>,
  hashes: readonly Buffer[],
): Promise<InForce[]> =>
  db.query<InForce>(
    `select ${columns}, identifier_hash from suppressions
     where workspace_id = $1 and identifier_hash = any($2::bytea[]) and lifted_at is null order by id`,
    [workspaceId, binaryArray('bytea', hashes)],
    'list_suppressions_in_force',
  );

/** Which of these hashes must not be collected, and for which scope: `no_collect` where there are both. */
export async function listStopped(
  { db, workspaceId }: Scope<Queryable>,
  hashes: readonly Buffer[],
): Promise<{ hash: Buffer; scope: StopScope }[]> {
  return db.query<{ hash: Buffer; scope: StopScope }>(
    `select identifier_hash as hash, min(scope) as scope from suppressions
     where workspace_id = $1 and identifier_hash = any($2::bytea[]) and lifted_at is null
       and scope in ('${stopScopes.join(`', '`)}')
     group by identifier_hash`,
    [workspaceId, binaryArray('bytea', hashes)],
    'list_stopped_identifiers',
  );
}

export type NewRow = {
  scope: SuppressionScope;
  channel: string;
  kind: string;
  hash: Buffer;
  reason: string;
  legalRef: string | null;
  reviewMs: number | null;
};

/** Adds those that are not in force yet. */
export const insertSuppressions = (
  { db, workspaceId }: Scope<Queryable>,
  rows: readonly NewRow[],
  { keyId, at, by }: { keyId: number; at: Date; by: string },
): Promise<InForce[]> =>
  db.query<InForce>(
    `insert into suppressions (workspace_id, key_id, created_at, created_by, scope, channel, identifier_kind, identifier_hash,
       reason, legal_ref, review_at)
     select $1, $2, $3, $4, n.* from unnest($5::text[], $6::text[], $7::text[], $8::bytea[], $9::text[], $10::text[], $11::timestamptz[]) n
     on conflict (workspace_id, identifier_hash, scope, channel) where lifted_at is null do nothing
     returning ${columns}, identifier_hash`,
    [
      ...[workspaceId, keyId, at, by],
      ...binaryColumns(rows, {
        ...{ scope: 'text', channel: 'text', kind: 'text', hash: 'bytea' },
        ...{ reason: 'text', legalRef: 'text', reviewMs: 'timestamptz' },
      }),
    ],
    'insert_suppressions',
  );

export type Lift = { reason: string; by: 'subject' | 'operator'; at: Date; recordedBy: string };

/** Records that an entry no longer holds. Throws `not_found`, and `conflict` where it was lifted before. */
export async function recordLift(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  { reason, by, at, recordedBy }: Lift,
): Promise<InForce> {
  const [lifted] = await db.query<InForce>(
    `update suppressions set lifted_at = $3, lifted_by = $4, lifted_reason = $5, lift_recorded_by = $6
     where workspace_id = $1 and id = $2 and lifted_at is null returning ${columns}, identifier_hash`,
    [workspaceId, id, at, by, reason, recordedBy],
  );
  if (lifted !== undefined) return lifted;
  const [known] = await db.query('select from suppressions where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
  ]);
  if (known === undefined) throw new AppError('not_found', 'There is no suppression with this id.');
  throw new AppError(
    'conflict',
    'This suppression was lifted before. Add a new one where it is to hold again.',
  );
}

/** The scopes in force for all hashes that begin with these 8 bytes. */
export async function listScopesOf(
  { db, workspaceId }: Scope<Queryable>,
  fingerprint: Buffer,
): Promise<SuppressionScope[]> {
  const last = Buffer.concat([fingerprint, Buffer.alloc(24, 0xff)]);
  const rows = await db.query<{ scope: SuppressionScope }>(
    `select distinct scope from suppressions
     where workspace_id = $1 and identifier_hash between $2 and $3 and lifted_at is null`,
    [workspaceId, fingerprint, last],
  );
  return rows.map(({ scope }) => scope);
}

export type FingerprintPage = {
  /** The id of its last row; null where there are no more. */
  last: number | null;
  /** Which keys made them. */
  keys: number[] | null;
  /** 8 bytes of the hash of each, and one that is 1 where it must not be collected. */
  fingerprints: Buffer | null;
};

/** What is in force among the next rows, packed: ten million are read in a few hundred answers. */
export async function readFingerprints(
  { db, workspaceId }: Scope<Queryable>,
  after: number,
  limit: number,
): Promise<FingerprintPage> {
  const [page] = await db.query<FingerprintPage>(
    `with page as (
       select id, identifier_hash, scope, key_id, lifted_at is null as holds from suppressions
       where workspace_id = $1 and id > $2 order by id limit $3
     )
     select max(id) as last, array_agg(distinct key_id) filter (where holds) as keys,
       string_agg(
         substr(identifier_hash, 1, 8) || case when scope in ('${stopScopes.join(`', '`)}') then '\\x01'::bytea else '\\x00'::bytea end,
         ''::bytea
       ) filter (where holds) as fingerprints
     from page`,
    [workspaceId, after, limit],
    'read_suppression_fingerprints',
  );
  return page as FingerprintPage;
}

export async function listKeyIds({ db, workspaceId }: Scope<Queryable>): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    'select id from suppression_keys where workspace_id = $1 order by id desc',
    [workspaceId],
  );
  return rows.map(({ id }) => id);
}

/** The next key of the workspace, by its id; undefined where another was faster. */
export async function recordKey(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  await db.query(
    'insert into suppression_keys (workspace_id, id, created_at, created_by) values ($1, $2, $3, $4) on conflict do nothing',
    [workspaceId, id, at, by],
  );
}

export type StoppedCount = {
  workspaceId: number;
  sourceId: number;
  scope: StopScope;
  dayMs: number;
  messages: number;
};

export async function recordCounts(db: Queryable, counts: readonly StoppedCount[]): Promise<void> {
  await db.query(
    `insert into suppression_counts as known (workspace_id, source_id, scope, day, messages)
     select n.workspace_id, n.source_id, n.scope, (n.day at time zone 'UTC')::date, n.messages
     from unnest($1::int4[], $2::int4[], $3::text[], $4::timestamptz[], $5::int8[]) n(workspace_id, source_id, scope, day, messages)
     on conflict (workspace_id, day, scope, source_id) do update set messages = known.messages + excluded.messages`,
    [
      ...binaryColumns(counts, {
        ...{ workspaceId: 'int4', sourceId: 'int4', scope: 'text', dayMs: 'timestamptz', messages: 'int8' },
      }),
    ],
    'record_suppression_counts',
  );
}

export type CountRow = {
  day: string;
  scope: StopScope;
  source: { id: number; name: string };
  messages: number;
};

/** Messages that were not collected, by day, the newest first. */
export const listCounts = ({ db, workspaceId }: Scope<Queryable>, since: Date): Promise<CountRow[]> =>
  db.query<CountRow>(
    `select c.day::text as day, c.scope, json_build_object('id', s.id, 'name', s.name) as source, c.messages
     from suppression_counts c join sources s on s.id = c.source_id
     where c.workspace_id = $1 and c.day >= ($2::timestamptz at time zone 'UTC')::date
     order by c.day desc, c.scope, s.id`,
    [workspaceId, since],
  );
