// Who is who: from the identifiers of a batch of messages to profiles.
//
// Identifiers are nodes; a message that names two of them is an edge; a person is a connected component. A batch sees
// only the nodes that its messages name, each with the profile that it already belongs to, if any. Union-find joins
// the nodes of each message, and joins nodes of the same profile. What then lies in one set is one person: with no
// known profile a new one is made, with one it is that, with several they merge into the oldest (the smallest id), so
// that the result is the same whichever batch sees the edge first.
import { findRoot } from './union-find.ts';

/** The profile each node belonged to before, or undefined; `edges` join nodes by index. */
export type Graph = { profileOf: (number | undefined)[]; edges: [number, number][] };

export type Components = {
  /** The profile of each node afterwards. */
  profileOf: number[];
  created: number[];
  /** Profiles that were merged away, with the profile they went into and the edge that did it. */
  merges: { from: number; into: number; edge: number }[];
};

/** Joins the graph. `makeProfile` gives the id of a new profile whose first node is this. */
export function joinComponents(graph: Graph, makeProfile: (node: number) => number): Components {
  const size = graph.profileOf.length;
  const parent = Int32Array.from({ length: size }, (_, i) => i);
  const find = (node: number): number => findRoot(parent, node);
  /** Smallest known profile of each root. */
  const oldest: (number | undefined)[] = [...graph.profileOf];
  const merges: Components['merges'] = [];

  function union(a: number, b: number, edge: number): void {
    const x = find(a);
    const y = find(b);
    if (x === y) return;
    const [left, right] = [oldest[x], oldest[y]];
    parent[y] = x;
    if (left === undefined || right === undefined || left === right) {
      oldest[x] = left ?? right;
      return;
    }
    const into = Math.min(left, right);
    merges.push({ from: Math.max(left, right), into, edge });
    oldest[x] = into;
  }

  const nodeOfProfile = new Map<number, number>();
  for (let node = 0; node < size; node += 1) {
    const profile = graph.profileOf[node];
    if (profile === undefined) continue;
    const other = nodeOfProfile.get(profile);
    if (other === undefined) nodeOfProfile.set(profile, node);
    else union(other, node, -1);
  }
  for (let edge = 0; edge < graph.edges.length; edge += 1) {
    const [a, b] = graph.edges[edge] as [number, number];
    union(a, b, edge);
  }

  const created: number[] = [];
  const profileOf = graph.profileOf.map((_, node) => {
    const root = find(node);
    oldest[root] ??= created[created.push(makeProfile(node)) - 1];
    return oldest[root] as number;
  });
  return { profileOf, created, merges: toFinal(merges) };
}

/** A profile may merge into one that merges on: name where each ends. */
function toFinal(merges: Components['merges']): Components['merges'] {
  const next = new Map(merges.map((merge) => [merge.from, merge.into]));
  return merges.map((merge) => {
    let into = merge.into;
    for (let further = next.get(into); further !== undefined; further = next.get(into)) into = further;
    return { ...merge, into };
  });
}
