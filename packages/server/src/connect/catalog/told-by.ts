// What events tell of objects: `Order Completed` of an order, and of each product in it.
//
// Anybody with the write key of a page decides what stands in an event. So nothing here throws, whatever comes: a value of
// another kind than its field has is left out, and so is an object whose id can be none.
import { type CatalogTeller, type FieldKind, type Message, parseDate, parsePath } from '@rapport/protocol';
import { idLengthMax } from './derived.ts';
import type { Telling } from './model.ts';
import type { CatalogTypeRow } from './type-store.ts';

export type ToldEvent = {
  message: Pick<Message, 'type' | 'event' | 'properties'>;
  messageId: string;
  timestampMs: number;
  source: { slug: string };
  /** The identifiers that it names, the deciding one first. */
  named: readonly { type: string; value: string; blocked?: boolean }[];
};

type Path = readonly string[];
type Teller = {
  type: CatalogTypeRow;
  each: Path | undefined;
  id: Path;
  fields: readonly { name: string; path: Path; kind: FieldKind | undefined; isId: boolean }[];
  /** The same with each event. */
  set: readonly (readonly [string, unknown])[];
  at: string | undefined;
};
/** By the name of the event. */
export type Tellers = ReadonlyMap<string, readonly Teller[]>;

/** So many objects of a list: one event of a few thousand short elements would hold up all others. */
export const objectsPerEventMax = 500;

const opened = new WeakMap<readonly CatalogTypeRow[], Tellers>();

/** Takes the types apart once, as long as they are the same. */
export function openTellers(types: readonly CatalogTypeRow[]): Tellers {
  const known = opened.get(types);
  if (known !== undefined) return known;
  const all = types.flatMap((type) =>
    type.told_by.map((told) => ({ event: told.event, teller: toTeller(type, told) })),
  );
  const tellers = new Map<string, Teller[]>();
  for (const { event, teller } of all) tellers.set(event, [...(tellers.get(event) ?? []), teller]);
  opened.set(types, tellers);
  return tellers;
}

function toTeller(type: CatalogTypeRow, { each, id, fields, set, at }: CatalogTeller): Teller {
  const ids = new Set(type.references.map(({ path }) => path));
  const kindOf = (name: string): FieldKind | undefined =>
    Object.hasOwn(type.fields, name) ? type.fields[name]?.kind : undefined;
  return {
    ...{ type, each: each === undefined ? undefined : parsePath(each), id: parsePath(id), at },
    fields: Object.entries(fields).map(([name, path]) => ({
      ...{ name, path: parsePath(path), kind: kindOf(name), isId: ids.has(name) },
    })),
    set: Object.entries(set).filter(([name, value]) => isOfKind(kindOf(name), value)),
  };
}

/** What one event tells, of each object. `permissions`: the snapshot of the event. */
export function readTellings(event: ToldEvent, permissions: bigint, tellers: Tellers): Telling[] {
  const { type, event: name, properties } = event.message;
  const own = type === 'track' && name !== undefined ? tellers.get(name) : undefined;
  return (own ?? []).flatMap((teller) => {
    const elements = teller.each === undefined ? [properties] : listAt(properties, teller.each);
    return elements.flatMap((element) => {
      const id = toObjectId(valueAt(element, teller.id));
      if (id === undefined) return [];
      const fields = readFields(element, teller, event.timestampMs);
      const owner = teller.type.of_person ? toOwner(event, permissions) : { permissions: null };
      return [{ ...toOrigin(event), type: teller.type.name, id, fields, ...owner }];
    });
  });
}

const toOrigin = ({ timestampMs, source, messageId }: ToldEvent) => ({
  ...{ atMs: timestampMs, kind: 'event' as const, source: source.slug, messageId },
});

/** A blocked identifier stands for whoever names nobody: what many share belongs to none of them. */
function toOwner({ named: [deciding] }: ToldEvent, permissions: bigint) {
  if (deciding === undefined || deciding.blocked === true) return { permissions };
  return { permissions, person: { type: deciding.type, value: deciding.value } };
}

/** By way of entries: assigned by name, `__proto__` would be lost. `null` is told: it removes a value. */
function readFields(element: unknown, { fields, set, at }: Teller, timestampMs: number) {
  const told = fields.flatMap(({ name, path, kind, isId }): [string, unknown][] => {
    const found = valueAt(element, path);
    // What is referred to is found by text.
    const value = isId && kind === 'text' && typeof found === 'number' ? toObjectId(found) : found;
    return value === null || isOfKind(kind, value) ? [[name, value]] : [];
  });
  const time = new Date(timestampMs).toISOString();
  const timed = at !== undefined && isOfKind('date', time) ? [[at, time] as const] : [];
  return Object.fromEntries([...told, ...set, ...timed]);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const name of path) {
    if (!isObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

function listAt(value: unknown, path: Path): unknown[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list.slice(0, objectsPerEventMax) : [];
}

/** Without NUL and halves of characters, which PostgreSQL cannot keep. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && !value.includes('\0') && value.isWellFormed();

/** Shops send numbers as well as texts. */
function toObjectId(value: unknown): string | undefined {
  const id = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  return isText(id) && id.trim() !== '' && id.length <= idLengthMax ? id : undefined;
}

const fits: Record<FieldKind, (value: unknown) => boolean> = {
  text: isText,
  number: Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
  date: (value) => parseDate(value) !== undefined,
  list: Array.isArray,
  object: isObject,
};

const isOfKind = (kind: FieldKind | undefined, value: unknown): boolean =>
  kind !== undefined && fits[kind](value);
