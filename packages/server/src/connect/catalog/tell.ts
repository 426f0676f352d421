// Takes tellings of objects in: reads what is kept of them, folds, and writes what is another than before.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { claimOf } from './claims.ts';
import { type ObjectReference, toDerived } from './derived.ts';
import { objectBytesMax } from './kinds.ts';
import { foldTellings } from './model.ts';
import { findPerson, isRemoved, openFirstClaim } from './standing.ts';
import {
  type HistoryRow,
  type KeptObject,
  type Key,
  listKept,
  type ObjectRow,
  type ObjectRows,
  type ReferenceRow,
  writeObjects,
} from './store.ts';
import type { Telling } from './telling.ts';
import type { CatalogTypeRow } from './types-store.ts';

export type ObjectTelling = { type: CatalogTypeRow; id: string; telling: Telling };
export type ObjectPerson = { type: string; value: string };
/** An object that is another than before. Where it has another person than before there are two, one for each. */
export type CatalogChange = { type: string; id: string; person: ObjectPerson | null };
/** It would have become larger than an object may be, and is as it was. */
export type TooLarge = Pick<ObjectTelling, 'type' | 'id'> & { bytes: number };
export type Told = { changes: CatalogChange[]; tooLarge: TooLarge[] };

type Object = {
  type: CatalogTypeRow;
  id: string;
  tellings: Telling[];
};

export type TellDeps = {
  /** Gives those tellings their permission snapshot that have none, where the object belongs to a person. */
  permit?: (objects: { tellings: Telling[]; person: ObjectPerson | undefined }[]) => Promise<void>;
};

/** Safe to repeat with the same tellings, and beside others who tell of the same objects. */
export async function tellObjects(
  scope: Scope<Queryable>,
  told: readonly ObjectTelling[],
  { permit }: TellDeps = {},
): Promise<Told> {
  const outcome: Told = { changes: [], tooLarge: [] };
  let open = toObjects(told);
  while (open.size > 0) {
    const kept = new Map(
      (await listKept(scope, [...open.values()].map(toKey))).map((row) => [keyOf(row), row]),
    );
    await permit?.(
      [...open].flatMap(([key, { type, tellings }]) => {
        const person = findPerson(kept.get(key)?.told ?? []);
        return type.of_person ? [{ tellings, person }] : [];
      }),
    );
    const rows = { objects: [], lost: [], dropped: [], added: [] } as Rows;
    const changes = new Map<string, CatalogChange[]>();
    for (const [key, object] of open) {
      const changed = fold(object, kept.get(key), rows, outcome);
      if (changed !== undefined) changes.set(key, changed);
    }
    const written = new Set((await writeObjects(scope, rows)).map(keyOf));
    for (const [key, own] of changes) if (written.has(key)) outcome.changes.push(...own);
    // Somebody else was faster with these: once more, from what they wrote.
    open = new Map([...open].filter(([key]) => changes.has(key) && !written.has(key)));
  }
  return outcome;
}

type Rows = { [Name in keyof ObjectRows]: ObjectRows[Name][number][] };

const toKey = ({ type, id }: Object): Key => ({ typeId: type.id, id });
const keyOf = ({ typeId, id }: Key): string => `${typeId}\t${id}`;

function toObjects(told: readonly ObjectTelling[]): Map<string, Object> {
  const objects = new Map<string, Object>();
  for (const { type, id, telling } of told) {
    const key = keyOf({ typeId: type.id, id });
    const known = objects.get(key);
    if (known === undefined) objects.set(key, { type, id, tellings: [telling] });
    else known.tellings.push(telling);
  }
  return objects;
}

