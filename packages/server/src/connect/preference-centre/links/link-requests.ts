// Who asked for a new link of the centre: kept until the company has sent one, once for each contact point, a week at most.
import type { Queryable } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import type { ContactPoint } from '../../../respect/preferences/index.ts';

export type LinkRequest = ContactPoint & { id: number; language: string; requested_at: Date };

/** A link that is sent later than this surprises more than it helps. */
const keptMs = 7 * 86_400_000;
const countMax = 100_000;

/** Whether the company knows the address: by an event, a file, or what was said of it. */
export async function isKnownAddress(
  { db, workspaceId }: Scope<Queryable>,
  { type, value }: ContactPoint,
): Promise<boolean> {
  const [row] = await db.query<{ known: boolean }>(
    `select exists (select from identifiers where workspace_id = $1 and type = $2 and value = $3)
       or exists (select from preference_events where workspace_id = $1 and type = $2 and value = $3) as known`,
    [workspaceId, type, value],
    'is_known_address',
  );
  return row?.known === true;
}

/** Asked again, it stays where it was in the list, with the newer time. */
export async function recordLinkRequest(
  { db, workspaceId }: Scope<Queryable>,
  { type, value }: ContactPoint,
  { language, at }: { language: string; at: Date },
): Promise<void> {
  await db.query(
    'delete from link_requests where requested_at < $1',
    [new Date(at.getTime() - keptMs)],
    'forget_link_requests',
  );
  await db.query(
    `insert into link_requests (workspace_id, type, value, language, requested_at) select $1, $2, $3, $4, $5
     where (select count(*) from link_requests where workspace_id = $1) < $6
     on conflict (workspace_id, type, value) do update set language = excluded.language, requested_at = excluded.requested_at`,
    [workspaceId, type, value, language, at, countMax],
    'record_link_request',
  );
}

type Page = { after: number | undefined; limit: number; at: Date };

/** The oldest first; one more than `limit` where there are more. */
export const listLinkRequests = (
  { db, workspaceId }: Scope<Queryable>,
  { after, limit, at }: Page,
): Promise<LinkRequest[]> =>
  db.query<LinkRequest>(
    `select id, type, value, language, requested_at from link_requests
     where workspace_id = $1 and id > $2 and requested_at >= $3 order by id limit $4`,
    [workspaceId, after ?? 0, new Date(at.getTime() - keptMs), limit + 1],
    'list_link_requests',
  );

/** Whether there was one. */
export async function deleteLinkRequest({ db, workspaceId }: Scope<Queryable>, id: number): Promise<boolean> {
  const gone = await db.query(
    'delete from link_requests where workspace_id = $1 and id = $2 returning id',
    [workspaceId, id],
    'delete_link_request',
  );
  return gone.length > 0;
}
