// Terminals in the stores: one device each, on which many customers sign in, and from which not all of them sign out.
//
// No other device of the shop is shared. What identity resolution makes of these shows on the pages of identity: the
// terminal belongs to nobody, and the busiest joins nobody at all.
import { type Calendar, day, hour, minute } from './calendar.ts';
import { type Device, drawLaptop } from './devices.ts';
import type { Fact } from './facts.ts';
import { pages } from './pages.ts';
import type { Customer } from './people.ts';
import { findStore, type Store, zoneOf } from './places.ts';
import { randomFrom } from './random.ts';
import { Visit } from './visit.ts';

/** Half of those who live near a store look something up there, once. */
export function* terminalFacts(customer: Customer, { calendar }: { calendar: Calendar }): Generator<Fact> {
  const store = findStore(customer.home);
  const random = randomFrom(`terminal ${customer.key}`);
  if (store === undefined || !random.chance(0.5)) return;
  const earliest = Math.max(customer.joinedAt + 1 * day, calendar.today - 500 * day);
  const midnight = Math.floor(random.between(earliest, calendar.today) / day) * day;
  const signsInAt = midnight + random.between(10, 19) * hour;
  const visit = new Visit({ ...drawTerminal(store), knownFrom: signsInAt }, signsInAt - 1 * minute, random);
  yield visit.open(pages.home);
  visit.at = signsInAt;
  yield visit.identify({ email: customer.email });
  yield visit.do('Signed In', { method: 'password', store_id: store.id });
  yield visit.open(pages.account);
  if (random.chance(0.6)) yield visit.do('Signed Out', { store_id: store.id });
}

function drawTerminal({ id, state }: Store): Device {
  const name = `terminal in ${id}`;
  return drawLaptop(name, zoneOf(state), 'en-US', randomFrom(name));
}
