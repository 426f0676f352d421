// Recommendations: who lets the shop choose for them by what they look at and buy. Nobody's data is used for it before.
import { type Calendar, second, type WallTime } from './calendar.ts';
import type { Device } from './devices.ts';
import { type Fact, identify, track } from './facts.ts';
import { toTraits } from './joining.ts';
import { pages } from './pages.ts';
import type { Customer } from './people.ts';
import { randomFrom } from './random.ts';

/** One in three ticks the box of the registration form. */
export function drawRecommendations(
  id: string,
  joinedOn: Device,
  joinedAt: WallTime,
): Customer['recommendations'] {
  const isTicked = randomFrom(`recommendations ${id}`).chance(1 / 3);
  return isTicked ? { from: joinedAt + 3 * second, on: joinedOn } : undefined;
}

export function* recommendationFacts(
  customer: Customer,
  { calendar }: { calendar: Calendar },
): Generator<Fact> {
  if (customer.recommendations === undefined) return;
  const { from, on: device } = customer.recommendations;
  const place = device.isApp ? 'app' : 'web';
  const seen = { device, page: pages.account, referrer: '' };
  yield track(from, seen, 'Recommendations Switched On', { place });
  // The account is saved with it. What was told before was not told for this.
  const createdAt = calendar.toIso(customer.joinedAt, customer.zone);
  yield identify(from + 1 * second, seen, toTraits(customer, createdAt));
}
