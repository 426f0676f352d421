// The visit that ends with an order: from the landing page through the cart to the moment before the till rings.

import { drawArrival } from './browsing.ts';
import { second } from './calendar.ts';
import type { Catalogue, Product } from './catalogue.ts';
import type { Fact } from './facts.ts';
import { sumOf, toDollars } from './money.ts';
import { type Order, toLineProperties, toOrderProperties } from './orders.ts';
import { type Arrival, pages } from './pages.ts';
import type { Customer } from './people.ts';
import { type Random, randomFrom } from './random.ts';
import { Visit } from './visit.ts';

/** The visits of all orders that were placed on a device. */
export function* checkoutFacts(customer: Customer, { catalogue }: { catalogue: Catalogue }): Generator<Fact> {
  for (const order of customer.orders) {
    const random = randomFrom(`checkout ${order.id}`);
    const arrival = drawArrival(order.lines[0]?.category ?? 'Furniture', random);
    yield* checkoutVisit(order, arrival, catalogue, random);
  }
}

/** One such visit, timed so that its last step comes just before the order. */
export function checkoutVisit(order: Order, arrival: Arrival, catalogue: Catalogue, random: Random): Fact[] {
  if (typeof order.by === 'string') return [];
  // Walked from time zero first: how long it takes is known only at its end.
  const visit = new Visit(order.by, 0, random, arrival);
  const facts = [...walk(visit, order, catalogue)];
  const start = order.placedAt - 15 * second - visit.at;
  return facts.map((fact) => ({ ...fact, at: fact.at + start }));
}

function* walk(visit: Visit, order: Order, catalogue: Catalogue): Generator<Fact> {
  const { random } = visit;
  const cart_id = `cart-${order.id.toLowerCase()}`;
  yield visit.open(pages.home);
  for (const product of drawViewed(order, catalogue, random)) {
    if (random.chance(0.35)) yield* visit.findShelf(product, catalogue);
    yield* visit.viewProduct(product);
  }
  for (const [index, line] of order.lines.entries()) {
    yield visit.do('Product Added', { cart_id, ...toLineProperties(line, index) });
  }
  yield visit.open(pages.cart);
  if (order.coupon !== undefined) {
    const discount = toDollars(sumOf(order.lines, (line) => line.discountCents));
    yield visit.do('Coupon Applied', { order_id: order.id, cart_id, coupon_id: order.coupon, discount });
  }
  yield visit.open(pages.checkout);
  yield visit.do('Checkout Started', toOrderProperties(order));
}

/** Up to three of the things that are bought, and perhaps one from the same shelf that is not. */
function drawViewed(order: Order, catalogue: Catalogue, random: Random): Product[] {
  const bought = order.lines.slice(0, 3).map((line) => catalogue.getProduct(line.productId));
  const shelf = order.lines[0] ? catalogue.listShelf(order.lines[0].subcategory) : [];
  const other = random.chance(0.4) ? random.some(shelf, 1) : [];
  return [...new Set([...other, ...bought])];
}
