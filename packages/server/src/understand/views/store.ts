// Views and their versions in PostgreSQL.
import type { View } from '@rapport/protocol';
import { catalogEdition } from '../../connect/catalog/index.ts';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { definitionsEdition } from '../definitions/index.ts';

/** In the newest version. */
export type StoredView = View & { id: number; version: number; set_at: Date };

const columns = `w.id, w.name, w.purpose, w.about, w.newest as version, v.title, v.description, v.fields, v.set_at`;
const newest = 'views w join view_versions v on v.view_id = w.id and v.version = w.newest';

export const listViews = ({ db, workspaceId }: Scope<Queryable>): Promise<StoredView[]> =>
  db.query<StoredView>(
    `select ${columns} from ${newest} where w.workspace_id = $1 order by w.name`,
    [workspaceId],
    'list_views',
  );

export async function findView(
  { db, workspaceId }: Scope<Queryable>,
  name: string,
): Promise<StoredView | undefined> {
  const [found] = await db.query<StoredView>(
    `select ${columns} from ${newest} where w.workspace_id = $1 and w.name = $2`,
    [workspaceId, name],
    'find_view',
  );
  return found;
}

/** What is remembered by its edition, as it was when the view was read. */
export type Editions = { definitions: string; types: number };

/** For a question that is asked anyway, about the workspace `$1`. */
export const editionColumns = `${definitionsEdition('$1')} as definitions, ${catalogEdition('$1')} as types`;

/** A view that is about to be answered, and the editions of what its answer asks: the one question of every read. */
export async function findViewToAnswer(
  { db, workspaceId }: Scope<Queryable>,
  name: string,
): Promise<{ view: StoredView; editions: Editions } | undefined> {
  const [found] = await db.query<StoredView & { definitions: string; types: number }>(
    `select ${columns}, ${editionColumns}
     from ${newest} where w.workspace_id = $1 and w.name = $2`,
    [workspaceId, name],
    'find_view_to_answer',
  );
  if (found === undefined) return undefined;
  const { definitions, types, ...view } = found;
  return { view, editions: { definitions, types } };
}

/** As it was set then. */
export async function findViewVersion(
  { db, workspaceId }: Scope<Queryable>,
  name: string,
  version: number,
): Promise<(Omit<StoredView, 'id'> & { set_by: string }) | undefined> {
  const [found] = await db.query<Omit<StoredView, 'id'> & { set_by: string }>(
    `select w.name, w.purpose, w.about, v.version, v.title, v.description, v.fields, v.set_at, v.set_by
     from views w join view_versions v on v.view_id = w.id
     where w.workspace_id = $1 and w.name = $2 and v.version = $3`,
    [workspaceId, name, version],
    'find_view_version',
  );
  return found;
}

export type ViewVersion = { version: number; title: string; set_at: Date; set_by: string };

export const listViewVersions = (db: Queryable, viewId: number): Promise<ViewVersion[]> =>
  db.query<ViewVersion>(
    'select version, title, set_at, set_by from view_versions where view_id = $1 order by version desc',
    [viewId],
    'list_view_versions',
  );

type Set = { at: Date; by: string };

export async function insertView(
  { db, workspaceId }: Scope<Transaction>,
  view: View,
  { at, by }: Set,
): Promise<void> {
  const [made] = await db.query<{ id: number }>(
    'insert into views (workspace_id, name, purpose, about, newest, created_at) values ($1, $2, $3, $4, 1, $5) returning id',
    [workspaceId, view.name, view.purpose, view.about, at],
  );
  await insertViewVersion(db, { ...view, id: made?.id as number, version: 1 }, { at, by });
}

export async function insertViewVersion(
  db: Transaction,
  { id, version, title, description, fields }: View & { id: number; version: number },
  { at, by }: Set,
): Promise<void> {
  await db.query(
    'insert into view_versions (view_id, version, title, description, fields, set_at, set_by) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, version, title, description, JSON.stringify(fields), at, by],
  );
  await db.query('update views set newest = $2 where id = $1', [id, version]);
}

/** Whether there was one. */
export async function deleteView({ db, workspaceId }: Scope<Queryable>, name: string): Promise<boolean> {
  const rows = await db.query(
    'delete from views where workspace_id = $1 and name = $2 returning id',
    [workspaceId, name],
    'delete_view',
  );
  return rows.length === 1;
}

/** Changes of the views of a workspace come one after the other. */
export async function lockViews({ db, workspaceId }: Scope<Transaction>): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [viewsLock, workspaceId]);
}
const viewsLock = 0x7669_6577;
