// The types of the catalog in PostgreSQL.
import { AppError, type CatalogType } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

export type CatalogTypeRow = CatalogType & {
  id: number;
  name: string;
  edition: number;
  /** Up to which edition its objects follow it. */
  followed: number;
  set_at: Date;
  set_by: string;
};

/** Those of each workspace, and the edition that they are of: they change seldom and are asked for with every batch and read. */
export type TypesMemory = Map<number, { edition: number; types: CatalogTypeRow[] }>;

const memories = new WeakMap<Queryable, TypesMemory>();

/** SQL that tells one set of types of a workspace from another: for questions that are asked anyway. */
export const catalogEdition = (workspace: string): string =>
  `coalesce((select edition from catalog_editions where workspace_id = ${workspace}), 0)`;

/** All types by name. Cheap where nothing changed since they were asked for last; `read`: their edition, if it is known. */
export async function listCatalogTypes(
  { db, workspaceId }: Scope<Queryable>,
  memory: TypesMemory = memoryOf(db),
  read?: number,
): Promise<CatalogTypeRow[]> {
  const edition = read ?? (await getEdition({ db, workspaceId }));
  const known = memory.get(workspaceId);
  if (known?.edition === edition) return known.types;
  const rows = await db.query<Omit<CatalogTypeRow, keyof CatalogType> & { definition: CatalogType }>(
    `select id, name, edition, followed, definition, set_at, set_by from catalog_types
     where workspace_id = $1 and removed_at is null order by name`,
    [workspaceId],
    'list_catalog_types',
  );
  const types = rows.map(({ definition, ...row }) => ({ ...definition, ...row }));
  memory.set(workspaceId, { edition, types });
  return types;
}

/** For use inside a transaction: what is known outside it. */
export function memoryOf(db: Queryable): TypesMemory {
  const known = memories.get(db) ?? new Map();
  memories.set(db, known);
  return known;
}

async function getEdition({ db, workspaceId }: Scope<Queryable>): Promise<number> {
  const [row] = await db.query<{ edition: number }>(
    `select ${catalogEdition('$1')} as edition`,
    [workspaceId],
    'get_catalog_edition',
  );
  return row?.edition as number;
}

/** Throws `type_not_found`. */
export async function getCatalogType(
  scope: Scope<Queryable>,
  name: string,
  memory?: TypesMemory,
): Promise<CatalogTypeRow> {
  const found = (await listCatalogTypes(scope, memory)).find((type) => type.name === name);
  if (found === undefined) throw noType(name);
  return found;
}

const noType = (name: string): AppError =>
  new AppError(
    'type_not_found',
    `The catalog has no type "${name.slice(0, 80)}" (see GET /api/catalog/types).`,
  );

const typesLock = 0x6361_7461;

/** Whoever writes objects holds it until the transaction ends, so that types change before or after it. */
export const holdTypes = ({ db, workspaceId }: Scope<Queryable>): Promise<unknown> =>
  db.query('select pg_advisory_xact_lock_shared($1, $2)', [typesLock, workspaceId], 'hold_catalog_types');

/** Changes of types come one after the other, and none while objects are written. Returns the next edition. */
export async function lockTypes({ db, workspaceId }: Scope<Transaction>): Promise<number> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [typesLock, workspaceId]);
  const [row] = await db.query<{ edition: number }>(
    `insert into catalog_editions (workspace_id, edition) values ($1, 1)
     on conflict (workspace_id) do update set edition = catalog_editions.edition + 1 returning edition`,
    [workspaceId],
  );
  return row?.edition as number;
}

type Set = { name: string; definition: CatalogType; edition: number; at: Date; by: string };

/** A new type has no objects that would have to follow it. */
export async function insertType(
  { db, workspaceId }: Scope<Transaction>,
  { name, definition, edition, at, by }: Set,
): Promise<void> {
  await db.query(
    `insert into catalog_types (workspace_id, name, edition, followed, definition, set_at, set_by)
     values ($1, $2, $3, $3, $4, $5, $6)`,
    [workspaceId, name, edition, JSON.stringify(definition), at, by],
  );
}

/** `follows`: nothing that follows from the type changes for its objects. */
export async function updateType(
  { db, workspaceId }: Scope<Transaction>,
  { name, definition, edition, at, by, follows }: Set & { follows: boolean },
): Promise<void> {
  await db.query(
    `update catalog_types set edition = $3, definition = $4, set_at = $5, set_by = $6,
       followed = case when $7 and followed = edition then $3 else followed end
     where workspace_id = $1 and name = $2 and removed_at is null`,
    [workspaceId, name, edition, JSON.stringify(definition), at, by, follows],
  );
}

/** Its objects go later. */
export async function markRemoved(
  { db, workspaceId }: Scope<Transaction>,
  name: string,
  at: Date,
): Promise<void> {
  await db.query(
    'update catalog_types set removed_at = $3 where workspace_id = $1 and name = $2 and removed_at is null',
    [workspaceId, name, at],
  );
}

/** How many objects there are of each type, by its id. */
export async function countObjects({ db, workspaceId }: Scope<Queryable>): Promise<Map<number, number>> {
  const rows = await db.query<{ type_id: number; count: number }>(
    `select t.id as type_id, (select count(*) from catalog_objects o where o.type_id = t.id and not o.removed) as count
     from catalog_types t where t.workspace_id = $1 and t.removed_at is null`,
    [workspaceId],
    'count_catalog_objects',
  );
  return new Map(rows.map(({ type_id, count }) => [type_id, count]));
}
