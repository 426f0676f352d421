// Chance that repeats itself: the same seed gives the same traffic in every run.

export type Random = {
  /** A whole number from 0 to `count - 1`. */
  below(count: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** So many hexadecimal digits. */
  hex(digits: number): string;
};

/** Mulberry32: small, fast, good enough for traffic. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  function below(count: number): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  }
  return {
    below,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
  };
}
