// Joining: registration on one device, the later sign-in on the other, and what changes about a customer afterwards.
import { type Calendar, day, minute, second } from './calendar.ts';
import { type Fact, group, identify, look, type Properties, track } from './facts.ts';
import { pages } from './pages.ts';
import { type Customer, otherDevice } from './people.ts';
import { randomFrom } from './random.ts';
import type { Place } from './superstore.ts';
import { Visit } from './visit.ts';

export function* joiningFacts(customer: Customer, { calendar }: { calendar: Calendar }): Generator<Fact> {
  const random = randomFrom(`joining ${customer.key}`);
  yield* registration(customer, calendar);
  const second = otherDevice(customer, customer.joinedOn);
  if (Number.isFinite(second.knownFrom)) {
    const visit = new Visit(second, second.knownFrom, random);
    yield visit.open(pages.signIn);
    yield visit.identify({ email: customer.typedEmail });
    yield visit.do('Signed In', { method: 'password' });
    if (random.chance(0.5)) yield visit.open(pages.account);
  }
  yield* changes(customer, calendar);
}

function* registration(customer: Customer, calendar: Calendar): Generator<Fact> {
  const { company, joinedAt, joinedOn } = customer;
  const seen = { device: joinedOn, page: pages.register, referrer: '' };
  const createdAt = calendar.toIso(joinedAt, customer.zone);
  yield look(joinedAt - 4 * second, seen);
  yield identify(joinedAt, seen, toTraits(customer, createdAt));
  yield track(joinedAt + 1 * second, seen, 'Signed Up', {
    method: 'password',
    customer_segment: customer.segment,
  });
  if (company) {
    yield group(joinedAt + 2 * second, seen, company.id, {
      name: company.name,
      industry: company.industry,
      employees: company.employees,
      website: `https://www.${company.domain}`,
    });
  }
}

/** What the registration form asks for. Names of attributes are those that the Segment spec reserves, where it has one. */
export const toTraits = (customer: Customer, createdAt: string): Properties => ({
  name: customer.name,
  firstName: customer.firstName,
  lastName: customer.lastName,
  email: customer.email,
  ...(customer.phoneNumber === undefined ? {} : { phone: customer.phoneNumber }),
  ...(customer.birthday === undefined ? {} : { birthday: customer.birthday }),
  ...(customer.company === undefined
    ? {}
    : { company: { id: customer.company.id, name: customer.company.name } }),
  ...toAddress(customer.home),
  customer_segment: customer.segment,
  newsletter: customer.newsletter !== undefined && customer.newsletter.from - customer.joinedAt < minute,
  createdAt,
});

const toAddress = ({ city, state, postalCode, region }: Place): Properties => ({
  address: { city, state, postalCode, country: 'US' },
  city,
  state,
  region,
});

/** People move, and get a new telephone number, which they tell the support desk. */
function* changes(customer: Customer, calendar: Calendar): Generator<Fact> {
  const random = randomFrom(`changes ${customer.key}`);
  const last = customer.orders.at(-1);
  if (last && last.place.state !== customer.home.state && random.chance(0.2)) {
    yield identify(last.placedAt + 3 * minute, 'shop', toAddress(last.place));
  }
  if (customer.laterPhoneNumber === undefined) return;
  const earliest = Math.max(customer.joinedAt + 30 * day, calendar.today - 700 * day);
  const at =
    Math.floor(random.between(earliest, calendar.today) / day) * day + random.between(9, 17) * 60 * minute;
  yield identify(at, 'support', { phone: customer.laterPhoneNumber });
}
