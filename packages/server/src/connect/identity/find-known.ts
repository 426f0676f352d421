// What is known of the identifiers and pairs of a batch: from the cache, and of the rest from the database.
import type { BatchNode, BatchPair } from './batch.ts';
import type { IdentityCache, LinkTimes } from './cache.ts';
import {
  comparePositions,
  eachOther,
  mergeEvidence,
  mergeFormers,
  type Pair,
  toPairKey,
} from './evidence.ts';
import { keyOf } from './identifiers.ts';
import type { TouchedPair } from './plan-batch.ts';
import { isTransferable, type Rules } from './rules.ts';
import { type IdentityScope, type Link, listKnownIdentifiers, listKnownPairs } from './store.ts';

type Deps = { scope: IdentityScope; cache: IdentityCache; rules: Rules; makeId: () => number };

/** What only tells when something was seen is written again only after so long: it is that exact. */
export const refreshMs = 3_600_000;

/** Looks for the nodes of a batch, and gives the new ones their ids. */
export async function findNodes(nodes: readonly BatchNode[], deps: Deps): Promise<void> {
  const { scope, cache, makeId } = deps;
  const missing = new Map<string, BatchNode>();
  for (const node of nodes) {
    node.known = cache.find(`${scope.workspaceId}\0${node.key}`);
    node.isCached = node.known !== undefined;
    if (node.known === undefined) missing.set(node.key, node);
    else node.id = node.known.id;
  }
  const rows = await listKnownIdentifiers(
    scope,
    [...missing.values()].map(({ identifier }) => identifier),
  );
  for (const { type, value, ...known } of rows) {
    const node = missing.get(keyOf({ type, value }));
    if (node === undefined) continue;
    node.id = known.id;
    node.known = known;
  }
  for (const node of missing.values()) if (node.known === undefined) node.id = makeId();
}

/** A pair that may change who is who, by the places of its nodes. */
export type News = TouchedPair & { x: number; y: number };

export type ToldPairs = {
  news: News[];
  /** For the table: links that there were not, and those that were seen earlier or later than it says. */
  added: Link[];
  widened: Link[];
  /** For the cache. */
  times: { key: string; times: LinkTimes }[];
};

/** Leaves out what changes nothing, which is most. */
export async function findPairs(
  pairs: readonly BatchPair[],
  nodes: readonly BatchNode[],
  { scope, cache, rules }: Deps,
): Promise<ToldPairs> {
  const told: ToldPairs = { news: [], added: [], widened: [], times: [] };
  const asked: { link: Link; x: number; y: number }[] = [];
  const isNews = (link: Link, known: LinkTimes, isExact: boolean) =>
    isExact && link.lastSeenMs > known.lastMs;
  const isStale = (link: Link, known: LinkTimes) => link.lastSeenMs > known.lastMs + refreshMs;
  for (const pair of pairs) {
    const { x, y } = pair;
    const one = nodes[x] as BatchNode;
    const other = nodes[y] as BatchNode;
    const former = toFormer(pair, nodes);
    const link = toLink(pair, one.id, other.id, former);
    if (one.known === undefined || other.known === undefined) {
      told.added.push(link);
      told.news.push({ x, y, pair: link, known: undefined });
      continue;
    }
    const key = toPairKey(link.a, link.b);
    const times = cache.findLink(key);
    const isExact =
      isTransferable(one.identifier.type, rules) || isTransferable(other.identifier.type, rules);
    const isContested = one.known.clusterId !== null || other.known.clusterId !== null;
    const isEarlier = times === undefined || link.firstSeenMs <= times.firstMs;
    const isAsked = isEarlier || (times !== undefined && isNews(link, times, isExact));
    if (times === undefined || former !== null || (isContested && isAsked)) {
      asked.push({ link, x, y });
      continue;
    }
    // In a cluster where no limit is in the way, when the two were named together decides nothing: it is only kept.
    if (!isAsked && !isStale(link, times)) continue;
    told.widened.push(link);
    const firstMs = Math.min(times.firstMs, link.firstSeenMs);
    told.times.push({ key, times: { firstMs, lastMs: Math.max(times.lastMs, link.lastSeenMs) } });
  }
  const rows = await listKnownPairs(
    scope,
    asked.map(({ link }) => link),
  );
  const knownOf = new Map(rows.map((row) => [toPairKey(row.a, row.b), row]));
  for (const { link, x, y } of asked) {
    const known = knownOf.get(toPairKey(link.a, link.b));
    const isExact = [x, y].some((place) =>
      isTransferable((nodes[place] as BatchNode).identifier.type, rules),
    );
    const times = known && { firstMs: known.firstSeenMs, lastMs: known.lastSeenMs };
    const isNewFormer = link.former !== null && mergeFormers(known?.former, link.former) !== known?.former;
    const changes = known === undefined || isNewFormer || comparePositions(link, known) < 0;
    if (changes || (times !== undefined && isNews(link, times, isExact)))
      told.news.push({ x, y, known, pair: known === undefined ? link : mergeTold(known, link) });
    else if (times !== undefined && !isStale(link, times)) {
      told.times.push({ key: toPairKey(link.a, link.b), times });
      continue;
    }
    (known === undefined ? told.added : told.widened).push(link);
  }
  for (const { pair } of told.news) {
    const times = { firstMs: pair.firstSeenMs, lastMs: pair.lastSeenMs };
    told.times.push({ key: toPairKey(pair.a, pair.b), times });
  }
  return told;
}

function toFormer({ former }: BatchPair, nodes: readonly BatchNode[]): number | null {
  return former === null || former === eachOther ? former : (nodes[former] as BatchNode).id;
}

function toLink({ first, lastSeenMs }: BatchPair, one: number, other: number, former: number | null): Link {
  return {
    a: Math.min(one, other),
    b: Math.max(one, other),
    kind: first.message.type,
    messageId: first.messageId,
    sourceId: first.source.id,
    firstSeenMs: first.timestampMs,
    lastSeenMs,
    former,
  };
}

const mergeTold = (known: Pair, told: Pair): Pair => ({
  ...mergeEvidence(known, told),
  apart: known.apart === true,
});
