// Neha: bought a kitchen knife a year ago; since then only affordable jewellery, on her phone, in the evening, with a code.
import { type Calendar, day, hour, minute, second, type WallTime } from './calendar.ts';
import { type Catalogue, type Product, toProductProperties } from './catalogue.ts';
import { checkoutVisit } from './checkout.ts';
import { registrationLead } from './customers.ts';
import { drawLaptop, drawPhone } from './devices.ts';
import { type Fact, track } from './facts.ts';
import { ownOrder, toLine } from './orders.ts';
import { type Arrival, campaigns, pages, referrers } from './pages.ts';
import type { Customer } from './people.ts';
import { type Random, randomFrom } from './random.ts';
import { Visit } from './visit.ts';

type Shop = { calendar: Calendar; catalogue: Catalogue; nextPhoneNumber: (state: string) => string };

const id = 'NR-30020';
const zone = 'America/New_York';
const home = { city: 'Jersey City', state: 'New Jersey', postalCode: '07302', region: 'East' };
const knifeId = 'KIT-KN-20000101';
const knifeDaysAgo = 362;
/** Her first look at jewellery; the phone was still anonymous then. */
const jewelleryDaysAgo = 338;
const signInDaysAgo = 297;

const purchases: readonly (readonly [
  daysAgo: number,
  coupon: string,
  off: number,
  ...productIds: string[],
])[] = [
  [288, 'HELLO10', 0.1, 'JEW-EA-20000203'],
  [231, 'SPARKLE15', 0.15, 'JEW-EA-20000201', 'JEW-RI-20000232'],
  [176, 'EVENING20', 0.2, 'JEW-BR-20000221'],
  [118, 'SPARKLE15', 0.15, 'JEW-EA-20000206'],
  [74, 'EVENING20', 0.2, 'JEW-NE-20000213', 'JEW-EA-20000205'],
  [33, 'SPARKLE15', 0.15, 'JEW-RI-20000231'],
  [9, 'EVENING20', 0.2, 'JEW-EA-20000202', 'JEW-AN-20000241'],
];

export function neha({ calendar, catalogue, nextPhoneNumber }: Shop): Customer {
  const random = randomFrom('Neha');
  const laptop = drawLaptop(id, zone, 'en-US', random);
  const phone = drawPhone(id, zone, 'en-US', true, random);
  const boughtKnifeAt = calendar.today - knifeDaysAgo * day + 13.1 * hour;
  const knife = ownOrder(
    'SH-30020-1',
    boughtKnifeAt,
    laptop,
    home,
    [toLine(catalogue.getProduct(knifeId), 1)],
    undefined,
    random,
  );
  const jewellery = purchases.map(([daysAgo, coupon, off, ...productIds], index) => {
    const placedAt = calendar.today - daysAgo * day + random.between(20.3, 22.3) * hour;
    const lines = productIds.map((productId) => toLine(catalogue.getProduct(productId), 1, off));
    return ownOrder(`SH-30020-${index + 2}`, placedAt, phone, home, lines, coupon, random);
  });
  laptop.knownFrom = boughtKnifeAt - registrationLead;
  phone.knownFrom = calendar.today - signInDaysAgo * day + 20.6 * hour;
  return {
    key: id,
    id,
    zone,
    phone,
    laptop,
    habits: { hour: 21, spread: 0.5, phoneShare: 1 },
    name: 'Neha Raghavan',
    firstName: 'Neha',
    lastName: 'Raghavan',
    email: 'neha@example.com',
    typedEmail: 'neha@example.com',
    phoneNumber: nextPhoneNumber(home.state),
    laterPhoneNumber: undefined,
    birthday: '1997-11-02',
    segment: 'Consumer',
    home,
    company: undefined,
    joinedAt: laptop.knownFrom,
    joinedOn: laptop,
    // She never cancelled the newsletter and never opens it: it comes by e-mail, at nine in the morning.
    newsletter: { from: boughtKnifeAt + 5 * second, until: Infinity, opens: 0 },
    // The app asked her when she first signed in on it.
    recommendations: { from: phone.knownFrom + 40 * second, on: phone },
    orders: [knife, ...jewellery],
  };
}

