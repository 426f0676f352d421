// Scenarios of conditions over events: counts, times and properties, of none, of ties and of events that arrived late.
import type { EventsCondition } from '@rapport/protocol';
import type { Person } from '../oracle/index.ts';
import { dayMs, isTrueOf, nowMs, person, track, whoDid } from './scenario.ts';

const name = 'Order Completed';
const orders = { name };
const nobody = person();
const order = (ago: number, properties: Record<string, unknown> = {}) => track(name, nowMs - ago, properties);
const three = whoDid(
  order(3 * dayMs, { total: 10, category: 'kitchen' }),
  order(2 * dayMs, { total: 20.5, category: 'garden' }),
  order(dayMs, { total: '30' }),
);
/** The one stored last is the oldest: it arrived late. */
const late = whoDid(order(dayMs, { n: 2 }), order(2 * dayMs, { n: 1 }));
const tie = whoDid(order(dayMs, { n: 'b' }), order(dayMs, { n: 'a' }));

const rows: [about: string, condition: EventsCondition, of: Person, expected: boolean][] = [
  ['never', { events: orders, count: { is: 0 } }, nobody, true],
  ['not never', { events: orders, count: { is: 0 } }, three, false],
  ['three', { events: orders, count: { at_least: 3 } }, three, true],
  ['not four', { events: orders, count: { at_least: 4 } }, three, false],
  ['a count exists', { events: orders, count: { exists: true } }, nobody, true],
  ['a count is no text', { events: orders, count: { is: '3' } }, three, false],
  ['a count that is not', { events: orders, count: { not: { is: 3 } } }, three, false],
  ['first within', { events: orders, first_at: { within_last: 'P3D' } }, three, false],
  ['first within more', { events: orders, first_at: { within_last: 'P4D' } }, three, true],
  ['first before', { events: orders, first_at: { before: { ago: 'P2D' } } }, three, true],
  ['first of none', { events: orders, first_at: { within_last: 'P3D' } }, nobody, false],
  ['first is a text', { events: orders, first_at: { is: '2026-11-24T08:00:00.000Z' } }, three, true],
  ['first is no number', { events: orders, first_at: { at_least: 0 } }, three, false],
  ['last within', { events: orders, last_at: { within_last: 'P1DT1S' } }, three, true],
  ['last within a day', { events: orders, last_at: { within_last: 'P1D' } }, three, false],
  ['never, by the last', { events: orders, last_at: { exists: false } }, nobody, true],
  ['not never, by the last', { events: orders, last_at: { exists: false } }, three, false],
  ['not within, of none', { events: orders, last_at: { not: { within_last: 'P1D' } } }, nobody, true],
  [
    'the first of two, of which it arrived last',
    { events: orders, first_at: { within_last: 'P2D' } },
    late,
    false,
  ],
  [
    'the last of two, of which the first arrived last',
    { events: orders, last_value: 'n', is: { is: 2 } },
    late,
    true,
  ],
  ['the first value of these', { events: orders, first_value: 'n', is: { is: 1 } }, late, true],
  [
    'of one time the one stored first is first',
    { events: orders, first_value: 'n', is: { is: 'b' } },
    tie,
    true,
  ],
  [
    'of one time the one stored last is last',
    { events: orders, last_value: 'n', is: { is: 'a' } },
    tie,
    true,
  ],
  ['sum', { events: orders, sum: 'total', is: { is: 30.5 } }, three, true],
  ['sum of none', { events: orders, sum: 'total', is: { is: 0 } }, nobody, true],
  ['sum of what nobody has', { events: orders, sum: 'tax', is: { is: 0 } }, three, true],
  [
    'average leaves out what is no number',
    { events: orders, average: 'total', is: { is: 15.25 } },
    three,
    true,
  ],
  ['average of none', { events: orders, average: 'total', is: { exists: false } }, nobody, true],
  ['average of none is not small', { events: orders, average: 'total', is: { less_than: 5 } }, nobody, false],
  ['minimum', { events: orders, minimum: 'total', is: { is: 10 } }, three, true],
  ['minimum of none', { events: orders, minimum: 'total', is: { exists: false } }, nobody, true],
  ['maximum', { events: orders, maximum: 'total', is: { is: 20.5 } }, three, true],
  ['maximum of none', { events: orders, maximum: 'total', is: { not: { more_than: 5 } } }, nobody, true],
  ['distinct', { events: orders, distinct: 'category', is: { is: 2 } }, three, true],
  ['distinct of none', { events: orders, distinct: 'category', is: { is: 0 } }, nobody, true],
  ['distinct by type', { events: orders, distinct: 'total', is: { is: 3 } }, three, true],
  ['first value', { events: orders, first_value: 'category', is: { is: 'kitchen' } }, three, true],
  [
    'last value of those that have it',
    { events: orders, last_value: 'category', is: { is: 'garden' } },
    three,
    true,
  ],
  ['last value of none', { events: orders, last_value: 'category', is: { exists: false } }, nobody, true],
  ['in a window', { events: { name, in: { last: 'P2D' } }, sum: 'total', is: { is: 0 } }, three, true],
  [
    'with a test',
    { events: { name, where: [{ property: 'total', more_than: 15 }] }, count: { is: 1 } },
    three,
    true,
  ],
];

export const eventConditions = rows.map(([about, condition, of, expected]) =>
  isTrueOf(`${about}: ${JSON.stringify(condition)}`, condition, of, expected),
);
