// States of people and their changes in PostgreSQL, and as the event store mirrors them.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import {
  binaryArray,
  type Database,
  type Queryable,
  type Transaction,
} from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Change, State } from './states.ts';

type StateRow = { profile_id: number } & State;

/** Of those who have one; locked until the transaction ends. */
export async function lockStates(
  { db, workspaceId }: Scope<Transaction>,
  ids: readonly number[],
): Promise<Map<number, State>> {
  const rows = await db.query<StateRow>(
    'select profile_id, stays, traits from profile_states where workspace_id = $1 and profile_id = any($2::int8[]) order by profile_id for update',
    [workspaceId, binaryArray('int8', ids)],
    'lock_profile_states',
  );
  return new Map(rows.map(({ profile_id, stays, traits }) => [profile_id, { stays, traits }]));
}

export async function findState(
  { db, workspaceId }: Scope<Queryable>,
  profileId: number,
): Promise<State | undefined> {
  const [row] = await db.query<State>(
    'select stays, traits from profile_states where workspace_id = $1 and profile_id = $2',
    [workspaceId, profileId],
    'find_profile_state',
  );
  return row;
}

/** Of those who have one, these traits of it, by the id of the definition. */
export async function listTraitValues(
  { db, workspaceId }: Scope<Queryable>,
  ids: readonly number[],
  traitIds: readonly number[],
): Promise<Map<number, State['traits']>> {
  const rows = await db.query<{ profile_id: number; traits: State['traits'] | null }>(
    `select s.profile_id, (select jsonb_object_agg(t, s.traits -> t) from unnest($3::text[]) t where s.traits ? t) as traits
     from profile_states s where s.workspace_id = $1 and s.profile_id = any($2::int8[])`,
    [workspaceId, binaryArray('int8', ids), binaryArray('text', traitIds.map(String))],
    'list_trait_values',
  );
  return new Map(rows.map(({ profile_id, traits }) => [profile_id, traits ?? {}]));
}

/** The next people who have a state, by id. */
export const listStateIds = async (
  { db, workspaceId }: Scope<Queryable>,
  afterId: number,
  limit: number,
): Promise<number[]> => {
  const rows = await db.query<{ profile_id: number }>(
    'select profile_id from profile_states where workspace_id = $1 and profile_id > $2 order by profile_id limit $3',
    [workspaceId, afterId, limit],
    'list_state_ids',
  );
  return rows.map(({ profile_id }) => profile_id);
};

export type Written = { profileId: number; state: State; changes: readonly Change[] };

/** Writes states and what changed. */
export async function writeStates(
  { db, workspaceId }: Scope<Transaction>,
  written: readonly Written[],
  at: Date,
): Promise<void> {
  if (written.length === 0) return;
  await db.query(
    `insert into profile_states (workspace_id, profile_id, stays, traits)
     select $1, id, stays::jsonb, traits::jsonb from unnest($2::int8[], $3::text[], $4::text[]) as t (id, stays, traits)
     on conflict (workspace_id, profile_id) do update set stays = excluded.stays, traits = excluded.traits`,
    [
      workspaceId,
      binaryArray(
        'int8',
        written.map(({ profileId }) => profileId),
      ),
      written.map(({ state }) => JSON.stringify(state.stays)),
      written.map(({ state }) => JSON.stringify(state.traits)),
    ],
    'write_profile_states',
  );
  await recordChanges(
    { db, workspaceId },
    written.flatMap(({ profileId, changes }) => changes.map((change) => ({ profileId, ...change }))),
    at,
  );
}

/**
 * Whoever writes changes holds off others until they are committed: so they are seen in the order of their ids, and a reader that
 * goes on after the last id that it saw misses none.
 */
async function recordChanges(
  { db, workspaceId }: Scope<Transaction>,
  changes: readonly (Change & { profileId: number })[],
  at: Date,
): Promise<void> {
  if (changes.length === 0) return;
  await db.query('select pg_advisory_xact_lock($1)', [changesLock], 'lock_definition_changes');
  await db.query(
    `insert into definition_changes (workspace_id, definition_id, version, profile_id, kind, value, reason, evidence, at)
     select $1, d, v, p, k, j::jsonb, r, e, $9 from unnest($2::int4[], $3::int4[], $4::int8[], $5::text[], $6::text[], $7::text[], $8::int4[]) as t (d, v, p, k, j, r, e)`,
    [
      workspaceId,
      changes.map(({ definitionId }) => definitionId),
      changes.map(({ version }) => version),
      binaryArray(
        'int8',
        changes.map(({ profileId }) => profileId),
      ),
      changes.map(({ kind }) => kind),
      changes.map(({ value }) => (value === undefined ? null : JSON.stringify(value))),
      changes.map(({ reason }) => reason),
      changes.map(({ evidence }) => evidence ?? null),
      at,
    ],
    'record_definition_changes',
  );
}

