// What the shop itself says of its goods: products with their warranty, what is left of them, and offers.
import { day } from './calendar.ts';
import { openCatalogue, type Product, toProductProperties } from './catalogue.ts';
import type { Message } from './message.ts';
import { stores } from './places.ts';
import { readSuperstore } from './superstore.ts';

export type ShopObject = { id: string; fields: Record<string, unknown> };
export type ShopObjects = {
  product: ShopObject[];
  stock: ShopObject[];
  offer: ShopObject[];
  store: ShopObject[];
};

/** Goods come in boxes of so many; what was not sold of the last box is left. */
const boxSize = 24;

/** Months, by subcategory, else by category. What has none has no warranty: paper, jewellery. */
const warrantyMonths: Record<string, number> = {
  ...{ Furniture: 24, Chairs: 60, Tables: 60, Bookcases: 60 },
  ...{ Technology: 24, Phones: 24, Accessories: 12 },
  ...{ Appliances: 24, Kitchenware: 24 },
};

/** The same messages give the same objects: stock follows from what was sold in them. */
export function listShopObjects(messages: Iterable<Message>, now: Date): ShopObjects {
  const catalogue = openCatalogue(readSuperstore().customers);
  const products = catalogue.subcategories.flatMap((shelf) => catalogue.listShelf(shelf));
  const sold = countSold(messages);
  return {
    product: products.map((product) => ({ id: product.id, fields: toFields(product) })),
    stock: products.map(({ id }) => ({
      id,
      fields: { product_id: id, quantity: leftOf(sold.get(id) ?? 0) },
    })),
    offer: listOffers(now),
    store: stores.map(({ id, ...fields }) => ({ id, fields })),
  };
}

const leftOf = (sold: number): number => Math.ceil((sold + 1) / boxSize) * boxSize - sold;

function countSold(messages: Iterable<Message>): Map<string, number> {
  const sold = new Map<string, number>();
  for (const message of messages) {
    if (message.type !== 'track' || message.event !== 'Order Completed') continue;
    const lines = message.properties?.products as { product_id: string; quantity: number }[];
    for (const { product_id: id, quantity } of lines) sold.set(id, (sold.get(id) ?? 0) + quantity);
  }
  return sold;
}

function toFields(product: Product): Record<string, unknown> {
  const { product_id: _id, ...fields } = toProductProperties(product);
  const months = warrantyMonths[product.subcategory] ?? warrantyMonths[product.category];
  // Names begin with the maker: "Hon Deluxe Fabric Upholstered Stacking Chairs".
  const brand = product.name.split(' ')[0];
  return { ...fields, brand, ...(months === undefined ? {} : { warranty_months: months }) };
}

/** One for everybody, and some for a segment of the shop, by its name. */
function listOffers(now: Date): ShopObject[] {
  const in30Days = new Date(now.getTime() + 30 * day).toISOString();
  const offer = (id: string, title: string, code: string, segment?: string): ShopObject => ({
    id,
    fields: { title, code, until: in30Days, ...(segment === undefined ? {} : { segments: [segment] }) },
  });
  return [
    offer('free-delivery', 'Free delivery on Fridays', 'FRIDAY'),
    offer('evening-sparkle', '20% off jewellery', 'EVENING20', 'discount_seekers'),
    offer('thank-you', 'A gift with the next order', 'THANKYOU', 'loyal_customers'),
    offer('come-back', '15% off the next order', 'WELCOMEBACK', 'likely_to_leave'),
  ];
}
