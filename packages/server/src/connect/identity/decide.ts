// Deciding contested evidence: which pairs join people, which are refused, and what becomes of the weaker identifier.
//
// Where limits can be broken, the order of decisions matters: of two accounts on one device, the one that was there
// first keeps its history. So that the order of arrival does not matter, there is one canonical order: that of the
// earliest evidence of each pair (time, message id, source), and of the pairs of one message the stronger types first.
// In that order each pair is decided once:
//
//   the same person already        nothing
//   one of the two is shared       refused: a shared identifier joins nobody any more
//   together they break no limit   they become one person
//   otherwise                      refused, and the weaker of the two identifiers gives way by the rule of its type:
//
//     keep       it stays where it is: whoever had the mailbox first
//     share      from then on it is nobody's. What is done under it alone belongs to neither of the two, but to a
//                person of its own. What was done under it before stays with the person it had.
//     transfer   from then on it is the other's, if it has not been seen with its person for long enough and breaks no
//                limit there; otherwise it stays
//
// An identifier gives way only when the limit that is in the way belongs to a stronger type than its own, so that two
// people do stand on both sides: the sixth address of one person is no sign that a device is shared. One that is alone
// has nobody to leave.
//
// A pair is not tried again when it is told again, nor when a period has passed: its earliest evidence has decided.
import type { People } from './people.ts';
import type { RankedRule, Rules } from './rules.ts';

export type Outcome = 'kept' | 'shared' | 'transferred';

/** A pair that joined nobody, by places in the input. */
export type Refused = {
  pair: number;
  /** The limit that was in the way: the rank of its type, and the identifiers that are too many together. */
  reason: 'limit' | 'shared';
  rank: number;
  values: number[];
  /** The identifier that gave way, or that is shared. */
  weaker: number;
  outcome: Outcome;
};

/** A refusal names at most so many of the identifiers that are too many. */
const valuesMax = 20;

export type Graph = {
  rankOf: Uint16Array;
  a: Int32Array;
  b: Int32Array;
  firstMs: Float64Array;
  /** When the identifier was last seen together with one that the set holds, by pairs decided before `place`. */
  findLastSeenMs(node: number, holds: (other: number) => boolean, place: number): number;
  /** Order of two identifiers by name: when one was first named alone must decide nothing. */
  compare(x: number, y: number): number;
};

/** Decides the pairs, given in canonical order. Returns those it refuses. */
export function decideInOrder(
  order: ArrayLike<number>,
  graph: Graph,
  people: People,
  rules: Rules,
): Refused[] {
  const refusals: Refused[] = [];
  for (let place = 0; place < order.length; place += 1) {
    const pair = order[place] as number;
    const [a, b] = [graph.a[pair] as number, graph.b[pair] as number];
    const [x, y] = [people.findNow(a), people.findNow(b)];
    if (x === y) continue;
    const shared = people.isShared(a) ? a : people.isShared(b) ? b : -1;
    if (shared !== -1) {
      refusals.push({ pair, reason: 'shared', rank: -1, values: [], weaker: shared, outcome: 'kept' });
      continue;
    }
    const atMs = graph.firstMs[pair] as number;
    const rank = people.findBrokenLimit(x, y, atMs);
    if (rank === -1) {
      people.join(x, y);
      continue;
    }
    const values = listTooMany(x, y, rank, atMs, graph, people);
    const weaker = toWeaker(a, b, graph);
    const outcome = giveWay(
      { weaker, stronger: weaker === a ? b : a, rank, atMs, place },
      graph,
      people,
      rules,
    );
    refusals.push({ pair, reason: 'limit', rank, values, weaker, outcome });
  }
  return refusals;
}

/** The identifiers that are too many together, in canonical order. */
function listTooMany(
  x: number,
  y: number,
  rank: number,
  atMs: number,
  graph: Graph,
  people: People,
): number[] {
  const [some, others] = [people.listValues(x, rank, atMs), people.listValues(y, rank, atMs)];
  const all = some.concat(others.filter((node) => !some.includes(node)));
  return all.sort(graph.compare).slice(0, valuesMax);
}

function toWeaker(a: number, b: number, { rankOf, compare }: Graph): number {
  const difference = (rankOf[a] as number) - (rankOf[b] as number);
  return (difference || compare(a, b)) > 0 ? a : b;
}

type Conflict = { weaker: number; stronger: number; rank: number; atMs: number; place: number };

/** What becomes of the weaker identifier of a refused pair. */
function giveWay(conflict: Conflict, graph: Graph, people: People, { ranked }: Rules): Outcome {
  const { weaker, stronger, rank, atMs, place } = conflict;
  const ownRank = graph.rankOf[weaker] as number;
  const { onConflict, recycleAfterMs } = ranked[ownRank] as RankedRule;
  const person = people.findNow(weaker);
  if (onConflict === 'keep' || people.isAlone(person) || rank >= ownRank) return 'kept';
  if (onConflict === 'share') {
    people.share(weaker, atMs);
    return 'shared';
  }
  const holds = (other: number) => people.findNow(other) === person;
  const lastMs = graph.findLastSeenMs(weaker, holds, place);
  if (lastMs > atMs - recycleAfterMs) return 'kept';
  return people.transfer(weaker, people.findNow(stronger), atMs) ? 'transferred' : 'kept';
}
