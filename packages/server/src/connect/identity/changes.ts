// What has to be written after a group of clusters was joined or derived: the differences to what is stored.
import { type ClusterEvidence, type Derived, derive, type Person, type Refusal } from './derive.ts';
import { toPairKey } from './evidence.ts';
import { type AssignedIds, assignIds, type KnownProfile } from './person-ids.ts';
import type { Rules } from './rules.ts';

/** From this time on (milliseconds; -Infinity: ever since) an identifier belongs to this profile. */
export type Owner = { fromMs: number; profileId: number };

/** What is stored of the group before. */
export type Stored = {
  /** By identifier; absent for new ones. */
  owners: ReadonlyMap<number, readonly Owner[]>;
  /** Living and gone ones that hang on an identifier of the group. */
  profiles: readonly KnownProfile[];
  refusals: readonly Refusal[];
};

export type Changes = Omit<AssignedIds, 'idOf'> & {
  /** Identifiers whose owner changed, with all their owners, oldest first. */
  owners: Map<number, Owner[]>;
  /** Living profiles of the group, with what they hang on. */
  profiles: KnownProfile[];
  /** The clusters that the group consists of now. A contested one has the number of its first identifier. */
  clusters: { nodes: number[]; clusterId: number | null }[];
  refused: Refusal[];
  /** Refusals that hold no longer, or no longer like this. */
  withdrawn: { a: number; b: number }[];
  superNodes: Derived['superNodes'];
};

/** Derives the group anew. `evidence` is the whole evidence of its clusters, that of the batch included. */
export function deriveGroup(
  evidence: ClusterEvidence,
  stored: Stored,
  rules: Rules,
  makeId: () => number,
): Changes {
  const derived = derive(evidence, rules);
  // A person has the number of the identifier that they were made for, unless it has a person of that number already.
  const toId = ({ anchor, shared }: Person) => (shared ? makeId() : anchor);
  const { idOf, ...ids } = assignIds(evidence.nodes, derived, stored.profiles, toId);
  const owners = new Map<number, Owner[]>();
  const clusters = new Map<number, number[]>();
  evidence.nodes.forEach(({ id }, place) => {
    const owned = derived.changedHands.get(id) ?? [
      { fromMs: -Infinity, person: derived.personOf[place] as number },
    ];
    const after = owned.map(({ fromMs, person }) => ({ fromMs, profileId: idOf[person] as number }));
    if (!isSame(stored.owners.get(id), after)) owners.set(id, after);
    const cluster = derived.clusterOf[place] as number;
    const members = clusters.get(cluster);
    if (members === undefined) clusters.set(cluster, [id]);
    else members.push(id);
  });
  const known = new Map(stored.profiles.map((profile) => [profile.id, profile]));
  return {
    ...ids,
    owners,
    profiles: derived.people.map((person, i) => {
      const id = idOf[i] as number;
      return { ...(known.get(id) ?? { id, ...person }), gone: false };
    }),
    clusters: [...clusters].map(([cluster, nodes]) => ({
      nodes,
      clusterId: derived.contested.has(cluster) ? Math.min(...nodes) : null,
    })),
    ...compareRefusals(stored.refusals, derived.refusals),
    superNodes: derived.superNodes,
  };
}

const isSame = (before: readonly Owner[] | undefined, after: readonly Owner[]): boolean =>
  before?.length === after.length &&
  after.every(
    ({ fromMs, profileId }, i) => before[i]?.fromMs === fromMs && before[i]?.profileId === profileId,
  );

function compareRefusals(
  before: readonly Refusal[],
  after: readonly Refusal[],
): Pick<Changes, 'refused' | 'withdrawn'> {
  const text = ({ a, b, ...rest }: Refusal) =>
    JSON.stringify([rest.reason, rest.type, rest.limit, rest.values, rest.weaker, rest.outcome]);
  const known = new Map(before.map((refusal) => [toPairKey(refusal.a, refusal.b), text(refusal)]));
  const found = new Map(after.map((refusal) => [toPairKey(refusal.a, refusal.b), text(refusal)]));
  return {
    refused: after.filter((refusal) => known.get(toPairKey(refusal.a, refusal.b)) !== text(refusal)),
    withdrawn: before
      .filter((refusal) => found.get(toPairKey(refusal.a, refusal.b)) !== text(refusal))
      .map(({ a, b }) => ({ a, b })),
  };
}
