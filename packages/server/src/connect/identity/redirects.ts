// Ids of people that were merged away: where each leads, since when, and why.
import type { IdentityScope } from './store.ts';

export type MergedId = {
  from_profile_id: string;
  into_profile_id: string;
  at: Date;
  /** `link`: a message named the two together. `derived`: they were decided anew, with all that hangs on them. */
  reason: string;
  /** The message that linked the two. */
  message_id: string | null;
  /** The decision of a member that it came of. */
  decision: { id: string; kind: string; by: string; at: string; reason: string } | null;
};

const query = `select r.from_id::text as from_profile_id, r.into_id::text as into_profile_id, r.merged_at as at, r.reason,
    nullif(r.message_id, '') as message_id,
    case when d.id is not null then jsonb_build_object(
      'id', d.id::text, 'kind', d.kind, 'by', d.made_by, 'at', to_char(d.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', d.reason) end as decision
  from profile_redirects r left join identity_decisions d on d.id = r.decision_id and d.workspace_id = r.workspace_id
  where r.workspace_id = $1`;

/** The ids that lead to this person, the earliest first. */
export const listMergedInto = ({ db, workspaceId }: IdentityScope, profileId: number): Promise<MergedId[]> =>
  db.query<MergedId>(`${query} and r.into_id = $2 order by r.merged_at, r.from_id limit 1000`, [
    workspaceId,
    profileId,
  ]);

/** Where an id leads that is nobody's any more. */
export async function findMergedId(
  { db, workspaceId }: IdentityScope,
  profileId: number,
): Promise<MergedId | undefined> {
  const [row] = await db.query<MergedId>(
    `${query} and r.from_id = $2`,
    [workspaceId, profileId],
    'find_merged_id',
  );
  return row;
}

/** All ids that the person has had, their own first. */
export async function listIdsOf({ db, workspaceId }: IdentityScope, profileId: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    'select from_id as id from profile_redirects where workspace_id = $1 and into_id = $2 order by from_id limit 1000',
    [workspaceId, profileId],
    'list_ids_of',
  );
  return [profileId, ...rows.map(({ id }) => id)];
}
