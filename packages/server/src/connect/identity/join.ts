// Making one person of each group of a batch that no limit can divide.
import type { BatchNode } from './batch.ts';
import { joinComponents } from './components.ts';
import type { Pair } from './evidence.ts';
import type { News } from './find-known.ts';
import type { Group } from './plan-batch.ts';
import { mergesPeople, type Rules } from './rules.ts';
import type { Merge } from './store.ts';

export type Joined = {
  /** Of each node of the batch; undefined where it is derived, or kept beside people. */
  profileOf: (number | undefined)[];
  created: number[];
  merges: Merge[];
};

export function joinGroups(
  nodes: readonly BatchNode[],
  news: readonly News[],
  groups: readonly Group[],
  rules: Rules,
): Joined {
  const wayOf = new Map<number, Group['way']>();
  for (const group of groups) for (const id of group.nodes) wayOf.set(id, group.way);
  /** Places of the nodes to join, and the other way round. */
  const places: number[] = [];
  const indexOf = new Int32Array(nodes.length).fill(-1);
  nodes.forEach(({ id }, place) => {
    if (wayOf.get(id) === 'join') indexOf[place] = places.push(place) - 1;
  });
  const edges: [number, number][] = [];
  const pairOf: Pair[] = [];
  for (const { x, y, pair } of news) {
    const a = indexOf[x] as number;
    const b = indexOf[y] as number;
    if (a === -1 || b === -1 || pair.apart === true) continue;
    if (!mayJoin(nodes[x] as BatchNode, rules) || !mayJoin(nodes[y] as BatchNode, rules)) continue;
    edges.push([a, b]);
    pairOf.push(pair);
  }
  const known = places.map((place) => (nodes[place] as BatchNode).known?.profileId ?? undefined);
  // A person has the number of the identifier that they were made for.
  const makeProfile = (node: number): number => (nodes[places[node] as number] as BatchNode).id;
  const { profileOf, created, merges } = joinComponents({ profileOf: known, edges }, makeProfile);
  const into = new Map(merges.map((merge) => [merge.from, merge.into]));
  return {
    profileOf: nodes.map(({ id, known: before }, place) => {
      const index = indexOf[place] as number;
      if (index !== -1) return profileOf[index];
      if (before === undefined || before.profileId === null || wayOf.get(id) === 'derive') return undefined;
      return into.get(before.profileId) ?? before.profileId;
    }),
    created,
    merges: merges.map(({ from, into: to, edge }) => ({
      ...{ from, into: to, messageId: pairOf[edge]?.messageId ?? '' },
    })),
  };
}

const mayJoin = ({ identifier, known }: BatchNode, rules: Rules): boolean =>
  (known === undefined || known.inert === null) && mergesPeople(identifier.type, rules);
