// For tests: a graph in memory that takes in batches as the pipeline does, with all that a database would hold.
import { type Changes, deriveGroup, type Owner } from './changes.ts';
import type { Refusal } from './derive.ts';
import { type IdentifierNode, listFormers, mergeEvidence, type Pair, toPairKey } from './evidence.ts';
import { nameOf, type Reading, type Telling } from './naive-people.ts';
import type { KnownProfile } from './person-ids.ts';
import { type Batch, type Group, planBatch, type TouchedNode } from './plan-batch.ts';
import type { Rules } from './rules.ts';

/** What arrives: a pair, or an identifier that is named alone and for certain. */
export type Item = Telling | { name: string; ms: number };

type Node = IdentifierNode & { cluster: number | undefined };

export class TestGraph {
  readonly nodes = new Map<number, Node>();
  readonly pairs = new Map<string, Pair>();
  readonly owners = new Map<number, Owner[]>();
  readonly profiles = new Map<number, KnownProfile>();
  readonly refusals = new Map<string, Refusal>();
  readonly contested = new Map<number, boolean>();
  readonly ways = { none: 0, join: 0, derive: 0 };
  readonly #idOf = new Map<string, number>();
  #formers = new Set<number>();
  readonly #rules: Rules;
  /** Names that are only guessed when they come in a pair. */
  readonly #guessed: ReadonlySet<string>;
  #lastId = 0;

  constructor(rules: Rules, guessed: readonly string[]) {
    this.#rules = rules;
    this.#guessed = new Set(guessed);
  }

