// How far a change of the rules is followed, and where it is still to be followed, in PostgreSQL.
import {
  binaryArray,
  type Database,
  type Queryable,
  type Transaction,
} from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

export type Stage = 'find' | 'look_over' | 'people' | 'done';

export type Application = {
  version: number;
  followed_version: number;
  stage: Stage;
  position: number;
  looked_at: number;
  to_look_at: number;
  people_changed: number;
  started_at: Date;
  finished_at: Date | null;
};

/** Rules were set again while these were followed: the work begins anew. */
export class Superseded extends Error {}

export async function findApplication({
  db,
  workspaceId,
}: Scope<Queryable>): Promise<Application | undefined> {
  const [row] = await db.query<Application>(
    `select version, followed_version, stage, position, looked_at, to_look_at, people_changed, started_at, finished_at
     from identity_rule_applications where workspace_id = $1`,
    [workspaceId],
    'find_rule_application',
  );
  return row;
}

/** All workspaces whose people do not follow their rules yet. */
export const listUnfinished = (db: Database): Promise<{ workspace_id: number }[]> =>
  db.query(
    `select workspace_id from identity_rule_applications where stage <> 'done' order by workspace_id`,
    [],
    'list_unfinished_rules',
  );

/** From now on this version is to be followed; what was to be done for another is forgotten. */
export async function beginApplication(
  { db, workspaceId }: Scope<Transaction>,
  version: number,
  at: Date,
): Promise<void> {
  await db.query('delete from identity_rule_work where workspace_id = $1', [workspaceId]);
  await db.query(
    `insert into identity_rule_applications as a
       (workspace_id, version, followed_version, stage, position, looked_at, to_look_at, people_changed, started_at)
     values ($1, $2, 0, 'find', 0, 0, 0, 0, $3)
     on conflict (workspace_id) do update set version = excluded.version, stage = 'find', position = 0, looked_at = 0,
       to_look_at = 0, people_changed = 0, started_at = excluded.started_at, finished_at = null`,
    [workspaceId, version, at],
  );
}

/** What a step did. Counts are added. */
export type Advance = {
  stage?: Stage;
  position?: number;
  lookedAt?: number;
  toLookAt?: number;
  peopleChanged?: number;
};

/** Notes what a step did, together with what it wrote. Throws `Superseded` where another version is to be followed. */
export async function advance(
  { db, workspaceId }: Scope<Queryable>,
  version: number,
  { stage, position, lookedAt = 0, toLookAt = 0, peopleChanged = 0 }: Advance,
): Promise<void> {
  const rows = await db.query(
    `update identity_rule_applications set stage = coalesce($3, stage), position = coalesce($4, position),
       looked_at = looked_at + $5, to_look_at = to_look_at + $6, people_changed = people_changed + $7
     where workspace_id = $1 and version = $2 returning version`,
    [workspaceId, version, stage ?? null, position ?? null, lookedAt, toLookAt, peopleChanged],
    'advance_rules',
  );
  if (rows.length === 0) throw new Superseded('Other rules were set meanwhile');
}

export async function finishApplication(
  { db, workspaceId }: Scope<Queryable>,
  version: number,
  at: Date,
): Promise<void> {
  await db.query(
    `update identity_rule_applications set stage = 'done', followed_version = version, looked_at = to_look_at, finished_at = $3
     where workspace_id = $1 and version = $2`,
    [workspaceId, version, at],
  );
}

/** Notes that the identifiers of a query (one column, `id`) are to be looked at. Returns how many those are. */
export async function recordReached(
  { db }: Scope<Transaction>,
  query: { text: string; values: unknown[] },
): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `with work as (insert into identity_rule_work (workspace_id, identifier_id)
       select $1, r.id from (${query.text}) r on conflict do nothing returning 1)
     select count(*) as count from work`,
    query.values,
  );
  return row?.count ?? 0;
}

export async function recordWork(
  { db, workspaceId }: Scope<Transaction>,
  identifierIds: readonly number[],
): Promise<number> {
  const rows = await db.query(
    `insert into identity_rule_work (workspace_id, identifier_id) select $1, n from unnest($2::int8[]) n
     on conflict do nothing returning 1`,
    [workspaceId, binaryArray('int8', identifierIds)],
    'record_rule_work',
  );
  return rows.length;
}

export async function listWork({ db, workspaceId }: Scope<Queryable>, limit: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    'select identifier_id as id from identity_rule_work where workspace_id = $1 order by identifier_id limit $2',
    [workspaceId, limit],
    'list_rule_work',
  );
  return rows.map(({ id }) => id);
}

/** Returns how many of them were to be looked at. */
export async function deleteWork(
  { db, workspaceId }: Scope<Queryable>,
  identifierIds: readonly number[],
): Promise<number> {
  const rows = await db.query(
    'delete from identity_rule_work where workspace_id = $1 and identifier_id = any($2::int8[]) returning 1',
    [workspaceId, binaryArray('int8', identifierIds)],
    'delete_rule_work',
  );
  return rows.length;
}

/** Holds off other servers for as long as the transaction lasts; false when one of them is at it. */
export async function lockApplication({ db, workspaceId }: Scope<Transaction>): Promise<boolean> {
  const [row] = await db.query<{ locked: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('identity rules', $1)) as locked`,
    [workspaceId],
    'lock_rule_application',
  );
  return row?.locked === true;
}

/** Reads as everything is at one moment, beside whatever is written meanwhile; for so many milliseconds at most. */
export function readAtOnce<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
  timeoutMs = 0,
): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    await tx.query(`select set_config('statement_timeout', $1, true)`, [String(timeoutMs)]);
    return work(tx);
  });
}

export async function countPeople({
  db,
  workspaceId,
}: Scope<Queryable>): Promise<{ people: number; refusals: number }> {
  const [row] = await db.query<{ people: number; refusals: number }>(
    `select (select count(*) from profiles where workspace_id = $1) as people,
       (select count(*) from identity_refusals where workspace_id = $1) as refusals`,
    [workspaceId],
  );
  return row ?? { people: 0, refusals: 0 };
}