const changesLock = 0x6f75_7462;

/** Who is gone is nobody's member. */
export async function deleteStates(
  { db, workspaceId }: Scope<Transaction>,
  ids: readonly number[],
): Promise<void> {
  await db.query(
    'delete from profile_states where workspace_id = $1 and profile_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', ids)],
    'delete_profile_states',
  );
}

type ChangeRow = {
  id: number;
  workspace_id: number;
  definition_id: number;
  version: number;
  profile_id: number;
  kind: string;
  value: unknown;
  reason: string;
  evidence: number | null;
  at: Date;
};

const sentMax = 20_000;

/** Sends the event store what it has not got yet, and marks it. Answers whether there may be more. Safe to repeat. */
export async function sendChanges(db: Database, clickhouse: ClickHouse, at: Date): Promise<boolean> {
  const waiting = await db.query<ChangeRow>(
    `select id, workspace_id, definition_id, version, profile_id, kind, value, reason, evidence, at
     from definition_changes where sent_at is null order by id limit ${sentMax}`,
    [],
    'list_definition_changes',
  );
  if (waiting.length === 0) return false;
  const token = `${waiting[0]?.id}-${waiting.at(-1)?.id}`;
  for (const [workspaceId, rows] of Map.groupBy(waiting, (row) => row.workspace_id))
    await mirrorStates(
      { db, workspaceId },
      clickhouse,
      [...new Set(rows.map((row) => row.profile_id))],
      token,
    );
  const lines = waiting
    .filter(({ kind }) => kind !== 'merged')
    .map((row) =>
      JSON.stringify({
        ...row,
        value: row.value === null ? '' : JSON.stringify(row.value),
        evidence: row.evidence ?? -1,
        at: row.at.toISOString().replace('Z', ''),
      }),
    );
  if (lines.length > 0)
    await clickhouse.insert(
      'definition_changes',
      Buffer.from(lines.join('\n')),
      `definition_changes-${token}`,
    );
  await db.query(
    'update definition_changes set sent_at = $2 where id = any($1::int8[])',
    [
      binaryArray(
        'int8',
        waiting.map(({ id }) => id),
      ),
      at,
    ],
    'mark_definition_changes',
  );
  return waiting.length === sentMax;
}

/** What was sent lately is sent once more: the event store does not wait for the disk, and may have lost it. */
export async function repeatSent(db: Queryable): Promise<void> {
  await db.query('update definition_changes set sent_at = null where sent_at is not null', []);
}

/** Forgets what was sent before this time. */
export async function deleteSent(db: Queryable, before: Date): Promise<void> {
  await db.query('delete from definition_changes where sent_at < $1', [before], 'delete_sent_changes');
}

/** Their rows as they are now: who has none any more is gone. */
async function mirrorStates(
  { db, workspaceId }: Scope<Database>,
  clickhouse: ClickHouse,
  ids: readonly number[],
  token: string,
): Promise<void> {
  const [next] = await db.query<{ version: number }>(
    "select nextval('profile_state_versions') as version",
    [],
  );
  const rows = await db.query<StateRow>(
    'select profile_id, stays, traits from profile_states where workspace_id = $1 and profile_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', ids)],
    'list_profile_states',
  );
  const states = new Map(rows.map((row) => [row.profile_id, row]));
  const lines = ids.map((id) => toStateLine(workspaceId, id, states.get(id), Number(next?.version)));
  await clickhouse.insert(
    'profile_states',
    Buffer.from(lines.join('\n')),
    `profile_states-${workspaceId}-${token}`,
  );
}

const toStateLine = (workspaceId: number, id: number, state: State | undefined, version: number): string =>
  JSON.stringify({
    ...{ workspace_id: workspaceId, id, version, deleted: state === undefined ? 1 : 0 },
    stays: Object.entries(state?.stays ?? {}).map(([segment, [entered_ms, left_ms, reason]]) => ({
      ...{ segment: Number(segment), entered_ms, left_ms, reason },
    })),
    traits: Object.entries(state?.traits ?? {}).map(([trait, { v, t }]) => ({
      trait: Number(trait),
      value: JSON.stringify(v),
      ms: t,
    })),
  });

export async function getComputedBatch(db: Queryable): Promise<number> {
  const [row] = await db.query<{ batch_id: number }>(
    'select batch_id from compute_position',
    [],
    'get_computed_batch',
  );
  return row?.batch_id ?? 0;
}

export async function advanceComputedBatch(db: Queryable, batchId: number): Promise<void> {
  await db.query(
    `insert into compute_position (batch_id) values ($1)
     on conflict (one) do update set batch_id = greatest(compute_position.batch_id, excluded.batch_id)`,
    [batchId],
    'advance_computed_batch',
  );
}
