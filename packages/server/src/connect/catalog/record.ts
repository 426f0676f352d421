// The one way into the catalog: tellings, folded into what stands while the rows of their objects are held.
import { binaryArray, binaryColumns, type Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { toAtMs, toOwner, toReferences, toTitle, toUpdatedMs } from './derived.ts';
import {
  fold,
  isThere,
  type LostValue,
  type StoredTelling,
  type Telling,
  toStanding,
  toTellings,
} from './model.ts';
import { type CatalogTypeRow, listCatalogTypes } from './type-store.ts';

type Row = { type: string; id: string; first_ms: number; tellings: StoredTelling[] };
type Written = ReturnType<typeof toWritten>;
type Lost = LostValue & { type: string; id: string };

const keyOf = ({ type, id }: { type: string; id: string }): string => `${type} ${id}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Takes in what was told, whatever was told before or at the same time. Tellings of types that there are not (any more) are left
 * out. Returns the objects that changed. `types`: of a caller that remembers them.
 */
export async function recordTellings(
  scope: Scope<Transaction>,
  tellings: readonly Telling[],
  types?: readonly CatalogTypeRow[],
): Promise<{ type: string; id: string }[]> {
  const typeOf = new Map((types ?? (await listCatalogTypes(scope))).map((type) => [type.name, type]));
  const byObject = new Map<string, Telling[]>();
  for (const telling of tellings) {
    if (!typeOf.has(telling.type)) continue;
    const told = byObject.get(keyOf(telling));
    if (told === undefined) byObject.set(keyOf(telling), [telling]);
    else told.push(telling);
  }
  if (byObject.size === 0) return [];
  const written: Written[] = [];
  const lost: Lost[] = [];
  for (const row of await holdObjects(scope, [...byObject.values()])) {
    const standing = toStanding(row.tellings);
    const before = JSON.stringify(row.tellings);
    let firstMs = row.first_ms;
    let changed = false;
    for (const telling of byObject.get(keyOf(row)) ?? []) {
      const folded = fold(standing, telling);
      changed ||= folded.changed || telling.atMs < firstMs;
      firstMs = Math.min(firstMs, telling.atMs);
      for (const value of folded.lost) lost.push({ ...value, type: row.type, id: row.id });
    }
    if (!changed) continue;
    const type = typeOf.get(row.type) as CatalogTypeRow;
    const known = new Set(toReferences(type, toStanding(JSON.parse(before) as StoredTelling[])).map(toText));
    written.push(toWritten(type, row, standing, firstMs, known));
  }
  await updateObjects(scope, written);
  await replaceReferences(scope, written);
  await recordHistory(scope, lost);
  return written.map(({ type, id }) => ({ type, id }));
}

const toText = (reference: object): string => JSON.stringify(reference);

function toWritten(
  type: CatalogTypeRow,
  { id }: Row,
  standing: ReturnType<typeof toStanding>,
  firstMs: number,
  known: ReadonlySet<string>,
) {
  const owner = toOwner(type, standing);
  const references = toReferences(type, standing);
  return {
    type: type.name,
    id,
    title: toTitle(type, standing),
    atMs: toAtMs(type, standing, firstMs),
    firstMs,
    updatedMs: toUpdatedMs(standing, firstMs),
    personType: owner?.type ?? null,
    personValue: owner?.value ?? null,
    personMs: owner?.toldMs ?? null,
    removed: !isThere(standing),
    tellings: JSON.stringify(toTellings(standing)),
    references,
    refersElsewhere:
      references.length !== known.size || references.some((reference) => !known.has(toText(reference))),
  };
}

/**
 * The rows of these objects, held until the transaction ends. New ones are made first, and both in the order of their keys:
 * whoever waits for a row to be made holds no row that others lock.
 */
async function holdObjects(
  { db, workspaceId }: Scope<Transaction>,
  told: readonly (readonly Telling[])[],
): Promise<Row[]> {
  const objects = told
    .map((tellings) => ({
      type: tellings[0]?.type as string,
      id: tellings[0]?.id as string,
      firstMs: tellings.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY),
    }))
    .sort((a, b) => compare(a.type, b.type) || compare(a.id, b.id));
  const columns = binaryColumns(objects, { type: 'text', id: 'text', firstMs: 'timestamptz' });
  await db.query(
    `insert into catalog_objects (workspace_id, type, id, at, first_at, updated_at)
     select $1, n.type, n.id, n.first_at, n.first_at, n.first_at
     from unnest($2::text[], $3::text[], $4::timestamptz[]) with ordinality n(type, id, first_at, place)
     where not exists (select from catalog_objects o where o.workspace_id = $1 and o.type = n.type and o.id = n.id)
     order by n.place on conflict do nothing`,
    [workspaceId, ...columns],
    'make_catalog_objects',
  );
  return db.query<Row>(
    `select o.type, o.id, (extract(epoch from o.first_at) * 1000)::float8 as first_ms, o.tellings
     from catalog_objects o join unnest($2::text[], $3::text[]) n(type, id) on o.type = n.type and o.id = n.id
     where o.workspace_id = $1 order by o.type, o.id for update of o`,
    [workspaceId, ...columns.slice(0, 2)],
    'hold_catalog_objects',
  );
}

async function updateObjects({ db, workspaceId }: Scope<Transaction>, written: readonly Written[]) {
  if (written.length === 0) return;
  await db.query(
    `update catalog_objects o set title = n.title, at = n.at, first_at = n.first_at, updated_at = n.updated_at,
       person_type = n.person_type, person_value = n.person_value, person_at = n.person_at, removed = n.removed,
       tellings = n.tellings
     from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::text[],
       $9::text[], $10::timestamptz[], $11::bool[], $12::jsonb[])
       n(type, id, title, at, first_at, updated_at, person_type, person_value, person_at, removed, tellings)
     where o.workspace_id = $1 and o.type = n.type and o.id = n.id`,
    [
      workspaceId,
      ...binaryColumns(written, {
        type: 'text',
        id: 'text',
        title: 'text',
        atMs: 'timestamptz',
        firstMs: 'timestamptz',
        updatedMs: 'timestamptz',
        personType: 'text',
        personValue: 'text',
        personMs: 'timestamptz',
        removed: 'bool',
        tellings: 'jsonb',
      }),
    ],
    'update_catalog_objects',
  );
}

async function replaceReferences({ db, workspaceId }: Scope<Transaction>, written: readonly Written[]) {
  const changed = written.filter(({ refersElsewhere }) => refersElsewhere);
  if (changed.length === 0) return;
  await db.query(
    `delete from catalog_references r using unnest($2::text[], $3::text[]) n(type, id)
     where r.workspace_id = $1 and r.type = n.type and r.id = n.id`,
    [workspaceId, ...binaryColumns(changed, { type: 'text', id: 'text' })],
    'delete_catalog_references',
  );
  const references = changed.flatMap(({ type, id, references: found }) =>
    found.map((reference) => ({ type, id, ...reference })),
  );
  await db.query(
    `insert into catalog_references (workspace_id, type, id, path, to_type, to_id)
     select $1, n.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) n`,
    [
      workspaceId,
      ...binaryColumns(references, { type: 'text', id: 'text', path: 'text', toType: 'text', toId: 'text' }),
    ],
    'record_catalog_references',
  );
}

async function recordHistory({ db, workspaceId }: Scope<Transaction>, lost: readonly Lost[]) {
  if (lost.length === 0) return;
  await db.query(
    `insert into catalog_history
       (workspace_id, type, object_id, field, value, told_at, origin, source, message_id, permissions)
     select $1, n.* from unnest($2::text[], $3::text[], $4::text[], $5::jsonb[], $6::timestamptz[], $7::text[], $8::text[],
       $9::text[], $10::int8[]) n
     on conflict do nothing`,
    [
      workspaceId,
      ...binaryColumns(lost, { type: 'text', id: 'text', field: 'text' }),
      binaryArray(
        'jsonb',
        lost.map(({ v }) => JSON.stringify(v)),
      ),
      binaryArray(
        'timestamptz',
        lost.map(({ by }) => by.t),
      ),
      binaryArray(
        'text',
        lost.map(({ by }) => by.k),
      ),
      binaryArray(
        'text',
        lost.map(({ by }) => by.s),
      ),
      binaryArray(
        'text',
        lost.map(({ by }) => by.m ?? ''),
      ),
      binaryArray(
        'int8',
        lost.map(({ by }) => (by.p === null ? null : BigInt(by.p))),
      ),
    ],
    'record_catalog_history',
  );
}
