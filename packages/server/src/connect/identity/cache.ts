// What the pipeline remembers about identity, so that most messages ask the database nothing.
//
// Only what is settled is in it: identifiers in uncontested clusters, and links. It is filled after a commit, and emptied
// when anything else than this pipeline changed identity (the version in `pipeline_position`): it may forget, never lie.
import type { IdentifierNode } from './evidence.ts';

/** An identifier as it is stored. */
export type KnownIdentifier = {
  id: number;
  /** Null for what is kept beside people. */
  profileId: number | null;
  /** Of the contested cluster that it is in. */
  clusterId: number | null;
  guessed: boolean;
  /** An alias named it as a previous id. */
  former: boolean;
  inert: NonNullable<IdentifierNode['inert']> | null;
  partners: number;
  /** Milliseconds since 1970. */
  firstSeenMs: number;
};

/** When a link was first seen, and last seen as it is written, in milliseconds since 1970. */
export type LinkTimes = { firstMs: number; lastMs: number };

/** What a batch settled. */
export type Settled = {
  identifiers: { key: string; known: KnownIdentifier }[];
  /** Keys of identifiers that are contested now. */
  unsettled: string[];
  links: { key: string; times: LinkTimes }[];
  merges: { from: number; into: number }[];
  /** Ids of people that had been merged away and are back. */
  revived: number[];
  /** How many identifiers count for a person, by rank of their types; `unsure`: those of whom that is not known any more. */
  counts: { profileId: number; counts: readonly number[] }[];
  unsure: number[];
};

export type IdentityCache = {
  find(key: string): KnownIdentifier | undefined;
  findLink(key: string): LinkTimes | undefined;
  /** At least so many identifiers count for the person, by rank of their types: exactly, or a former name too many. */
  findCounts(profileId: number): readonly number[] | undefined;
  /** Takes over what a committed batch settled. */
  commit(settled: Settled): void;
  clear(): void;
};

const cachedMax = 300_000;

export function openIdentityCache(): IdentityCache {
  const identifiers = new Map<string, KnownIdentifier>();
  const links = new Map<string, LinkTimes>();
  const redirects = new Map<number, number>();
  const countsOf = new Map<number, readonly number[]>();

  function trim<Key, Value>(map: Map<Key, Value>): void {
    if (map.size <= cachedMax) return;
    let surplus = map.size - Math.floor(cachedMax * 0.8);
    for (const key of map.keys()) {
      if (surplus-- <= 0) break;
      map.delete(key);
    }
  }

  return {
    find(key) {
      const known = identifiers.get(key);
      if (known === undefined || known.profileId === null) return known;
      for (
        let into = redirects.get(known.profileId);
        into !== undefined;
        into = redirects.get(known.profileId)
      )
        known.profileId = into;
      return known;
    },
    findLink: (key) => links.get(key),
    findCounts: (profileId) => countsOf.get(profileId),
    commit(settled) {
      for (const { key, known } of settled.identifiers) {
        // Most are known: objects that stay are not made anew with every batch.
        const old = identifiers.get(key);
        if (old === undefined) identifiers.set(key, known);
        else Object.assign(old, known);
      }
      for (const { from, into } of settled.merges) redirects.set(from, into);
      for (const id of settled.revived) redirects.delete(id);
      for (const key of settled.unsettled) identifiers.delete(key);
      for (const { key, times } of settled.links) links.set(key, times);
      for (const { profileId, counts } of settled.counts) countsOf.set(profileId, counts);
      for (const id of settled.unsure) countsOf.delete(id);
      trim(identifiers);
      trim(links);
      trim(countsOf);
      if (redirects.size > cachedMax) this.clear();
    },
    clear() {
      identifiers.clear();
      links.clear();
      redirects.clear();
      countsOf.clear();
    },
  };
}
