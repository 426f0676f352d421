// Segments that a shop keeps: what people bought, looked at and opened, how often, for how much and how long ago.
import type { Condition } from '../packages/protocol/src/index.ts';

export const shopEvents = [
  ...['Product Viewed', 'Product Added', 'Order Completed', 'Home', 'Email Opened', 'Products Searched'],
  ...['Signed In', 'Cart Viewed'],
];
export const shopCategories = ['jewellery', 'kitchen', 'shoes', 'books'];
export const shopPlans = ['gold', 'free'];

const pick = <Item>(from: readonly Item[], i: number): Item => from[i % from.length] as Item;

/** Of five kinds in turn; windows, names and amounts differ, so that few have more in common than a shop's have. */
export const makeSegments = (count: number): { name: string; purpose: string; definition: Condition }[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `s${i}`,
    purpose: 'asked',
    definition: makeCondition(i),
  }));

function makeCondition(i: number): Condition {
  const name = pick(shopEvents, i);
  const last = `P${7 + ((i * 7) % 80)}D`;
  const events = { name, in: { last } };
  const category = { property: 'category', is: pick(shopCategories, i) };
  return pick<Condition>(
    [
      { events, count: { at_least: 1 + (i % 3) } },
      {
        all: [
          { events: { ...events, where: [category] }, count: { at_least: 2 } },
          { attribute: 'plan', is: pick(shopPlans, i) },
        ],
      },
      { events, sum: 'total', is: { more_than: 50 * (i % 9) } },
      {
        all: [
          { events: { name }, count: { at_least: 1 } },
          { events, count: { is: 0 } },
        ],
      },
      { events: { name }, last_at: { before: { ago: last } } },
    ],
    i,
  );
}
