// Making one person of each group of a batch that no limit can divide.
import { joinComponents } from './components.ts';
import type { Pair } from './evidence.ts';
import type { FoundNode, News } from './find-known.ts';
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
  found: readonly FoundNode[],
  news: readonly News[],
  groups: readonly Group[],
  rules: Rules,
): Joined {
  const joins = new Set(groups.flatMap(({ way, nodes }) => (way === 'join' ? nodes : [])));
  const derives = new Set(groups.flatMap(({ way, nodes }) => (way === 'derive' ? nodes : [])));
  /** Places of the nodes to join, and the other way round. */
  const places: number[] = [];
  const indexOf = new Int32Array(found.length).fill(-1);
  found.forEach(({ id }, place) => {
    if (joins.has(id)) indexOf[place] = places.push(place) - 1;
  });
  const edges: [number, number][] = [];
  const pairOf: Pair[] = [];
  for (const { x, y, pair } of news) {
    const [a, b] = [indexOf[x] as number, indexOf[y] as number];
    if (a === -1 || b === -1 || pair.apart === true) continue;
    if (!mayJoin(found[x] as FoundNode, rules) || !mayJoin(found[y] as FoundNode, rules)) continue;
    edges.push([a, b]);
    pairOf.push(pair);
  }
  const known = places.map((place) => (found[place] as FoundNode).known?.profileId ?? undefined);
  // A person has the number of the identifier that they were made for.
  const makeProfile = (node: number): number => (found[places[node] as number] as FoundNode).id;
  const { profileOf, created, merges } = joinComponents({ profileOf: known, edges }, makeProfile);
  const into = new Map(merges.map((merge) => [merge.from, merge.into]));
  return {
    profileOf: found.map(({ id, known: before }, place) => {
      const index = indexOf[place] as number;
      if (index !== -1) return profileOf[index];
      if (before === undefined || before.profileId === null || derives.has(id)) return undefined;
      return into.get(before.profileId) ?? before.profileId;
    }),
    created,
    merges: merges.map(({ from, into: to, edge }) => ({
      ...{ from, into: to, messageId: pairOf[edge]?.messageId ?? '' },
    })),
  };
}

const mayJoin = ({ identifier, known }: FoundNode, rules: Rules): boolean =>
  (known === undefined || known.inert === null) && mergesPeople(identifier.type, rules);
