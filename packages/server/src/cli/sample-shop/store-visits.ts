// Visits to the shop's stores, known because people show their customer card at the till.
import { type Calendar, day, hour } from './calendar.ts';
import { type Fact, track } from './facts.ts';
import type { Customer } from './people.ts';
import { findStore, type Store } from './places.ts';
import { type Random, randomFrom } from './random.ts';

/** A quarter of those who live near a store come in now and then, and more often when it is in their own city. */
export function* storeFacts(customer: Customer, { calendar }: { calendar: Calendar }): Generator<Fact> {
  const store = findStore(customer.home);
  if (!store) return;
  const random = randomFrom(`store visits ${customer.key}`);
  if (random.chance(store.city === customer.home.city ? 0.6 : 0.2)) {
    const years = (calendar.today - customer.joinedAt) / (365 * day);
    const visits = Math.round(years * random.between(0.3, 2.5));
    for (let n = visits; n > 0; n--) {
      const midnight =
        Math.floor(random.between(customer.joinedAt + 1 * day, calendar.today + 1) / day) * day;
      yield storeVisit(midnight + random.between(9.5, 19.5) * hour, store, random);
    }
  }
  for (const order of customer.orders) {
    if (order.by === 'store')
      yield storeVisit(order.placedAt - random.between(5, 30) * 60_000, store, random);
  }
}

function storeVisit(at: number, store: Store, random: Random): Fact {
  return track(at, 'store', 'Store Visited', {
    store_id: store.id,
    store: store.name,
    city: store.city,
    state: store.state,
    department: random.pick(['furniture', 'office supplies', 'technology', 'kitchen', 'jewellery']),
  });
}
