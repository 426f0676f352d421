// Gives each message of a batch its profile, and writes what that changes: identifiers, links, whose is what.
//
// Most of a batch is known: its identifiers and links are in the cache, and nothing is asked or written. What is new goes
// the way that `plan-batch.ts` finds for it. Joining needs only the identifiers of the batch, and how many their people
// have; deriving loads whole clusters, after the evidence of the batch has been written.
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type BatchNode, readBatch, type Told } from './batch.ts';
import type { IdentityCache, KnownIdentifier, Settled } from './cache.ts';
import type { Owner } from './changes.ts';
import { listOwners } from './cluster-store.ts';
import { findOwner } from './derive.ts';
import { type DeriveDeps, type DerivedGroups, type DerivedPeople, deriveGroups } from './derive-groups.ts';
import { findNodes, findPairs, refreshMs, type ToldPairs } from './find-known.ts';
import { type Joined, joinGroups } from './join.ts';
import { type Group, planBatch } from './plan-batch.ts';
import {
  type IdentityScope,
  type Merge,
  type NewIdentifier,
  recordIdentifiers,
  recordLinks,
  recordMerges,
  updateIdentifiers,
  widenLinks,
} from './store.ts';
import { findTouched, type Touched } from './touched.ts';

export type Assignment = {
  /** Per message: its profile, and its identifiers' ids, the deciding one first. */
  profileOf: number[];
  identifiersOf: number[][];
  /** New people, all of whose identifiers are new too. */
  created: number[];
  merges: Merge[];
  /** New identifiers, with the profiles that got them. */
  fresh: NewIdentifier[];
  derived: DerivedPeople;
  /** For the cache. */
  settled: Settled;
};

export type AssignDeps = DeriveDeps & { scope: Scope<Transaction>; cache: IdentityCache };

/** Resolves the messages. They must come in the order in which they are to be applied. */
export async function assignProfiles(messages: readonly Told[], deps: AssignDeps): Promise<Assignment> {
  const { scope, rules } = deps;
  const { nodes, pairs, nodesOf } = readBatch(messages);
  await findNodes(nodes, deps);
  const told = await findPairs(pairs, nodes, deps);
  const touched = await findTouched(nodes, told.news, deps);
  const groups = planBatch(touched, rules);
  const joined = joinGroups(nodes, told.news, groups, rules);
  const fresh = toFresh(nodes, joined, touched);
  const changed = toChanged(nodes, joined, touched);
  scope.db.writeBehind(recordIdentifiers(scope, fresh));
  scope.db.writeBehind(updateIdentifiers(scope, changed));
  scope.db.writeBehind(recordLinks(scope, told.added));
  scope.db.writeBehind(widenLinks(scope, told.widened));
  await recordMerges(scope, joined.merges, deps.at);
  const derived = await deriveGroups(groups, touched, deps);
  const owners = await findOwners(nodes, joined, derived, scope);
  return {
    profileOf: nodesOf.map((places, i) => {
      const own = owners[places[0] as number];
      if (typeof own === 'number') return own;
      return findOwner(own as readonly Owner[], (messages[i] as Told).timestampMs).profileId;
    }),
    identifiersOf: nodesOf.map((places) => places.map((place) => (nodes[place] as BatchNode).id)),
    ...{ created: joined.created, merges: joined.merges, fresh, derived: derived.people },
    settled: toSettled(nodes, told, joined, { groups, fresh, changed, derived }, scope),
  };
}

function toFresh(
  nodes: readonly BatchNode[],
  { profileOf }: Joined,
  { partnersOf }: Touched,
): NewIdentifier[] {
  const rows: NewIdentifier[] = [];
  nodes.forEach(({ id, identifier, known, told, firstSeenMs, certainMs, former }, place) => {
    if (known !== undefined) return;
    const { type, value, original } = identifier;
    rows.push({
      id,
      type,
      value,
      original,
      profileId: profileOf[place] ?? null,
      guessed: certainMs === Infinity,
      former,
      inert: identifier.blocked === true ? 'blocked' : null,
      partners: partnersOf.get(id) ?? 0,
      sourceId: told.source.id,
      messageId: told.messageId,
      firstSeenMs,
    });
  });
  return rows;
}

