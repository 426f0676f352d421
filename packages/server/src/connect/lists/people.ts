// Who is on lists: people by the identifiers that they have now.
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

/** The ids of the lists that each of these people is on. Who is on none is left out. */
export async function listListsOf(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<Map<number, number[]>> {
  if (profileIds.length === 0) return new Map();
  const rows = await db.query<{ profile_id: number; list_ids: number[] }>(
    `select profile_id, array_agg(distinct list_id order by list_id) as list_ids from list_people
     where workspace_id = $1 and profile_id = any($2::int8[]) and exists (select from lists where workspace_id = $1)
     group by profile_id`,
    [workspaceId, binaryArray('int8', profileIds)],
    'list_lists_of',
  );
  return new Map(rows.map((row) => [row.profile_id, row.list_ids]));
}

export type OnList = { id: number; added_at: Date; added_by: string };

/** The next people on a list, the newest people first, each with the entry that put them there first. */
export const listPeopleOn = (
  { db, workspaceId }: Scope<Queryable>,
  listId: number,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<OnList[]> =>
  db.query<OnList>(
    `select distinct on (profile_id) profile_id as id, added_at, added_by from list_people
     where workspace_id = $1 and list_id = $2 and ($3::int8 is null or profile_id < $3)
     order by profile_id desc, added_at, entry_id limit $4`,
    [workspaceId, listId, before ?? null, limit],
    'list_people_on_list',
  );
