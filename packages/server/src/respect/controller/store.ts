// The controller's details in PostgreSQL: one row a workspace, which is absent until somebody tells them.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Controller, type ControllerDetails, nothingTold } from './model.ts';

type Row = { details: ControllerDetails; changed_at: Date; changed_by: string };

export async function getController({ db, workspaceId }: Scope<Queryable>): Promise<Controller> {
  const [row] = await db.query<Row>(
    'select details, changed_at, changed_by from controllers where workspace_id = $1',
    [workspaceId],
  );
  if (row === undefined) return { ...nothingTold, changed_at: null, changed_by: null };
  const { details, changed_at, changed_by } = row;
  return { ...nothingTold, ...details, changed_at, changed_by };
}

export async function setController(
  { db, workspaceId }: Scope<Queryable>,
  details: ControllerDetails,
  { at, by }: { at: Date; by: string },
): Promise<Controller> {
  await db.query(
    `insert into controllers (workspace_id, details, changed_at, changed_by) values ($1, $2, $3, $4)
     on conflict (workspace_id) do update set details = excluded.details, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [workspaceId, details, at, by],
  );
  return { ...details, changed_at: at, changed_by: by };
}
