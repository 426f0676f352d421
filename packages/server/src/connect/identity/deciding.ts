// By what an event is to be told of a person, so that it is theirs and nobody else's: one identifier, for one makes no link and so
// can join nobody. The account is best, since no other person ever has it; what devices are called is worst.
import { binaryArray } from '../../platform/postgres/index.ts';
import type { IdentityScope } from './store.ts';

export type Deciding = { type: string; value: string };

const bestFirst = ['user_id', 'email', 'phone'];

/** Of each of these people, also by ids that were merged into others. Nobody of whom nothing is known any more. */
export async function listDeciding(
  { db, workspaceId }: IdentityScope,
  profileIds: readonly number[],
): Promise<Map<number, Deciding>> {
  if (profileIds.length === 0) return new Map();
  const rows = await db.query<Deciding & { id: number }>(
    `select distinct on (n.id) n.id, i.type, i.value from unnest($2::int8[]) n(id)
     left join profile_redirects r on r.workspace_id = $1 and r.from_id = n.id
     join identifiers i on i.workspace_id = $1 and i.profile_id = coalesce(r.into_id, n.id) and not i.guessed and i.inert is null
     order by n.id, array_position($3::text[], i.type), i.type = 'anonymous_id', i.id`,
    [workspaceId, binaryArray('int8', [...new Set(profileIds)]), bestFirst],
    'list_deciding_identifiers',
  );
  return new Map(rows.map(({ id, type, value }) => [id, { type, value }]));
}
