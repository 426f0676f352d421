// From evidence to people: a pure function of the identifiers and pairs of some clusters, the rules, and what members
// decided.
//
// A *cluster* is what hangs together by pairs that are not inert, also by those that end up refused. If all identifiers
// of a cluster can be one person without breaking a limit, then every order of the pairs makes them one person, and
// nothing needs an order: that is nearly all clusters, and union-find alone answers. Only in *contested* clusters does
// the order matter. There the pairs are sorted and decided one by one (`decide.ts`). A decision looks at nothing but the
// pairs before it and the latest times of pairs, and clusters do not touch each other. Hence the people depend on the
// set of evidence alone, and any part of the graph may be derived alone, if it holds whole clusters.
//
// A pair is inert (kept and shown, but it joins nobody) when a member set the two apart, or when one of them is blocked,
// removed, of a type that never merges, or a super-node (`super-nodes.ts`). To take evidence away is therefore just to
// derive without it: the people are what they would be had it never been told.
//
// Super-nodes that were found before are given marked, without the rest of their pairs: a mark stays until somebody
// derives without it. Pairs whose other end is not given count for nothing.
import { decideInOrder, type Graph, type Outcome, type Refused } from './decide.ts';
import { compareNames, comparePositions, type IdentifierNode, listFormers, type Pair } from './evidence.ts';
import { People } from './people.ts';
import { isContested, type RankedRule, type Rules } from './rules.ts';
import { chooseCrowded, countStrongerPartners, findClusters } from './super-nodes.ts';

export type ClusterEvidence = { nodes: readonly IdentifierNode[]; pairs: readonly Pair[] };

/** From this time on (milliseconds; -Infinity: ever since) an identifier belongs to this person. */
export type Ownership = { fromMs: number; person: number };

export type Person = {
  /**
   * The earliest of its identifiers (by first sighting, then name): what its id hangs on. For the person of a shared
   * identifier, that identifier, and `shared`.
   */
  anchor: number;
  shared: boolean;
};

export type Refusal = {
  a: number;
  b: number;
  reason: 'limit' | 'shared';
  /** Type whose limit was in the way, and the identifiers that are too many together; null when one is shared. */
  type: string | null;
  limit: number | null;
  values: number[];
  /** The weaker of the two, and what became of it. */
  weaker: number;
  outcome: Outcome;
};

/** All identifiers are named by id. People are numbered from 0. */
export type Derived = {
  people: Person[];
  /** Who each identifier belongs to, in the order of the input; of those that changed hands, the latest. */
  personOf: Int32Array;
  /** Identifiers that changed hands, with all their ownerships, oldest first. */
  changedHands: Map<number, Ownership[]>;
  /** The cluster of each identifier, in the order of the input: the place of its first member. */
  clusterOf: Int32Array;
  /** Contested clusters. */
  contested: Set<number>;
  refusals: Refusal[];
  superNodes: { id: number; reason: 'super_node' | 'crowded'; partners: number }[];
};

/** The input as columns. */
type Columns = Graph & {
  size: number;
  /** 1 where it was named for certain, and where it counts towards limits: former names do not. */
  certain: Uint8Array;
  counted: Uint8Array;
  pairedMs: Float64Array;
  /** 1 where a pair may join; 0 where it is inert. */
  active: Uint8Array;
  /** Order of identifiers by first sighting, then by name. */
  compareAges(x: number, y: number): number;
};

export function derive(evidence: ClusterEvidence, rules: Rules): Derived {
  const columns = toColumns(evidence, rules);
  const superNodes = setSuperNodesApart(columns, evidence, rules);
  const { clusters, contested, crowded } = findContested(columns, evidence, rules);
  notePairedTimes(columns);
  const people = new People(columns, rules);
  const order: number[] = [];
  for (let pair = 0; pair < columns.active.length; pair += 1) {
    if (columns.active[pair] === 0) continue;
    const [a, b] = [columns.a[pair] as number, columns.b[pair] as number];
    if (contested.has(clusters[a] as number)) order.push(pair);
    else {
      const [x, y] = [people.find(a), people.find(b)];
      if (x !== y) people.join(x, y);
    }
  }
  sortCanonically(order, columns, evidence);
  columns.findLastSeenMs = openLastSeen(order, columns, evidence);
  const refused = decideInOrder(order, columns, people, rules);
  return {
    ...numberPeople(people, columns, evidence),
    clusterOf: clusters,
    contested: new Set(contested.keys()),
    refusals: refused.map((one) => toRefusal(one, evidence, rules)),
    superNodes: [...superNodes, ...crowded],
  };
}

