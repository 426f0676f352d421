// Which events tell of the person that an object belongs to: those that name an identifier which that person held then. What
// events of others say of the object is left out wherever it is read.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { findHolders } from './persons.ts';
import { findClaimant, findPerson, type Named } from './standing.ts';
import type { Telling } from './telling.ts';

export type Counts = (by: Telling) => boolean;
export const countAll: Counts = () => true;

const keyOf = ({ type, value, atMs }: Named): string => `${atMs} ${type}\t${value}`;

/** For each of these objects. Nothing is asked where only one person was ever named of it, at one time. */
export async function findCounts(
  scope: Scope<Queryable>,
  objects: readonly { told: readonly Telling[] }[],
): Promise<Counts[]> {
  const claimed = objects.map(({ told }) => {
    const owner = findPerson(told);
    const claimants = told.flatMap((by) => findClaimant(by) ?? []);
    return owner !== undefined && claimants.some((one) => keyOf(one) !== keyOf(owner))
      ? [owner, ...claimants]
      : [];
  });
  const named = [...new Map(claimed.flat().map((one) => [keyOf(one), one])).values()];
  const holders = await findHolders(scope, named);
  const holderOf = new Map(named.map((one, place) => [keyOf(one), holders.get(place)]));
  return claimed.map(([owner]) => {
    if (owner === undefined) return countAll;
    const profileId = holderOf.get(keyOf(owner));
    return function counts(by) {
      const claimant = findClaimant(by);
      if (claimant === undefined) return true;
      const own = holderOf.get(keyOf(claimant));
      if (own !== undefined || profileId !== undefined) return own === profileId;
      // Nobody has either of them: then they are of one person where they are one.
      return claimant.type === owner.type && claimant.value === owner.value;
    };
  });
}

/** An identifier that a person held, and from when until when; null where that has no end. */
export type Held = [type: string, value: string, fromMs: number | null, untilMs: number | null];

/** Whether who is named is the person who held these. */
export function openHolds(held: readonly Held[]): (named: Named) => boolean {
  const byName = Map.groupBy(held, ([type, value]) => `${type}\t${value}`);
  return function holds({ type, value, atMs }) {
    const times = byName.get(`${type}\t${value}`) ?? [];
    return times.some(([, , fromMs, untilMs]) => (fromMs ?? atMs) <= atMs && (untilMs ?? Infinity) > atMs);
  };
}

/** For the objects of the person who held these. */
export function openHeld(held: readonly Held[]): Counts {
  const holds = openHolds(held);
  return function counts(by) {
    const claimant = findClaimant(by);
    return claimant === undefined || holds(claimant);
  };
}
