// Keyed hashes of identifiers: what is kept in place of a value. Without the key nobody can tell whose they are, not even
// by trying all telephone numbers.
import { createHmac } from 'node:crypto';
import type { NamedBy } from './model.ts';
import { hmacTextLengthMax, openShortHmac, type ShortHmac } from './short-hmac.ts';

export type HashKey = { id: number; secret: Buffer; short: ShortHmac };

export function toHashKey(id: number, secretHex: string): HashKey {
  const secret = Buffer.from(secretHex, 'hex');
  return { id, secret, short: openShortHmac(secret) };
}

/** HMAC-SHA-256 of the kind, a zero byte and the normalised value. */
export const hashOf = ({ secret }: HashKey, { type, value }: NamedBy): Buffer =>
  createHmac('sha256', secret).update(`${type}\0${value}`).digest();

/** The halves of the first 64 bits of a hash, for the table of fingerprints. */
export const lowOf = (hash: Buffer, at = 0): number => hash.readInt32BE(at);
export const highOf = (hash: Buffer, at = 0): number => hash.readInt32BE(at + 4);

/** Calls `take` with the halves that the hash of an identifier has under a key, without making the hash. */
export function fingerprintOf<Result>(
  key: HashKey,
  identifier: NamedBy,
  take: (low: number, high: number) => Result,
): Result {
  const { type, value } = identifier;
  if (type.length + value.length > hmacTextLengthMax) {
    const hash = hashOf(key, identifier);
    return take(lowOf(hash), highOf(hash));
  }
  const words = key.short(type, value);
  return take(words[0] as number, words[1] as number);
}
