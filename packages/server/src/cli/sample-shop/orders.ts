// Orders: what was bought, when and how, and the events of its way from the till to the door.
import { type Calendar, day, hour, minute, type WallTime, type Zone } from './calendar.ts';
import type { Product } from './catalogue.ts';
import { shopOrigin } from './catalogue.ts';
import type { Device } from './devices.ts';
import { type Desk, type Fact, type Properties, track } from './facts.ts';
import { currency, sumOf, toDollars } from './money.ts';
import { drawMoment, type Habits } from './people.ts';
import { type Random, randomFrom } from './random.ts';
import type { FileOrder, Line, Place } from './superstore.ts';

export type Order = {
  id: string;
  placedAt: WallTime;
  shippedAt: WallTime;
  deliveredAt: WallTime;
  shipMode: string;
  place: Place;
  lines: readonly Line[];
  coupon: string | undefined;
  /** Where it was placed: the device, or the desk that took it. */
  by: Device | Desk;
};

/** What chance decides about an order before anybody has placed it. */
export type OrderTimes = Pick<Order, 'placedAt' | 'shippedAt' | 'deliveredAt'>;

/** The file knows days; chance adds the times. An order of today is never later than now. */
export function drawOrderTimes(order: FileOrder, habits: Habits, zone: Zone, calendar: Calendar): OrderTimes {
  const random = randomFrom(`order ${order.id}`);
  const wished = drawMoment(order.placedOn, habits, random);
  const placedAt = calendar.notAfterNow(wished, zone, random.unit());
  // The warehouse picks until 18:00, and what is ordered late on a same-day ticket goes out two hours after.
  const shippedAt = Math.max(order.shippedOn + random.between(14, 18) * hour, wished + 2 * hour);
  const transit =
    order.shipMode === 'Same Day' ? 0 : random.whole(1, order.shipMode === 'First Class' ? 2 : 4);
  const deliveredAt = Math.max(
    Math.floor(shippedAt / day + transit) * day + random.between(9, 18) * hour,
    shippedAt + 1.5 * hour,
  );
  return { placedAt, shippedAt, deliveredAt };
}

/** A line for something of the shop's own range; `off` is the share taken off the list price. */
export function toLine(product: Product, quantity: number, off = 0): Line {
  const beforeCents = product.priceCents * quantity;
  const discountCents = Math.round(beforeCents * off);
  return {
    productId: product.id,
    productName: product.name,
    category: product.category,
    subcategory: product.subcategory,
    quantity,
    listCents: product.priceCents,
    discountCents,
    totalCents: beforeCents - discountCents,
    // The shop keeps half of the list price before discounts.
    profitCents: Math.round(beforeCents / 2) - discountCents,
  };
}

export const totalCentsOf = (order: Order): number => sumOf(order.lines, (line) => line.totalCents);

/** A line as the Segment e-commerce spec describes it: `price` × `quantity` − `discount` is what was paid. */
export const toLineProperties = (line: Line, index: number): Properties => ({
  product_id: line.productId,
  name: line.productName,
  category: line.category,
  subcategory: line.subcategory,
  price: toDollars(line.listCents),
  quantity: line.quantity,
  discount: toDollars(line.discountCents),
  position: index + 1,
  url: `${shopOrigin}/p/${line.productId.toLowerCase()}`,
});

/** What `Checkout Started` and `Order Completed` tell about the money. The shop's prices include tax and delivery. */
export const toOrderProperties = (order: Order): Properties => {
  const total = toDollars(totalCentsOf(order));
  return {
    order_id: order.id,
    affiliation: 'Sample Shop',
    total,
    subtotal: total,
    revenue: total,
    shipping: 0,
    tax: 0,
    discount: toDollars(sumOf(order.lines, (line) => line.discountCents)),
    ...(order.coupon === undefined ? {} : { coupon: order.coupon }),
    currency,
    products: order.lines.map(toLineProperties),
  };
};

/** The till, the warehouse, the door. */
export function* orderFacts(orders: readonly Order[]): Generator<Fact> {
  for (const order of orders) {
    const { id: order_id, placedAt, shippedAt, deliveredAt, shipMode: ship_mode, place } = order;
    const by = typeof order.by === 'string' ? order.by : 'shop';
    yield track(placedAt, by, 'Order Completed', {
      ...toOrderProperties(order),
      profit: toDollars(sumOf(order.lines, (line) => line.profitCents)),
      placed_by: typeof order.by === 'string' ? order.by : order.by.isApp ? 'app' : 'web',
      shipping_address: {
        city: place.city,
        state: place.state,
        postal_code: place.postalCode,
        region: place.region,
        country: 'US',
      },
    });
    const days_to_ship = Math.floor(shippedAt / day) - Math.floor(placedAt / day);
    yield track(shippedAt, 'warehouse', 'Order Shipped', { order_id, ship_mode, days_to_ship });
    yield track(deliveredAt, 'warehouse', 'Order Delivered', { order_id, ship_mode });
  }
}

/** A code may be entered this long before the order is placed. */
export const couponLead = 4 * minute;

/** Orders beyond the file: one or two pieces of the shop's own range, sent out the next day. */
export function ownOrder(
  id: string,
  placedAt: WallTime,
  by: Device | Desk,
  place: Place,
  lines: readonly Line[],
  coupon: string | undefined,
  random: Random,
): Order {
  const shippedAt = Math.floor(placedAt / day + 1) * day + random.between(14, 18) * hour;
  const deliveredAt = Math.floor(shippedAt / day + 2) * day + random.between(9, 18) * hour;
  return { id, placedAt, shippedAt, deliveredAt, shipMode: 'Standard Class', place, lines, coupon, by };
}
