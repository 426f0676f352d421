// What would turn an answer: the fewest parts of a condition that would have to be otherwise, all at once.
//
// Each part of a condition is made so by some *way*: parts that are turned, and parts that have to stay as they are. The ways of a
// group follow from those of its members, since every group asks that so many of them be true: of `any` one, of `all` every one,
// and that `all` be false that one of them be. Ways that contradict each other (one turns what the other needs to stay)
// do not go together. Together the ways of the whole say all that would turn it, so among them are the smallest; what is
// left of a way when its staying parts are forgotten is a *flip*.
import type { Formula } from './formula.ts';

/** Parts by their places, as bits. */
type Way = { turned: bigint; kept: bigint; size: number };

/** Up to so many parts a group keeps all its ways that matter in practice; beyond, only those that turn the fewest. */
const exactParts = 12;
const [waysMax, waysOfManyMax] = [1024, 48];
/**
 * So many pairs of ways are looked at for one answer, some tenths of a second. A definition may have hundreds of groups over the same
 * parts: when the pairs are used up, each group goes by few of the smallest ways of its members.
 */
const pairsMax = 300_000;
const pairsAtLeast = 256;

/** What each part is, by its place, and which of them nothing turns. */
export type Parts = { now: readonly boolean[]; isFixed: (place: number) => boolean };

/** The parts that would have to turn, by their places: the smallest sets first, at most so many, none holding another. */
export function listFlips(formula: Formula, { now, isFixed }: Parts, most: number): number[][] {
  const known = new Map<Formula, Partial<Record<'true' | 'false', Way[]>>>();
  const waysMost = now.length <= exactParts ? waysMax : waysOfManyMax;
  const few = (ways: readonly Way[]): Way[] => fewest(ways, waysMost);
  let pairsLeft = pairsMax;

  function join(some: readonly Way[], others: readonly Way[]): Way[] {
    const most = Math.max(pairsAtLeast, pairsLeft);
    const isWhole = some.length * others.length <= most;
    const each = Math.floor(Math.sqrt(most));
    const [mine, theirs] = isWhole ? [some, others] : [fewest(some, each), fewest(others, each)];
    pairsLeft = Math.max(0, pairsLeft - mine.length * theirs.length);
    return mine.flatMap((one) => theirs.flatMap((other) => joinPair(one, other)));
  }

  function ways(part: Formula, wanted: boolean): Way[] {
    const own = known.get(part) ?? {};
    known.set(part, own);
    const found = own[`${wanted}`] ?? find(part, wanted);
    own[`${wanted}`] = found;
    return found;
  }
  function find(part: Formula, wanted: boolean): Way[] {
    if ('always' in part) return part.always === wanted ? [nothing] : [];
    if ('not' in part) return ways(part.not, !wanted);
    if ('one' in part) return waysOfOne(part.one, wanted);
    if ('least' in part)
      return waysOfLeast(part.of, wanted, wanted ? part.least : part.of.length - part.least + 1);
    const bit = 1n << BigInt(part.place);
    if (now[part.place] === wanted) return [{ turned: 0n, kept: bit, size: 0 }];
    return isFixed(part.place) ? [] : [{ turned: bit, kept: 0n, size: 1 }];
  }
  /** So many of them are as wanted; the others may be anything. */
  function waysOfLeast(of: readonly Formula[], wanted: boolean, least: number): Way[] {
    if (least <= 0) return [nothing];
    let byCount: Way[][] = [[nothing]];
    for (const [i, part] of of.entries()) {
      const needed = Math.max(0, least - (of.length - i - 1));
      const next: Way[][] = [];
      for (let count = needed; count <= Math.min(least, i + 1); count += 1) {
        const withIt = count === 0 ? [] : join(byCount[count - 1] ?? [], ways(part, wanted));
        next[count] = few([...(byCount[count] ?? []), ...withIt]);
      }
      byCount = next;
    }
    return byCount[least] ?? [];
  }
  /** Exactly one of them is true: one, and all others false. Not so: two are, or none is. */
  function waysOfOne(of: readonly Formula[], wanted: boolean): Way[] {
    if (!wanted) return few([...waysOfLeast(of, false, of.length), ...waysOfLeast(of, true, 2)]);
    const only = (one: Formula, i: number): Way[] =>
      join(ways(one, true), waysOfLeast(of.toSpliced(i, 1), false, of.length - 1));
    return few(of.flatMap(only));
  }
  const found = ways(formula, !evaluate(formula, now)).map(({ turned }) => toPlaces(turned));
  return withoutLarger(found).slice(0, most);
}

const nothing: Way = { turned: 0n, kept: 0n, size: 0 };

/** Both ways at once; none where one turns what the other needs to stay. */
function joinPair(one: Way, other: Way): Way[] {
  const [turned, kept] = [one.turned | other.turned, one.kept | other.kept];
  return (turned & kept) === 0n ? [{ turned, kept, size: countBits(turned) }] : [];
}

/** Each once, those that turn the fewest. */
function fewest(ways: readonly Way[], most: number): Way[] {
  if (ways.length <= 1) return [...ways];
  const different = new Map(ways.map((way) => [`${way.turned} ${way.kept}`, way]));
  const all = [...different.values()];
  return all.length <= most ? all : all.sort((x, y) => x.size - y.size).slice(0, most);
}

function withoutLarger(all: readonly number[][]): number[][] {
  const sorted = all.toSorted((x, y) => x.length - y.length || comparePlaces(x, y));
  const kept: number[][] = [];
  for (const one of sorted)
    if (!kept.some((smaller) => smaller.every((place) => one.includes(place)))) kept.push(one);
  return kept;
}

function comparePlaces(x: readonly number[], y: readonly number[]): number {
  const at = x.findIndex((place, i) => place !== y[i]);
  return at === -1 ? 0 : (x[at] as number) - (y[at] as number);
}

function toPlaces(bits: bigint): number[] {
  const places: number[] = [];
  for (let place = 0, left = bits; left !== 0n; place += 1, left >>= 1n) if (left & 1n) places.push(place);
  return places;
}

function countBits(bits: bigint): number {
  let count = 0;
  for (let left = bits; left !== 0n; left &= left - 1n) count += 1;
  return count;
}

/** Whether it is true where the parts are so. */
export function evaluate(formula: Formula, now: readonly boolean[]): boolean {
  if ('place' in formula) return now[formula.place] === true;
  if ('always' in formula) return formula.always;
  if ('not' in formula) return !evaluate(formula.not, now);
  const count = (of: readonly Formula[]): number => of.filter((one) => evaluate(one, now)).length;
  return 'one' in formula ? count(formula.one) === 1 : count(formula.of) >= formula.least;
}
