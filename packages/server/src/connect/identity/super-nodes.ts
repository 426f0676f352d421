// Identifiers that are named with too many others to say who anybody is.
//
// The address of an office, the till's device, a test account: each is named together with hundreds of people. Stronger
// identifiers stand for people, so an identifier with more than N distinct partners of types as strong as its own or
// stronger is a *super-node*: it joins nobody, stands alone, and is reported. (A customer with two hundred cookies is
// none: cookies are weaker than accounts.) The number only grows with the evidence and asks nothing but the pairs, so
// the order of arrival does not matter.
//
// Second, a bound on work. A cluster is all that hangs together, refused pairs included, and is decided as a whole. Should
// a contested one grow beyond `cluster_identifiers_max`, its most connected identifiers are set aside as *crowded* (ties
// by name): as many as its size is a multiple of the bound, then twice as many of each part that is still too large, and
// so on until every part fits. This is the one place where the order of arrival shows: a cluster that was cut earlier,
// when it held less, may have been cut elsewhere. Whoever calls keeps the marks and reports them; deriving anew without
// them gives the cut that belongs to the evidence.
import { findRoot } from './union-find.ts';

export type Connections = {
  size: number;
  rankOf: Uint16Array;
  certain: Uint8Array;
  a: Int32Array;
  b: Int32Array;
};

/** How many distinct certain partners of stronger or equal types each identifier has, by the active pairs. */
export function countStrongerPartners(
  { size, rankOf, certain, a, b }: Connections,
  active: Uint8Array,
): Uint32Array {
  const counts = new Uint32Array(size);
  for (let pair = 0; pair < active.length; pair += 1) {
    if (active[pair] === 0) continue;
    const [x, y] = [a[pair] as number, b[pair] as number];
    const [rankX, rankY] = [rankOf[x] as number, rankOf[y] as number];
    if (rankY <= rankX && certain[y] === 1) counts[x] = (counts[x] as number) + 1;
    if (rankX <= rankY && certain[x] === 1) counts[y] = (counts[y] as number) + 1;
  }
  return counts;
}

/** The smallest index of each cluster, for every node, by union-find over the active pairs. */
export function findClusters({ size, a, b }: Connections, active: Uint8Array): Int32Array {
  const parent = Int32Array.from({ length: size }, (_, node) => node);
  const find = (node: number): number => findRoot(parent, node);
  for (let pair = 0; pair < active.length; pair += 1) {
    if (active[pair] === 0) continue;
    const [x, y] = [find(a[pair] as number), find(b[pair] as number)];
    if (x < y) parent[y] = x;
    else parent[x] = y;
  }
  for (let node = 0; node < size; node += 1) parent[node] = find(node);
  return parent;
}

/** The nodes to set aside in each cluster that is over the bound: most connected first. Empty when all fit. */
export function chooseCrowded(
  connections: Connections,
  active: Uint8Array,
  clusters: Int32Array,
  isOver: (cluster: number) => boolean,
  countFor: (identifiers: number) => number,
  compare: (x: number, y: number) => number,
): number[] {
  const members = new Map<number, number[]>();
  clusters.forEach((cluster, node) => {
    if (!isOver(cluster)) return;
    const list = members.get(cluster);
    if (list === undefined) members.set(cluster, [node]);
    else list.push(node);
  });
  if (members.size === 0) return [];
  const degrees = new Uint32Array(connections.size);
  for (let pair = 0; pair < active.length; pair += 1) {
    if (active[pair] === 0) continue;
    for (const node of [connections.a[pair] as number, connections.b[pair] as number])
      degrees[node] = (degrees[node] as number) + 1;
  }
  return [...members.values()].flatMap((nodes) => {
    const count = Math.min(countFor(nodes.length), nodes.length);
    const sorted = Uint32Array.from(nodes, (node) => degrees[node] as number).sort();
    const least = sorted[sorted.length - count] as number;
    return nodes
      .filter((node) => (degrees[node] as number) >= least)
      .sort((x, y) => (degrees[y] as number) - (degrees[x] as number) || compare(x, y))
      .slice(0, count);
  });
}
