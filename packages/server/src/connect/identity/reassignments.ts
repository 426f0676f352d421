// What the event store has to be told about who is who: which rows belong to somebody else than before.
//
// Only the ids are noted, when identity writes a change. What holds for them is looked up when the event store is told,
// so that telling it twice, or later, or after a crash, gives the same rows.
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import { listMovedFrom } from './places.ts';
import type { IdentityScope } from './store.ts';

/** Profiles that lead elsewhere than before, and identifiers that changed hands. */
export type Reassigned = { profileIds: number[]; identifierIds: number[] };

/** Whose the rows are that lie under some profiles. */
export type Ownership = {
  /** Profiles, as rows carry them, and whose such rows are. */
  places: number[];
  owners: number[];
  /** But these identifiers moved: rows that they decided belong to who held them then. */
  moved: { identifierId: number; holders: Holder[] }[];
};

/** From, inclusive, until, exclusive, in milliseconds since 1970. */
export type Holder = { profileId: number; fromMs: number; untilMs: number };

/** Notes them, to be told with the batch that is under way, behind the events of those before it. */
export async function noteReassigned(
  { db, workspaceId }: IdentityScope,
  { profileIds, identifierIds }: Reassigned,
): Promise<void> {
  if (profileIds.length + identifierIds.length === 0) return;
  await db.query(
    `insert into reassignments (id, is_identifier, workspace_id, batch_id)
     select distinct n.id, n.is_identifier, $1::int, p.batch_id + 1
     from unnest($2::int8[], $3::bool[]) n(id, is_identifier), pipeline_position p order by 1, 2
     on conflict (id, is_identifier) do update set batch_id = excluded.batch_id, applied_at = null`,
    [
      workspaceId,
      binaryArray('int8', [...profileIds, ...identifierIds]),
      binaryArray('bool', [...profileIds.map(() => false), ...identifierIds.map(() => true)]),
    ],
    'note_reassigned',
  );
}

/** Those of the identifiers that were moved, ever: rows of theirs may lie anywhere that they had been. */
export async function listMovedOf(
  { db, workspaceId }: IdentityScope,
  identifierIds: readonly number[],
): Promise<number[]> {
  if (identifierIds.length === 0) return [];
  const rows = await db.query<{ id: number }>(
    'select distinct identifier_id as id from identifier_moves where workspace_id = $1 and identifier_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', identifierIds)],
    'list_moved_of',
  );
  return rows.map(({ id }) => id);
}

/** Identifiers of these profiles that were moved before they came to them. */
export async function listMovedTo(
  { db, workspaceId }: IdentityScope,
  profileIds: readonly number[],
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select i.id from identifiers i where i.workspace_id = $1 and i.profile_id = any($2::int8[])
       and exists (select from identifier_moves m where m.identifier_id = i.id)`,
    [workspaceId, binaryArray('int8', profileIds)],
    'list_moved_to',
  );
  return rows.map(({ id }) => id);
}

export type ReassignedRow = { id: number; is_identifier: boolean; workspace_id: number };

/** Of all workspaces: what came up to this batch and was not told yet, the oldest first, no more than `limit`. */
export function listReassigned(db: Queryable, untilBatch: number, limit: number): Promise<ReassignedRow[]> {
  return db.query<ReassignedRow>(
    `select id, is_identifier, workspace_id from reassignments
     where applied_at is null and batch_id <= $1 order by batch_id, id limit $2`,
    [untilBatch, limit],
    'list_reassigned',
  );
}

/** Of all workspaces: these were told. What changed again since they were listed is left for its own batch. */
export async function markReassigned(
  db: Queryable,
  told: readonly ReassignedRow[],
  untilBatch: number,
  at: Date,
): Promise<void> {
  await db.query(
    `update reassignments r set applied_at = $2
     from (select r.id, r.is_identifier
       from reassignments r join unnest($3::int8[], $4::bool[]) n(id, is_identifier) using (id, is_identifier)
       where r.applied_at is null and r.batch_id <= $1 for update of r skip locked) n
     where r.id = n.id and r.is_identifier = n.is_identifier`,
    [untilBatch, at, ...binaryColumns(told, { id: 'int8', is_identifier: 'bool' })],
    'mark_reassigned',
  );
}

/** Of all workspaces: what was told and is still kept is to be told once more. */
export async function repeatReassigned(db: Queryable): Promise<void> {
  await db.query('update reassignments set applied_at = null where applied_at is not null');
}

/** Forgets what was told before this time. */
export async function deleteReassigned(db: Queryable, before: Date): Promise<void> {
  await db.query(
    `delete from reassignments r using (select id, is_identifier from reassignments where applied_at < $1 for update skip locked) n
     where r.id = n.id and r.is_identifier = n.is_identifier`,
    [before],
    'delete_reassigned',
  );
}

/** All profiles under which rows may lie that belong to somebody else than before. */
export async function findReassignedPlaces(
  { db, workspaceId }: IdentityScope,
  { profileIds, identifierIds }: Reassigned,
): Promise<number[]> {
  if (identifierIds.length === 0) return profileIds;
  const rows = await db.query<{ id: number }>(
    'select distinct profile_id as id from identifier_moves where workspace_id = $1 and identifier_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', identifierIds)],
    'list_places_of_moved',
  );
  return [...new Set([...profileIds, ...rows.map(({ id }) => id)])].sort((a, b) => a - b);
}

/** Whose the rows are that lie there, as of now. */
export async function findOwnership(scope: IdentityScope, places: number[]): Promise<Ownership> {
  const { db, workspaceId } = scope;
  const [redirects, moved] = await Promise.all([
    db.query<{ from_id: number; into_id: number }>(
      'select from_id, into_id from profile_redirects where workspace_id = $1 and from_id = any($2::int8[])',
      [workspaceId, binaryArray('int8', places)],
      'list_redirects_of',
    ),
    listMovedFrom(scope, places),
  ]);
  const leadsTo = new Map(redirects.map(({ from_id, into_id }) => [from_id, into_id]));
  return {
    places,
    owners: places.map((place) => leadsTo.get(place) ?? place),
    moved: await listHolders(scope, moved),
  };
}

/** Asked for by their ids: through the view, a condition on other tables would be tried on every identifier. */
async function listHolders(
  { db, workspaceId }: IdentityScope,
  identifierIds: readonly number[],
): Promise<Ownership['moved']> {
  if (identifierIds.length === 0) return [];
  const rows = await db.query<{
    id: number;
    profile_id: number;
    from_ms: number | null;
    until_ms: number | null;
  }>(
    `select identifier_id as id, profile_id, (extract(epoch from from_at) * 1000)::float8 as from_ms,
       (extract(epoch from until_at) * 1000)::float8 as until_ms
     from holdings where workspace_id = $1 and identifier_id = any($2::int8[])`,
    [workspaceId, binaryArray('int8', identifierIds)],
    'list_holders',
  );
  return [...Map.groupBy(rows, ({ id }) => id)].map(([identifierId, held]) => ({
    identifierId,
    holders: held.map(({ profile_id, from_ms, until_ms }) => ({
      ...{ profileId: profile_id, fromMs: from_ms ?? -Infinity, untilMs: until_ms ?? Infinity },
    })),
  }));
}
