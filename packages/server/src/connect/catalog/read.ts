// Reads objects of the catalog, for whoever shows them or goes by them. What of them may be shown is not decided here.
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import { openTogether } from '../../platform/together/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { findSlugs } from '../sources/index.ts';
import { listShown, toAtMs, toTitle } from './derived.ts';
import { type Counts, findCounts, type Held, openHeld } from './own-claims.ts';
import { findPerson } from './standing.ts';
import type { ObjectPerson } from './tell.ts';
import type { Telling } from './telling.ts';
import { type CatalogTypeRow, listCatalogTypes } from './types-store.ts';

export type TellingOrigin = { kind: 'event' | 'api' | 'import'; source: string; message_id: string | null };
export type ToldField = {
  v: unknown;
  /** When it was told, in milliseconds since 1970. */
  t: number;
  origin: TellingOrigin;
  /** Permission snapshot; null where the object belonged to nobody then. */
  p: bigint | null;
};
export type CatalogObject = {
  type: string;
  id: string;
  title: string | null;
  /** By the type's time field, else when it was first told. */
  atMs: number;
  /** When the newest of its values was told. */
  updatedMs: number;
  person: ObjectPerson | null;
  /** When that was told: the identifier may have changed hands since. */
  personMs: number | null;
  fields: Map<string, ToldField>;
};

export type ReadRow = { type_id: number; id: string; told: Telling[]; first_ms: number };
export const readColumns = `o.type_id, o.id, o.told, (extract(epoch from o.first_at) * 1000)::float8 as first_ms`;

const toKind = ({ o }: Telling): TellingOrigin['kind'] => o ?? 'event';

export const toOrigin = (by: Telling, sources: ReadonlyMap<number, string>): TellingOrigin => ({
  kind: toKind(by),
  source: by.o === undefined ? (sources.get(by.s) ?? String(by.s)) : (by.b ?? by.o),
  message_id: by.o === undefined ? by.m : null,
});

export async function toCatalogObjects<Row extends ReadRow>(
  scope: Scope<Queryable>,
  types: readonly CatalogTypeRow[],
  rows: readonly Row[],
  /** Which tellings count; where it is left out, those of the person that each of them belongs to. */
  counts?: Counts,
): Promise<(CatalogObject & { row: Row })[]> {
  const typeOf = new Map(types.map((type) => [type.id, type]));
  const sources = new Set(
    rows.flatMap(({ told }) => told.filter(({ o }) => o === undefined).map(({ s }) => s)),
  );
  const slugs = await findSlugs(scope, [...sources]);
  const countsOf = counts === undefined ? await findCounts(scope, rows) : [];
  return rows.flatMap((row, place) => {
    const type = typeOf.get(row.type_id);
    const own = counts ?? (countsOf[place] as Counts);
    return type === undefined ? [] : [{ ...toCatalogObject(type, row, slugs, own), row }];
  });
}

function toCatalogObject(
  type: CatalogTypeRow,
  { id, told, first_ms: firstMs }: ReadRow,
  sources: ReadonlyMap<number, string>,
  counts: Counts,
): CatalogObject {
  const values = listShown(type, told, counts);
  const person = findPerson(told);
  const fields = new Map<string, ToldField>();
  let updatedMs = values.size === 0 ? (told.findLast(counts)?.t ?? firstMs) : -Infinity;
  for (const [name, { by, value }] of values) {
    const p = by.p === undefined ? null : BigInt(by.p);
    fields.set(name, { v: value, t: by.t, origin: toOrigin(by, sources), p });
    updatedMs = Math.max(updatedMs, by.t);
  }
  return {
    ...{
      type: type.name,
      id,
      title: toTitle(type, (field) => values.get(field)?.value),
      atMs: toAtMs(type, values, firstMs),
      updatedMs,
    },
    person: person === undefined ? null : { type: person.type, value: person.value },
    personMs: person?.atMs ?? null,
    fields,
  };
}

const withoutRow = <One extends { row: unknown }>({ row: _, ...rest }: One): Omit<One, 'row'> => rest;

