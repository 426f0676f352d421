// Definitions: each construct is read, and what is wrong is said at its place, with what to do.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  definitionSchemas,
  readCondition,
  readSegmentDefinition,
  readTraitDefinition,
} from './definitions.ts';

const orders = { name: 'Order Completed' };
const ofBrand = { of: 'product', field: 'brand' };
const gold = { attribute: 'plan', is: 'gold' };

const conditions: object[] = [
  { everyone: true },
  { all: [] },
  { any: [gold, { not: gold }] },
  { one: [gold, { everyone: true }] },
  { at_least: 2, of: [gold, gold, gold] },
  { attribute: 'plan', exists: false },
  { attribute: 'address.city', is: 'Łódź', ignoring_case: true },
  { attribute: 'note', is: '' },
  { attribute: 'plan', is_one_of: ['gold', 5, true] },
  { attribute: 'plan', is_one_of: [] },
  { attribute: 'email', contains: '@' },
  { attribute: 'email', starts_with: 'neha' },
  { attribute: 'email', ends_with: '.in', ignoring_case: true },
  { attribute: 'email', matches: '^[a-z]+@' },
  { attribute: 'age', more_than: 17.5 },
  { attribute: 'age', at_least: -1 },
  { attribute: 'age', less_than: 65 },
  { attribute: 'age', at_most: 65 },
  { attribute: 'age', between: [18, 18] },
  { attribute: 'since', before: '2026-11-27' },
  { attribute: 'since', after: { ago: 'P7D' } },
  { attribute: 'until', before: { ahead: 'PT30M' } },
  { attribute: 'since', within_last: 'P1W' },
  { attribute: 'until', within_next: 'P1DT12H' },
  { attribute: 'birthday', anniversary: { in_days: [0, 6], zone: 'person' } },
  { attribute: 'tags', some: { is: 'vip' } },
  { attribute: 'tags', each: { not: { is: 'vip' } } },
  { attribute: 'tags', no: { starts_with: 'x' } },
  { attribute: 'tags', length: { between: [1, 3] } },
  { attribute: 'plan', is: 'gold', for: 'P30D' },
  { attribute: 'plan', changed: { within: 'P7D', from: { is: 'gold' }, to: { exists: false } } },
  { attribute: 'plan', changed: { within: 'P7D' } },
  { trait: 'orders', at_least: 3 },
  { events: orders, count: { at_least: 3 } },
  { events: orders, first_at: { within_last: 'P7D' } },
  { events: orders, last_at: { exists: false } },
  { events: orders, sum: 'total', is: { more_than: 100 } },
  { events: orders, average: 'total', is: { more_than: 100 } },
  { events: orders, minimum: 'total', is: { more_than: 100 } },
  { events: orders, maximum: 'total', is: { more_than: 100 } },
  { events: orders, distinct: 'category', is: { more_than: 2 } },
  { events: orders, first_value: 'category', is: { is: 'kitchen' } },
  { events: orders, last_value: 'category', is: { is: 'jewellery' } },
  { events: { name_starts_with: 'Order ' }, count: { is: 0 } },
  { events: { type: 'page', where: [{ property: 'path', contains: '/sale' }] }, count: { at_least: 1 } },
  { events: { ...orders, where: [{ property: 'product_id', ...ofBrand, is: 'Acme' }] }, count: { is: 0 } },
  {
    events: { ...orders, local: { weekdays: [6, 7], from: '18:00', until: '02:00', zone: 'Asia/Kolkata' } },
    count: { at_least: 1 },
  },
  { events: { ...orders, in: { last: 'P30D' } }, count: { at_least: 1 } },
  { events: { ...orders, in: { from: '2026-01-01', until: '2026-02-01T00:00:00+01:00' } }, count: { is: 1 } },
  { events: { ...orders, in: { until: '2026-02-01' } }, count: { is: 1 } },
  { events: { ...orders, in: { calendar: 'day', zone: 'Asia/Kolkata' } }, count: { is: 1 } },
  { events: { ...orders, in: { calendar: 'month', back: 1, units: 3, zone: 'person' } }, count: { is: 1 } },
  {
    sequence: [{ name: 'Product Added' }, { ...orders, within: 'P1D', without: { name: 'Product Removed' } }],
    same: 'order_id',
    in: { last: 'P30D' },
    after_last: { nothing: { name: 'Paid' }, for: 'PT1H' },
  },
  { segment: 'loyal' },
  { segment: 'loyal', entered: { within: 'P7D' } },
  { segment: 'loyal', left: { within: 'P7D' } },
  { list: 'testers' },
  { permits: 'marketing.email' },
  { said: 'nothing', of: 'marketing.email' },
  { bucket: { of: 'spring test', from: 0, until: 1000 } },
  { held_out: { of: 'holdout', percent: 0.29 } },
];

