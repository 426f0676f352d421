// Objects of the catalog in PostgreSQL, written in sets.
//
// Many write at once: the thread that resolves, calls of the API, imports. Nobody holds an object while it is thought about:
// what is written says which version of the object it follows from, and what somebody else was faster with is not written
// and comes back. Rows are locked in one order, so that two writers never wait for each other.
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Telling } from './telling.ts';

export type Key = { typeId: number; id: string };
export type KeptObject = Key & { version: number; told: Telling[]; firstMs: number };

/** Those of the objects that exist, removed ones too. */
export async function listKept(
  { db, workspaceId }: Scope<Queryable>,
  keys: readonly Key[],
): Promise<KeptObject[]> {
  if (keys.length === 0) return [];
  return db.query<KeptObject>(
    `select o.type_id as "typeId", o.id, o.version, o.told, (extract(epoch from o.first_at) * 1000)::float8 as "firstMs"
     from unnest($2::int4[], $3::text[]) n(type_id, id)
     join catalog_objects o on o.workspace_id = $1 and o.type_id = n.type_id and o.id = n.id`,
    [workspaceId, ...binaryColumns(keys, { typeId: 'int4', id: 'text' })],
    'list_kept_objects',
  );
}

/** Whose these objects are, by id, of those that belong to somebody. */
export async function listPersonsOf(
  { db, workspaceId }: Scope<Queryable>,
  type: string,
  ids: readonly string[],
): Promise<Map<string, { type: string; value: string }>> {
  const rows = await db.query<{ id: string; type: string; value: string }>(
    `select o.id, o.person_type as type, o.person_value as value from catalog_types t
     cross join unnest($3::text[]) n(id)
     join catalog_objects o on o.workspace_id = $1 and o.type_id = t.id and o.id = n.id
     where t.workspace_id = $1 and t.name = $2 and t.removed_at is null and o.person_value is not null`,
    [workspaceId, type, binaryArray('text', ids)],
    'list_persons_of_objects',
  );
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}

export type ObjectRow = Key & {
  /** The one that this follows from; 0 where there was none. */
  version: number;
  told: string;
  search: string;
  atMs: number;
  firstMs: number;
  personType: string | null;
  personValue: string | null;
  personMs: number | null;
  removed: boolean;
};
export type ReferenceRow = Key & { path: string; toId: string };
export type HistoryRow = Key & { atMs: number; messageId: string; sourceId: number; told: string };
export type ObjectRows = {
  objects: readonly ObjectRow[];
  lost: readonly HistoryRow[];
  dropped: readonly ReferenceRow[];
  added: readonly ReferenceRow[];
};

/** Returns which of the objects were written: of the others there is another version. */
export async function writeObjects(
  { db, workspaceId }: Scope<Queryable>,
  { objects, lost, dropped, added }: ObjectRows,
): Promise<Key[]> {
  if (objects.length === 0) return [];
  return db.query<Key>(
    writeStatement,
    [
      workspaceId,
      ...binaryColumns(objects, {
        ...{ typeId: 'int4', id: 'text', version: 'int4', told: 'json', search: 'text', atMs: 'timestamptz' },
        ...{ firstMs: 'timestamptz', personType: 'text', personValue: 'text', personMs: 'timestamptz' },
        removed: 'bool',
      }),
      ...binaryColumns(lost, {
        ...{
          typeId: 'int4',
          id: 'text',
          atMs: 'timestamptz',
          messageId: 'text',
          sourceId: 'int4',
          told: 'jsonb',
        },
      }),
      ...binaryColumns(dropped, referenceColumns),
      ...binaryColumns(added, referenceColumns),
    ],
    'write_objects',
  );
}

const referenceColumns = { typeId: 'int4', id: 'text', path: 'text', toId: 'text' } as const;

const writeStatement = `
  with n as materialized (
    select * from unnest($2::int4[], $3::text[], $4::int4[], $5::json[], $6::text[], $7::timestamptz[], $8::timestamptz[],
      $9::text[], $10::text[], $11::timestamptz[], $12::bool[])
      n(type_id, id, version, told, search, at, first_at, person_type, person_value, person_at, removed)
  ), locked as materialized (
    select o.type_id, o.id from n join catalog_objects o on o.workspace_id = $1 and o.type_id = n.type_id and o.id = n.id
      and o.version = n.version
    where n.version > 0 order by o.type_id, o.id for update of o
  ), updated as (
    update catalog_objects o set version = o.version + 1, told = n.told, search = n.search, at = n.at, first_at = n.first_at,
      person_type = n.person_type, person_value = n.person_value, person_at = n.person_at, removed = n.removed
    from locked l join n on n.type_id = l.type_id and n.id = l.id
    where o.type_id = l.type_id and o.id = l.id returning o.type_id, o.id
  ), inserted as (
    insert into catalog_objects
      (workspace_id, type_id, id, told, search, at, first_at, person_type, person_value, person_at, removed)
    select $1, type_id, id, told, search, at, first_at, person_type, person_value, person_at, removed
    from n where version = 0 order by type_id, id
    on conflict (type_id, id) do nothing returning type_id, id
  ), written as materialized (
    select * from updated union all select * from inserted
  ), history as (
    insert into catalog_history as h (workspace_id, type_id, object_id, at, message_id, source_id, told)
    select $1, u.* from unnest($13::int4[], $14::text[], $15::timestamptz[], $16::text[], $17::int4[], $18::jsonb[])
      u(type_id, id, at, message_id, source_id, told)
    join written w on w.type_id = u.type_id and w.id = u.id
    on conflict (type_id, object_id, at, message_id, source_id) do update set
      told = jsonb_set(h.told, '{v}', (h.told -> 'v') || (excluded.told -> 'v'))
      where h.told -> 'w' is not distinct from excluded.told -> 'w'
  ), dropped as (
    delete from catalog_references r
    using unnest($19::int4[], $20::text[], $21::text[], $22::text[]) u(type_id, id, path, to_id)
      join written w on w.type_id = u.type_id and w.id = u.id
    where r.workspace_id = $1 and r.type_id = u.type_id and r.path = u.path and r.to_id = u.to_id and r.id = u.id
  ), added as (
    insert into catalog_references (workspace_id, type_id, id, path, to_id)
    select $1, u.* from unnest($23::int4[], $24::text[], $25::text[], $26::text[]) u(type_id, id, path, to_id)
    join written w on w.type_id = u.type_id and w.id = u.id
    on conflict do nothing
  )
  select type_id as "typeId", id from written`;