/** Known identifiers that are not quite what they were. */
function toChanged(
  nodes: readonly BatchNode[],
  { profileOf }: Joined,
  { partnersOf, others }: Touched,
): KnownIdentifier[] {
  const changed: KnownIdentifier[] = [];
  nodes.forEach((node, place) => {
    const { known, firstSeenMs } = node;
    if (known === undefined) return;
    const profileId = known.profileId ?? profileOf[place] ?? null;
    const guessed = known.guessed && node.certainMs === Infinity;
    const former = known.former || node.former;
    const partners = partnersOf.get(known.id) ?? known.partners;
    const isSame =
      profileId === known.profileId &&
      guessed === known.guessed &&
      former === known.former &&
      partners === known.partners &&
      firstSeenMs >= known.firstSeenMs - refreshMs;
    if (isSame) return;
    changed.push({
      ...known,
      ...{ profileId, guessed, former, partners, firstSeenMs: Math.min(firstSeenMs, known.firstSeenMs) },
    });
  });
  for (const { type: _type, value: _value, ...known } of others) {
    const partners = partnersOf.get(known.id);
    if (partners !== undefined) changed.push({ ...known, partners });
  }
  return changed;
}

/** Whose each identifier is: one person's, or one after another's. */
async function findOwners(
  nodes: readonly BatchNode[],
  { profileOf }: Joined,
  derived: DerivedGroups,
  scope: IdentityScope,
): Promise<(number | readonly Owner[] | undefined)[]> {
  const contested = nodes.flatMap(({ known }) =>
    known !== undefined && known.clusterId !== null && !derived.owners.has(known.id) ? [known] : [],
  );
  const stored = await listOwners(scope, contested);
  return nodes.map(({ id }, place) => {
    const own = derived.owners.get(id) ?? stored.get(id);
    if (own === undefined) return profileOf[place];
    return own.length === 1 ? (own[0] as Owner).profileId : own;
  });
}

type Written = {
  groups: readonly Group[];
  fresh: NewIdentifier[];
  changed: KnownIdentifier[];
  derived: DerivedGroups;
};

function toSettled(
  nodes: readonly BatchNode[],
  { times }: ToldPairs,
  { profileOf, merges }: Joined,
  { groups, fresh, changed, derived }: Written,
  { workspaceId }: IdentityScope,
): Settled {
  const { revived } = derived.people;
  const settled: Settled = {
    ...{ identifiers: [], unsettled: [], links: times, merges, revived },
    ...toCounts(groups, nodes, { profileOf, merges }, derived),
  };
  const toKey = (key: string) => `${workspaceId}\0${key}`;
  const isDerived = new Set(derived.identifiers.map(({ known }) => known.id));
  const writtenOf = new Map<number, KnownIdentifier>(changed.map((known) => [known.id, known]));
  for (const { id, profileId, guessed, former, inert, partners, firstSeenMs } of fresh)
    writtenOf.set(id, { id, profileId, guessed, former, inert, partners, firstSeenMs, clusterId: null });
  nodes.forEach(({ id, key, known, isCached }, place) => {
    const written = writtenOf.get(id);
    if (isDerived.has(id) || (known?.clusterId ?? null) !== null || (isCached && written === undefined))
      return;
    const after = written ?? (known as KnownIdentifier);
    settled.identifiers.push({ key: toKey(key), known: { ...after, profileId: profileOf[place] ?? null } });
  });
  for (const { key, known } of derived.identifiers) {
    if (known.clusterId === null) settled.identifiers.push({ key: toKey(key), known });
    else settled.unsettled.push(toKey(key));
  }
  return settled;
}

/** What is known now of how many identifiers the people of the batch have. */
function toCounts(
  groups: readonly Group[],
  nodes: readonly BatchNode[],
  { profileOf, merges }: Pick<Joined, 'profileOf' | 'merges'>,
  { people }: DerivedGroups,
): Pick<Settled, 'counts' | 'unsure'> {
  const isSettled = ({ way, contested }: Group) => way !== 'derive' && !contested;
  const groupOf = new Map(groups.filter(isSettled).map((group) => [group.nodes[0], group]));
  const counts: Settled['counts'] = [];
  nodes.forEach(({ id }, place) => {
    const [group, profileId] = [groupOf.get(id), profileOf[place]];
    if (group !== undefined && profileId !== undefined) counts.push({ profileId, counts: group.counts });
  });
  const derived = groups.flatMap(({ way, clusters }) => (way === 'derive' ? clusters : []));
  const gone = merges.map(({ from }) => from);
  return { counts, unsure: [...gone, ...derived, ...people.reshaped, ...people.removed] };
}