const values: object[] = [
  { attribute: 'plan' },
  { trait: 'orders' },
  { count: orders },
  ...['sum', 'average', 'minimum', 'maximum', 'distinct', 'first_value', 'last_value'].map((name) => ({
    [name]: 'total',
    of: orders,
  })),
  { first_at: orders },
  { last_at: orders },
  { days_since_last: orders },
  { rate: { ...orders, in: { last: 'P90D' } }, per: 'P30D' },
  { most_frequent: 'category', of: orders },
  { most_frequent: 'category', of: orders, at_least: 2 },
  { list: 'category', of: orders, at_most: 10 },
  { add: [{ count: orders }, 1] },
  { subtract: [1, { count: orders }] },
  { multiply: [{ add: [1, 2] }, 3] },
  { divide: [{ count: orders }, { count: { type: 'page' } }] },
  { score: { count: orders }, groups: 5, reversed: true },
  { rfm: orders, monetary: 'total' },
];

const about = { name: 'loyal', purpose: 'marketing.email', title: 'Loyal people' };

describe('What is read', () => {
  for (const definition of conditions) {
    test(JSON.stringify(definition), () => {
      const given = { ...about, definition };
      assert.deepEqual(readSegmentDefinition(given), { definition: given });
    });
  }
  for (const definition of values) {
    test(`value ${JSON.stringify(definition)}`, () => {
      const given = { ...about, definition };
      assert.deepEqual(readTraitDefinition(given), { definition: given });
    });
  }
});

