// What stands of an object, read: whose it is, whether it is there, and its fields.
import { claimOf, common, compareReceived } from './claims.ts';
import type { Telling } from './telling.ts';

export type Named = { type: string; value: string; atMs: number };
const toNamed = (by: Telling): Named | undefined => by.w && { type: by.w[0], value: by.w[1], atMs: by.t };

/** The event of a person that was received first. */
export const findFirst = (standing: readonly Telling[]): Telling | undefined =>
  standing.reduce<Telling | undefined>((found, one) => {
    if (claimOf(one) === common) return found;
    return found === undefined || compareReceived(one, found) < 0 ? one : found;
  }, undefined);

/** Whose the object is: the company says it, else whoever's event was received first. */
export function findPerson(standing: readonly Telling[]): Named | undefined {
  const by = standing.findLast(({ k, w }) => k > 0 && w !== undefined) ?? findFirst(standing);
  return by && toNamed(by);
}

/** Of whom an event tells; undefined of what counts whoever the object belongs to. */
export const findClaimant = (by: Telling): Named | undefined =>
  claimOf(by) === common ? undefined : toNamed(by);

/** Nothing was told of it since it was removed. */
export const isRemoved = (standing: readonly Telling[]): boolean => standing.at(-1)?.x === true;

/** The fields that have a value, each with the telling that it came with, of the tellings that count. */
export function listFields(
  standing: readonly Telling[],
  counts: (by: Telling) => boolean,
): Map<string, { by: Telling; value: unknown }> {
  const fields = new Map<string, { by: Telling; value: unknown }>();
  // The greatest last.
  for (const by of standing)
    if (counts(by)) for (const [name, value] of Object.entries(by.v)) fields.set(name, { by, value });
  for (const [name, { value }] of fields) if (value === null) fields.delete(name);
  return fields;
}

/** Those of the company, and of the claim that was first. */
export function openFirstClaim(standing: readonly Telling[]): (by: Telling) => boolean {
  const first = findFirst(standing);
  const claim = first === undefined ? common : claimOf(first);
  return (by) => claimOf(by) === common || claimOf(by) === claim;
}
