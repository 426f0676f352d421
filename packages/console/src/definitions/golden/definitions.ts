// Definitions as people write them, whose sentences are held word by word in `sentences.test.ts`.
import type { Condition, TraitValue } from '@rapport/protocol';

const orders = { name: 'Order Completed' };
const lately = { ...orders, in: { last: 'P30D' } };

export const conditions: Condition[] = [
  { everyone: true },
  {
    all: [
      { events: lately, count: { at_least: 2 } },
      { attribute: 'plan', is: 'gold' },
    ],
  },
  { events: orders, count: { is: 0 } },
  { events: lately, count: { is: 0 } },
  { events: { ...orders, in: { last: 'P1D' } }, count: { at_least: 1 } },
  { events: { ...orders, in: { calendar: 'month', back: 1 } }, count: { between: [1, 5] } },
  {
    events: { ...orders, in: { calendar: 'quarter', units: 4, zone: 'Europe/Warsaw' } },
    count: { at_least: 22 },
  },
  { events: { ...orders, in: { from: '2026-11-01', until: '2026-11-28' } }, count: { more_than: 1 } },
  { events: { ...lately, where: [{ property: 'coupon', exists: true }] }, count: { at_least: 3 } },
  {
    events: {
      ...orders,
      where: [
        { property: 'total', at_least: 50 },
        { property: 'currency', is: 'EUR' },
      ],
    },
    count: { less_than: 2 },
  },
  {
    events: {
      ...lately,
      where: [{ property: 'products.product_id', of: 'product', field: 'brand', is: 'Acme' }],
    },
    count: { at_least: 1 },
  },
  {
    events: {
      ...orders,
      where: [{ property: 'product_id', of: 'product', field: 'price', not: { at_least: 50 } }],
    },
    count: { is: 0 },
  },
  { events: { type: 'page', in: { last: 'PT30M' } }, count: { at_least: 1 } },
  { events: { name_starts_with: 'Order ' }, count: { at_most: 3 } },
  {
    events: { name: 'Signed In', local: { weekdays: [6, 7], from: '18:00', until: '23:00' } },
    count: { at_least: 2 },
  },
  { events: orders, last_at: { before: { ago: 'P60D' } } },
  { events: orders, first_at: { within_last: 'P1W' } },
  { events: { name: 'Order Refunded' }, last_at: { exists: true } },
  { sum: 'total', events: { ...orders, in: { last: 'P365D' } }, is: { at_least: 500 } },
  { average: 'total', events: orders, is: { more_than: 49.9 } },
  { distinct: 'category', events: orders, is: { at_least: 3 } },
  { last_value: 'store', events: orders, is: { is: 'Łódź' } },
  { attribute: 'plan', not: { is: 'gold' } },
  { attribute: 'plan', is_one_of: ['gold', 'silver'] },
  { attribute: 'plan', not: { is_one_of: ['gold', 'silver'] } },
  { attribute: 'email', ends_with: '@example.com', ignoring_case: true },
  { attribute: 'phone', exists: false },
  { attribute: 'newsletter', is: true },
  { attribute: 'birthday', anniversary: { in_days: [0, 7], zone: 'person' } },
  { attribute: 'trial_ends', within_next: 'P3D' },
  { attribute: 'tags', some: { starts_with: 'vip' } },
  { attribute: 'tags', no: { is: 'returned' } },
  { attribute: 'plan', is: 'gold', for: 'P90D' },
  { attribute: 'plan', changed: { within: 'P7D', from: { is: 'free' }, to: { is: 'gold' } } },
  { trait: 'orders_count', at_least: 5 },
  {
    sequence: [
      { name: 'Product Added' },
      { name: 'Order Completed', within: 'P1D', without: { name: 'Product Removed' } },
    ],
    same: 'product_id',
    in: { last: 'P30D' },
  },
  {
    sequence: [{ name: 'Cart Viewed' }],
    after_last: { nothing: orders, for: 'PT2H' },
    in: { last: 'P2D' },
  },
  { segment: 'loyal_customers' },
  { segment: 'loyal_customers', entered: { within: 'P7D' } },
  { segment: 'loyal_customers', left: { within: 'P7D' } },
  {
    all: [
      { permits: 'marketing.email' },
      { said: 'yes', of: 'marketing.email' },
      { not: { list: 'testers' } },
    ],
  },
  { not: { held_out: { of: 'holdout', percent: 5 } } },
  { bucket: { of: 'spring test', from: 0, until: 1000 } },
  {
    all: [
      { events: lately, count: { at_least: 2 } },
      { any: [{ attribute: 'plan', is: 'gold' }, { segment: 'loyal_customers' }] },
      { not: { any: [{ list: 'testers' }, { list: 'staff' }] } },
    ],
  },
  { at_least: 2, of: [{ segment: 'a' }, { segment: 'b' }, { segment: 'c' }] },
];

export const values: TraitValue[] = [
  { count: lately },
  { sum: 'total', of: { ...orders, in: { calendar: 'year' } } },
  { days_since_last: orders },
  { most_frequent: 'category', of: lately, at_least: 3 },
  { list: 'category', of: orders, at_most: 5 },
  { divide: [{ count: { name: 'Order Refunded' } }, { count: orders }] },
  { rate: lately, per: 'P7D' },
  { score: { sum: 'total', of: orders }, groups: 5 },
  { rfm: orders, monetary: 'total' },
  { last_value: 'store', of: orders },
];
