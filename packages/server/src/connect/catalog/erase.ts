// Erases a person from the catalog: their objects, what their events told of objects of others, and the history of both.
//
// What the company says of an object is about the person to whom it belongs, so it goes with the person; a company that has to keep
// invoices keeps them where it writes them. What events of others claimed of the object is theirs and stays, as an object of
// theirs. Rows are locked, and whoever was about to write one of them finds another version and begins from what is left.
import { binaryColumns, type Queryable, type Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listObjectReferences, listShown, toDerived } from './derived.ts';
import { type Held, openHolds } from './own-claims.ts';
import { findClaimant, findPerson, openFirstClaim } from './standing.ts';
import { type KeptObject, type Key, type ObjectRow, type ReferenceRow, writeObjects } from './store.ts';
import type { Telling } from './telling.ts';
import { type CatalogTypeRow, holdTypes, listCatalogTypes } from './types-store.ts';

/** `held`: all identifiers that the person ever held, and when. Gives the objects that are others than before. Safe to repeat. */
export async function eraseObjectsOf(scope: Scope<Transaction>, held: readonly Held[]): Promise<Key[]> {
  if (held.length === 0) return [];
  await holdTypes(scope);
  const types = await listCatalogTypes(scope, new Map());
  const holds = openHolds(held);
  const found = await findTold(scope, held);
  const known = new Set(types.map(({ id }) => id));
  // Of a type that was removed nothing has to stay: its objects are on their way out.
  const left = found.map((row) => {
    const without = withoutPerson(row.told, holds);
    return { ...row, ...without, rest: known.has(row.typeId) ? without.rest : [] };
  });
  await eraseHistory(scope, held, left);
  const changed = left.filter(({ rest, told }) => rest.length < told.length);
  await rewrite(scope, types, changed);
  await deleteObjects(
    scope,
    changed.filter(({ rest }) => rest.length === 0),
  );
  return changed.map(({ typeId, id }) => ({ typeId, id }));
}

type Left = {
  /** What stands of it without the person. */
  rest: Telling[];
  /** It does not belong to somebody else, so what names nobody in its history is about the person. */
  whole: boolean;
};

function withoutPerson(told: readonly Telling[], holds: ReturnType<typeof openHolds>): Left {
  const owner = findPerson(told);
  const isOwn = owner !== undefined && holds(owner);
  const rest = told.filter((by) => {
    const claimant = findClaimant(by);
    if (claimant !== undefined) return !holds(claimant);
    // That it was removed says nothing of anybody.
    return !isOwn || by.x === true;
  });
  return { rest, whole: isOwn || owner === undefined };
}

/** Those that name the person, now or in their history. Goes through all objects of people, since claims have no index. */
function findTold({ db, workspaceId }: Scope<Queryable>, held: readonly Held[]): Promise<KeptObject[]> {
  return db.query<KeptObject>(
    `with n as materialized (select * from unnest($2::text[], $3::text[], $4::text[]) n(type, value, text)),
     named as materialized (
       select h.type_id, h.object_id as id from catalog_history h
       where h.workspace_id = $1 and exists (select from n where h.told -> 'w' = n.text::jsonb)
     )
     select o.type_id as "typeId", o.id, o.version, o.told, (extract(epoch from o.first_at) * 1000)::float8 as "firstMs"
     from catalog_objects o
     where o.workspace_id = $1 and (
       exists (select from n where o.person_type = n.type and o.person_value = n.value)
       or exists (select from n where strpos(o.told::text, n.text) > 0)
       or (o.type_id, o.id) in (select type_id, id from named))
     order by o.type_id, o.id for update of o`,
    [workspaceId, ...binaryColumns(held.map(toNamed), { type: 'text', value: 'text', text: 'text' })],
  );
}

/** `text`: as tellings name it. */
const toNamed = ([type, value]: Held) => ({ type, value, text: JSON.stringify([type, value]) });

async function eraseHistory(
  { db, workspaceId }: Scope<Queryable>,
  held: readonly Held[],
  objects: readonly (Key & Left)[],
): Promise<void> {
  const times = held.map((one) => ({ text: toNamed(one).text, fromMs: one[2], untilMs: one[3] }));
  await db.query(
    `delete from catalog_history h using unnest($2::int4[], $3::text[], $4::bool[]) o(type_id, id, whole)
     where h.workspace_id = $1 and h.type_id = o.type_id and h.object_id = o.id and (
       (o.whole and not h.told ? 'w') or exists (
         select from unnest($5::text[], $6::timestamptz[], $7::timestamptz[]) n(text, from_at, until_at)
         where h.told -> 'w' = n.text::jsonb and (n.from_at is null or h.at >= n.from_at) and (n.until_at is null or h.at < n.until_at)))`,
    [
      workspaceId,
      ...binaryColumns(objects, { typeId: 'int4', id: 'text', whole: 'bool' }),
      ...binaryColumns(times, { text: 'text', fromMs: 'timestamptz', untilMs: 'timestamptz' }),
    ],
  );
}

async function rewrite(
  scope: Scope<Queryable>,
  types: readonly CatalogTypeRow[],
  changed: readonly (KeptObject & Left)[],
): Promise<void> {
  const objects: ObjectRow[] = [];
  const [dropped, added]: [ReferenceRow[], ReferenceRow[]] = [[], []];
  for (const { typeId, id, version, told, firstMs, rest } of changed) {
    const type = types.find((one) => one.id === typeId);
    if (type === undefined || rest.length === 0) continue;
    // When it was first told may be when the person did.
    const ownMs = Math.min(...rest.map(({ t }) => t));
    const { references, ...derived } = toDerived(type, id, rest, Math.max(firstMs, ownMs));
    const before = listObjectReferences(type, listShown(type, told, openFirstClaim(told)));
    const isIn = (all: typeof before, { path, toId }: (typeof before)[number]): boolean =>
      all.some((one) => one.path === path && one.toId === toId);
    for (const one of before) if (!isIn(references, one)) dropped.push({ typeId, id, ...one });
    for (const one of references) if (!isIn(before, one)) added.push({ typeId, id, ...one });
    objects.push({
      typeId,
      id,
      version,
      firstMs: Math.max(firstMs, ownMs),
      told: JSON.stringify(rest),
      ...derived,
    });
  }
  await writeObjects(scope, { objects, lost: [], dropped, added });
}

async function deleteObjects({ db, workspaceId }: Scope<Queryable>, gone: readonly Key[]): Promise<void> {
  const columns = binaryColumns(gone, { typeId: 'int4', id: 'text' });
  for (const table of ['catalog_references', 'catalog_objects'])
    await db.query(
      `delete from ${table} o using unnest($2::int4[], $3::text[]) n(type_id, id)
       where o.workspace_id = $1 and o.type_id = n.type_id and o.id = n.id`,
      [workspaceId, ...columns],
    );
}
