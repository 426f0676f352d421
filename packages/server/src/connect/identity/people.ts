// People while they are being put together: who holds which identifiers, and whether two may become one.
//
// Union-find over *ownerships*. An identifier begins with one ownership, and most never have another. Where it stops
// belonging to a person (a shared device, a recycled number), it gets a further ownership that begins at that time; the
// earlier one stays where it is, since what was done under the identifier until then was done by that person. So
// nothing ever has to be taken out of a set, which union-find cannot do.
//
// All of it is numbers in columns: a set has a counter for each type, and its members form a ring (`#next`), so that two
// sets become one by swapping two places of the ring. The ring is walked only where counters are not enough: to name the
// values of a refusal, for limits with a period, and once something was transferred, which may be in one set twice.
import type { RankedRule, Rules } from './rules.ts';
import { findRoot } from './union-find.ts';

/** What is known of each identifier, by its place in the input. */
export type Facts = {
  rankOf: Uint16Array;
  /** 1 where it counts towards the limit of its type. */
  counted: Uint8Array;
  /** When it was first named with another, in milliseconds: from then on it counts in periods. */
  pairedMs: Float64Array;
};

export class People {
  /** Further ownerships of an identifier, oldest first, where it has any. */
  readonly further = new Map<number, { fromMs: number; ownership: number }[]>();
  readonly #ranked: readonly RankedRule[];
  readonly #counted: Uint8Array;
  readonly #now: Int32Array;
  readonly #shared: Uint8Array;
  #hasTransfers = false;
  /** Columns by ownership; there is room for `#room` of them. */
  #size: number;
  #room: number;
  #node: Int32Array;
  #rank: Uint16Array;
  #sinceMs: Float64Array;
  #parent: Int32Array;
  #next: Int32Array;
  #members: Int32Array;
  /** Of each set and rank, in rows: how many members count. */
  #counts: Int32Array;

  /** Begins with everybody alone. */
  constructor({ rankOf, counted, pairedMs }: Facts, { ranked }: Rules) {
    this.#ranked = ranked;
    this.#counted = counted;
    this.#size = rankOf.length;
    this.#room = rankOf.length;
    this.#node = Int32Array.from(rankOf, (_, node) => node);
    this.#rank = rankOf.slice();
    this.#sinceMs = pairedMs.slice();
    this.#parent = this.#node.slice();
    this.#next = this.#node.slice();
    this.#now = this.#node.slice();
    this.#members = new Int32Array(rankOf.length).fill(1);
    this.#shared = new Uint8Array(rankOf.length);
    this.#counts = new Int32Array(rankOf.length * ranked.length);
    for (let node = 0; node < rankOf.length; node += 1) this.#countOne(node);
  }

  /** How many ownerships there are. */
  get size(): number {
    return this.#size;
  }

