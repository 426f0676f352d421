// Chance that can be repeated: every story draws from its own stream, and the stream's name is its seed.

/** A stream of chance. Two streams of the same name give the same draws, on every machine and in every year. */
export type Random = {
  /** At least 0, below 1. */
  unit(): number;
  between(low: number, high: number): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T;
  /** Up to `count` different elements, in drawn order. */
  some<T>(list: readonly T[], count: number): T[];
  /** Bell-shaped around `middle`; never further away than three times `spread`. */
  around(middle: number, spread: number): number;
};

/** Opens the stream of this name. */
export function randomFrom(name: string): Random {
  const unit = sfc32(hash128(name));
  const between = (low: number, high: number) => low + unit() * (high - low);
  const whole = (low: number, high: number) => low + Math.floor(unit() * (high - low + 1));
  return {
    unit,
    between,
    whole,
    chance: (probability) => unit() < probability,
    pick: (list) => elementAt(list, whole(0, list.length - 1)),
    weighted: (choices) => {
      let left = unit() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      const found = choices.find(([, weight]) => {
        left -= weight;
        return left < 0;
      });
      return (found ?? elementAt(choices, choices.length - 1))[0];
    },
    some: (list, count) => {
      const rest = [...list];
      const take = Math.min(count, rest.length);
      return Array.from({ length: take }, () => elementAt(rest.splice(whole(0, rest.length - 1), 1), 0));
    },
    // The mean of three draws has a standard deviation of one sixth, and needs no logarithm: those differ by machine.
    around: (middle, spread) => middle + ((unit() + unit() + unit()) / 3 - 0.5) * 6 * spread,
  };
}

/** A UUID (version 4 in form) that always belongs to this name. */
export function uuidFrom(name: string): string {
  const hex = hash128(name)
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function elementAt<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError('Nothing to choose from: the list is empty.');
  return list[index] as T;
}

type Words = [number, number, number, number];

/** cyrb128: four 32-bit words from a text. Not for secrets; well spread, which is all that is asked here. */
function hash128(text: string): Words {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  const mixed = a ^ b ^ c ^ d;
  return [mixed >>> 0, (b ^ mixed) >>> 0, (c ^ mixed) >>> 0, (d ^ mixed) >>> 0];
}

/** sfc32 by Chris Doty-Humphrey: a small, fast generator that passes the usual test batteries. */
function sfc32([a, b, c, d]: Words): () => number {
  return () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}
