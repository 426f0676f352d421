// Who was in a file that was taken out.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

export type LastExported = { at: Date; fields: string[] };

/** The last file in which one of these people was; of large files only the first thousand are remembered. */
export async function findLastExported(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<LastExported | undefined> {
  // First those of the person, then the last of these: the other way round all files would be looked through.
  const [row] = await db.query<{ read_at: Date; fields: string[] }>(
    `with own as materialized (
       select id, read_at, fields from reads
       where workspace_id = $1 and exit = 'GET /api/segments/:name/export' and profile_ids && $2::bigint[]
     ) select read_at, fields from own order by id desc limit 1`,
    [workspaceId, profileIds],
    'find_last_exported',
  );
  return row && { at: row.read_at, fields: row.fields };
}
