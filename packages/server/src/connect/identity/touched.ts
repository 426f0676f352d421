// What a batch touches: new identifiers, those of pairs with news, and the clusters that these are in.

import type { BatchNode } from './batch.ts';
import type { IdentityCache, KnownIdentifier } from './cache.ts';
import { toPairKey } from './evidence.ts';
import type { News } from './find-known.ts';
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
  nodes: readonly BatchNode[],
  news: readonly News[],
  deps: Deps,
): Promise<Touched> {
  const { scope, rules } = deps;
  const chosen = new Set<BatchNode>();
  for (const node of nodes) if (isNew(node) || isCertainNow(node) || becomesFormer(node)) chosen.add(node);
  for (const { x, y } of news) chosen.add(nodes[x] as BatchNode).add(nodes[y] as BatchNode);
  const partnersOf = countPartners(nodes, news, rules);
  const others = await findOthers([...chosen].filter(isCertainNow), news, partnersOf, scope, rules);
  const own = [...chosen].filter((node) => node.decides || mergesPeople(node.identifier.type, rules));
  const known: KnownIdentifier[] = [...others];
  for (const node of own) if (node.known !== undefined) known.push(node.known);
  const touched = own.map((node) => toTouched(node, partnersOf));
  for (const row of others) touched.push(toTouchedOther(row, partnersOf));
  return {
    nodes: touched,
    ...{ pairs: news, partnersOf, others, clusters: await findClusters(known, deps) },
  };
}

/** Of the types that are kept beside people only what decides about a message has a person. */
const isNew = ({ known, decides }: BatchNode): boolean =>
  known === undefined || (decides && known.profileId === null);

const becomesFormer = ({ known, former }: BatchNode): boolean => former && known?.former === false;

/** It had only been guessed. */
const isCertainNow = ({ known, certainMs }: BatchNode): boolean =>
  known?.guessed === true && certainMs !== Infinity;

const isCertain = ({ known, certainMs }: BatchNode): boolean =>
  certainMs !== Infinity || (known !== undefined && !known.guessed);

/** The number of the contested cluster, or of the profile, which is the cluster of its identifiers. */
const clusterOf = ({ clusterId, profileId }: KnownIdentifier): number | undefined =>
  clusterId ?? profileId ?? undefined;

function toTouched(node: BatchNode, partnersOf: ReadonlyMap<number, number>): TouchedNode {
  const { id, identifier, known } = node;
  const firstSeenMs = isCertain(node) ? Math.min(node.firstSeenMs, known?.firstSeenMs ?? Infinity) : Infinity;
  return {
    id,
    type: identifier.type,
    value: identifier.value,
    firstSeenMs,
    inert: known?.inert ?? undefined,
    cluster: known && clusterOf(known),
    wasGuessed: isCertainNow(node),
    former: node.former || known?.former === true,
    becameFormer: becomesFormer(node),
    partners: partnersOf.get(id) ?? known?.partners ?? 0,
  };
}

function toTouchedOther(row: KnownRow, partnersOf: ReadonlyMap<number, number>): TouchedNode {
  const { id, type, value, guessed, inert, firstSeenMs } = row;
  return {
    id,
    type,
    value,
    firstSeenMs: guessed ? Infinity : firstSeenMs,
    inert: inert ?? undefined,
    cluster: clusterOf(row),
    wasGuessed: false,
    former: row.former,
    becameFormer: false,
    partners: partnersOf.get(id) ?? row.partners,
  };
}

/** The partners of each identifier that gets one by the new pairs of the batch. */
function countPartners(
  nodes: readonly BatchNode[],
  news: readonly News[],
  rules: Rules,
): Map<number, number> {
  const partnersOf = new Map<number, number>();
  const take = (node: BatchNode, other: BatchNode) => {
    if (!isCertain(other) || other.known?.inert === 'removed') return;
    if (!countsAsPartner(node.identifier.type, other.identifier.type, rules)) return;
    partnersOf.set(node.id, (partnersOf.get(node.id) ?? node.known?.partners ?? 0) + 1);
  };
  for (const { x, y, known } of news) {
    if (known !== undefined) continue;
    take(nodes[x] as BatchNode, nodes[y] as BatchNode);
    take(nodes[y] as BatchNode, nodes[x] as BatchNode);
  }
  return partnersOf;
}

/** An identifier that is named for certain at last counts among the partners of all that it was named with before. */
async function findOthers(
  certain: readonly BatchNode[],
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
