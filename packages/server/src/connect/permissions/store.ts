// What holds for each person, in PostgreSQL: read with every use, written with every statement and every change of who is who.
import {
  binaryArray,
  binaryColumns,
  type Queryable,
  type Transaction,
} from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type SpokenEvent, type Statement, toStatement } from '../../respect/consents/index.ts';
import { sayOfPeople } from '../../respect/last-word/index.ts';
import { getRules, listDeviceTypes } from '../identity/index.ts';

/** Of those people about whom something was said. */
export async function listStatements(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<Map<number, Statement[]>> {
  const rows = await listStatementRows({ db, workspaceId }, profileIds);
  return new Map(rows.map((row) => [row.profile_id, row.statements]));
}

type StatementRow = { profile_id: number; version: number; statements: Statement[] };

/** The same with the version of each row. */
export const listStatementRows = async (
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<StatementRow[]> =>
  profileIds.length === 0
    ? []
    : db.query<StatementRow>(
        'select profile_id, version, statements from permissions where workspace_id = $1 and profile_id = any($2::int8[])',
        [workspaceId, binaryArray('int8', profileIds)],
        'list_statements',
      );

/** The versions alone. */
export async function listStatementVersions(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<[id: number, version: number][]> {
  if (profileIds.length === 0) return [];
  const rows = await db.query<Omit<StatementRow, 'statements'>>(
    'select profile_id, version from permissions where workspace_id = $1 and profile_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', profileIds)],
    'list_statement_versions',
  );
  return rows.map(({ profile_id, version }) => [profile_id, version]);
}

/** Whether anybody of the workspace ever said anything: most of the work here is for those who did. */
export async function hasStatements({ db, workspaceId }: Scope<Queryable>): Promise<boolean> {
  const [row] = await db.query<{ said: boolean }>(
    'select exists (select from permissions where workspace_id = $1) as said',
    [workspaceId],
    'has_statements',
  );
  return row?.said === true;
}

/** Those of the people who have an identifier that is more than a device. */
export async function listKnownPeople(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<Set<number>> {
  if (profileIds.length === 0) return new Set();
  const deviceTypes = await findDeviceTypes({ db, workspaceId });
  const rows = await db.query<{ profile_id: number }>(
    `select distinct h.profile_id from holdings h join identifiers i on i.id = h.identifier_id
     where h.workspace_id = $1 and h.profile_id = any($2::int8[]) and not i.type = any($3::text[])`,
    [workspaceId, binaryArray('int8', profileIds), deviceTypes],
    'list_known_people',
  );
  return new Set(rows.map((row) => row.profile_id));
}

/** Types whose values belong to a device, which may change hands. */
const findDeviceTypes = async (scope: Scope<Queryable>): Promise<string[]> =>
  listDeviceTypes((await getRules(scope)).rules);

/** Whose these identifiers are, or were at some time. */
export async function listHolders(
  { db, workspaceId }: Scope<Queryable>,
  identifierIds: readonly number[],
): Promise<number[]> {
  if (identifierIds.length === 0) return [];
  const rows = await db.query<{ profile_id: number }>(
    'select distinct profile_id from holdings where workspace_id = $1 and identifier_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', identifierIds)],
    'list_permission_holders',
  );
  return rows.map((row) => row.profile_id);
}

type EventRow = Omit<SpokenEvent, 'identifierIds' | 'resolves'> & {
  profileId: number;
  held: unknown[];
  onDevices: boolean;
  resolves: unknown[];
  bit: number;
};

/**
 * Puts together anew what holds for these people: what was expressed on the identifiers that they hold, at a time at which
 * they held them. Whoever else was named by it is not theirs: a consent that somebody gave while signed in on a shared
 * device is that somebody's, and for the owner of the device it is one of the device.
 */
export async function rebuildPermissions(
  { db, workspaceId }: Scope<Transaction>,
  profileIds: readonly number[],
): Promise<Map<number, Statement[]>> {
  if (profileIds.length === 0) return new Map();
  await sayOfPeople({ db, workspaceId }, profileIds);
  const deviceTypes = await findDeviceTypes({ db, workspaceId });
  const rows = await db.query<EventRow>(
    `select h.profile_id as "profileId", c.id, array_agg(h.identifier_id) as held, bool_and(i.type = any($3::text[])) as "onDevices",
       c.purpose_version as "purposeVersion", c.state, c.consent_type as "consentType", c.effective_at as "effectiveAt",
       c.valid_until as "validUntil", c.expressed_by as "expressedBy", c.method, encode(c.notice_hash, 'hex') as "noticeHash", c.language,
       c.unproven, c.resolves, (select p.bit from purposes p where p.workspace_id = $1 and p.slug = c.purpose limit 1) as bit,
       (select n.title from notices n where n.workspace_id = $1 and n.hash = c.notice_hash order by n.language = c.language desc limit 1)
         as "noticeTitle"
     from holdings h join identifiers i on i.id = h.identifier_id
     join consent_events c on c.identifier_ids @> array[h.identifier_id] and c.workspace_id = $1
       and (h.from_at is null or c.effective_at >= h.from_at) and (h.until_at is null or c.effective_at < h.until_at)
     where h.workspace_id = $1 and h.profile_id = any($2::int8[])
     group by h.profile_id, c.id order by c.id`,
    [workspaceId, binaryArray('int8', profileIds), deviceTypes],
    'list_expressed',
  );
  const statements = new Map<number, Statement[]>();
  for (const { profileId, held, onDevices, bit, resolves, ...event } of rows) {
    const ids = { identifierIds: held.map(Number), resolves: resolves.map(Number) };
    const statement = toStatement({ ...event, ...ids }, bit, onDevices);
    const list = statements.get(profileId);
    if (list === undefined) statements.set(profileId, [statement]);
    else list.push(statement);
  }
  await writeStatements({ db, workspaceId }, statements);
  await deletePermissions(
    { db, workspaceId },
    profileIds.filter((id) => !statements.has(id)),
  );
  return statements;
}

async function writeStatements(
  { db, workspaceId }: Scope<Queryable>,
  statements: ReadonlyMap<number, Statement[]>,
): Promise<void> {
  if (statements.size === 0) return;
  const rows = [...statements].map(([id, list]) => ({ id, statements: JSON.stringify(list) }));
  await db.query(
    `insert into permissions (workspace_id, profile_id, statements)
     select $1, n.* from unnest($2::int8[], $3::jsonb[]) n
     on conflict (profile_id) do update set statements = excluded.statements, version = nextval('permission_versions')`,
    [workspaceId, ...binaryColumns(rows, { id: 'int8', statements: 'jsonb' })],
    'write_statements',
  );
}

export async function deletePermissions(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<void> {
  if (profileIds.length === 0) return;
  await db.query(
    'delete from permissions where workspace_id = $1 and profile_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', profileIds)],
    'delete_permissions',
  );
}

/** What was received with these consent events. */
export async function findEvidence(
  { db, workspaceId }: Scope<Queryable>,
  eventIds: readonly number[],
): Promise<Map<number, Record<string, unknown>>> {
  if (eventIds.length === 0) return new Map();
  const rows = await db.query<{ id: number; evidence: Record<string, unknown> }>(
    'select id, evidence from consent_events where workspace_id = $1 and id = any($2::int8[])',
    [workspaceId, binaryArray('int8', eventIds)],
    'find_evidence',
  );
  return new Map(rows.map(({ id, evidence }) => [id, evidence]));
}
