// What events tell of objects: `Order Completed` of an order and of each product in it.
import type { CatalogTeller, Message } from '@rapport/protocol';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { isOfKind, toObjectId } from './kinds.ts';
import { valueAt } from './places.ts';
import { type CatalogChange, type ObjectTelling, tellObjects } from './tell.ts';
import type { Telling } from './telling.ts';
import { type CatalogTypeRow, holdTypes, listCatalogTypes, type TypesMemory } from './types-store.ts';

export type CatalogItem = {
  message: Pick<Message, 'type' | 'event' | 'properties'>;
  messageId: string;
  timestampMs: number;
  receivedMs: number;
  source: { id: number };
  /** The identifiers that it names, the deciding one first. */
  named: readonly { type: string; value: string }[];
};

type TypeTeller = { type: CatalogTypeRow; teller: CatalogTeller; texts: ReadonlySet<string> };
type Tellers = ReadonlyMap<string, readonly TypeTeller[]>;

/** What is known of types between batches. */
export type CatalogMemory = TypesMemory;
export const openCatalogMemory = (): CatalogMemory => new Map();

const compiled = new WeakMap<readonly CatalogTypeRow[], Tellers>();

/** By the name of the event. */
function tellersOf(types: readonly CatalogTypeRow[]): Tellers {
  const known = compiled.get(types);
  if (known !== undefined) return known;
  const all = types.flatMap((type) => {
    // A number is an id as well: what refers to it is text.
    const texts = new Set(type.references.map(({ path }) => path));
    return type.told_by.map((teller): TypeTeller => ({ type, teller, texts }));
  });
  const tellers = Map.groupBy(all, ({ teller }) => teller.event);
  compiled.set(types, tellers);
  return tellers;
}

type Batch = { items: readonly CatalogItem[]; snapshots: readonly bigint[]; memory: CatalogMemory };

/** Takes in what the events of a batch tell. A batch that tells of nothing costs one look at the edition of the types. */
export async function recordObjects(
  scope: Scope<Queryable>,
  { items, snapshots, memory }: Batch,
): Promise<CatalogChange[]> {
  const tells = items.flatMap((item, i) =>
    item.message.type === 'track' && item.message.event !== undefined ? [i] : [],
  );
  if (tells.length === 0) return [];
  const before = tellersOf(await listCatalogTypes(scope, memory));
  if (!tells.some((i) => before.has(items[i]?.message.event as string))) return [];
  await holdTypes(scope);
  // Mostly the same ones: they may have changed until they were held.
  const tellers = tellersOf(await listCatalogTypes(scope, memory));
  const told = tells.flatMap((i) => readTellings(items[i] as CatalogItem, snapshots[i] as bigint, tellers));
  return (await tellObjects(scope, told)).changes;
}

/** What one event tells, of each object. Never throws. */
export function readTellings(item: CatalogItem, snapshot: bigint, tellers: Tellers): ObjectTelling[] {
  const { event, properties } = item.message;
  const own = event === undefined ? undefined : tellers.get(event);
  if (own === undefined) return [];
  return own.flatMap(({ type, teller, texts }) =>
    listElements(properties, teller.each).flatMap((element) => {
      const id = toObjectId(valueAt(element, teller.id));
      if (id === undefined) return [];
      const v = readFields(element, { type, teller, texts }, item.timestampMs);
      const telling = toTelling(item, type, snapshot, v);
      return telling === undefined ? [] : [{ type, id, telling }];
    }),
  );
}

function listElements(properties: unknown, each: string | undefined): unknown[] {
  if (each === undefined) return [properties];
  const list = valueAt(properties, each);
  return Array.isArray(list) ? list : [];
}

/** A value of another kind than the field has is left out: it must hold up nothing. */
function readFields(
  element: unknown,
  { type, teller, texts }: TypeTeller,
  timestampMs: number,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, path] of Object.entries(teller.fields)) {
    const found = valueAt(element, path);
    const value = typeof found === 'number' && texts.has(name) ? String(found) : found;
    const kind = type.fields[name]?.kind;
    if (value === null || (kind !== undefined && isOfKind(kind, value))) fields[name] = value;
  }
  for (const [name, value] of Object.entries(teller.set)) {
    const kind = type.fields[name]?.kind;
    if (kind !== undefined && isOfKind(kind, value)) fields[name] = value;
  }
  if (teller.at !== undefined) fields[teller.at] = new Date(timestampMs).toISOString();
  return fields;
}

/** An object of a person is told of by events that name one: what anybody says of it is nobody's. */
function toTelling(
  { messageId, timestampMs, receivedMs, source, named }: CatalogItem,
  type: CatalogTypeRow,
  snapshot: bigint,
  v: Record<string, unknown>,
): Telling | undefined {
  const telling: Telling = { t: timestampMs, k: 0, s: source.id, m: messageId, v };
  if (!type.of_person) return telling;
  const [deciding] = named;
  if (deciding === undefined) return undefined;
  return { ...telling, p: String(snapshot), w: [deciding.type, deciding.value], r: receivedMs };
}
