// Looking around: the visits that do not end with an order, before, between and after the ones that do.
import { type Calendar, day, type WallTime } from './calendar.ts';
import { type Catalogue, type Product, toProductProperties } from './catalogue.ts';
import type { Device } from './devices.ts';
import type { Fact } from './facts.ts';
import { type Arrival, campaigns, pages, referrers } from './pages.ts';
import { type Customer, drawMoment, pickDevice } from './people.ts';
import { type Random, randomFrom } from './random.ts';
import { toCartProperties, Visit } from './visit.ts';

/** One look around: a landing page, a shelf, some products; perhaps a cart that is left behind. */
export function* lookAround(
  visit: Visit,
  products: readonly Product[],
  catalogue: Catalogue,
): Generator<Fact> {
  const { random } = visit;
  const [first, ...others] = products;
  if (!first) return;
  if (random.chance(0.5)) yield visit.open(pages.home);
  yield* visit.findShelf(first, catalogue);
  for (const product of [first, ...others]) yield* visit.viewProduct(product);
  if (!random.chance(0.22)) return;
  const wanted = products.at(-1) ?? first;
  const cart = {
    id: `cart-${visit.device.anonymousId.slice(0, 8)}-${Math.floor(visit.at / day)}`,
    products: [wanted],
  };
  const added = { cart_id: cart.id, ...toProductProperties(wanted), quantity: 1 };
  yield visit.do('Product Added', added);
  if (!random.chance(0.5)) return;
  yield visit.open(pages.cart);
  yield visit.do('Cart Viewed', toCartProperties(cart));
  if (random.chance(0.25)) yield visit.do('Product Removed', added);
}

/** How people find the shop: half of them know the way, the others follow a campaign or another site. */
export function drawArrival(category: string, random: Random): Arrival {
  const way = random.unit();
  if (way < 0.22) {
    const campaign = random.pick(campaigns[category] ?? []);
    const referrer = referrers[campaign.source as keyof typeof referrers];
    return { campaign, referrer };
  }
  if (way < 0.5) return { referrer: random.pick([referrers.google, referrers.google, referrers.bing]) };
  return {};
}

/** A look around that begins at `start`, by whatever way leads to the first of the products. */
export function browseAs(
  device: Device,
  start: WallTime,
  products: readonly Product[],
  catalogue: Catalogue,
  random: Random,
): Generator<Fact> {
  const arrival = drawArrival(products[0]?.category ?? 'Furniture', random);
  return lookAround(new Visit(device, start, random, arrival), products, catalogue);
}

type Shop = { calendar: Calendar; catalogue: Catalogue };

/** Everything a customer looked at without buying. */
export function* browsingFacts(customer: Customer, shop: Shop): Generator<Fact> {
  const random = randomFrom(`browsing ${customer.key}`);
  for (const midnight of drawVisitDays(customer, shop.calendar, random)) {
    const device = pickDevice(customer, random);
    const products = drawInterest(customer, midnight, shop.catalogue, random);
    yield* browseAs(device, drawMoment(midnight, customer.habits, random), products, shop.catalogue, random);
  }
}

/** First looks before joining, looks around each order, and the last sixty days in more detail. */
function* drawVisitDays(customer: Customer, calendar: Calendar, random: Random): Generator<WallTime> {
  for (let n = random.whole(1, 4); n > 0; n--) yield customer.joinedAt - random.between(1, 40) * day;
  for (const { placedAt } of customer.orders) {
    if (random.chance(0.55)) yield placedAt - random.between(1, 21) * day;
    if (random.chance(0.45)) yield placedAt + random.between(3, 90) * day;
  }
  const lastOrder = customer.orders.at(-1)?.placedAt ?? customer.joinedAt;
  const expected = expectedRecentVisits((calendar.today - lastOrder) / day);
  const count = Math.floor(expected * random.between(0.2, 1.8) + random.unit());
  for (let n = count; n > 0; n--) yield calendar.today + random.between(-60, 1) * day;
}

/** Those who bought lately look in often; those who have not come for two years hardly ever do. */
function expectedRecentVisits(daysSinceOrder: number): number {
  if (daysSinceOrder < 60) return 6;
  if (daysSinceOrder < 180) return 4;
  if (daysSinceOrder < 365) return 2.5;
  return daysSinceOrder < 730 ? 0.9 : 0.15;
}

/** What catches the eye: what will be bought next, more of what was bought before, or something new. */
function drawInterest(
  customer: Customer,
  at: WallTime,
  catalogue: Catalogue,
  random: Random,
): readonly Product[] {
  const next = customer.orders.find((order) => order.placedAt > at) ?? customer.orders.at(-1);
  const line = next && random.chance(0.8) ? random.pick(next.lines) : undefined;
  const subcategory = line?.subcategory ?? random.pick(catalogue.subcategories);
  const others = random.some(catalogue.listShelf(subcategory), random.whole(0, 3));
  const wanted = line && random.chance(0.5) ? [catalogue.getProduct(line.productId)] : [];
  const products = [...new Set([...others, ...wanted])];
  return products.length > 0 ? products : random.some(catalogue.listShelf(subcategory), 1);
}