  readonly #makeId = (): number => {
    this.#lastId += 1;
    return this.#lastId;
  };

  takeIn(items: readonly Item[]): void {
    const before = new Map<number, IdentifierNode | undefined>();
    const known = new Map<string, Pair | undefined>();
    const formersBefore = new Set(this.#formers);
    for (const item of items) {
      if ('name' in item) this.#see(item.name, item.ms, before);
      else this.#tell(item, before, known);
    }
    for (const [id, old] of before) {
      if (old?.firstSeenMs !== Infinity || this.nodes.get(id)?.firstSeenMs === Infinity) continue;
      // It counts as a partner from now on: those it is paired with are touched too.
      for (const { a, b } of this.pairs.values()) {
        const other = a === id ? b : b === id ? a : id;
        if (!before.has(other)) before.set(other, { ...(this.nodes.get(other) as Node) });
      }
    }
    const batch: Batch = {
      nodes: [...before].map(([id, old]) => this.#toTouched(id, old, formersBefore)),
      pairs: [...known].map(([key, old]) => ({ pair: this.pairs.get(key) as Pair, known: old })),
      clusters: [...new Set([...before.keys()].map((id) => this.nodes.get(id)?.cluster))]
        .filter((cluster) => cluster !== undefined)
        .map((id) => ({
          id,
          counts: this.#count(id, before, formersBefore),
          contested: this.contested.get(id) ?? false,
        })),
    };
    for (const group of planBatch(batch, this.#rules)) this.#follow(group);
  }

  /** A member sets two identifiers apart: what hangs together is derived without the pair. */
  setApart(a: string, b: string): void {
    const [x, y] = [this.#idOf.get(a), this.#idOf.get(b)];
    const key = toPairKey(x ?? -1, y ?? -1);
    const pair = this.pairs.get(key);
    if (pair === undefined) return;
    this.pairs.set(key, { ...pair, apart: true });
    this.#formers = new Set([...this.pairs.values()].flatMap(listFormers));
    // Whoever may have become a super-node by this pair is asked again, with all around it.
    const reached = new Set([pair.a, pair.b]);
    for (const id of reached) {
      for (const one of this.pairs.values()) {
        if (one.a === id) reached.add(one.b);
        if (one.b === id) reached.add(one.a);
      }
    }
    for (const id of reached) {
      const node = this.nodes.get(id) as Node;
      if (node.inert === 'super_node') delete node.inert;
    }
    this.#deriveNodes(reached);
  }

  #see(name: string, ms: number, before: Map<number, IdentifierNode | undefined>): number {
    const id = this.#idOf.get(name) ?? this.#makeId();
    this.#idOf.set(name, id);
    const old = this.nodes.get(id);
    if (!before.has(id)) before.set(id, old === undefined ? undefined : { ...old });
    const [type = '', value = ''] = name.split(':');
    const node = old ?? { id, type, value, firstSeenMs: Infinity, cluster: undefined };
    this.nodes.set(id, node);
    node.firstSeenMs = Math.min(node.firstSeenMs, ms);
    return id;
  }

  #tell(
    told: Telling,
    before: Map<number, IdentifierNode | undefined>,
    known: Map<string, Pair | undefined>,
  ): void {
    const [x, y] = [told.a, told.b].map((name) =>
      this.#see(name, this.#guessed.has(name) ? Infinity : told.ms, before),
    ) as [number, number];
    const { ms, messageId, sourceId } = told;
    const pair: Pair = {
      ...(told.former === undefined ? {} : { former: told.former === told.a ? x : y }),
      a: Math.min(x, y),
      b: Math.max(x, y),
      firstSeenMs: ms,
      messageId,
      sourceId,
      lastSeenMs: ms,
    };
    const key = toPairKey(x, y);
    const old = this.pairs.get(key);
    if (!known.has(key)) known.set(key, old);
    const merged = old === undefined ? pair : mergeEvidence(old, pair);
    this.pairs.set(key, merged);
    for (const id of listFormers(merged)) this.#formers.add(id);
  }

  #toTouched(id: number, old: IdentifierNode | undefined, formersBefore: ReadonlySet<number>): TouchedNode {
    const node = this.nodes.get(id) as Node;
    const wasGuessed = old?.firstSeenMs === Infinity && node.firstSeenMs !== Infinity;
    const former = this.#formers.has(id);
    const becameFormer = former && old !== undefined && !formersBefore.has(id);
    return { ...node, partners: this.#countPartners(node), wasGuessed, former, becameFormer };
  }

  #countPartners(node: Node): number {
    const rankOf = ({ type }: IdentifierNode) => this.#rules.rankOf.get(type) as number;
    return [...this.pairs.values()].filter(({ a, b, apart }) => {
      if (apart === true || (a !== node.id && b !== node.id)) return false;
      const other = this.nodes.get(a === node.id ? b : a) as Node;
      const merges = this.#rules.ranked[rankOf(other)]?.merges === true;
      return merges && rankOf(other) <= rankOf(node) && other.firstSeenMs !== Infinity;
    }).length;
  }

  /** Counted identifiers of a cluster by rank, as they were before the batch. */
  #count(
    cluster: number,
    before: Map<number, IdentifierNode | undefined>,
    formers: ReadonlySet<number>,
  ): number[] {
    const counts: number[] = [];
    for (const node of this.nodes.values()) {
      const rank = this.#rules.rankOf.get(node.type) as number;
      const old = before.has(node.id) ? before.get(node.id) : node;
      const isCounted = old !== undefined && old.firstSeenMs !== Infinity && !formers.has(node.id);
      if (node.cluster === cluster && isCounted) counts[rank] = (counts[rank] ?? 0) + 1;
    }
    return counts;
  }

  #follow({ way, clusters, nodes: named }: Group): void {
    this.ways[way] += 1;
    const members = new Set(named);
    for (const { id, cluster } of this.nodes.values())
      if (cluster !== undefined && clusters.includes(cluster)) members.add(id);
    if (way === 'derive') this.#deriveNodes(members);
    if (way !== 'join') return;
    const living = this.#listProfiles(members).filter(({ gone }) => !gone);
    const anchor = named[0] as number;
    const kept = living.sort((x, y) => x.id - y.id)[0] ?? { id: anchor, anchor, shared: false, gone: false };
    for (const profile of living) this.profiles.set(profile.id, { ...profile, gone: profile !== kept });
    this.profiles.set(kept.id, kept);
    const cluster = this.#makeId();
    this.contested.set(cluster, false);
    for (const id of members) {
      this.owners.set(id, [{ fromMs: -Infinity, profileId: kept.id }]);
      (this.nodes.get(id) as Node).cluster = cluster;
    }
  }

  #deriveNodes(members: ReadonlySet<number>): void {
    const pairs = [...this.pairs.values()].filter(({ a, b }) => members.has(a) || members.has(b));
    const isInert = (id: number) => this.nodes.get(id)?.inert !== undefined;
    const all = new Set([...members, ...pairs.flatMap(({ a, b }) => [a, b]).filter(isInert)]);
    const nodes = [...all].map((id) => this.nodes.get(id) as Node);
    const stored = {
      owners: this.owners,
      profiles: this.#listProfiles(all),
      refusals: [...this.refusals.values()].filter(({ a, b }) => all.has(a) && all.has(b)),
    };
    this.#write(deriveGroup({ nodes, pairs }, stored, this.#rules, this.#makeId));
  }

  #listProfiles(members: ReadonlySet<number>): KnownProfile[] {
    return [...this.profiles.values()].filter(({ anchor }) => members.has(anchor));
  }

  #write(changes: Changes): void {
    for (const [id, owners] of changes.owners) this.owners.set(id, owners);
    for (const profile of changes.profiles) this.profiles.set(profile.id, profile);
    for (const { from } of changes.redirects) {
      const profile = this.profiles.get(from) as KnownProfile;
      this.profiles.set(from, { ...profile, gone: true });
    }
    for (const { nodes, clusterId } of changes.clusters) {
      const cluster = this.#makeId();
      this.contested.set(cluster, clusterId !== null);
      for (const id of nodes) (this.nodes.get(id) as Node).cluster = cluster;
    }
    for (const { a, b } of changes.withdrawn) this.refusals.delete(toPairKey(a, b));
    for (const refusal of changes.refused) this.refusals.set(toPairKey(refusal.a, refusal.b), refusal);
    for (const { id } of changes.superNodes) (this.nodes.get(id) as Node).inert = 'super_node';
  }

  /** What is stored, in names. */
  read(): Reading {
    const people = new Map<number, string[]>();
    for (const [id, owners] of this.owners) {
      for (const { fromMs, profileId } of owners) {
        const held = people.get(profileId) ?? [];
        people.set(profileId, held);
        held.push(`${this.#nameOf(id)}@${fromMs}`);
      }
    }
    const pairName = (a: number, b: number) => [this.#nameOf(a), this.#nameOf(b)].sort().join(' ');
    return {
      people: [...people.values()].map((held) => held.sort().join(' ')).sort(),
      refusals: [...this.refusals.values()]
        .map(({ a, b, reason, type, outcome }) =>
          reason === 'shared' ? `${pairName(a, b)} shared` : `${pairName(a, b)} ${type} ${outcome}`,
        )
        .sort(),
      superNodes: [...this.nodes.values()]
        .filter(({ inert }) => inert === 'super_node')
        .map(nameOf)
        .sort(),
    };
  }

  #nameOf(id: number): string {
    return nameOf(this.nodes.get(id) as Node);
  }
}
