// Keyed hashes of identifiers: what is kept in place of a value. Without the key nobody can tell whose they are, not even
// by trying all telephone numbers.
//
// Each message that comes in is asked about by two identifiers or more. For texts this short a call of Node's own crypto
// spends most of its time on being called; here the state that the key leads to is worked out once, and copied for each.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { NamedBy } from './model.ts';

type Hmac = ReturnType<typeof hmac.create>;

/** `keyed`: what the key leads to. `working`: overwritten by each hash. */
export type HashKey = { id: number; keyed: Hmac; working: Hmac };

export function toHashKey(id: number, secretHex: string): HashKey {
  const secret = Buffer.from(secretHex, 'hex');
  return { id, keyed: hmac.create(sha256, secret), working: hmac.create(sha256, secret) };
}

const textBytes = 4096;
/** Shared by all: nothing waits in between. */
const text = Buffer.alloc(textBytes);
const hash = Buffer.alloc(32);

/** The kind, a zero byte and the normalised value. */
function toBytes({ type, value }: NamedBy): Uint8Array {
  const named = `${type}\0${value}`;
  // A character takes three bytes at most: what is longer in four has two characters for it.
  if (named.length * 3 > textBytes) return Buffer.from(named);
  return text.subarray(0, text.write(named));
}

function hashInto({ keyed, working }: HashKey, identifier: NamedBy, into: Uint8Array): void {
  keyed._cloneInto(working);
  working.update(toBytes(identifier)).digestInto(into);
}

/** HMAC-SHA-256 of an identifier. */
export function hashOf(key: HashKey, identifier: NamedBy): Buffer {
  const own = Buffer.alloc(32);
  hashInto(key, identifier, own);
  return own;
}

/** The halves of the first 64 bits of a hash, for the table of fingerprints. */
export const lowOf = (of: Buffer, at = 0): number => of.readInt32BE(at);
export const highOf = (of: Buffer, at = 0): number => of.readInt32BE(at + 4);

/** Calls `take` with the halves that the hash of an identifier has under a key. */
export function fingerprintOf<Result>(
  key: HashKey,
  identifier: NamedBy,
  take: (low: number, high: number) => Result,
): Result {
  hashInto(key, identifier, hash);
  return take(lowOf(hash), highOf(hash));
}
