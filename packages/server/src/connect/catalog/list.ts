// Pages of the objects of a type, the newest first, and how often others refer to one.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { toSearchText } from './derived.ts';
import { type CatalogObject, type ReadRow, readColumns, toCatalogObjects } from './read.ts';
import type { Telling } from './telling.ts';
import type { CatalogTypeRow } from './types-store.ts';

export type ListPlace = { atMs: number; id: string };

/** `q`: a part of the id or title. One more than `limit` where there are more. */
export async function listObjects(
  scope: Scope<Queryable>,
  type: CatalogTypeRow,
  { q, limit, before }: { q: string; limit: number; before: ListPlace | undefined },
): Promise<(CatalogObject & { place: ListPlace })[]> {
  const rows = await scope.db.query<ReadRow & { at_ms: number }>(
    `select ${readColumns}, (extract(epoch from o.at) * 1000)::float8 as at_ms from catalog_objects o
     where o.workspace_id = $1 and o.type_id = $2 and not o.removed and ($3 = '' or position($3 in o.search) > 0)
       and ($4::timestamptz is null or (o.at, o.id) < ($4, $5))
     order by o.at desc, o.id desc limit $6`,
    [
      ...[scope.workspaceId, type.id, toSearchText(q)],
      ...[before === undefined ? null : new Date(before.atMs), before?.id ?? null, limit + 1],
    ],
    'list_catalog_objects',
  );
  return (await toCatalogObjects(scope, [type], rows)).map(({ row, ...one }) => ({
    ...one,
    place: { atMs: row.at_ms, id: row.id },
  }));
}

/** With what stands of it. Undefined where there is none, or it is removed. */
export async function findObject(
  scope: Scope<Queryable>,
  type: CatalogTypeRow,
  id: string,
): Promise<{ object: CatalogObject; standing: readonly Telling[] } | undefined> {
  if (id.includes('\0')) return undefined;
  const rows = await scope.db.query<ReadRow>(
    `select ${readColumns} from catalog_objects o
     where o.workspace_id = $1 and o.type_id = $2 and o.id = $3 and not o.removed`,
    [scope.workspaceId, type.id, id],
    'find_catalog_object',
  );
  const [found] = await toCatalogObjects(scope, [type], rows);
  if (found === undefined) return undefined;
  const { row, ...object } = found;
  return { object, standing: row.told };
}

/** How many objects that belong to nobody refer to this one, by type and by which of their fields. */
export async function countReferring(
  scope: Scope<Queryable>,
  types: readonly CatalogTypeRow[],
  to: { type: string; id: string },
): Promise<{ type: string; path: string; count: number }[]> {
  const from = types
    .filter(({ of_person }) => !of_person)
    .flatMap((type) =>
      type.references.filter((one) => one.to === to.type).map(({ path }) => ({ type, path })),
    );
  if (from.length === 0) return [];
  const rows = await scope.db.query<{ place: number; count: number }>(
    `select n.place::int as place, count(*) as count
     from unnest($2::int4[], $3::text[]) with ordinality n(type_id, path, place)
     join catalog_references r on r.workspace_id = $1 and r.type_id = n.type_id and r.path = n.path and r.to_id = $4
     group by n.place order by n.place`,
    [scope.workspaceId, from.map(({ type }) => type.id), from.map(({ path }) => path), to.id],
    'count_referring_objects',
  );
  return rows.flatMap(({ place, count }) => {
    const one = from[place - 1];
    return one === undefined ? [] : [{ type: one.type.name, path: one.path, count }];
  });
}
