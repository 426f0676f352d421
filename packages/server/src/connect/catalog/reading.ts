// Objects of the catalog, as they stand now: of a person, by id, by what they refer to, and all of a type.
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type OriginKind, type Owner, personField, type StoredTelling, toStanding } from './model.ts';

export type ToldField = {
  v: unknown;
  /** Milliseconds since 1970. */
  t: number;
  origin: { kind: OriginKind; source: string; message_id: string | null };
  /** Permission snapshot; null where the object belongs to nobody. */
  p: bigint | null;
};

export type CatalogObject = {
  type: string;
  id: string;
  title: string | null;
  atMs: number;
  updatedMs: number;
  person: Owner | null;
  fields: Map<string, ToldField>;
};

type Row = {
  type: string;
  id: string;
  title: string | null;
  at: Date;
  updated_at: Date;
  person_type: string | null;
  person_value: string | null;
  tellings: StoredTelling[];
};

const columns = 'o.type, o.id, o.title, o.at, o.updated_at, o.person_type, o.person_value, o.tellings';

function toObject(row: Row): CatalogObject {
  const fields = new Map<string, ToldField>();
  for (const [name, { v, by }] of toStanding(row.tellings).values) {
    if (name === personField || v === null) continue;
    const origin = { kind: by.k, source: by.s, message_id: by.m };
    fields.set(name, { v, t: by.t, origin, p: by.p === null ? null : BigInt(by.p) });
  }
  const isOwned = row.person_type !== null && row.person_value !== null;
  return {
    type: row.type,
    id: row.id,
    title: row.title,
    atMs: row.at.getTime(),
    updatedMs: row.updated_at.getTime(),
    person: isOwned ? { type: row.person_type as string, value: row.person_value as string } : null,
    fields,
  };
}

/**
 * The newest first, so many of each type. Of an identifier that changed hands only the objects of which it was told while it was
 * this person's.
 */
export async function listObjectsOfProfile(
  { db, workspaceId }: Scope<Queryable>,
  profileId: number,
  types: readonly string[],
  limitEach: number,
): Promise<CatalogObject[]> {
  if (types.length === 0) return [];
  const rows = await db.query<Row>(
    `with held as materialized (
       select i.type, i.value, h.from_at, h.until_at from holdings h join identifiers i on i.id = h.identifier_id
       where h.workspace_id = $1 and h.profile_id = $2
     )
     select o.* from unnest($3::text[]) t(type) cross join lateral (
       select ${columns} from held h join catalog_objects o
         on o.workspace_id = $1 and o.person_type = h.type and o.person_value = h.value and o.type = t.type
         and (h.from_at is null or o.person_at >= h.from_at) and (h.until_at is null or o.person_at < h.until_at)
       where o.person_value is not null and not o.removed order by o.at desc, o.id limit $4
     ) o order by o.at desc, o.type, o.id`,
    [workspaceId, profileId, binaryArray('text', [...new Set(types)]), limitEach],
    'list_catalog_objects_of_profile',
  );
  return rows.map(toObject);
}

/** Those that there are. */
export async function listObjectsByIds(
  { db, workspaceId }: Scope<Queryable>,
  pairs: readonly { type: string; id: string }[],
): Promise<CatalogObject[]> {
  if (pairs.length === 0) return [];
  const rows = await db.query<Row>(
    `select ${columns} from (select distinct type, id from unnest($2::text[], $3::text[]) n(type, id)) n
       join catalog_objects o on o.workspace_id = $1 and o.type = n.type and o.id = n.id
     where not o.removed order by o.type, o.id`,
    [workspaceId, ...binaryColumns(pairs, { type: 'text', id: 'text' })],
    'list_catalog_objects_by_ids',
  );
  return rows.map(toObject);
}

/**
 * Objects of `type` whose reference at `path` is one of these ids; the newest first, so many of each id. References lead: before the
 * tables have statistics (after the first import), all objects of the type would be gone through for each id otherwise.
 */
export async function listReferring(
  { db, workspaceId }: Scope<Queryable>,
  given: { type: string; path: string; ids: readonly string[]; limitEach: number },
): Promise<(CatalogObject & { refersTo: string })[]> {
  if (given.ids.length === 0) return [];
  const rows = await db.query<Row & { to_id: string }>(
    `select n.to_id, o.* from unnest($4::text[]) n(to_id) cross join lateral (
       select ${columns} from catalog_references r cross join lateral (
         select * from catalog_objects own where own.workspace_id = $1 and own.type = r.type and own.id = r.id offset 0
       ) o
       where r.workspace_id = $1 and r.type = $2 and r.path = $3 and r.to_id = n.to_id and not o.removed
       order by o.at desc, o.id limit $5
     ) o order by n.to_id, o.at desc, o.id`,
    [workspaceId, given.type, given.path, binaryArray('text', [...new Set(given.ids)]), given.limitEach],
    'list_catalog_objects_referring',
  );
  return rows.map((row) => ({ ...toObject(row), refersTo: row.to_id }));
}

const pageRows = 1000;

/** All of a type, page by page in the order of their ids. */
export async function* eachObject(
  { db, workspaceId }: Scope<Queryable>,
  type: string,
): AsyncGenerator<CatalogObject[]> {
  let after: string | null = null;
  for (;;) {
    const rows: Row[] = await db.query<Row>(
      `select ${columns} from catalog_objects o
       where o.workspace_id = $1 and o.type = $2 and ($3::text is null or o.id > $3) and not o.removed
       order by o.id limit $4`,
      [workspaceId, type, after, pageRows],
      'page_catalog_objects',
    );
    if (rows.length > 0) yield rows.map(toObject);
    if (rows.length < pageRows) return;
    after = rows.at(-1)?.id ?? null;
  }
}
