// What a batch touches: new identifiers, those of pairs with news, and the clusters that these are in.
import type { IdentityCache, KnownIdentifier } from './cache.ts';
import { toPairKey } from './evidence.ts';
import type { FoundNode, News } from './find-known.ts';
import type { Batch, TouchedCluster, TouchedNode } from './plan-batch.ts';
import { countsAsPartner, mergesPeople, type Rules } from './rules.ts';
import {
  countIdentifiers,
  type IdentityScope,
  type KnownRow,
  listIdentifiersById,
  listPairsOf,
} from './store.ts';

export type Touched = Batch & {
  /** How many partners identifiers have now, where the batch changes it. */
  partnersOf: ReadonlyMap<number, number>;
  /** Identifiers that no message of the batch names and that get a partner all the same. */
  others: readonly KnownRow[];
};

type Deps = { scope: IdentityScope; cache: IdentityCache; rules: Rules };

export async function findTouched(
  found: readonly FoundNode[],
  news: readonly News[],
  deps: Deps,
): Promise<Touched> {
  const { scope, rules } = deps;
  const chosen = new Set<FoundNode>();
  for (const node of found) if (isNew(node) || isCertainNow(node) || becomesFormer(node)) chosen.add(node);
  for (const { x, y } of news) for (const place of [x, y]) chosen.add(found[place] as FoundNode);
  const partnersOf = countPartners(found, news, rules);
  const others = await findOthers([...chosen].filter(isCertainNow), news, partnersOf, scope, rules);
  const own = [...chosen].filter((node) => node.decides || mergesPeople(node.identifier.type, rules));
  const known = [...own.flatMap((node) => node.known ?? []), ...others];
  return {
    nodes: [
      ...own.map((node) => toTouched(node, partnersOf)),
      ...others.map((row) => toTouchedOther(row, partnersOf)),
    ],
    ...{ pairs: news, partnersOf, others, clusters: await findClusters(known, deps) },
  };
}

/** Of the types that are kept beside people only what decides about a message has a person. */
const isNew = ({ known, decides }: FoundNode): boolean =>
  known === undefined || (decides && known.profileId === null);

const becomesFormer = ({ known, former }: FoundNode): boolean => former && known?.former === false;

/** It had only been guessed. */
const isCertainNow = ({ known, certainMs }: FoundNode): boolean =>
  known?.guessed === true && certainMs !== Infinity;

const isCertain = ({ known, certainMs }: FoundNode): boolean =>
  certainMs !== Infinity || (known !== undefined && !known.guessed);

/** The number of the contested cluster, or of the profile, which is the cluster of its identifiers. */
const clusterOf = ({ clusterId, profileId }: KnownIdentifier): number | undefined =>
  clusterId ?? profileId ?? undefined;

function toTouched(node: FoundNode, partnersOf: ReadonlyMap<number, number>): TouchedNode {
  const { id, identifier, known } = node;
  const firstSeenMs = isCertain(node) ? Math.min(node.firstSeenMs, known?.firstSeenMs ?? Infinity) : Infinity;
  return {
    ...{ id, type: identifier.type, value: identifier.value, firstSeenMs },
    ...(known === undefined || known.inert === null ? {} : { inert: known.inert }),
    ...{ cluster: known && clusterOf(known), wasGuessed: isCertainNow(node) },
    ...{ former: node.former || known?.former === true, becameFormer: becomesFormer(node) },
    partners: partnersOf.get(id) ?? known?.partners ?? 0,
  };
}

function toTouchedOther(row: KnownRow, partnersOf: ReadonlyMap<number, number>): TouchedNode {
  const { id, type, value, guessed, inert, firstSeenMs } = row;
  return {
    ...{ id, type, value, firstSeenMs: guessed ? Infinity : firstSeenMs },
    ...(inert === null ? {} : { inert }),
    ...{ former: row.former, becameFormer: false },
    ...{ cluster: clusterOf(row), wasGuessed: false, partners: partnersOf.get(id) ?? row.partners },
  };
}

/** The partners of each identifier that gets one by the new pairs of the batch. */
function countPartners(
  found: readonly FoundNode[],
  news: readonly News[],
  rules: Rules,
): Map<number, number> {
  const partnersOf = new Map<number, number>();
  const take = (node: FoundNode, other: FoundNode) => {
    if (!isCertain(other) || other.known?.inert === 'removed') return;
    if (!countsAsPartner(node.identifier.type, other.identifier.type, rules)) return;
    partnersOf.set(node.id, (partnersOf.get(node.id) ?? node.known?.partners ?? 0) + 1);
  };
  for (const { x, y, known } of news) {
    if (known !== undefined) continue;
    take(found[x] as FoundNode, found[y] as FoundNode);
    take(found[y] as FoundNode, found[x] as FoundNode);
  }
  return partnersOf;
}

/** An identifier that is named for certain at last counts among the partners of all that it was named with before. */
async function findOthers(
  certain: readonly FoundNode[],
  news: readonly News[],
  partnersOf: Map<number, number>,
  scope: IdentityScope,
  rules: Rules,
): Promise<KnownRow[]> {
  if (certain.length === 0) return [];
  const ids = new Set(certain.map(({ id }) => id));
  const isFresh = new Set(
    news.filter(({ known }) => known === undefined).map(({ pair }) => toPairKey(pair.a, pair.b)),
  );
  const pairs = (await listPairsOf(scope, [...ids])).filter(
    ({ a, b, apart }) => apart !== true && !isFresh.has(toPairKey(a, b)),
  );
  const rows = await listIdentifiersById(scope, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const take = (id: number, partner: number) => {
    const [row, other] = [rowOf.get(id) as KnownRow, rowOf.get(partner) as KnownRow];
    if (!ids.has(partner) || !countsAsPartner(row.type, other.type, rules)) return;
    partnersOf.set(id, (partnersOf.get(id) ?? row.partners) + 1);
  };
  for (const { a, b } of pairs) {
    take(a, b);
    take(b, a);
  }
  const inBatch = new Set([...ids, ...news.flatMap(({ pair }) => [pair.a, pair.b])]);
  return rows.filter(({ id }) => !inBatch.has(id));
}

async function findClusters(
  known: readonly KnownIdentifier[],
  { scope, cache, rules }: Deps,
): Promise<TouchedCluster[]> {
  const contested = new Set<number>();
  const counts = new Map<number, readonly number[]>();
  const asked = new Map<number, number[]>();
  for (const { clusterId, profileId } of known) {
    if (clusterId !== null) contested.add(clusterId);
    else if (profileId !== null && !counts.has(profileId)) {
      const remembered = cache.findCounts(profileId);
      counts.set(profileId, remembered ?? []);
      if (remembered === undefined) asked.set(profileId, []);
    }
  }
  for (const { profile_id, type, count } of await countIdentifiers(scope, [...asked.keys()])) {
    const rank = rules.rankOf.get(type);
    if (rank !== undefined) (asked.get(profile_id) as number[])[rank] = count;
  }
  for (const [id, own] of asked) counts.set(id, own);
  return [
    ...[...contested].map((id) => ({ id, counts: [], contested: true })),
    ...[...counts].map(([id, own]) => ({ id, counts: own, contested: false })),
  ];
}
