// Who splits and who merges, by the owners of identifiers before and after a change.
import type { Owner } from '../identity/index.ts';

type Owners = ReadonlyMap<number, readonly Owner[]>;
type Person = { id: number; identifierIds: number[] };

/** People before and after who have an identifier in common, also by a detour. A split as soon as one of them splits. */
export type Change = { kind: 'split' | 'merge'; before: Person[]; after: Person[] };

export type Compared = {
  peopleBefore: number;
  peopleAfter: number;
  /** People whose identifiers belong to several afterwards, and people who hold what was of several. */
  splits: number;
  merges: number;
  changes: Change[];
};

/**
 * Compares the owners of all identifiers of some clusters. An identifier that changes hands at another time than before
 * ties everybody to whom it belonged at the same moment, before and after.
 */
export function compareOwners(before: Owners, after: Owners): Compared {
  const [former, latter] = [toHoldings(before), toHoldings(after)];
  const afterOf = new Map<number, Set<number>>();
  const beforeOf = new Map<number, Set<number>>();
  for (const [id, owned] of before) {
    for (const [x, y] of listOverlaps(owned, after.get(id) ?? [])) {
      add(afterOf, x, y);
      add(beforeOf, y, x);
    }
  }
  const isSeveral = (people: Set<number> | undefined): boolean => (people?.size ?? 0) > 1;
  const splits = [...former.keys()].filter((id) => isSeveral(afterOf.get(id)));
  const merges = [...latter.keys()].filter((id) => isSeveral(beforeOf.get(id)));
  const seen = new Set<number>();
  const changes: Change[] = [];
  const starts = [...splits, ...merges.flatMap((id) => [...(beforeOf.get(id) ?? [])])];
  for (const start of starts) {
    if (seen.has(start)) continue;
    const [left, right] = [new Set([start]), new Set<number>()];
    for (const id of left)
      for (const other of afterOf.get(id) ?? []) {
        right.add(other);
        for (const back of beforeOf.get(other) ?? []) left.add(back);
      }
    for (const id of left) seen.add(id);
    const toPeople = (ids: Set<number>, holdings: Map<number, number[]>): Person[] =>
      [...ids].map((id) => ({ id, identifierIds: holdings.get(id) ?? [] }));
    const kind = [...left].some((id) => isSeveral(afterOf.get(id))) ? 'split' : 'merge';
    changes.push({ kind, before: toPeople(left, former), after: toPeople(right, latter) });
  }
  return {
    ...{ peopleBefore: former.size, peopleAfter: latter.size },
    ...{ splits: splits.length, merges: merges.length, changes },
  };
}

function toHoldings(owners: Owners): Map<number, number[]> {
  const holdings = new Map<number, number[]>();
  for (const [id, owned] of owners) {
    for (const profileId of new Set(owned.map((owner) => owner.profileId))) {
      const held = holdings.get(profileId);
      if (held === undefined) holdings.set(profileId, [id]);
      else held.push(id);
    }
  }
  return holdings;
}

/** The two to whom an identifier belongs at some moment, before and after, for all moments. */
function listOverlaps(before: readonly Owner[], after: readonly Owner[]): [number, number][] {
  const overlaps: [number, number][] = [];
  before.forEach((x, i) => {
    after.forEach((y, j) => {
      const untilMs = Math.min(before[i + 1]?.fromMs ?? Infinity, after[j + 1]?.fromMs ?? Infinity);
      const fromMs = Math.max(x.fromMs, y.fromMs);
      if (fromMs < untilMs) overlaps.push([x.profileId, y.profileId]);
    });
  });
  return overlaps;
}

function add(map: Map<number, Set<number>>, key: number, value: number): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}