function toColumns({ nodes, pairs }: ClusterEvidence, rules: Rules): Columns {
  const indexOf = new Map<number, number>();
  const rankOf = new Uint16Array(nodes.length);
  const certain = new Uint8Array(nodes.length);
  const joins = new Uint8Array(nodes.length);
  for (let node = 0; node < nodes.length; node += 1) {
    const { id, type, firstSeenMs, inert } = nodes[node] as IdentifierNode;
    indexOf.set(id, node);
    // A type that the rules no longer know merges nobody.
    const rank = rules.rankOf.get(type) ?? rules.ranked.length;
    rankOf[node] = rank;
    certain[node] = firstSeenMs === Infinity ? 0 : 1;
    // Partners are counted with those that are super-nodes already; `setSuperNodesApart` silences these afterwards.
    joins[node] = inert !== 'blocked' && inert !== 'removed' && rules.ranked[rank]?.merges === true ? 1 : 0;
  }
  const [a, b] = [new Int32Array(pairs.length), new Int32Array(pairs.length)];
  const firstMs = new Float64Array(pairs.length);
  const active = new Uint8Array(pairs.length);
  const counted = certain.slice();
  for (let pair = 0; pair < pairs.length; pair += 1) {
    const one = pairs[pair] as Pair;
    for (const id of listFormers(one)) {
      const former = indexOf.get(id);
      if (former !== undefined) counted[former] = 0;
    }
    const [x, y] = [indexOf.get(one.a), indexOf.get(one.b)];
    if (x === undefined || y === undefined) continue;
    a[pair] = x;
    b[pair] = y;
    firstMs[pair] = one.firstSeenMs;
    active[pair] = one.apart !== true && joins[x] === 1 && joins[y] === 1 && x !== y ? 1 : 0;
  }
  const compare = (x: number, y: number) =>
    compareNames(nodes[x] as IdentifierNode, nodes[y] as IdentifierNode);
  const compareAges = (x: number, y: number) => {
    const [left, right] = [nodes[x] as IdentifierNode, nodes[y] as IdentifierNode];
    if (left.firstSeenMs !== right.firstSeenMs) return left.firstSeenMs < right.firstSeenMs ? -1 : 1;
    return compareNames(left, right);
  };
  const pairedMs = new Float64Array(nodes.length).fill(Infinity);
  const findLastSeenMs = () => -Infinity;
  return {
    ...{ size: nodes.length, rankOf, certain, counted, pairedMs, a, b, firstMs, active },
    ...{ compare, compareAges, findLastSeenMs },
  };
}

/** Makes the pairs of super-nodes inert: those that were known, and those found now, which it returns. */
function setSuperNodesApart(
  columns: Columns,
  { nodes }: ClusterEvidence,
  { superNodeMax }: Rules,
): Derived['superNodes'] {
  const partners = countStrongerPartners(columns, columns.active);
  const found: Derived['superNodes'] = [];
  const isSuper = new Uint8Array(columns.size);
  nodes.forEach(({ id, inert }, node) => {
    const count = partners[node] as number;
    if (inert === undefined && count > superNodeMax)
      found.push({ id, reason: 'super_node', partners: count });
    if (inert !== undefined || count > superNodeMax) isSuper[node] = 1;
  });
  if (isSuper.includes(1)) silence(columns, (node) => isSuper[node] === 1);
  return found;
}

function silence({ a, b, active }: Columns, isInert: (node: number) => boolean): void {
  for (let pair = 0; pair < active.length; pair += 1) {
    if (isInert(a[pair] as number) || isInert(b[pair] as number)) active[pair] = 0;
  }
}

/** Finds the clusters and which of them are contested, and cuts contested ones that are too large. */
function findContested(columns: Columns, { nodes }: ClusterEvidence, rules: Rules) {
  const crowded: Derived['superNodes'] = [];
  for (let round = 0; ; round += 1) {
    const clusters = findClusters(columns, columns.active);
    const contested = new Map<number, number>();
    const sizes = new Uint32Array(columns.size);
    const counts = new Map<number, Uint32Array>();
    for (let node = 0; node < columns.size; node += 1) {
      const cluster = clusters[node] as number;
      sizes[cluster] = (sizes[cluster] as number) + 1;
    }
    for (let node = 0; node < columns.size; node += 1) {
      const cluster = clusters[node] as number;
      if (sizes[cluster] === 1) continue;
      const own = counts.get(cluster) ?? new Uint32Array(rules.ranked.length);
      counts.set(cluster, own);
      const rank = columns.rankOf[node] as number;
      own[rank] = (own[rank] as number) + (columns.counted[node] as number);
    }
    for (const [cluster, own] of counts) {
      if (isContested(own, rules)) contested.set(cluster, sizes[cluster] as number);
    }
    const isOver = (cluster: number) => (contested.get(cluster) ?? 0) > rules.clusterIdentifiersMax;
    const countFor = (size: number) => Math.floor(size / rules.clusterIdentifiersMax) * 2 ** round;
    const chosen = chooseCrowded(columns, columns.active, clusters, isOver, countFor, columns.compare);
    if (chosen.length === 0) return { clusters, contested, crowded };
    const isChosen = new Set(chosen);
    for (const node of chosen)
      crowded.push({ id: (nodes[node] as IdentifierNode).id, reason: 'crowded', partners: 0 });
    silence(columns, (node) => isChosen.has(node));
  }
}

/** When each identifier was first named with another, by the pairs that count. */
function notePairedTimes({ a, b, firstMs, active, pairedMs }: Columns): void {
  for (let pair = 0; pair < active.length; pair += 1) {
    if (active[pair] === 0) continue;
    for (const node of [a[pair] as number, b[pair] as number])
      pairedMs[node] = Math.min(pairedMs[node] as number, firstMs[pair] as number);
  }
}

