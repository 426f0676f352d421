// What was said of all contact points of a person, for their timeline: also of those that they share with somebody.
import { AppError } from '@rapport/protocol';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Mask, maskValue } from '../../respect/categories/index.ts';
import { type ContactPoint, listPreferenceEvents } from '../../respect/preferences/index.ts';
import {
  findProfileId,
  labelOfIdentifier,
  listReachedBy,
  toAsked,
  withHashedForm,
} from '../identity/index.ts';
import { formsOf, toHistory } from './show.ts';

/** The newest record first. Throws `profile_not_found`. */
export async function listPreferencesOfPerson(
  scope: Scope,
  { type, value }: { type: string; value: string },
  page: { before: number | undefined; limit: number },
  mask: Mask | undefined,
) {
  const profileId = await findProfileId(scope, toAsked(type, value));
  if (profileId === undefined) throw new AppError('profile_not_found');
  const points = (await listReachedBy(scope, profileId)).map(withHashedForm).flatMap(formsOf);
  const events = await listPreferenceEvents(scope, withoutRepeats(points), page);
  return toHistory(scope, events, (point) => maskPoint(point, mask));
}

const withoutRepeats = (points: readonly ContactPoint[]): ContactPoint[] => [
  ...new Map(points.map((one) => [`${one.type}\0${one.value}`, one])).values(),
];

export function maskPoint({ type, value }: ContactPoint, mask: Mask | undefined): ContactPoint {
  const label = labelOfIdentifier(type, value);
  return mask?.(label) === undefined
    ? { type, value }
    : { type, value: String(maskValue(value, label.category)) };
}
