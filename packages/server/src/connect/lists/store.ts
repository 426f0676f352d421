// Lists in PostgreSQL: names, titles, and how many people are on each.
import { AppError } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

export type List = { id: number; name: string; title: string; people: number; set_at: Date; set_by: string };
type By = { at: Date; by: string };

/** So many in a workspace. */
export const listsMax = 500;

const columns = `l.id, l.name, l.title, l.set_at, l.set_by,
  (select count(distinct profile_id) from list_people where list_id = l.id) as people`;

/** By name. */
export const listLists = async ({ db, workspaceId }: Scope<Queryable>): Promise<List[]> =>
  (
    await db.query<List>(
      `select ${columns} from lists l where l.workspace_id = $1 order by l.name`,
      [workspaceId],
      'list_lists',
    )
  ).map(toList);

/** Throws `list_not_found`. */
export async function getList({ db, workspaceId }: Scope<Queryable>, name: string): Promise<List> {
  const [row] = await db.query<List>(
    `select ${columns} from lists l where l.workspace_id = $1 and l.name = $2`,
    [workspaceId, name],
    'get_list',
  );
  if (row === undefined) throw noList(name);
  return toList(row);
}

const toList = (row: List): List => ({ ...row, people: Number(row.people) });

/** Its id; it stays until the transaction ends. Throws `list_not_found`. */
export async function lockList({ db, workspaceId }: Scope<Transaction>, name: string): Promise<number> {
  const [row] = await db.query<{ id: number }>(
    'select id from lists where workspace_id = $1 and name = $2 for update',
    [workspaceId, name],
    'lock_list',
  );
  if (row === undefined) throw noList(name);
  return row.id;
}

const noList = (name: string): AppError =>
  new AppError('list_not_found', `There is no list called "${name.slice(0, 80)}".`);

/** The ids of lists by their names. */
export async function listIds({ db, workspaceId }: Scope<Queryable>): Promise<Map<string, number>> {
  const rows = await db.query<{ id: number; name: string }>(
    'select id, name from lists where workspace_id = $1',
    [workspaceId],
    'list_list_ids',
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** Throws `name_taken` or `lists_full`. */
export async function createList(
  { db, workspaceId }: Scope<Transaction>,
  { name, title }: Pick<List, 'name' | 'title'>,
  { at, by }: By,
): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [listsLock, workspaceId]);
  const ids = await listIds({ db, workspaceId });
  if (ids.has(name))
    throw new AppError('name_taken', `There is a list called "${name}". Choose another name.`);
  if (ids.size >= listsMax) throw new AppError('lists_full');
  await db.query(
    'insert into lists (workspace_id, name, title, set_at, set_by) values ($1, $2, $3, $4, $5)',
    [workspaceId, name, title, at, by],
  );
}
const listsLock = 0x6c69_7374;

/** The name stays. Throws `list_not_found`. */
export async function renameList(
  { db, workspaceId }: Scope<Queryable>,
  name: string,
  title: string,
  { at, by }: By,
): Promise<void> {
  await db.query(
    'update lists set title = $3, set_at = $4, set_by = $5 where workspace_id = $1 and name = $2',
    [workspaceId, name, title, at, by],
  );
}

/** With all that was on it. Its id never comes back, so rows of people that still hold it mean nothing. */
export async function deleteList({ db, workspaceId }: Scope<Transaction>, id: number): Promise<void> {
  await db.query('delete from lists where workspace_id = $1 and id = $2', [workspaceId, id]);
}