/** Adds the rows to write for one object. Undefined where there is nothing to write. */
function fold(
  { type, id, tellings }: Object,
  kept: KeptObject | undefined,
  rows: Rows,
  told: Told,
): CatalogChange[] | undefined {
  const { tooLarge } = told;
  const before = kept?.told ?? [];
  const folded = foldTellings(before, tellings);
  const excess = findExcess(folded.standing, before);
  if (excess !== undefined) {
    tooLarge.push({ type, id, bytes: excess.bytes });
    const others = tellings.filter((one) => claimOf(one) !== excess.claim);
    return others.length === 0 ? undefined : fold({ type, id, tellings: others }, kept, rows, told);
  }
  const { standing, lost, changed } = folded;
  // A time that somebody else names is none of the object's.
  const times = tellings.filter(openFirstClaim(standing)).map(({ t }) => t);
  const firstMs = Math.min(
    kept?.firstMs ?? Infinity,
    ...(kept === undefined && times.length === 0 ? tellings.map(({ t }) => t) : times),
  );
  if (!changed && lost.length === 0 && firstMs === kept?.firstMs) return undefined;
  // Nothing was there, and it says that nothing is.
  if (kept === undefined && standing.length === 0) return undefined;
  const text = JSON.stringify(standing);
  const key = { typeId: type.id, id };
  const { references, ...derived } = toDerived(type, id, standing, firstMs);
  const formerly =
    kept === undefined || type.references.length === 0 ? [] : toDerived(type, id, before, firstMs).references;
  const object: ObjectRow = { ...key, version: kept?.version ?? 0, told: text, firstMs, ...derived };
  rows.objects.push(object);
  rows.lost.push(...toHistory(key, lost));
  rows.dropped.push(...without(formerly, references).map((one): ReferenceRow => ({ ...key, ...one })));
  rows.added.push(...without(references, formerly).map((one): ReferenceRow => ({ ...key, ...one })));
  return toChanges(type, id, before, standing);
}

type Excess = { claim: string; bytes: number };

/**
 * What the company says, and each claim, may be so large and no larger: by itself, so that none takes the room of another. One
 * that is too large already may still shrink.
 */
function findExcess(standing: readonly Telling[], before: readonly Telling[]): Excess | undefined {
  for (const [claim, own] of Map.groupBy(standing, claimOf)) {
    const bytes = sizeOf(own);
    if (bytes > objectBytesMax && bytes > sizeOf(before.filter((one) => claimOf(one) === claim)))
      return { claim, bytes };
  }
  return undefined;
}

function sizeOf(tellings: readonly Telling[]): number {
  const text = tellings.map(({ v }) => JSON.stringify(v)).join('');
  return text.length * 3 <= objectBytesMax ? text.length : Buffer.byteLength(text);
}

const without = (all: readonly ObjectReference[], others: readonly ObjectReference[]): ObjectReference[] => {
  if (others.length === 0) return [...all];
  const known = new Set(others.map(({ path, toId }) => `${path}\t${toId}`));
  return all.filter(({ path, toId }) => !known.has(`${path}\t${toId}`));
};

/** One row for each place in the order, also where one message told of the object twice. */
function toHistory(key: Key, lost: readonly Telling[]): HistoryRow[] {
  const byPlace = new Map<string, Telling>();
  for (const one of lost) {
    const place = `${one.t} ${one.s} ${one.m}`;
    const known = byPlace.get(place);
    // One message that comes once more after long, and names somebody else, tells nothing.
    if (known !== undefined && claimOf(known) !== claimOf(one)) continue;
    byPlace.set(place, known === undefined ? one : { ...known, v: { ...one.v, ...known.v } });
  }
  return [...byPlace.values()].map((one) => ({
    ...key,
    ...{ atMs: one.t, messageId: one.m, sourceId: one.s, told: JSON.stringify(one) },
  }));
}

function toChanges(
  { name, of_person: ofPerson }: CatalogTypeRow,
  id: string,
  before: readonly Telling[],
  after: readonly Telling[],
): CatalogChange[] {
  if (!ofPerson) return [{ type: name, id, person: null }];
  const persons = [findPerson(after), isRemoved(before) ? undefined : findPerson(before)].map(
    (one): ObjectPerson | null => (one === undefined ? null : { type: one.type, value: one.value }),
  );
  const [now = null, formerly = null] = persons;
  const isOther = formerly !== null && (formerly.type !== now?.type || formerly.value !== now?.value);
  return [{ type: name, id, person: now }, ...(isOther ? [{ type: name, id, person: formerly }] : [])];
}