// What is named leads to what is found, by one index each: before the tables have statistics, as after the first import, the
// planner would rather go through all objects of a type, or all identifiers of a workspace. `offset 0` and `+ 0` keep it from that.

/** All types there are, where they were asked for already. */
type Known = { known?: readonly CatalogTypeRow[] | undefined };

type OfProfile = { types: readonly string[]; limitEach: number } & Known;

/** The objects of a person, of each type the newest first. */
export const listObjectsOfProfile = async (
  scope: Scope<Queryable>,
  profileId: number,
  asked: OfProfile,
): Promise<CatalogObject[]> => (await readObjectsOfProfile(scope, profileId, asked)).objects;

/** The same, with the identifiers that lead to the person at that moment; undefined where nothing was asked. */
export async function readObjectsOfProfile(
  scope: Scope<Queryable>,
  profileId: number,
  { types, limitEach, known }: OfProfile,
): Promise<{ objects: CatalogObject[]; identifiers: readonly [type: string, value: string][] | undefined }> {
  const all = known ?? (await listCatalogTypes(scope));
  const asked = all.filter((type) => type.of_person && types.includes(type.name));
  if (asked.length === 0) return { objects: [], identifiers: undefined };
  const typeIds = asked.map(({ id }) => id);
  const kind = `${scope.workspaceId} ${limitEach} ${typeIds}`;
  const [first, ...rows] = await readTogether(scope.db, kind, profileId, (profileIds) =>
    queryObjectsOf(scope, profileIds, typeIds, limitEach),
  );
  const [held, identifiers] = (first as ReadRow).told as unknown as [
    Held[] | null,
    [string, string][] | null,
  ];
  const objects = (await toCatalogObjects(scope, all, rows, openHeld(held ?? []))).map(withoutRow);
  return { objects, identifiers: identifiers ?? [] };
}

const readTogether = openTogether<number, ReadRow[]>(50);

/** By profile, in their order; first of all what the person held, whatever objects there are. */
async function queryObjectsOf(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
  typeIds: readonly number[],
  limitEach: number,
): Promise<ReadRow[][]> {
  const rows = await db.query<ReadRow & { asked: number }>(
    `select a.asked, n.type_id, n.id, n.told, n.first_ms from unnest($2::int8[]) with ordinality a(profile_id, asked) cross join lateral (
       with held as materialized (
         select i.type, i.value, h.from_at, h.until_at from holdings h join identifiers i on i.id = h.identifier_id
         where h.profile_id = a.profile_id and h.workspace_id + 0 = $1
       )
       select 0::bigint as place, null::int4 as type_id, null::text as id, json_build_array((
         select json_agg(json_build_array(type, value, extract(epoch from from_at) * 1000, extract(epoch from until_at) * 1000))
         from held
       ), (
         select json_agg(json_build_array(type, value)) from identifiers where profile_id = a.profile_id
       )) as told, null::float8 as first_ms, null::timestamptz as at
       union all
       select t.place, n.* from unnest($3::int4[]) with ordinality t(type_id, place) cross join lateral (
         select ${readColumns}, o.at from held h cross join lateral (
           select * from catalog_objects own
           where own.workspace_id = $1 and own.type_id = t.type_id and own.person_value = h.value and own.person_type = h.type
             and not own.removed offset 0
         ) o
         where (h.from_at is null or o.person_at >= h.from_at) and (h.until_at is null or o.person_at < h.until_at)
         order by o.at desc, o.id desc limit $4
       ) n
     ) n order by a.asked, n.place, n.at desc, n.id desc`,
    [workspaceId, binaryArray('int8', profileIds), binaryArray('int4', typeIds), limitEach],
    'list_objects_of_profiles',
  );
  const byProfile = Map.groupBy(rows, ({ asked }) => asked);
  return profileIds.map((_, i) => byProfile.get(i + 1) ?? []);
}

