// What the shop's people want to know of their customers: traits and segments, set through the API as anybody would.
import type { Condition, TraitValue } from '@rapport/protocol';

type About = { name: string; title: string; purpose: string };
export type ShopTrait = About & { definition: TraitValue };
export type ShopSegment = About & { definition: Condition };

// With these the shop looks at what its customers do to run itself better; nobody is contacted because of them.
const purpose = 'analytics';
const orders = { name: 'Order Completed' };
const lastYear = { last: 'P365D' };
const ordersOfYear = { ...orders, in: lastYear };
const ordersWithCode = { ...ordersOfYear, where: [{ property: 'coupon', exists: true }] };

const ofBrand = (brand: string) => ({
  ...{ property: 'products.product_id', of: 'product', field: 'brand', is: brand },
});

/** Traits that come with the views, whose parts of the day are those of the shop. */
export const traitsOfTheDay: readonly string[] = [
  'morning_share',
  'afternoon_share',
  'evening_share',
  'night_share',
];

const zone = 'America/New_York';

/** The same definition, with the hours of the shop. */
export function inShopZone(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(inShopZone);
  return Object.fromEntries(
    Object.entries(part).map(([name, inner]) => [
      name,
      name === 'local' ? { ...(inner as object), zone } : inShopZone(inner),
    ]),
  );
}

export const shopTraits: readonly ShopTrait[] = [
  { name: 'lifetime_value', title: 'Spent in all', purpose, definition: { sum: 'total', of: orders } },
  { name: 'average_order', title: 'Average order', purpose, definition: { average: 'total', of: orders } },
  { name: 'last_order_at', title: 'Last order', purpose, definition: { last_at: orders } },
  {
    name: 'top_category',
    title: 'Looks at most',
    purpose,
    definition: { most_frequent: 'category', of: { name: 'Product Viewed', in: lastYear }, at_least: 3 },
  },
  {
    name: 'code_share',
    title: 'Share of orders with a code',
    purpose,
    definition: { divide: [{ count: ordersWithCode }, { count: ordersOfYear }] },
  },
  {
    name: 'rfm',
    title: 'Recency, frequency, money',
    purpose,
    definition: { rfm: orders, monetary: 'total' },
  },
];

/** Those whom offers are for (`offers.ts`); each for the purpose of whoever shows them. */
const segmentsOfOffers: readonly ShopSegment[] = [
  {
    name: 'waiting_for_refund',
    title: 'Waiting for a refund',
    purpose: 'service',
    definition: {
      all: [
        { events: { name: 'Refund Requested', in: { last: 'P60D' } }, count: { at_least: 1 } },
        { events: { name: 'Order Refunded', in: { last: 'P60D' } }, count: { is: 0 } },
      ],
    },
  },
  {
    name: 'evening_shoppers',
    title: 'Evening shoppers',
    purpose: 'personalisation',
    definition: { trait: 'evening_share', at_least: 0.5 },
  },
  {
    name: 'jewellery_lovers',
    title: 'Jewellery lovers',
    purpose: 'personalisation',
    definition: { trait: 'favourite_category', is: 'Jewellery' },
  },
  {
    name: 'office_buyers',
    title: 'Office buyers',
    purpose: 'personalisation',
    definition: { trait: 'favourite_category', is: 'Office Supplies' },
  },
];

export const shopSegments: readonly ShopSegment[] = [
  ...segmentsOfOffers,
  {
    name: 'discount_seekers',
    title: 'Discount seekers',
    purpose,
    definition: {
      all: [
        { events: ordersWithCode, count: { at_least: 3 } },
        { trait: 'code_share', at_least: 0.5 },
      ],
    },
  },
  {
    name: 'lapsed_after_refund',
    title: 'Lapsed after a refund',
    purpose,
    definition: {
      sequence: [{ name: 'Refund Requested' }],
      in: lastYear,
      after_last: { nothing: orders, for: 'P14D' },
    },
  },
  {
    name: 'logitech_buyers',
    title: 'Buyers of Logitech',
    purpose,
    // Orders name products; of which brand these are, only the catalog knows.
    definition: { events: { ...orders, where: [ofBrand('Logitech')] }, count: { at_least: 1 } },
  },
  {
    name: 'loyal_customers',
    title: 'Loyal customers',
    purpose,
    definition: { trait: 'rfm', matches: '^[45][45][45]$' },
  },
  {
    name: 'likely_to_leave',
    title: 'Likely to leave',
    purpose,
    definition: { trait: 'rfm', matches: '^[12][345][345]$' },
  },
];
