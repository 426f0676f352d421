// What the shop's people want to know of their customers: traits and segments, set through the API as anybody would.
import type { Condition, TraitValue } from '@rapport/protocol';

type About = { name: string; title: string; purpose: string };
export type ShopTrait = About & { definition: TraitValue };
export type ShopSegment = About & { definition: Condition };

// The shop looks at what its customers do to run itself better; nobody is contacted because of it.
const purpose = 'analytics';
const orders = { name: 'Order Completed' };
const lastYear = { last: 'P365D' };
const ordersOfYear = { ...orders, in: lastYear };
const ordersWithCode = { ...ordersOfYear, where: [{ property: 'coupon', exists: true }] };

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

export const shopSegments: readonly ShopSegment[] = [
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
