// Profiles and the winning values of their attributes, in PostgreSQL.
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { StoredAttributes } from '../attributes/index.ts';
import { toFactAttributes } from '../permissions/index.ts';

export async function recordProfiles(
  { db, workspaceId }: Scope<Queryable>,
  rows: readonly Pick<ProfileRow, 'id' | 'created_at' | 'attributes'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into profiles (workspace_id, id, created_at, attributes, facts)
     select $1, n.* from unnest($2::int8[], $3::timestamptz[], $4::json[], $5::json[]) n`,
    [
      workspaceId,
      binaryArray(
        'int8',
        rows.map((row) => row.id),
      ),
      binaryArray(
        'timestamptz',
        rows.map((row) => row.created_at.getTime()),
      ),
      binaryArray(
        'json',
        rows.map((row) => JSON.stringify(row.attributes)),
      ),
      binaryArray(
        'json',
        rows.map((row) => JSON.stringify(toFactAttributes(row.attributes))),
      ),
    ],
    'record_profiles',
  );
}

export async function listAttributes(
  { db, workspaceId }: Scope<Queryable>,
  ids: readonly number[],
): Promise<Map<number, StoredAttributes>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ id: number; attributes: StoredAttributes }>(
    'select id, attributes from profiles where workspace_id = $1 and id = any($2::int8[])',
    [workspaceId, binaryArray('int8', ids)],
    'list_attributes',
  );
  return new Map(rows.map((row) => [row.id, row.attributes]));
}

export async function updateAttributes(
  { db, workspaceId }: Scope<Queryable>,
  changed: Map<number, StoredAttributes>,
): Promise<void> {
  if (changed.size === 0) return;
  await db.query(
    `update profiles p set attributes = n.attributes, facts = n.facts
     from unnest($2::int8[], $3::json[], $4::json[]) n(id, attributes, facts) where p.workspace_id = $1 and p.id = n.id`,
    [
      workspaceId,
      binaryArray('int8', [...changed.keys()]),
      binaryArray(
        'json',
        [...changed.values()].map((attributes) => JSON.stringify(attributes)),
      ),
      binaryArray(
        'json',
        [...changed.values()].map((attributes) => JSON.stringify(toFactAttributes(attributes))),
      ),
    ],
    'update_attributes',
  );
}

export async function deleteProfiles(
  { db, workspaceId }: Scope<Queryable>,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.query(
    'delete from profiles where workspace_id = $1 and id = any($2::int8[])',
    [workspaceId, binaryArray('int8', ids)],
    'delete_profiles',
  );
}

export type ProfileRow = {
  id: number;
  created_at: Date;
  attributes: StoredAttributes;
  types: string[] | null;
  identifier_values: string[] | null;
};

/** Profiles with their identifiers, as ClickHouse mirrors them. */
export async function listProfileRows(
  { db, workspaceId }: Scope<Queryable>,
  ids: readonly number[],
): Promise<ProfileRow[]> {
  if (ids.length === 0) return [];
  return db.query<ProfileRow>(
    `select p.id, p.created_at, p.attributes, i.types, i.identifier_values from profiles p
     left join lateral (
       select array_agg(type order by id) as types, array_agg(value order by id) as identifier_values
       from identifiers where profile_id = p.id
     ) i on true
     where p.workspace_id = $1 and p.id = any($2::int8[])`,
    [workspaceId, binaryArray('int8', ids)],
    'list_profile_rows',
  );
}

/** The next people by id, and who of them has one of these attributes; without names all of them. */
export async function listPeoplePage(
  { db, workspaceId }: Scope<Queryable>,
  { afterId, limit, names }: { afterId: number; limit: number; names?: readonly string[] | undefined },
): Promise<{ ids: number[]; lastId: number | undefined }> {
  const rows = await db.query<{ id: number; has: boolean }>(
    `select id, $4::text[] is null or exists (select from json_object_keys(attributes) name where name = any($4::text[])) as has
     from profiles where workspace_id = $1 and id > $2 order by id limit $3`,
    [workspaceId, afterId, limit, names ?? null],
    'list_people_page',
  );
  const ids = rows.flatMap(({ id, has }) => (has ? [id] : []));
  return { ids, lastId: rows.length < limit ? undefined : rows.at(-1)?.id };
}

/** What is held of these people, by id. */
export async function listStoredAttributes(
  { db, workspaceId }: Scope<Queryable>,
  ids: readonly number[],
): Promise<Map<number, StoredAttributes>> {
  const rows = await db.query<{ id: number; attributes: StoredAttributes }>(
    'select id, attributes from profiles where workspace_id = $1 and id = any($2::int8[])',
    [workspaceId, binaryArray('int8', ids)],
    'list_stored_attributes',
  );
  return new Map(rows.map(({ id, attributes }) => [id, attributes]));
}