/** Those of these that exist. */
export async function listObjectsByIds(
  scope: Scope<Queryable>,
  pairs: readonly { type: string; id: string }[],
  { known }: Known = {},
): Promise<CatalogObject[]> {
  const all = known ?? (await listCatalogTypes(scope));
  const idOf = new Map(all.map(({ id, name }) => [name, id]));
  const keys = pairs.flatMap(({ type, id }) => {
    const typeId = idOf.get(type);
    return typeId === undefined || id.includes('\0') ? [] : [{ typeId, id }];
  });
  if (keys.length === 0) return [];
  const rows = await findTogether(scope.db, String(scope.workspaceId), keys, (asked) =>
    queryByIds(scope, asked),
  );
  return (await toCatalogObjects(scope, all, rows)).map(withoutRow);
}

type Key = { typeId: number; id: string };
const findTogether = openTogether<readonly Key[], ReadRow[]>(50);

async function queryByIds(
  { db, workspaceId }: Scope<Queryable>,
  asked: readonly (readonly Key[])[],
): Promise<ReadRow[][]> {
  const rows = await db.query<ReadRow>(
    `select ${readColumns} from (select distinct * from unnest($2::int4[], $3::text[]) u(type_id, id)) n cross join lateral (
       select * from catalog_objects own
       where own.workspace_id = $1 and own.type_id = n.type_id and own.id = n.id and not own.removed offset 0
     ) o`,
    [workspaceId, ...binaryColumns(asked.flat(), { typeId: 'int4', id: 'text' })],
    'list_objects_by_ids',
  );
  const byKey = new Map(rows.map((row) => [`${row.type_id} ${row.id}`, row]));
  return asked.map((keys) => {
    const own = new Set(keys.map(({ typeId, id }) => `${typeId} ${id}`));
    return [...own].flatMap((key) => byKey.get(key) ?? []);
  });
}

type Referring = Known & {
  /** The type of those that refer, and by which of its paths. */
  type: string;
  path: string;
  /** Where the type is named, only if the path leads to it. */
  to: { type?: string; ids: readonly string[] };
  limitEach: number;
};

/** Objects that refer to these, for each of them the newest first. */
export async function listReferring(
  scope: Scope<Queryable>,
  { type, path, to, limitEach, known }: Referring,
): Promise<(CatalogObject & { refersTo: string })[]> {
  const all = known ?? (await listCatalogTypes(scope));
  const from = all.find(({ name }) => name === type);
  const ids = [...new Set(to.ids)].filter((id) => !id.includes('\0'));
  const leadsThere =
    from?.references.some((one) => one.path === path && one.to === (to.type ?? one.to)) === true;
  if (!leadsThere || ids.length === 0) return [];
  const rows = await scope.db.query<ReadRow & { to_id: string }>(
    `select n.* from unnest($4::text[]) with ordinality t(to_id, place) cross join lateral (
       select ${readColumns}, t.to_id, o.at from catalog_references r cross join lateral (
         select * from catalog_objects own
         where own.workspace_id = $1 and own.type_id = r.type_id and own.id = r.id and not own.removed offset 0
       ) o
       where r.workspace_id = $1 and r.type_id = $2 and r.path = $3 and r.to_id = t.to_id
       order by o.at desc, o.id desc limit $5
     ) n order by t.place, n.at desc, n.id desc`,
    [scope.workspaceId, from?.id, path, binaryArray('text', ids), limitEach],
    'list_referring_objects',
  );
  return (await toCatalogObjects(scope, all, rows)).map(({ row, ...one }) => ({
    ...one,
    refersTo: row.to_id,
  }));
}

const pageMax = 1000;

/** All objects of a type, in pages, in the order of their ids. */
export async function* eachObject(
  scope: Scope<Queryable>,
  type: string,
): AsyncGenerator<CatalogObject[], void, undefined> {
  let after = '';
  while (true) {
    const all = await listCatalogTypes(scope);
    const typeId = all.find(({ name }) => name === type)?.id;
    if (typeId === undefined) return;
    const rows = await scope.db.query<ReadRow>(
      `select ${readColumns} from catalog_objects o
       where o.workspace_id = $1 and o.type_id = $2 and o.id > $3 and not o.removed order by o.id limit $4`,
      [scope.workspaceId, typeId, after, pageMax],
      'each_object',
    );
    if (rows.length > 0) yield (await toCatalogObjects(scope, all, rows)).map(withoutRow);
    if (rows.length < pageMax) return;
    after = rows.at(-1)?.id as string;
  }
}
