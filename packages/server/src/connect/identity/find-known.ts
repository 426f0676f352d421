// What is known of the identifiers and pairs of a batch: from the cache, and of the rest from the database.
import type { BatchNode, BatchPair } from './batch.ts';
import type { IdentityCache, KnownIdentifier, LinkTimes } from './cache.ts';
import { comparePositions, mergeEvidence, type Pair, toPairKey } from './evidence.ts';
import { keyOf } from './identifiers.ts';
import type { TouchedPair } from './plan-batch.ts';
import { isTransferable, type Rules } from './rules.ts';
import { type IdentityScope, type Link, listKnownIdentifiers, listKnownPairs } from './store.ts';

type Deps = { scope: IdentityScope; cache: IdentityCache; rules: Rules; makeId: () => number };

/** What only tells when something was seen is written again only after so long: it is that exact. */
export const refreshMs = 3_600_000;

/** A node of the batch with what is known of it. New ones have an id already. */
export type FoundNode = BatchNode & { id: number; known: KnownIdentifier | undefined; isCached: boolean };

export async function findNodes(nodes: readonly BatchNode[], deps: Deps): Promise<FoundNode[]> {
  const { scope, cache, makeId } = deps;
  const missing = new Map<string, FoundNode>();
  const found = nodes.map((node): FoundNode => {
    const known = cache.find(`${scope.workspaceId}\0${node.key}`);
    const one = Object.assign(node, { id: known?.id ?? 0, known, isCached: known !== undefined });
    if (known === undefined) missing.set(node.key, one);
    return one;
  });
  const rows = await listKnownIdentifiers(
    scope,
    [...missing.values()].map(({ identifier }) => identifier),
  );
  for (const { type, value, ...known } of rows) {
    const node = missing.get(keyOf({ type, value }));
    if (node !== undefined) Object.assign(node, { id: known.id, known });
  }
  for (const node of missing.values()) if (node.known === undefined) node.id = makeId();
  return found;
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
  found: readonly FoundNode[],
  { scope, cache, rules }: Deps,
): Promise<ToldPairs> {
  const told: ToldPairs = { news: [], added: [], widened: [], times: [] };
  const asked: { link: Link; x: number; y: number }[] = [];
  const isNews = (link: Link, known: LinkTimes, isExact: boolean) =>
    isExact && link.lastSeenMs > known.lastMs;
  const isStale = (link: Link, known: LinkTimes) => link.lastSeenMs > known.lastMs + refreshMs;
  for (const pair of pairs) {
    const [one, other] = [found[pair.x] as FoundNode, found[pair.y] as FoundNode];
    const former = pair.former === undefined ? null : (found[pair.former] as FoundNode).id;
    const link = { ...toLink(pair, one.id, other.id), former };
    const { x, y } = pair;
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
      isTransferable((found[place] as FoundNode).identifier.type, rules),
    );
    const times = known && { firstMs: known.firstSeenMs, lastMs: known.lastSeenMs };
    const isNewFormer = link.former !== null && known?.former !== link.former;
    const changes = known === undefined || isNewFormer || comparePositions(link, known) < 0;
    if (changes || (times !== undefined && isNews(link, times, isExact)))
      told.news.push({ x, y, known, pair: known === undefined ? link : mergeTold(known, link) });
    else if (times !== undefined && !isStale(link, times)) {
      told.times.push({ key: toPairKey(link.a, link.b), times });
      continue;
    }
    (known === undefined ? told.added : told.widened).push(link);
  }
  for (const { a, b, firstSeenMs, lastSeenMs } of told.news.map(({ pair }) => pair))
    told.times.push({ key: toPairKey(a, b), times: { firstMs: firstSeenMs, lastMs: lastSeenMs } });
  return told;
}

function toLink({ first, lastSeenMs }: BatchPair, one: number, other: number): Omit<Link, 'former'> {
  const { message, messageId, source, timestampMs } = first;
  return {
    ...{ a: Math.min(one, other), b: Math.max(one, other), kind: message.type, messageId },
    ...{ sourceId: source.id, firstSeenMs: timestampMs, lastSeenMs },
  };
}

const mergeTold = (known: Pair, told: Pair): Pair => ({
  ...mergeEvidence(known, told),
  apart: known.apart === true,
});