const selected = (selector: object) => ({ events: selector, count: { is: 1 } });
type Refused = [name: string, condition: unknown, at: string, message: RegExp];
const refused: Refused[] = [
  ['no condition', {}, '', /^Give a condition: everyone, /],
  ['text', 'gold', '', /^Give a condition/],
  ['two conditions', { segment: 'loyal', list: 'testers' }, '', /^Remove `(segment|list)`|^Give a condition/],
  ['no test', { attribute: 'plan' }, '', /^Give exactly one beside `attribute`/],
  ['two tests', { attribute: 'age', at_least: 1, at_most: 2 }, '', /^Give exactly one beside `attribute`/],
  ['an unknown key', { attribute: 'plan', is: 'gold', foo: 1 }, '', /^Remove `foo`/],
  ['an unknown key inside', { all: [{ not: { ...gold, foo: 1 } }] }, 'all[0].not', /^Remove `foo`/],
  ['null', { attribute: 'plan', is: null }, 'is', /asked by `exists`/],
  ['text for a number', { attribute: 'age', more_than: '5' }, 'more_than', /^Give a number here/],
  ['infinity', { attribute: 'age', more_than: Number.POSITIVE_INFINITY }, 'more_than', /^Give a number here/],
  ['a range upside down', { attribute: 'age', between: [2, 1] }, 'between', /smaller number first/],
  ['three ends', { attribute: 'age', between: [1, 2, 3] }, 'between', /^Give two numbers/],
  ['an empty text', { attribute: 'email', contains: '' }, 'contains', /empty one finds nothing/],
  ['a long text', { attribute: 'email', is: 'x'.repeat(501) }, 'is', /within 500 characters/],
  ['a day that is not', { attribute: 'since', before: '2026-02-29' }, 'before', /^Write a date/],
  ['a time without offset', { attribute: 'since', before: '2026-02-28T08:00' }, 'before', /^Write a date/],
  ['a month as duration', { attribute: 'since', within_last: 'P1M' }, 'within_last', /^Write a duration/],
  ['nothing as duration', { attribute: 'since', within_last: 'PT0S' }, 'within_last', /at least one second/],
  ['eleven years', { attribute: 'since', within_last: 'P3651D' }, 'within_last', /at most 3650 days/],
  ['a path of nothing', { attribute: 'a..b', is: 1 }, 'attribute', /one to eight names/],
  ['a path of nine', { attribute: 'a.b.c.d.e.f.g.h.i', is: 1 }, 'attribute', /one to eight names/],
  [
    'case of a number',
    { attribute: 'age', more_than: 5, ignoring_case: true },
    '',
    /^Remove `ignoring_case`/,
  ],
  ['at least none', { at_least: 0, of: [] }, 'at_least', /everybody has none/],
  ['a test of a bad name', { trait: 'Orders', exists: true }, 'trait', /small letters/],
  ['events without question', { events: orders }, '', /^Give exactly one beside `events`/],
  ['events without name', selected({ where: [] }), 'events', /^Say which events/],
  [
    'a bad property',
    selected({ ...orders, where: [{ property: 'a' }] }),
    'events.where[0]',
    /^Give exactly one test/,
  ],
  [
    'a look-up of no field',
    selected({ ...orders, where: [{ property: 'product_id', of: 'product', is: 'Acme' }] }),
    'events.where[0]',
    /^To look into the catalog, give/,
  ],
  [
    'a look-up of no type',
    selected({ ...orders, where: [{ property: 'product_id', field: 'brand', is: 'Acme' }] }),
    'events.where[0]',
    /^To look into the catalog, give/,
  ],
  [
    'a look-up without test',
    selected({ ...orders, where: [{ property: 'product_id', ...ofBrand }] }),
    'events.where[0]',
    /^To look into the catalog, give/,
  ],
  [
    'a look-up by a bad name',
    selected({ ...orders, where: [{ property: 'product_id', of: 'Product', field: 'brand', is: 'Acme' }] }),
    'events.where[0].of',
    /small letters/,
  ],
  ...[
    { within_next: 'P7D' },
    { not: { before: { ago: 'P1D' } } },
    { some: { anniversary: { in_days: [0, 1] } } },
  ].map(
    (test): Refused => [
      `a look-up that goes by the moment, ${JSON.stringify(test)}`,
      selected({ ...orders, where: [{ property: 'product_id', ...ofBrand, ...test }] }),
      'events.where[0]',
      /give a fixed date/,
    ],
  ),
  [
    'a look-up by an expression',
    selected({ ...orders, where: [{ property: 'product_id', ...ofBrand, not: { matches: '(a+)+$' } }] }),
    'events.where[0]',
    /use `contains`/,
  ],
  ['a window of nothing', selected({ ...orders, in: {} }), 'events.in', /^Give/],
  [
    'a window turned round',
    selected({ ...orders, in: { from: '2026-02-02', until: '2026-02-02' } }),
    'events.in',
    /later/,
  ],
  [
    'a zone that is not',
    selected({ ...orders, in: { calendar: 'day', zone: 'Mars/Base' } }),
    'events.in.zone',
    /time zone/,
  ],
  [
    'a zone by offset',
    selected({ ...orders, in: { calendar: 'day', zone: '+01:00' } }),
    'events.in.zone',
    /time zone/,
  ],
  [
    'a zone in small',
    selected({ ...orders, in: { calendar: 'day', zone: 'europe/warsaw' } }),
    'events.in.zone',
    /time zone/,
  ],
  [
    'another name of a zone in small',
    selected({ ...orders, in: { calendar: 'day', zone: 'asia/kolkata' } }),
    'events.in.zone',
    /time zone/,
  ],
  ['a unit', selected({ ...orders, in: { calendar: 'decade' } }), 'events.in.calendar', /^Name a unit/],
  ['24 o’clock', selected({ ...orders, local: { from: '24:00' } }), 'events.local.from', /midnight is 00:00/],
  [
    'an hour of the person',
    selected({ ...orders, local: { from: '18:00', zone: 'person' } }),
    'events.local.zone',
    /time zone/,
  ],
  ['no step', { sequence: [] }, 'sequence', /at least one step/],
  ['nine steps', { sequence: Array(9).fill(orders) }, 'sequence', /at most 8 steps/],
  [
    'a first step after nothing',
    { sequence: [{ ...orders, within: 'P1D' }] },
    'sequence',
    /first step follows nothing/,
  ],
  ['a step with a window', { sequence: [{ ...orders, in: { last: 'P1D' } }] }, 'sequence[0]', /^Remove `in`/],
  ['a bucket upside down', { bucket: { of: 'x', from: 5, until: 5 } }, 'bucket', /greater than/],
  ['a bucket of too many', { bucket: { of: 'x', from: 5, until: 10_001 } }, 'bucket.until', /at most 10000/],
  ['a fine percentage', { held_out: { of: 'x', percent: 0.125 } }, 'held_out.percent', /two decimals/],
  ['a purpose', { permits: 'Marketing!' }, 'permits', /by its slug/],
  ['an answer', { said: 'maybe', of: 'marketing.email' }, 'said', /yes, no or nothing/],
];

