// People while they are being put together: who holds which identifiers, and whether two may become one.
//
// Union-find over *ownerships*. An identifier begins with one ownership, and most never have another. Where it stops
// belonging to a person (a shared device, a recycled number), it gets a further ownership that begins at that time; the
// earlier one stays where it is, since what was done under the identifier until then was done by that person. So
// nothing ever has to be taken out of a set, which union-find cannot do.
import type { RankedRule, Rules } from './rules.ts';

/** What is known of each identifier, by its place in the input. */
export type Facts = {
  rankOf: Uint16Array;
  /** 1 where it counts towards the limit of its type. */
  counted: Uint8Array;
  /** When it was first named with another, in milliseconds: from then on it counts in periods. */
  pairedMs: Float64Array;
};

export class People {
  /** The identifier of each ownership. */
  readonly nodeOf: number[];
  /** Further ownerships of an identifier, oldest first, where it has any. */
  readonly further = new Map<number, { fromMs: number; ownership: number }[]>();
  readonly #facts: Facts;
  readonly #ranked: readonly RankedRule[];
  readonly #sinceMs: number[];
  readonly #parent: number[];
  readonly #sizes: number[];
  /** Per set and rank, the ownerships that count. Absent for those alone, and where nobody asks. */
  readonly #held: (number[][] | undefined)[];
  readonly #now: Int32Array;
  readonly #shared = new Set<number>();

  /** Begins with everybody alone. */
  constructor(facts: Facts, { ranked }: Rules) {
    this.#facts = facts;
    this.#ranked = ranked;
    this.nodeOf = Array.from(facts.rankOf, (_, node) => node);
    this.#sinceMs = Array.from(facts.pairedMs);
    this.#parent = [...this.nodeOf];
    this.#sizes = new Array(this.nodeOf.length).fill(1);
    this.#held = new Array(this.nodeOf.length).fill(undefined);
    this.#now = Int32Array.from(this.nodeOf);
  }

  /** The set of an ownership. */
  find(ownership: number): number {
    const parent = this.#parent;
    let root = ownership;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  }

  /** The set that an identifier belongs to now. */
  findNow(node: number): number {
    return this.find(this.#now[node] as number);
  }

  isAlone(set: number): boolean {
    return this.#sizes[set] === 1;
  }

  isShared(node: number): boolean {
    return this.#shared.has(node);
  }

  /** The strongest type whose limit the two sets would break together at this time, by rank; -1 when they may join. */
  findBrokenLimit(x: number, y: number, atMs: number): number {
    const [left, right] = [this.#heldBy(x), this.#heldBy(y)];
    for (let rank = 0; rank < left.length; rank += 1) {
      const [some, others] = [left[rank], right[rank]];
      if (some === undefined || others === undefined) continue;
      const { limit, periodMs } = this.#ranked[rank] as RankedRule;
      if (some.length + others.length <= limit) continue;
      if (periodMs === Infinity && this.further.size === 0) return rank;
      if (this.#listRecent([...some, ...others], atMs - periodMs).length > limit) return rank;
    }
    return -1;
  }

  /** The identifiers of one type that the set holds and that count at this time. */
  listValues(set: number, rank: number, atMs: number): number[] {
    const { periodMs } = this.#ranked[rank] as RankedRule;
    const recent = this.#listRecent(this.#heldBy(set)[rank] ?? [], atMs - periodMs);
    return recent.map((ownership) => this.nodeOf[ownership] as number);
  }

  /** Makes two sets one, and counts what they hold together. */
  join(x: number, y: number, atMs: number): void {
    const [into, from] = this.#isLarger(x, y) ? [x, y] : [y, x];
    const [kept, added] = [this.#heldBy(into), this.#heldBy(from)];
    for (let rank = 0; rank < added.length; rank += 1) {
      const more = added[rank];
      if (more === undefined) continue;
      const there = kept[rank];
      if (there === undefined) kept[rank] = more;
      else for (const one of more) there.push(one);
      // Time goes on only forwards here: what has left the period has left it for good.
      const { periodMs } = this.#ranked[rank] as RankedRule;
      if (periodMs !== Infinity || this.further.size > 0)
        kept[rank] = this.#listRecent(kept[rank] as number[], atMs - periodMs);
    }
    this.#unite(into, from);
  }

  /** Makes two sets one where nothing will ever be asked about their limits. */
  joinUncontested(x: number, y: number): void {
    if (this.#isLarger(x, y)) this.#unite(x, y);
    else this.#unite(y, x);
  }

  /** From now on the identifier is nobody's: a person of its own that nothing joins. */
  share(node: number, atMs: number): void {
    this.#shared.add(node);
    this.#moveTo(node, atMs, this.#beginOwnership(node, atMs));
  }

  /** From now on the identifier belongs to the set, unless its limit forbids; answers whether it does. */
  transfer(node: number, set: number, atMs: number): boolean {
    const ownership = this.#beginOwnership(node, atMs);
    if (this.findBrokenLimit(ownership, set, atMs) !== -1) return false;
    this.join(ownership, set, atMs);
    this.#moveTo(node, atMs, ownership);
    return true;
  }

  #isLarger(x: number, y: number): boolean {
    return (this.#sizes[x] as number) >= (this.#sizes[y] as number);
  }

  #unite(into: number, from: number): void {
    this.#parent[from] = into;
    this.#sizes[into] = (this.#sizes[into] as number) + (this.#sizes[from] as number);
    this.#held[from] = undefined;
  }

  #heldBy(set: number): number[][] {
    const known = this.#held[set];
    if (known !== undefined) return known;
    const node = this.nodeOf[set] as number;
    const own: number[][] = [];
    if (this.#facts.counted[node] === 1) own[this.#facts.rankOf[node] as number] = [set];
    this.#held[set] = own;
    return own;
  }

  /** Those of the ownerships that began after a time, the latest of each identifier. */
  #listRecent(ownerships: readonly number[], afterMs: number): number[] {
    const sinceMs = this.#sinceMs;
    const recent = ownerships.filter((one) => (sinceMs[one] as number) > afterMs);
    if (this.further.size === 0) return recent;
    const latest = new Map<number, number>();
    for (const one of recent) {
      const node = this.nodeOf[one] as number;
      const other = latest.get(node);
      if (other === undefined || (sinceMs[one] as number) > (sinceMs[other] as number)) latest.set(node, one);
    }
    return [...latest.values()];
  }

  #beginOwnership(node: number, fromMs: number): number {
    const ownership = this.nodeOf.push(node) - 1;
    this.#sinceMs.push(fromMs);
    this.#parent.push(ownership);
    this.#sizes.push(1);
    this.#held.push(undefined);
    return ownership;
  }

  #moveTo(node: number, fromMs: number, ownership: number): void {
    const list = this.further.get(node);
    if (list === undefined) this.further.set(node, [{ fromMs, ownership }]);
    else list.push({ fromMs, ownership });
    this.#now[node] = ownership;
  }
}
