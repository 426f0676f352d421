// Where the events of a person lie.
//
// A row in the event store carries the profile that it was resolved to. When people merge, the rows stay, and the person
// is looked up under all ids that lead to them. When an identifier is taken from a person again, its rows stay too: from
// then on the rows of that identifier are its owner's, whatever profile they carry. Such identifiers are few, so both can
// be asked for in one question.
import { binaryArray } from '../../platform/postgres/index.ts';
import type { IdentityScope } from './store.ts';

export type Places = {
  /** The person's id, and the ids that lead to them. */
  profileIds: number[];
  /** Profiles under which rows of identifiers may lie that moved to this person. */
  elsewhere: number[];
  /** Identifiers that moved: whose a row of theirs is, the row does not tell. */
  moved: number[];
  /** Those of them that are this person's, and when: from, inclusive, until, exclusive, in milliseconds since 1970. */
  held: { identifierId: number; fromMs: number; untilMs: number }[];
};

export async function findPlaces({ db, workspaceId }: IdentityScope, profileId: number): Promise<Places> {
  const [former, held] = await Promise.all([
    db.query<{ id: number }>(
      'select from_id as id from profile_redirects where into_id = $2 and workspace_id = $1',
      [workspaceId, profileId],
      'list_former_ids',
    ),
    db.query<{ identifier_id: number; from_ms: number | null; until_ms: number | null; places: string[] }>(
      `select h.identifier_id, (extract(epoch from h.from_at) * 1000)::float8 as from_ms,
         (extract(epoch from h.until_at) * 1000)::float8 as until_ms, array_agg(m.profile_id)::text[] as places
       from holdings h join identifier_moves m on m.identifier_id = h.identifier_id
       where h.workspace_id = $1 and h.profile_id = $2 group by h.identifier_id, h.from_at, h.until_at`,
      [workspaceId, profileId],
      'list_held_moves',
    ),
  ]);
  const profileIds = [profileId, ...former.map(({ id }) => id)];
  const elsewhere = [...new Set(held.flatMap(({ places }) => places.map(Number)))];
  return {
    ...{ profileIds, elsewhere },
    moved: await listMovedFrom({ db, workspaceId }, [...profileIds, ...elsewhere]),
    held: held.map(({ identifier_id, from_ms, until_ms }) => ({
      identifierId: identifier_id,
      fromMs: from_ms ?? -Infinity,
      untilMs: until_ms ?? Infinity,
    })),
  };
}

/** Identifiers that moved, of which rows may lie there. */
export async function listMovedFrom(
  { db, workspaceId }: IdentityScope,
  places: readonly number[],
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    'select distinct identifier_id as id from identifier_moves where workspace_id = $1 and profile_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', places)],
    'list_moved',
  );
  return rows.map(({ id }) => id);
}

/** Profiles under which events of any of these people may lie, their own among them. */
export async function listPlacesOf(
  { db, workspaceId }: IdentityScope,
  profileIds: readonly number[],
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select from_id as id from profile_redirects where workspace_id = $1 and into_id = any($2::int8[])
     union select m.profile_id from holdings h join identifier_moves m on m.identifier_id = h.identifier_id
       where h.workspace_id = $1 and h.profile_id = any($2::int8[])`,
    [workspaceId, binaryArray('int8', profileIds)],
    'list_places_of',
  );
  return [...new Set([...profileIds, ...rows.map(({ id }) => id)])];
}

/** Of those who were merged away: into whom. */
export async function findMergedInto(
  { db, workspaceId }: IdentityScope,
  profileIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await db.query<{ from_id: number; into_id: number }>(
    'select from_id, into_id from profile_redirects where workspace_id = $1 and from_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', profileIds)],
    'find_merged_into',
  );
  return new Map(rows.map(({ from_id, into_id }) => [from_id, into_id]));
}
