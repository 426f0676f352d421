// The oracle's chance: the bucket of a person under a salt.
import { createHash } from 'node:crypto';

/** A whole number from 0 to 9,999. */
export function bucketOf(salt: string, personId: number | bigint): number {
  const hash = createHash('sha256').update(`${salt}\0${personId}`, 'utf8').digest();
  return Number(hash.readBigUInt64BE(0) % 10_000n);
}

/** Rounded: 1.1 times 100 is a little more than 110 in doubles. */
export const isHeldOut = (salt: string, percent: number, personId: number | bigint): boolean =>
  bucketOf(salt, personId) < Math.round(percent * 100);