/** Her visits, and the push notifications that she answers. Orders and newsletters are told elsewhere. */
export function* nehaFacts(customer: Customer, { calendar, catalogue }: Shop): Generator<Fact> {
  const random = randomFrom("Neha's evenings");
  const { laptop, phone, orders } = customer;
  const lunch = calendar.today - (knifeDaysAgo + 3) * day + 12.8 * hour;
  const looking = new Visit(laptop, lunch, random, {
    campaign: campaigns.Kitchenware?.[0],
    referrer: referrers.pinterest,
  });
  for (const knife of catalogue.listShelf('Knives').slice(0, 3)) yield* looking.viewProduct(knife);

  const account = { device: phone, page: pages.account, referrer: '' };
  yield track(phone.knownFrom + 48 * second, account, 'Push Notifications Allowed', { place: 'app' });
  for (const daysAgo of listEvenings(random)) {
    const start = calendar.today - daysAgo * day + random.between(19.6, 22.2) * hour;
    yield* evening(start, customer, catalogue, random);
  }
  for (const order of orders) {
    const arrival = order.by === phone ? instagram(random) : {};
    yield* checkoutVisit(order, arrival, catalogue, randomFrom(`checkout ${order.id}`));
  }
}

/** Every nine days or so at first, every other day in the last two months. Days ago, down to today. */
function* listEvenings(random: Random): Generator<number> {
  let daysAgo = jewelleryDaysAgo;
  while (daysAgo >= 0) {
    yield daysAgo;
    daysAgo -= daysAgo > 60 ? random.whole(6, 12) : random.whole(1, 3);
  }
}

const instagram = (random: Random): Arrival => ({
  campaign: random.pick(campaigns.Jewellery ?? []),
  referrer: referrers.instagram,
});

function* evening(
  start: WallTime,
  { phone }: Customer,
  catalogue: Catalogue,
  random: Random,
): Generator<Fact> {
  const offer = { name: 'evening-sparkle', source: 'app', medium: 'push' };
  const isPushed = start > phone.knownFrom && random.chance(0.5);
  if (isPushed) {
    const campaign = { ...offer, content: 'New earrings under $20, and 20% off until midnight: EVENING20' };
    yield track(start - random.between(1, 9) * minute, 'push', 'Push Notification Received', { campaign });
    yield track(start - 3 * second, 'push', 'Push Notification Tapped', { action: 'open', campaign });
  }
  const visit = new Visit(phone, start, random, isPushed ? { campaign: offer } : instagram(random));
  const affordable = catalogue.listCategory('Jewellery').filter((piece) => piece.priceCents < 2000);
  const pieces = random.some(affordable, random.whole(2, 5));
  yield visit.open(pages.shelf('Jewellery', random.pick(['Earrings', 'Rings', 'Bracelets'])));
  yield visit.do('Product List Filtered', {
    list_id: 'jewellery',
    category: 'Jewellery',
    filters: [{ type: 'price', value: 'under-$20' }],
    sorts: [{ type: 'price', value: 'asc' }],
    products: pieces
      .slice(0, 3)
      .map((piece, index) => ({ product_id: piece.id, name: piece.name, position: index + 1 })),
  });
  for (const piece of pieces) yield* visit.viewProduct(piece);
  yield* keepOne(visit, random.pick(pieces));
}

/** She keeps the nicest one for later, or tries what a code would save. */
function* keepOne(visit: Visit, piece: Product): Generator<Fact> {
  const about = toProductProperties(piece);
  if (visit.random.chance(0.4))
    yield visit.do('Product Added to Wishlist', { wishlist_name: 'Sparkle', ...about });
  if (!visit.random.chance(0.45)) return;
  const cart_id = `cart-neha-${Math.floor(visit.at / day)}`;
  yield visit.do('Product Added', { cart_id, ...about, quantity: 1 });
  yield visit.do('Coupon Entered', { cart_id, coupon_id: visit.random.pick(['SPARKLE15', 'EVENING20']) });
}
