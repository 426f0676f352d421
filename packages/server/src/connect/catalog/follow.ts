// Objects follow their types in the background: after a type was changed, what is looked up by is written anew, and the objects
// of a type that was removed go. How far that is need not be kept: doing it again changes nothing.
import type { Log } from '../../platform/log/index.ts';
import type { Database, Queryable } from '../../platform/postgres/index.ts';
import { openStepping, type Step, type Stepping } from '../../platform/stepping/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { toDerived } from './derived.ts';
import { type KeptObject, type ObjectRow, type ReferenceRow, writeObjects } from './store.ts';
import { type CatalogTypeRow, holdTypes, listCatalogTypes, memoryOf } from './types-store.ts';

export type CatalogFollower = Stepping;
type Size = { objects: number };

const sizes: Record<'first' | 'least' | 'most', Size> = {
  first: { objects: 500 },
  least: { objects: 50 },
  most: { objects: 5000 },
};

export function openCatalogFollower({ db, log }: { db: Database; log: Log }): CatalogFollower {
  /** By id of the type: the edition that is followed, and up to which object. */
  const reached = new Map<number, { edition: number; after: string }>();

  async function takeStep(workspaceId: number, { objects }: Size): Promise<Step> {
    const scope = { db, workspaceId };
    const removed = await findRemoved(scope);
    if (removed !== undefined) return deleteSome(scope, removed, objects);
    return db.transaction(async (tx) => {
      const own = { ...scope, db: tx };
      await holdTypes(own);
      const type = (await listCatalogTypes(own, memoryOf(db))).find((one) => one.followed < one.edition);
      if (type === undefined) return 'done';
      const known = reached.get(type.id);
      const after = known?.edition === type.edition ? known.after : '';
      const rows = await listNext(own, type, after, objects);
      await writeAgain(own, type, rows);
      const last = rows.at(-1);
      if (rows.length === objects && last !== undefined)
        reached.set(type.id, { edition: type.edition, after: last.id });
      else await markFollowed(own, type);
      return rows.length > 0 ? 'written' : 'read';
    });
  }

  return openStepping({
    listUnfinished: () => listUnfinished(db),
    takeStep,
    ...{ sizes, log, interrupted: 'Following changed types of the catalog was interrupted and goes on' },
  });
}

/** In all workspaces. */
async function listUnfinished(db: Queryable): Promise<number[]> {
  const rows = await db.query<{ workspace_id: number }>(
    'select distinct workspace_id from catalog_types where removed_at is not null or followed < edition',
    [],
    'list_unfollowed_types',
  );
  return rows.map((row) => row.workspace_id);
}

async function findRemoved({ db, workspaceId }: Scope): Promise<number | undefined> {
  const [row] = await db.query<{ id: number }>(
    'select id from catalog_types where workspace_id = $1 and removed_at is not null limit 1',
    [workspaceId],
    'find_removed_type',
  );
  return row?.id;
}

async function deleteSome({ db, workspaceId }: Scope, typeId: number, count: number): Promise<Step> {
  for (const table of ['catalog_objects', 'catalog_references', 'catalog_history']) {
    const deleted = await db.query(
      `delete from ${table} where workspace_id = $1 and ctid = any(array(
         select ctid from ${table} where workspace_id = $1 and type_id = $2 limit $3)) returning 1`,
      [workspaceId, typeId, count],
    );
    if (deleted.length > 0) return 'written';
  }
  await db.query(
    'delete from catalog_types where workspace_id = $1 and id = $2 and removed_at is not null',
    [workspaceId, typeId],
    'delete_removed_type',
  );
  return 'written';
}

const listNext = (
  { db, workspaceId }: Scope<Queryable>,
  { id }: CatalogTypeRow,
  after: string,
  count: number,
): Promise<KeptObject[]> =>
  db.query<KeptObject>(
    `select type_id as "typeId", id, version, told, (extract(epoch from first_at) * 1000)::float8 as "firstMs"
     from catalog_objects where workspace_id = $1 and type_id = $2 and id > $3 order by id limit $4`,
    [workspaceId, id, after, count],
    'list_objects_to_follow',
  );

/** What somebody else was faster with follows the type already. */
async function writeAgain(
  scope: Scope<Queryable>,
  type: CatalogTypeRow,
  rows: readonly KeptObject[],
): Promise<void> {
  const objects: ObjectRow[] = [];
  const added: ReferenceRow[] = [];
  for (const { typeId, id, version, told, firstMs } of rows) {
    const { references, ...derived } = toDerived(type, id, told, firstMs);
    objects.push({ ...{ typeId, id, version, firstMs }, told: JSON.stringify(told), ...derived });
    for (const one of references) added.push({ typeId, id, ...one });
  }
  await writeObjects(scope, { objects, added, lost: [], dropped: [] });
}

/** Whoever remembers the types looks again. */
async function markFollowed(
  { db, workspaceId }: Scope<Queryable>,
  { id, edition }: CatalogTypeRow,
): Promise<void> {
  await db.query(
    'update catalog_types set followed = $3 where workspace_id = $1 and id = $2 and followed < $3',
    [workspaceId, id, edition],
    'mark_type_followed',
  );
  await db.query(
    'update catalog_editions set edition = edition + 1 where workspace_id = $1',
    [workspaceId],
    'count_edition',
  );
}
