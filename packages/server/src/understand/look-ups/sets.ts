// The ids that look-ups find, kept in the process and kept up with the catalog.
//
// A batch of events is computed with what look-ups find at that moment, so that has to cost nothing: the ids are read from all
// objects of the type once. Afterwards news of changes say which objects may pass or not pass now, and only those are read again
// (`noteCatalogChanges`). What comes while all are read is read again after them, so nothing slips through. A type that was
// changed itself has all its objects read anew.
//
// Who was computed with which ids is told by *tokens*. A token follows from the ids alone as long as they are those that were
// found first; once they move, it is one that never was before. So ids that change and change back are not taken for ids
// that never changed: some people were computed in between.
import { createHash, randomUUID } from 'node:crypto';
import { type LookUp, listLookUps, lookUpKey } from '@rapport/protocol';
import {
  type CatalogChange,
  type CatalogTypeRow,
  eachObject,
  listCatalogTypes,
  listObjectsByIds,
} from '../../connect/catalog/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import { openTurns, type Turns } from '../../platform/turns/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { passes } from '../compile/index.ts';

/** So many ids one look-up may find: they go to the event store with every question. */
export const idsMax = 20_000;
/** Of what finds more, so many are known still, to know when they are fewer again. */
const knownMax = 5 * idsMax;
/** Of what finds even more, all objects are read again when some changed, but not more often than this. */
const retryMs = 60_000;
/** Beyond so many changed objects all are read again. */
const changedMax = 20_000;
/** So many are kept that no definition asks: those of previews. */
const unaskedMax = 20;

export type Found = { ids: readonly string[]; isTooMany: boolean; token: string };

type Kept = {
  lookUp: LookUp;
  /** The type as it was when all its objects were read; undefined before. */
  type: Pick<CatalogTypeRow, 'id' | 'edition'> | undefined;
  ids: Set<string>;
  isTooMany: boolean;
  /** So many that the ids are not known. */
  isBeyond: boolean;
  /** All objects have to be read. */
  isStale: boolean;
  readMs: number;
  /** Objects that changed since. */
  changed: Set<string>;
  moves: number;
  found: Found | undefined;
};
type OfWorkspace = {
  kept: Map<string, Kept>;
  /** What definitions ask, with the tokens that were told of it last. */
  asked: ReadonlyMap<string, string>;
  turns: Turns;
};

const memories = new WeakMap<Queryable, Map<number, OfWorkspace>>();
const thisProcess = randomUUID();

function memoryOf({ db, workspaceId }: Pick<Scope, 'db' | 'workspaceId'>): OfWorkspace {
  const all = memories.get(db) ?? new Map<number, OfWorkspace>();
  memories.set(db, all);
  const own = all.get(workspaceId) ?? { kept: new Map(), asked: new Map(), turns: openTurns() };
  all.set(workspaceId, own);
  return own;
}

/** What each of these finds now, by `lookUpKey`. */
export const findLookedUp = (
  scope: Scope,
  lookUps: readonly LookUp[],
): Promise<ReadonlyMap<string, Found>> =>
  lookUps.length === 0
    ? Promise.resolve(new Map())
    : inTurn(scope, (memory) => refresh(scope, memory, toWanted(lookUps)));

/**
 * The same of all that definitions ask: this is followed from now on, and all else may be forgotten. Gives the tokens of a
 * definition's own look-ups.
 */
export function openLookedUp(scope: Scope, all: readonly Defined[]): Promise<(one: Defined) => string[]> {
  return inTurn(scope, async (memory) => {
    const wanted = toWanted(all.flatMap(lookUpsOf));
    const found = wanted.size === 0 ? new Map<string, Found>() : await refresh(scope, memory, wanted);
    memory.asked = new Map([...found].map(([key, { token }]) => [key, token]));
    return (one) =>
      [...new Set(lookUpsOf(one).map((lookUp) => found.get(lookUpKey(lookUp))?.token ?? ''))].sort();
  });
}

/** After news: whether what is asked finds other ids than was told last. */
export const haveLookUpsMoved = (scope: Scope): Promise<boolean> =>
  inTurn(scope, async (memory) => {
    const { asked, kept } = memory;
    const lookUps = [...asked.keys()].flatMap((key) => kept.get(key)?.lookUp ?? []);
    const found = await refresh(scope, memory, toWanted(lookUps));
    return [...asked].some(([key, token]) => found.get(key)?.token !== token);
  });

/** Answers whether a definition may look at one of these. */
export function noteCatalogChanges(
  { db, workspaceId }: Scope,
  changes: readonly Pick<CatalogChange, 'type' | 'id'>[],
): boolean {
  const { kept, asked } = memoryOf({ db, workspaceId });
  let isAsked = false;
  for (const [key, one] of kept) {
    const own = changes.filter(({ type }) => type === one.lookUp.of);
    if (own.length > 0 && asked.has(key)) isAsked = true;
    if (one.isBeyond) own.splice(1);
    for (const { id } of own) one.changed.add(id);
    if (one.changed.size <= changedMax) continue;
    one.isStale = true;
    one.changed.clear();
  }
  return isAsked;
}

/** Any object may be another. Gives the workspaces in which definitions look at some. */
export function noteMissedChanges(db: Queryable): number[] {
  const all = [...(memories.get(db) ?? [])];
  for (const [, { kept }] of all) for (const one of kept.values()) one.isStale = true;
  return all.flatMap(([workspaceId, { asked }]) => (asked.size > 0 ? [workspaceId] : []));
}

