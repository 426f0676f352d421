// Reads base64url as a row of bits, six for each character, as the consent strings of the IAB are written.

const valueByCode = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((letter, i) => [
    letter.charCodeAt(0),
    i,
  ]),
);

/** Thrown where a string ends too early or holds other characters; it does not leave this capability. */
export class Unreadable extends Error {}

export type Bits = {
  /** The number that the next `count` bits are; up to 30. */
  take(count: number): number;
  skip(count: number): void;
  /** Only zeros are left: strings are filled up to whole characters or bytes. */
  isDone(): boolean;
};

/** @throws Unreadable */
export function openBits(text: string): Bits {
  const sixes = Uint8Array.from({ length: text.length }, (_, i) => {
    const value = valueByCode.get(text.charCodeAt(i));
    if (value === undefined) throw new Unreadable('a character that is not of base64url');
    return value;
  });
  const end = sixes.length * 6;
  let at = 0;
  function move(count: number): number {
    const from = at;
    at += count;
    if (at > end) throw new Unreadable('it ends too early');
    return from;
  }
  const bitAt = (i: number): number => ((sixes[Math.floor(i / 6)] as number) >> (5 - (i % 6))) & 1;
  return {
    take(count) {
      const from = move(count);
      let value = 0;
      for (let i = from; i < at; i += 1) value = value * 2 + bitAt(i);
      return value;
    },
    skip(count) {
      move(count);
    },
    isDone() {
      for (let i = at; i < end; i += 1) if (bitAt(i) === 1) return false;
      return true;
    },
  };
}