describe('What is refused, where, and with which sentence', () => {
  for (const [name, condition, at, message] of refused) {
    test(name, () => {
      const result = readCondition(condition);
      assert.ok('faults' in result, 'it was taken');
      assert.match(result.faults[0]?.message ?? '', message);
      assert.equal(result.faults[0]?.at, at);
    });
  }

  test('values', () => {
    for (const [definition, at, message] of [
      [{ list: 'category', of: orders }, 'definition.at_most', /missing/],
      [{ list: 'category', of: orders, at_most: 1001 }, 'definition.at_most', /at most 1000/],
      [{ rate: orders, per: 'P1D' }, 'definition.rate.in', /window that slides/],
      [{ add: [1] }, 'definition.add', /two values/],
      [
        { add: [1, { score: { count: orders }, groups: 5 }] },
        'definition.add[1]',
        /^Give one value: attribute, /,
      ],
      [{ rfm: orders, monetary: 'total', groups: 10 }, 'definition.groups', /at most 9/],
      [{ count: { name: 5 } }, 'definition.count.name', /^Give a text here/],
    ] as const) {
      const result = readTraitDefinition({ ...about, definition });
      assert.ok('faults' in result, JSON.stringify(definition));
      assert.match(result.faults[0]?.message ?? '', message);
      assert.equal(result.faults[0]?.at, at);
    }
  });

  test('a definition without name or with a bad one', () => {
    const { name: _, ...nameless } = { ...about, definition: gold };
    for (const given of [
      nameless,
      { ...nameless, name: 'No Name' },
      { ...nameless, name: `a${'b'.repeat(63)}` },
    ]) {
      const result = readSegmentDefinition(given);
      assert.deepEqual('faults' in result && result.faults.map(({ at }) => at), ['name']);
    }
  });
});

test('The JSON Schemas describe every construct', () => {
  const { segment, trait } = definitionSchemas();
  const text = JSON.stringify([segment, trait]);
  for (const name of ['everyone', 'changed', 'anniversary', 'after_last', 'held_out', 'rfm', 'most_frequent'])
    assert.ok(text.includes(`"${name}"`), name);
  assert.ok('$defs' in segment && 'Condition' in (segment.$defs as object));
});