/** By position; the pairs of one message by the strength of their weaker types, then of the stronger, then by name. */
function sortCanonically(order: number[], columns: Columns, { pairs }: ClusterEvidence): void {
  const { rankOf, firstMs, compare } = columns;
  /** The ends of a pair, the weaker first. */
  const endsOf = (pair: number): [number, number] => {
    const [x, y] = [columns.a[pair] as number, columns.b[pair] as number];
    const isOrdered = ((rankOf[y] as number) - (rankOf[x] as number) || compare(x, y)) <= 0;
    return isOrdered ? [x, y] : [y, x];
  };
  order.sort((one, other) => {
    const difference = (firstMs[one] as number) - (firstMs[other] as number);
    if (difference !== 0) return difference;
    const byPosition = comparePositions(pairs[one] as Pair, pairs[other] as Pair);
    if (byPosition !== 0) return byPosition;
    const [[weak, strong], [otherWeak, otherStrong]] = [endsOf(one), endsOf(other)];
    return (
      (rankOf[weak] as number) - (rankOf[otherWeak] as number) ||
      (rankOf[strong] as number) - (rankOf[otherStrong] as number) ||
      compare(weak, otherWeak) ||
      compare(strong, otherStrong)
    );
  });
}

/** Looks through the pairs of one identifier. What it needs for that is made when first asked: most never ask. */
function openLastSeen(order: readonly number[], { a, b }: Columns, { pairs }: ClusterEvidence) {
  let placesOf: Map<number, number[]> | undefined;
  function listPlaces(node: number): number[] {
    if (placesOf === undefined) {
      placesOf = new Map();
      for (let place = 0; place < order.length; place += 1) {
        for (const end of [a[order[place] as number] as number, b[order[place] as number] as number]) {
          const list = placesOf.get(end);
          if (list === undefined) placesOf.set(end, [place]);
          else list.push(place);
        }
      }
    }
    return placesOf.get(node) ?? [];
  }
  return function findLastSeenMs(node: number, holds: (other: number) => boolean, before: number): number {
    let lastMs = -Infinity;
    for (const place of listPlaces(node)) {
      if (place >= before) break;
      const pair = order[place] as number;
      const other = a[pair] === node ? (b[pair] as number) : (a[pair] as number);
      if (holds(other)) lastMs = Math.max(lastMs, (pairs[pair] as Pair).lastSeenMs);
    }
    return lastMs;
  };
}

function numberPeople(
  people: People,
  columns: Columns,
  { nodes }: ClusterEvidence,
): Pick<Derived, 'people' | 'personOf' | 'changedHands'> {
  const numberOf = new Int32Array(people.size).fill(-1);
  const list: Person[] = [];
  /** Index of the anchor of each person. */
  const anchors: number[] = [];
  const toNumber = (ownership: number, node: number, shared: boolean): number => {
    const set = people.find(ownership);
    const known = numberOf[set] as number;
    if (known === -1) {
      numberOf[set] = anchors.push(node) - 1;
      list.push({ anchor: node, shared });
      return numberOf[set] as number;
    }
    if (!shared && columns.compareAges(node, anchors[known] as number) < 0) anchors[known] = node;
    return known;
  };
  const personOf = new Int32Array(columns.size);
  for (let node = 0; node < columns.size; node += 1) personOf[node] = toNumber(node, node, false);
  const changedHands = new Map<number, Ownership[]>();
  for (const [node, further] of people.further) {
    const owned = [{ fromMs: -Infinity, person: personOf[node] as number }];
    for (const { fromMs, ownership } of further)
      owned.push({ fromMs, person: toNumber(ownership, node, true) });
    personOf[node] = (owned.at(-1) as Ownership).person;
    changedHands.set((nodes[node] as IdentifierNode).id, owned);
  }
  const named = list.map(({ shared }, person) => ({
    anchor: (nodes[anchors[person] as number] as IdentifierNode).id,
    shared,
  }));
  return { people: named, personOf, changedHands };
}

function toRefusal(refused: Refused, { nodes, pairs }: ClusterEvidence, { ranked }: Rules): Refusal {
  const { a, b } = pairs[refused.pair] as Pair;
  const idOf = (node: number) => (nodes[node] as IdentifierNode).id;
  const rule: RankedRule | undefined = ranked[refused.rank];
  return {
    a,
    b,
    reason: refused.reason,
    type: rule?.type ?? null,
    limit: rule?.limit ?? null,
    values: refused.values.map(idOf),
    weaker: idOf(refused.weaker),
    outcome: refused.outcome,
  };
}

/** The person that an identifier belonged to at a time: where an event lands that it decides. */
export function findOwner<Owned extends { fromMs: number }>(
  ownerships: readonly Owned[],
  atMs: number,
): Owned {
  let owner = ownerships[0] as Owned;
  for (const one of ownerships) if (one.fromMs <= atMs) owner = one;
  return owner;
}
