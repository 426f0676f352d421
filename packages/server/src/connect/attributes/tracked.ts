// Which attributes are asked about their past: of those the mirror of people says what they were.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

/**
 * From now on the past of these attributes is asked for. Rows of people that are written from the next batch on hold it; those
 * that are there follow in the background (`connect/mirror`).
 */
export async function track(
  { db, workspaceId }: Scope<Queryable>,
  names: readonly string[],
  at: Date,
): Promise<void> {
  if (names.length === 0) return;
  await db.query(
    `insert into tracked_attributes (workspace_id, name, since) select $1, n, $3 from unnest($2::text[]) n
     on conflict do nothing`,
    [workspaceId, names, at],
    'track_attributes',
  );
}

export type TrackedAttribute = {
  name: string;
  since: Date;
  /** Since when the rows of all people say it; null for as long as they do not. */
  followed_at: Date | null;
};

export const listTracked = ({ db, workspaceId }: Scope<Queryable>): Promise<TrackedAttribute[]> =>
  db.query<TrackedAttribute>(
    'select name, since, followed_at from tracked_attributes where workspace_id = $1 order by name',
    [workspaceId],
    'list_tracked_attributes',
  );

/** The rows of all people say what these were. */
export async function markFollowed(
  { db, workspaceId }: Scope<Queryable>,
  names: readonly string[],
  at: Date,
): Promise<void> {
  await db.query(
    'update tracked_attributes set followed_at = $3 where workspace_id = $1 and name = any($2::text[])',
    [workspaceId, names, at],
    'mark_attributes_followed',
  );
}
