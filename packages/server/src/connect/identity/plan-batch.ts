// What a batch of messages asks of the graph: nothing, plain joining, or deriving anew.
//
// The evidence of a batch touches clusters: those that its identifiers are in, and new pairs tie several into one group.
// Each group goes the cheapest way that gives what deriving everything at once would give:
//
//   none      all was known, or is inert: only the evidence is written
//   join      all identifiers of the group fit into one person, so they are one person: one id stays, no order matters
//   derive    a limit may be in the way. The group's whole evidence is loaded and derived (`derive.ts`), because what
//             arrives may sort before what was decided. `cluster_identifiers_max` bounds that work.
//
// A contested cluster is derived again only when something came that can change a decision: a new pair, an earlier first
// evidence of a pair, an identifier that had only been guessed or turns out to be a former name, or a later sighting with
// an identifier that can be transferred. A further message of known pairs, by far the most common, costs nothing.
import type { IdentifierNode, Pair } from './evidence.ts';
import { comparePositions } from './evidence.ts';
import { isContested, isTransferable, mergesPeople, type Rules } from './rules.ts';
import { findRoot } from './union-find.ts';

/** An identifier of the batch, as it is with the batch's evidence. */
export type TouchedNode = IdentifierNode & {
  /** Number of the cluster it is in; undefined when it is new. */
  cluster: number | undefined;
  /** Distinct certain partners of stronger or equal types, with those of the batch. */
  partners: number;
  /** It had only been guessed before this batch names it for certain. */
  wasGuessed: boolean;
  /** An alias named it as a previous id: it counts towards no limit. And it did not before this batch. */
  former: boolean;
  becameFormer: boolean;
};

/** A pair of the batch, merged with what was known of it. */
export type TouchedPair = { pair: Pair; known: Pair | undefined };

export type TouchedCluster = {
  id: number;
  /** Counted identifiers by rank of their types, before the batch. */
  counts: readonly number[];
  contested: boolean;
};

export type Group = {
  way: 'none' | 'join' | 'derive';
  clusters: number[];
  /** Ids of the identifiers of the batch that are in the group. */
  nodes: number[];
  /** One of its clusters is contested. */
  contested: boolean;
  /** Counted identifiers by rank of their types, with those of the batch; without those of contested clusters. */
  counts: number[];
};

export type Batch = {
  /**
   * Those that the batch names. When one was only guessed before, also all that it is paired with: it counts among
   * their partners from now on.
   */
  nodes: readonly TouchedNode[];
  pairs: readonly TouchedPair[];
  clusters: readonly TouchedCluster[];
};

type Open = Group & { hasNews: boolean; isUnsettled: boolean };

export function planBatch({ nodes, pairs, clusters }: Batch, rules: Rules): Group[] {
  /** Those that were united with another are gone. */
  const groups: (Open | undefined)[] = [];
  /** Follows what was tied to what; clusters first, then new identifiers. */
  const parent: number[] = [];
  const open = (cluster: number | undefined, known: readonly number[], contested: boolean): number => {
    const counts = rules.ranked.map((_, rank) => known[rank] ?? 0);
    const clusterIds = cluster === undefined ? [] : [cluster];
    const hasNews = cluster === undefined;
    parent.push(parent.length);
    return (
      groups.push({
        way: 'none',
        clusters: clusterIds,
        nodes: [],
        counts,
        contested,
        hasNews,
        isUnsettled: false,
      }) - 1
    );
  };
  const groupOfCluster = new Map<number, number>();
  for (const { id, counts, contested } of clusters) groupOfCluster.set(id, open(id, counts, contested));
  const groupOf: number[] = [];
  const placeOf = new Map<number, number>();
  for (const [place, node] of nodes.entries()) {
    const known = node.cluster === undefined ? undefined : groupOfCluster.get(node.cluster);
    const number = known ?? open(undefined, [], false);
    groupOf.push(number);
    placeOf.set(node.id, place);
    takeIn(groups[number] as Open, node, known === undefined, rules);
  }
  for (const touched of pairs) {
    const { pair, known } = touched;
    const a = placeOf.get(pair.a);
    const b = placeOf.get(pair.b);
    if (pair.apart === true || a === undefined || b === undefined) continue;
    const one = nodes[a] as TouchedNode;
    const other = nodes[b] as TouchedNode;
    if (!mayJoin(one, rules) || !mayJoin(other, rules)) continue;
    const x = findRoot(parent, groupOf[a] as number);
    const group = unite(groups, parent, x, findRoot(parent, groupOf[b] as number));
    group.hasNews ||= known === undefined;
    group.isUnsettled ||= isDecisive(touched, one, other, rules);
  }
  const whole = groups.filter((group) => group !== undefined);
  for (const group of whole) group.way = toWay(group, rules);
  return whole;
}

const mayJoin = ({ inert, type }: IdentifierNode, rules: Rules): boolean =>
  inert === undefined && mergesPeople(type, rules);

function takeIn(group: Open, node: TouchedNode, isNew: boolean, rules: Rules): void {
  group.nodes.push(node.id);
  const rank = rules.rankOf.get(node.type);
  const isCounted = node.firstSeenMs !== Infinity && !node.former && (isNew || node.wasGuessed);
  if (rank !== undefined && isCounted) group.counts[rank] = (group.counts[rank] ?? 0) + 1;
  group.isUnsettled ||= node.wasGuessed || node.becameFormer;
  // It has just become a super-node: what it held together comes apart.
  if (node.inert === undefined && node.partners > rules.superNodeMax && mayJoin(node, rules))
    group.way = 'derive';
}

/** Whether the evidence of a pair can change what was decided in its cluster. */
function isDecisive(
  { pair, known }: TouchedPair,
  one: TouchedNode,
  other: TouchedNode,
  rules: Rules,
): boolean {
  if (known === undefined || comparePositions(pair, known) < 0) return true;
  const isLater = pair.lastSeenMs > known.lastSeenMs;
  return isLater && (isTransferable(one.type, rules) || isTransferable(other.type, rules));
}

function unite(groups: (Open | undefined)[], parent: number[], x: number, y: number): Open {
  const into = groups[x] as Open;
  if (x === y) return into;
  const from = groups[y] as Open;
  parent[y] = x;
  groups[y] = undefined;
  into.clusters.push(...from.clusters);
  for (const node of from.nodes) into.nodes.push(node);
  for (let rank = 0; rank < from.counts.length; rank += 1)
    into.counts[rank] = (into.counts[rank] ?? 0) + (from.counts[rank] ?? 0);
  into.contested ||= from.contested;
  into.hasNews ||= from.hasNews;
  into.isUnsettled ||= from.isUnsettled;
  if (from.way === 'derive') into.way = 'derive';
  return into;
}

function toWay(group: Open, rules: Rules): Group['way'] {
  if (group.way === 'derive') return 'derive';
  if (group.contested) return group.isUnsettled ? 'derive' : 'none';
  if (isContested(group.counts, rules)) return 'derive';
  return group.hasNews ? 'join' : 'none';
}
