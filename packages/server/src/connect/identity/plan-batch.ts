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
  const groups = new Map<number, Open>();
  /** Follows what was tied to what; clusters first, then new identifiers. */
  const parent: number[] = [];
  const find = (group: number): number => findRoot(parent, group);
  const open = (group: Partial<Open>): number => {
    const number = parent.length;
    parent.push(number);
    const empty: Open = {
      ...{ way: 'none', clusters: [], nodes: [], counts: [], contested: false },
      ...{ hasNews: false, isUnsettled: false },
    };
    groups.set(number, { ...empty, ...group });
    return number;
  };
  const groupOfCluster = new Map(
    clusters.map(({ id, counts, contested }) => [
      id,
      open({ clusters: [id], counts: [...counts], contested }),
    ]),
  );
  const groupOf = new Map<number, number>();
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) {
    const known = node.cluster === undefined ? undefined : groupOfCluster.get(node.cluster);
    const number = known ?? open({ hasNews: true });
    groupOf.set(node.id, number);
    takeIn(groups.get(number) as Open, node, known === undefined, rules);
  }
  for (const { pair, known } of pairs) {
    const ends = [nodeOf.get(pair.a), nodeOf.get(pair.b)];
    if (pair.apart === true || !ends.every((node) => node !== undefined && mayJoin(node, rules))) continue;
    const [x, y] = [find(groupOf.get(pair.a) as number), find(groupOf.get(pair.b) as number)];
    const news = toNews(pair, known, ends as TouchedNode[], rules);
    const group = unite(groups, parent, x, y);
    group.hasNews ||= known === undefined;
    group.isUnsettled ||= news;
  }
  return [...groups.values()].map((group) => Object.assign(group, { way: toWay(group, rules) }));
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
function toNews(pair: Pair, known: Pair | undefined, ends: readonly TouchedNode[], rules: Rules): boolean {
  if (known === undefined || comparePositions(pair, known) < 0) return true;
  return pair.lastSeenMs > known.lastSeenMs && ends.some(({ type }) => isTransferable(type, rules));
}

function unite(groups: Map<number, Open>, parent: number[], x: number, y: number): Open {
  const into = groups.get(x) as Open;
  if (x === y) return into;
  const from = groups.get(y) as Open;
  parent[y] = x;
  groups.delete(y);
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
