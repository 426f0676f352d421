// Types of the catalog in PostgreSQL.
import { type CatalogType, catalogType } from '@rapport/protocol';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

export type CatalogTypeRow = CatalogType & {
  name: string;
  objects?: number;
  edition: number;
  set_at: Date;
  set_by: string;
};

type Row = Pick<CatalogTypeRow, 'name' | 'edition' | 'set_at' | 'set_by'> & { definition: unknown };

/** Types of each workspace, until one is set or removed. */
export type CatalogTypesMemory = Map<number, { state: string; types: Promise<CatalogTypeRow[]> }>;

const memories = new WeakMap<Queryable, CatalogTypesMemory>();

function memoryOf(db: Queryable): CatalogTypesMemory {
  const memory: CatalogTypesMemory = memories.get(db) ?? new Map();
  memories.set(db, memory);
  return memory;
}

/**
 * By name. Every read of a view asks for them, so they are read anew only when one was set or removed: which the greatest
 * edition and their number tell. `remembered`: of a caller for whom each time is another transaction.
 */
export async function listCatalogTypes(
  scope: Scope<Queryable>,
  remembered: CatalogTypesMemory = memoryOf(scope.db),
): Promise<CatalogTypeRow[]> {
  const { db, workspaceId } = scope;
  const [now] = await db.query<{ state: string }>(
    `select concat_ws(' ', max(edition), count(*)) as state from catalog_types where workspace_id = $1`,
    [workspaceId],
    'look_at_catalog_types',
  );
  const state = now?.state ?? '';
  const known = remembered.get(workspaceId);
  if (known?.state === state) return known.types;
  const types = readTypes(scope);
  remembered.set(workspaceId, { state, types });
  types.catch(() => remembered.delete(workspaceId));
  return types;
}

/** One that this version cannot read is left out, until it is set anew: failing, it would hold up every batch. */
async function readTypes({ db, workspaceId }: Scope<Queryable>): Promise<CatalogTypeRow[]> {
  const rows = await db.query<Row>(
    'select name, edition, definition, set_at, set_by from catalog_types where workspace_id = $1 order by name',
    [workspaceId],
    'list_catalog_types',
  );
  return rows.flatMap(({ definition, ...row }) => {
    const { data } = catalogType.safeParse(definition);
    return data === undefined ? [] : [{ ...data, ...row }];
  });
}

/** Makes the type or replaces what it was. */
export async function recordCatalogType(
  { db, workspaceId }: Scope<Queryable>,
  name: string,
  type: CatalogType,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  await db.query(
    `insert into catalog_types (workspace_id, name, definition, set_at, set_by) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id, name) do update set edition = excluded.edition, definition = excluded.definition,
       set_at = excluded.set_at, set_by = excluded.set_by`,
    [workspaceId, name, JSON.stringify(type), at, by],
    'record_catalog_type',
  );
}
