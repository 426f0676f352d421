// Gives each message of a batch its profile, and writes what that changes: new profiles, identifiers, links, merges.
//
// The cache remembers identifiers and links that are settled. It is filled only after a commit, and emptied when
// anything else than this pipeline changed identity (the version in `pipeline_position`): it may forget, never lie.
import type { Message } from '@rapport/protocol';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { joinComponents } from './components.ts';
import { type Identifier, keyOf, listIdentifiers } from './identifiers.ts';
import {
  type Link,
  listKnownIdentifiers,
  type Merge,
  type NewIdentifier,
  recordIdentifiers,
  recordLinks,
  recordMerges,
} from './store.ts';

type Known = { id: number; profileId: number };

export type IdentityCache = {
  find(key: string): Known | undefined;
  /** When this link was last written, in milliseconds since 1970. */
  findLink(key: string): number | undefined;
  /** Takes over what a committed batch settled. */
  commit(assignment: Assignment): void;
  clear(): void;
};

export type Told = { message: Message; messageId: string; timestampMs: number; source: { id: number } };

export type Assignment = {
  /** Per message: its profile, and its identifiers' ids, the deciding one first. */
  profileOf: number[];
  identifiersOf: number[][];
  created: number[];
  merges: Merge[];
  /** New identifiers, with the profiles that got them. */
  fresh: NewIdentifier[];
  /** For the cache. */
  settled: { key: string; id: number; profileId: number }[];
  links: Link[];
};

export type AssignDeps = { scope: Scope<Queryable>; cache: IdentityCache; makeId: () => number; at: Date };

/** A link that is seen again is written again only after so long: `last_seen_at` is that exact. */
const linkRefreshMs = 3_600_000;
const cachedIdentifiersMax = 300_000;

/** Resolves the messages. They must come in the order in which they are to be applied. */
export async function assignProfiles(messages: readonly Told[], deps: AssignDeps): Promise<Assignment> {
  const nodes = new Map<string, number>();
  const identifiers: Identifier[] = [];
  const firstTold: Told[] = [];
  const edges: [number, number][] = [];
  const edgeTold: Told[] = [];
  const nodesOf = messages.map((told) => {
    const indexes = listIdentifiers(told.message).map((identifier) => {
      const key = keyOf(identifier);
      const known = nodes.get(key);
      if (known !== undefined) return known;
      nodes.set(key, identifiers.length);
      firstTold.push(told);
      return identifiers.push(identifier) - 1;
    });
    for (let i = 1; i < indexes.length; i += 1) {
      edges.push([indexes[0] as number, indexes[i] as number]);
      edgeTold.push(told);
    }
    return indexes;
  });

  const keys = [...nodes.keys()];
  const known = await findKnown(keys, identifiers, deps);
  const joined = joinComponents({ profileOf: known.map((one) => one?.profileId), edges }, deps.makeId);
  const ids = known.map((one) => one?.id ?? deps.makeId());
  const merges = joined.merges.map(({ from, into, edge }) => ({
    from,
    into,
    messageId: edgeTold[edge]?.messageId ?? '',
  }));
  const fresh = toNewIdentifiers(known, identifiers, ids, joined.profileOf, firstTold);
  const links = toLinks(edges, edgeTold, ids, deps.cache);

  await recordIdentifiers(deps.scope, fresh);
  await recordMerges(deps.scope, merges, deps.at);
  await recordLinks(deps.scope, links);
  return {
    profileOf: nodesOf.map((indexes) => joined.profileOf[indexes[0] as number] as number),
    identifiersOf: nodesOf.map((indexes) => indexes.map((index) => ids[index] as number)),
    created: joined.created,
    merges,
    fresh,
    settled: keys.map((key, i) => ({
      key: `${deps.scope.workspaceId}\0${key}`,
      id: ids[i] as number,
      profileId: joined.profileOf[i] as number,
    })),
    links,
  };
}