type Defined = { definition: unknown };
const known = new WeakMap<object, readonly LookUp[]>();

/** Definitions are asked with every batch, and remembered from one to the next. */
export function lookUpsOf({ definition }: Defined): readonly LookUp[] {
  if (typeof definition !== 'object' || definition === null) return [];
  const found = known.get(definition) ?? listLookUps(definition).map(({ lookUp }) => lookUp);
  known.set(definition, found);
  return found;
}

const toWanted = (lookUps: readonly LookUp[]): ReadonlyMap<string, LookUp> =>
  new Map(lookUps.map((one) => [lookUpKey(one), one]));

/** One after the other of a workspace. */
function inTurn<T>(scope: Scope, work: (memory: OfWorkspace) => Promise<T>): Promise<T> {
  const memory = memoryOf(scope);
  return memory.turns(() => work(memory));
}

async function refresh(
  scope: Scope,
  memory: OfWorkspace,
  wanted: ReadonlyMap<string, LookUp>,
): Promise<ReadonlyMap<string, Found>> {
  const types = await listCatalogTypes(scope);
  const all = new Map([...wanted].map(([key, lookUp]) => [key, keep(memory, key, lookUp)]));
  for (const [name, some] of Map.groupBy(all.values(), ({ lookUp }) => lookUp.of)) {
    const type = types.find((one) => one.name === name && !one.of_person);
    if (type === undefined) for (const one of some) move(one, undefined, new Set());
    else await readType(scope, type, some);
  }
  forgetUnasked(memory);
  return new Map([...all].map(([key, one]) => [key, toFound(key, one)]));
}

function keep({ kept }: OfWorkspace, key: string, lookUp: LookUp): Kept {
  const known = kept.get(key) ?? {
    ...{ lookUp, type: undefined, ids: new Set<string>(), isTooMany: false, isBeyond: false, isStale: true },
    ...{ readMs: 0, changed: new Set<string>(), moves: 0, found: undefined },
  };
  kept.set(key, known);
  return known;
}

async function readType(scope: Scope, type: CatalogTypeRow, some: readonly Kept[]): Promise<void> {
  const isOfNow = (one: Kept): boolean => one.type?.id === type.id && one.type.edition === type.edition;
  const mayBeFewer = (one: Kept): boolean =>
    one.isBeyond && one.changed.size > 0 && performance.now() - one.readMs > retryMs;
  const unread = some.filter((one) => one.isStale || !isOfNow(one) || mayBeFewer(one));
  if (unread.length > 0) await readAll(scope, type, unread);
  for (const one of some) if (one.changed.size > 0 && !one.isBeyond) await readChanged(scope, type, one);
}

async function readAll(scope: Scope, type: CatalogTypeRow, some: readonly Kept[]): Promise<void> {
  const found = new Map(some.map((one) => [one, new Set<string>()]));
  for (const one of some) {
    one.isStale = true;
    one.changed.clear();
  }
  for await (const objects of eachObject(scope, type.name))
    for (const { id, fields } of objects)
      for (const [{ lookUp }, ids] of found)
        if (ids.size <= knownMax && passes(fields.get(lookUp.field)?.v, lookUp)) ids.add(id);
  for (const [one, ids] of found) move(one, type, ids);
}

async function readChanged(scope: Scope, { name }: Pick<CatalogTypeRow, 'name'>, one: Kept): Promise<void> {
  const changed = [...one.changed];
  one.changed.clear();
  // Until they are read: should that fail, all are read.
  one.isStale = true;
  const objects = await listObjectsByIds(
    scope,
    changed.map((id) => ({ type: name, id })),
  );
  const ids = new Set(one.ids);
  for (const id of changed) ids.delete(id);
  for (const { id, fields } of objects) if (passes(fields.get(one.lookUp.field)?.v, one.lookUp)) ids.add(id);
  move(one, one.type, ids);
}

/** From now on it finds these. */
function move(one: Kept, type: Kept['type'], ids: Set<string>): void {
  const isTooMany = ids.size > idsMax;
  const isSame =
    isTooMany === one.isTooMany && (isTooMany || (ids.size === one.ids.size && ids.isSubsetOf(one.ids)));
  const isFirst = one.readMs === 0;
  if (!isFirst && !isSame) one.moves += 1;
  if (!isSame) one.found = undefined;
  one.type = type && { id: type.id, edition: type.edition };
  one.isTooMany = isTooMany;
  one.isBeyond = ids.size > knownMax;
  one.ids = one.isBeyond ? new Set() : ids;
  one.isStale = false;
  one.readMs = performance.now();
}

function toFound(key: string, one: Kept): Found {
  if (one.found === undefined) {
    const { isTooMany, moves } = one;
    const ids = isTooMany ? [] : [...one.ids].sort();
    const hash = createHash('sha256').update(JSON.stringify([key, isTooMany, ids]));
    if (moves > 0) hash.update(`${thisProcess} ${moves}`);
    one.found = { ids, isTooMany, token: hash.digest('hex').slice(0, 32) };
  }
  return one.found;
}

function forgetUnasked({ kept, asked }: OfWorkspace): void {
  const unasked = [...kept.keys()].filter((key) => !asked.has(key));
  for (const key of unasked.slice(0, Math.max(0, unasked.length - unaskedMax))) kept.delete(key);
}