  /** The set of an ownership. */
  find(ownership: number): number {
    return findRoot(this.#parent, ownership);
  }

  /** The set that an identifier belongs to now. */
  findNow(node: number): number {
    return this.find(this.#now[node] as number);
  }

  isAlone(set: number): boolean {
    return this.#members[set] === 1;
  }

  isShared(node: number): boolean {
    return this.#shared[node] === 1;
  }

  /** The strongest type whose limit the two sets would break together at this time, by rank; -1 when they may join. */
  findBrokenLimit(x: number, y: number, atMs: number): number {
    const types = this.#ranked.length;
    const counts = this.#counts;
    for (let rank = 0; rank < types; rank += 1) {
      const [some, others] = [counts[x * types + rank] as number, counts[y * types + rank] as number];
      if (some === 0 || others === 0) continue;
      const { limit, periodMs } = this.#ranked[rank] as RankedRule;
      if (some + others <= limit) continue;
      if (periodMs === Infinity && !this.#hasTransfers) return rank;
      const [left, right] = [this.listValues(x, rank, atMs), this.listValues(y, rank, atMs)];
      if (left.length > 0 && right.length > 0 && new Set([...left, ...right]).size > limit) return rank;
    }
    return -1;
  }

  /** The identifiers of one type that the set holds and that count at this time. */
  listValues(set: number, rank: number, atMs: number): number[] {
    const afterMs = atMs - (this.#ranked[rank] as RankedRule).periodMs;
    const values: number[] = [];
    let one = set;
    do {
      const node = this.#node[one] as number;
      const counts = this.#rank[one] === rank && this.#counted[node] === 1;
      if (counts && (this.#sinceMs[one] as number) > afterMs) values.push(node);
      one = this.#next[one] as number;
    } while (one !== set);
    return this.#hasTransfers ? [...new Set(values)] : values;
  }

  /** Makes two sets one. */
  join(x: number, y: number): void {
    const [into, from] = (this.#members[x] as number) >= (this.#members[y] as number) ? [x, y] : [y, x];
    const types = this.#ranked.length;
    const counts = this.#counts;
    for (let rank = 0; rank < types; rank += 1)
      counts[into * types + rank] =
        (counts[into * types + rank] as number) + (counts[from * types + rank] as number);
    this.#parent[from] = into;
    this.#members[into] = (this.#members[into] as number) + (this.#members[from] as number);
    const after = this.#next[into] as number;
    this.#next[into] = this.#next[from] as number;
    this.#next[from] = after;
  }

  /** From now on the identifier is nobody's: a person of its own that nothing joins. */
  share(node: number, atMs: number): void {
    this.#shared[node] = 1;
    this.#moveTo(node, atMs, this.#beginOwnership(node, atMs));
  }

  /** From now on the identifier belongs to the set, unless its limit forbids; answers whether it does. */
  transfer(node: number, set: number, atMs: number): boolean {
    const ownership = this.#beginOwnership(node, atMs);
    if (this.findBrokenLimit(ownership, set, atMs) !== -1) return false;
    this.#hasTransfers = true;
    this.join(ownership, set);
    this.#moveTo(node, atMs, ownership);
    return true;
  }

  /** Counts an ownership that is alone. */
  #countOne(ownership: number): void {
    const rank = this.#rank[ownership] as number;
    const isCounted = rank < this.#ranked.length && this.#counted[this.#node[ownership] as number] === 1;
    if (isCounted) this.#counts[ownership * this.#ranked.length + rank] = 1;
  }

  #beginOwnership(node: number, fromMs: number): number {
    const ownership = this.#size;
    if (ownership === this.#room) this.#makeRoom(2 * this.#room);
    this.#size += 1;
    this.#node[ownership] = node;
    this.#rank[ownership] = this.#rank[node] as number;
    this.#sinceMs[ownership] = fromMs;
    this.#parent[ownership] = ownership;
    this.#next[ownership] = ownership;
    this.#members[ownership] = 1;
    this.#countOne(ownership);
    return ownership;
  }

  #makeRoom(room: number): void {
    const grow = <Column extends Int32Array | Uint16Array | Float64Array>(
      column: Column,
      into: Column,
    ): Column => {
      into.set(column);
      return into;
    };
    this.#node = grow(this.#node, new Int32Array(room));
    this.#rank = grow(this.#rank, new Uint16Array(room));
    this.#sinceMs = grow(this.#sinceMs, new Float64Array(room));
    this.#parent = grow(this.#parent, new Int32Array(room));
    this.#next = grow(this.#next, new Int32Array(room));
    this.#members = grow(this.#members, new Int32Array(room));
    this.#counts = grow(this.#counts, new Int32Array(room * this.#ranked.length));
    this.#room = room;
  }

  #moveTo(node: number, fromMs: number, ownership: number): void {
    const list = this.further.get(node);
    if (list === undefined) this.further.set(node, [{ fromMs, ownership }]);
    else list.push({ fromMs, ownership });
    this.#now[node] = ownership;
  }
}
