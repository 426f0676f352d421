// By which identifiers a person is reached or known: those that are theirs, and addresses that belong to somebody else as
// well. Two people who share an address have it both, though it names only one of them.
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