async function findKnown(
  keys: string[],
  identifiers: Identifier[],
  { scope, cache }: AssignDeps,
): Promise<(Known | undefined)[]> {
  const prefix = `${scope.workspaceId}\0`;
  const known = keys.map((key) => cache.find(prefix + key));
  const missing = identifiers.filter((_, i) => known[i] === undefined);
  const index = new Map(keys.map((key, i) => [key, i]));
  for (const row of await listKnownIdentifiers(scope, missing)) {
    known[index.get(keyOf(row)) as number] = { id: row.id, profileId: row.profile_id };
  }
  return known;
}

function toNewIdentifiers(
  known: (Known | undefined)[],
  identifiers: Identifier[],
  ids: number[],
  profileOf: number[],
  firstTold: Told[],
): NewIdentifier[] {
  const rows: NewIdentifier[] = [];
  for (let i = 0; i < identifiers.length; i += 1) {
    if (known[i] !== undefined) continue;
    const told = firstTold[i] as Told;
    rows.push({
      ...(identifiers[i] as Identifier),
      id: ids[i] as number,
      profileId: profileOf[i] as number,
      sourceId: told.source.id,
      messageId: told.messageId,
      firstSeenMs: told.timestampMs,
    });
  }
  return rows;
}

/** One link per pair, with the earliest evidence of the batch. */
function toLinks(edges: [number, number][], edgeTold: Told[], ids: number[], cache: IdentityCache): Link[] {
  const links = new Map<string, Link>();
  for (let i = 0; i < edges.length; i += 1) {
    const [x, y] = (edges[i] as [number, number]).map((node) => ids[node] as number) as [number, number];
    if (x === y) continue;
    const told = edgeTold[i] as Told;
    const key = toLinkKey(Math.min(x, y), Math.max(x, y));
    const link = links.get(key);
    if (link === undefined) {
      const seen = { firstSeenMs: told.timestampMs, lastSeenMs: told.timestampMs };
      const evidence = { kind: told.message.type, sourceId: told.source.id, messageId: told.messageId };
      links.set(key, { a: Math.min(x, y), b: Math.max(x, y), ...evidence, ...seen });
      continue;
    }
    link.lastSeenMs = Math.max(link.lastSeenMs, told.timestampMs);
    if (
      told.timestampMs < link.firstSeenMs ||
      (told.timestampMs === link.firstSeenMs && told.messageId < link.messageId)
    ) {
      Object.assign(link, {
        firstSeenMs: told.timestampMs,
        kind: told.message.type,
        sourceId: told.source.id,
        messageId: told.messageId,
      });
    }
  }
  return [...links.values()].filter((link) => {
    const written = cache.findLink(toLinkKey(link.a, link.b));
    return (
      written === undefined ||
      link.lastSeenMs > written + linkRefreshMs ||
      link.firstSeenMs < written - linkRefreshMs
    );
  });
}

const toLinkKey = (a: number, b: number): string => `${a}-${b}`;

export function openIdentityCache(): IdentityCache {
  const identifiers = new Map<string, Known>();
  const links = new Map<string, number>();
  const redirects = new Map<number, number>();

  function trim<Value>(map: Map<string, Value>, sizeMax: number): void {
    if (map.size <= sizeMax) return;
    let surplus = map.size - Math.floor(sizeMax * 0.8);
    for (const key of map.keys()) {
      if (surplus-- <= 0) break;
      map.delete(key);
    }
  }

  return {
    find(key) {
      const known = identifiers.get(key);
      if (known === undefined) return undefined;
      for (
        let into = redirects.get(known.profileId);
        into !== undefined;
        into = redirects.get(known.profileId)
      )
        known.profileId = into;
      return known;
    },
    findLink: (key) => links.get(key),
    commit({ settled, merges, links: written }) {
      for (const { key, id, profileId } of settled) {
        // Most are known: objects that stay are not made anew with every batch.
        const known = identifiers.get(key);
        if (known === undefined) identifiers.set(key, { id, profileId });
        else known.profileId = profileId;
      }
      for (const { from, into } of merges) redirects.set(from, into);
      for (const { a, b, lastSeenMs } of written) links.set(toLinkKey(a, b), lastSeenMs);
      trim(identifiers, cachedIdentifiersMax);
      trim(links, cachedIdentifiersMax);
      if (redirects.size > cachedIdentifiersMax) this.clear();
    },
    clear() {
      identifiers.clear();
      links.clear();
      redirects.clear();
    },
  };
}
