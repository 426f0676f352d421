// Random choices that a seed repeats.

export type Random = {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  /** The same elements in another order. */
  shuffle<Element>(elements: readonly Element[]): Element[];
};

/** Mulberry32: small, fast, and good enough to choose moments. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    shuffle(elements) {
      const shuffled = [...elements];
      for (let i = shuffled.length - 1; i > 0; i -= 1) {
        const j = below(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j] as never, shuffled[i] as never];
      }
      return shuffled;
    },
  };
}
