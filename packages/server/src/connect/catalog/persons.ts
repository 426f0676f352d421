// Whose objects are: an object names an identifier, and whoever held it when that was told is its person.
import { binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

export type TimedPerson = { type: string; value: string; atMs: number };

/** The profile of each, by its place; none where nobody has the identifier. */
export async function findHolders(
  { db, workspaceId }: Scope<Queryable>,
  persons: readonly TimedPerson[],
): Promise<Map<number, number>> {
  if (persons.length === 0) return new Map();
  const rows = await db.query<{ place: number; profile_id: number | null }>(
    `select n.place::int as place, coalesce(o.profile_id, i.profile_id) as profile_id
     from unnest($2::text[], $3::text[], $4::timestamptz[]) with ordinality n(type, value, at, place)
     join identifiers i on i.workspace_id = $1 and i.type = n.type and i.value = n.value
     left join lateral (
       select o.profile_id from identifier_owners o
       where o.identifier_id = i.id and (o.from_at is null or o.from_at <= n.at) order by o.place desc limit 1
     ) o on true`,
    [workspaceId, ...binaryColumns(persons, { type: 'text', value: 'text', atMs: 'timestamptz' })],
    'find_object_holders',
  );
  return new Map(
    rows.flatMap(({ place, profile_id }) => (profile_id === null ? [] : [[place - 1, profile_id] as const])),
  );
}
