// Deriving the groups of a batch in which a limit may be in the way, from the evidence as it is stored by now.
import type { KnownIdentifier } from './cache.ts';
import { deriveGroup, type Owner } from './changes.ts';
import { type LoadedClusters, loadClusters, writeChanges } from './cluster-store.ts';
import { keyOf } from './identifiers.ts';
import type { Group } from './plan-batch.ts';
import type { Rules } from './rules.ts';
import type { IdentityScope } from './store.ts';
import type { Touched } from './touched.ts';

/** What deriving clusters anew did to people. */
export type DerivedPeople = {
  /** New ones, ones that are back, and ones that went into another. */
  created: number[];
  revived: number[];
  removed: number[];
  /** Those who hold other identifiers than before, new ones among them. */
  reshaped: number[];
};

export type DerivedGroups = {
  /** Of all identifiers that were derived, oldest first. */
  owners: ReadonlyMap<number, readonly Owner[]>;
  people: DerivedPeople;
  /** All identifiers that were derived, as they are now. */
  identifiers: { key: string; known: KnownIdentifier }[];
};

export type DeriveDeps = {
  scope: IdentityScope;
  rules: Rules;
  makeId: () => number;
  at: Date;
  /** The decision of a member that it is done for. */
  decisionId?: number;
};

const nothing = (): DerivedGroups => ({
  owners: new Map(),
  people: { created: [], revived: [], removed: [], reshaped: [] },
  identifiers: [],
});

/** Derives all of them at once: they do not touch each other. */
export async function deriveGroups(
  groups: readonly Group[],
  { clusters }: Pick<Touched, 'clusters'>,
  deps: DeriveDeps,
): Promise<DerivedGroups> {
  const chosen = groups.filter(({ way }) => way === 'derive');
  if (chosen.length === 0) return nothing();
  const contested = new Set(clusters.filter((cluster) => cluster.contested).map(({ id }) => id));
  const clusterIds = chosen.flatMap((group) => group.clusters);
  const loaded = await loadClusters(deps.scope, {
    clusterIds: clusterIds.filter((id) => contested.has(id)),
    profileIds: clusterIds.filter((id) => !contested.has(id)),
    identifierIds: chosen.flatMap(({ nodes }) => nodes),
  });
  return deriveLoaded(loaded, deps);
}

/** Derives what was loaded, and writes the differences. */
export async function deriveLoaded(
  loaded: LoadedClusters,
  { scope, rules, makeId, at, decisionId }: DeriveDeps,
): Promise<DerivedGroups> {
  const { stored, rows } = loaded;
  const changes = deriveGroup(loaded.evidence, stored, rules, makeId);
  await writeChanges(scope, loaded, changes, { at, decisionId });
  const owners = new Map<number, readonly Owner[]>([...stored.owners, ...changes.owners]);
  const wasGone = new Set(stored.profiles.filter(({ gone }) => gone).map(({ id }) => id));
  const removed = changes.redirects.map(({ from }) => from).filter((id) => !wasGone.has(id));
  const isRemoved = new Set(removed);
  const reshaped = new Set([...changes.created, ...changes.revived]);
  for (const [id, after] of changes.owners) {
    for (const { profileId } of [...after, ...(stored.owners.get(id) ?? [])])
      if (!isRemoved.has(profileId)) reshaped.add(profileId);
  }
  const inertOf = new Map(changes.superNodes.map(({ id, reason }) => [id, reason]));
  const clusterIdOf = new Map(
    changes.clusters.flatMap(({ nodes, clusterId }) => nodes.map((id) => [id, clusterId] as const)),
  );
  const identifiers = [...rows.values()].map(({ type, value, ...known }) => ({
    key: keyOf({ type, value }),
    known: {
      ...known,
      profileId: owners.get(known.id)?.at(-1)?.profileId ?? null,
      clusterId: clusterIdOf.get(known.id) ?? null,
      inert: inertOf.get(known.id) ?? known.inert,
    },
  }));
  const { created, revived } = changes;
  return { owners, people: { created, revived, removed, reshaped: [...reshaped] }, identifiers };
}
