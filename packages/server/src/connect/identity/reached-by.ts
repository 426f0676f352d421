// By which identifiers a person is reached or known: those that are theirs, and addresses that belong to somebody else as
// well. Two people who share an address have it both, though it names only one of them.
import { binaryArray } from '../../platform/postgres/index.ts';
import type { IdentityScope } from './store.ts';

/** Types that are addresses of people, and their hashed form. */
const addressTypes = ['email', 'email_sha256', 'phone', 'phone_sha256'] as const;

export const isAddress = (type: string): boolean => (addressTypes as readonly string[]).includes(type);

/** What a member set apart does not count. */
export const listReachedBy = (
  { db, workspaceId }: IdentityScope,
  profileId: number,
): Promise<{ type: string; value: string }[]> =>
  db.query<{ type: string; value: string }>(
    `with held as (select identifier_id from holdings where workspace_id = $1 and profile_id = $2)
     select type, value from identifiers where id in (select identifier_id from held)
     union
     select i.type, i.value from held
     join links l on (l.a_id = held.identifier_id or l.b_id = held.identifier_id) and not l.apart
     join identifiers i on i.id in (l.a_id, l.b_id) and i.type = any($3::text[])`,
    [workspaceId, profileId, addressTypes],
    'list_reached_by',
  );

export type Reached = { owner: number; reached: { type: string; value: string }[] };

/**
 * The same of many people, by the id that was asked for: one that was merged away is its person's now (`owner`). What was seen last
 * comes first. Whoever is gone is missing.
 */
export async function listAllReachedBy(
  { db, workspaceId }: IdentityScope,
  profileIds: readonly number[],
): Promise<Map<number, Reached>> {
  const rows = await db.query<Reached & { id: number }>(
    `select n.id, p.id as owner, coalesce((
       select jsonb_agg(jsonb_build_object('type', i.type, 'value', i.value) order by i.id desc) from identifiers i where i.id in (
         select h.identifier_id from holdings h where h.workspace_id = $1 and h.profile_id = p.id
         union
         select x.id from holdings h join links l on (l.a_id = h.identifier_id or l.b_id = h.identifier_id) and not l.apart
         join identifiers x on x.id in (l.a_id, l.b_id) and x.type = any($3::text[])
         where h.workspace_id = $1 and h.profile_id = p.id
       )), '[]') as reached
     from unnest($2::int8[]) n(id) left join profile_redirects r on r.workspace_id = $1 and r.from_id = n.id
     join profiles p on p.workspace_id = $1 and p.id = coalesce(r.into_id, n.id)`,
    [workspaceId, binaryArray('int8', profileIds), addressTypes],
    'list_all_reached_by',
  );
  return new Map(rows.map(({ id, owner, reached }) => [id, { owner, reached }]));
}
