// Scenarios of selectors: which events are meant, by name, type, properties and the time of day where they happened.
import type { Selector } from '@rapport/protocol';
import type { Person } from '../oracle/index.ts';
import {
  at,
  dayMs,
  type Happened,
  isTrueOf,
  nowMs,
  person,
  stored,
  told,
  track,
  warsaw,
  whoDid,
} from './scenario.ts';

const page = (name: string, ms: number): Happened => ({ name, type: 'page', ms, properties: {} });
const shopper = whoDid(
  track('Order Completed', nowMs - 3 * dayMs, {
    total: 50,
    category: 'kitchen',
    items: [{ sku: 'a' }],
    gift: null,
  }),
  track('Order Completed', nowMs - 2 * dayMs, { total: '50', shipping: { city: 'Łódź' } }),
  track('order completed', nowMs - dayMs, {}),
  track('Order Cancelled', nowMs, { total: 10 }),
  track('Order Completed', nowMs + 1, { total: 99 }),
  page('Order Completed', nowMs - 5 * dayMs),
  page('page', nowMs - 5 * dayMs),
  { name: 'identify', type: 'identify', ms: nowMs - dayMs, properties: { plan: 'gold' } },
);

const orders = { name: 'Order Completed' };
const rows: [selector: Selector, count: number][] = [
  [orders, 3],
  [{ name: 'Order' }, 0],
  [{ name_starts_with: 'Order ' }, 4],
  [{ name_starts_with: 'Order Completed' }, 3],
  [{ name_starts_with: 'order_' }, 0],
  [{ type: 'track' }, 4],
  [{ type: 'page' }, 2],
  [{ type: 'group' }, 0],
  [{ name: 'page' }, 1],
  [{ ...orders, type: 'track' }, 2],
  [{ ...orders, name_starts_with: 'Order C', type: 'page' }, 1],
  [{ ...orders, name_starts_with: 'Product' }, 0],
  [{ type: 'identify', where: [{ property: 'plan', is: 'gold' }] }, 1],
  [{ ...orders, where: [] }, 3],
  [{ ...orders, where: [{ property: 'total', at_least: 50 }] }, 1],
  [{ ...orders, where: [{ property: 'total', is: '50' }] }, 1],
  [{ ...orders, where: [{ property: 'total', exists: false }] }, 1],
  [{ ...orders, where: [{ property: 'gift', exists: false }] }, 3],
  [{ ...orders, where: [{ property: 'total', not: { is: 50 } }] }, 2],
  [
    {
      ...orders,
      where: [
        { property: 'total', exists: true },
        { property: 'category', is: 'kitchen' },
      ],
    },
    1,
  ],
  [{ ...orders, where: [{ property: 'shipping.city', is: 'Łódź' }] }, 1],
  [{ ...orders, where: [{ property: 'shipping', exists: true }] }, 1],
  [{ ...orders, where: [{ property: 'items', length: { is: 1 } }] }, 1],
  [{ ...orders, where: [{ property: 'items.sku', exists: true }] }, 0],
];
const named = rows.map(([selector, count]) =>
  isTrueOf(JSON.stringify(selector), { events: selector, count: { is: count } }, shopper, true),
);

type Local = NonNullable<Selector['local']>;
const kolkata = 'Asia/Kolkata';
const locals: [local: Local, happened: string, expected: boolean][] = [
  // 27 November 2026 is a Friday. Kolkata is five and a half hours ahead, Warsaw one.
  [{ from: '18:00', until: '23:00', zone: kolkata }, '2026-11-27T12:30Z', true],
  [{ from: '18:00', until: '23:00', zone: kolkata }, '2026-11-27T12:29:59.999Z', false],
  [{ from: '18:00', until: '23:00', zone: kolkata }, '2026-11-27T17:29:59.999Z', true],
  [{ from: '18:00', until: '23:00', zone: kolkata }, '2026-11-27T17:30Z', false],
  [{ from: '18:00', until: '23:00' }, '2026-11-27T17:00Z', true],
  [{ from: '18:00', until: '23:00' }, '2026-11-27T16:59:59.999Z', false],
  [{ from: '22:00', until: '02:00', zone: 'UTC' }, '2026-11-27T22:00Z', true],
  [{ from: '22:00', until: '02:00', zone: 'UTC' }, '2026-11-27T01:59:59.999Z', true],
  [{ from: '22:00', until: '02:00', zone: 'UTC' }, '2026-11-27T02:00Z', false],
  [{ from: '22:00', until: '02:00', zone: 'UTC' }, '2026-11-27T21:59Z', false],
  [{ from: '18:00', until: '18:00', zone: 'UTC' }, '2026-11-27T05:00Z', true],
  [{ from: '18:00', zone: 'UTC' }, '2026-11-27T23:59:59.999Z', true],
  [{ from: '18:00', zone: 'UTC' }, '2026-11-27T00:00Z', false],
  [{ until: '06:00', zone: 'UTC' }, '2026-11-27T00:00Z', true],
  [{ until: '06:00', zone: 'UTC' }, '2026-11-27T06:00Z', false],
  [{ until: '00:00', zone: 'UTC' }, '2026-11-27T12:00Z', true],
  [{ weekdays: [5], zone: kolkata }, '2026-11-27T18:29:59.999Z', true],
  [{ weekdays: [5], zone: kolkata }, '2026-11-27T18:30Z', false],
  [{ weekdays: [6], zone: kolkata }, '2026-11-27T18:30Z', true],
  [{ weekdays: [7, 1], zone: 'UTC' }, '2026-11-22T12:00Z', true],
  [{ weekdays: [7, 1], zone: 'UTC' }, '2026-11-23T12:00Z', true],
  [{ weekdays: [7, 1], zone: 'UTC' }, '2026-11-24T12:00Z', false],
  // Over midnight the weekday is that of the event itself: Saturday, for a night that began on Friday.
  [{ weekdays: [5], from: '22:00', until: '02:00', zone: 'UTC' }, '2026-11-28T01:00Z', false],
  [{ weekdays: [5], from: '22:00', until: '02:00', zone: 'UTC' }, '2026-11-27T01:00Z', true],
  // On 25 October 2026 Warsaw has the hour from two twice, on 29 March not at all.
  [{ from: '02:30', until: '02:31' }, '2026-10-25T00:30Z', true],
  [{ from: '02:30', until: '02:31' }, '2026-10-25T01:30Z', true],
  [{ from: '03:00', until: '03:01' }, '2026-03-29T01:00Z', true],
  [{ from: '02:00', until: '03:00' }, '2026-03-29T01:00Z', false],
];
/** The zone of the person does not matter to what is local. */
const traveller = (ms: number): Person =>
  person({ events: stored(track('Opened', ms)), tellings: [told('timezone', 'America/Lima', 0)] });
const happenedLocally = locals.map(([local, happened, expected]) =>
  isTrueOf(
    `${JSON.stringify(local)} at ${happened}`,
    { events: { name: 'Opened', local }, count: { is: 1 } },
    traveller(at(happened)),
    expected,
    { momentMs: at('2026-11-30'), zone: warsaw },
  ),
);

export const selectors = [...named, ...happenedLocally];
