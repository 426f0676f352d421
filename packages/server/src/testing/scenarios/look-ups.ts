// Scenarios of events that name objects of the catalog.
import type { LookUp, Test } from '@rapport/protocol';
import { type ConditionScenario, isTrueOf, nowMs, track, whoDid } from './scenario.ts';

/** Whether an event with these properties is one of those that are meant. */
function names(
  name: string,
  properties: object,
  lookUp: Omit<LookUp, keyof Test>,
  expected: boolean,
): ConditionScenario {
  const events = { name: 'Ordered', where: [lookUp as LookUp] };
  const person = whoDid(track('Ordered', nowMs, { ...properties }));
  return isTrueOf(name, { events, count: { is: 1 } }, person, expected);
}

const acme = { of: 'product', field: 'brand', is: 'Acme' };
const ofAcme = { property: 'product_id', ...acme };
const inLines = { property: 'products.product_id', ...acme };

const places: [name: string, properties: object, lookUp: object, expected: boolean][] = [
  ['an id', { product_id: 'gold' }, ofAcme, true],
  ['an id of another object', { product_id: 'silver' }, ofAcme, false],
  ['an id of nothing', { product_id: 'copper' }, ofAcme, false],
  ['no id', {}, ofAcme, false],
  ['null', { product_id: null }, ofAcme, false],
  ['an object', { product_id: { id: 'gold' } }, ofAcme, false],
  [
    'true',
    { product_id: true },
    { property: 'product_id', of: 'product', field: 'brand', exists: true },
    false,
  ],
  ['a number', { product_id: 2 }, ofAcme, true],
  ['the same number with a point', { product_id: 2.0 }, ofAcme, true],
  ['a number as text', { product_id: '2' }, ofAcme, true],
  ['no number is written so', { product_id: 5 }, ofAcme, false],
  ['what is written so', { product_id: '5.0' }, ofAcme, true],
  ['a zero before it', { product_id: 1 }, ofAcme, false],
  ['minus zero', { product_id: -0 }, { ...ofAcme, is: 'gold' }, true],
  ['a very large number', { product_id: 1e300 }, { ...ofAcme, is: 'old' }, true],
  ['letters of other alphabets', { product_id: 'Łódź' }, { ...ofAcme, is: 'Łódź' }, true],
  ['signs that are quoted', { product_id: "o'ne %_" }, { ...ofAcme, is: 'silver' }, true],
  ['a list of ids', { product_id: ['copper', 'gold'] }, ofAcme, true],
  ['a list of others', { product_id: ['copper', ['gold']] }, ofAcme, false],
  ['an empty list', { product_id: [] }, ofAcme, false],
  ['in a list of objects', { products: [{ product_id: 'silver' }, { product_id: 2 }] }, inLines, true],
  [
    'in no object of a list',
    { products: [{ product_id: 'silver' }, 'gold', { sku: 'gold' }] },
    inLines,
    false,
  ],
  ['in one object', { products: { product_id: 'gold' } }, inLines, true],
  ['in an object by a name with a dot', { 'products.product_id': 'gold' }, inLines, true],
  ['lists in a list of objects', { products: [{ product_id: ['silver', 'gold'] }] }, inLines, true],
  ['a list in a list', { products: [[{ product_id: 'gold' }]] }, inLines, false],
  [
    'lists at each name',
    { a: [{ b: [{ c: 'copper' }, { c: 'gold' }] }] },
    { ...inLines, property: 'a.b.c' },
    true,
  ],
  ['a list inside an object', { a: { b: [{ c: 'gold' }] } }, { ...inLines, property: 'a.b.c' }, true],
  ['a list before an object', { a: [{ b: { c: 'gold' } }] }, { ...inLines, property: 'a.b.c' }, true],
  ['names with dots in a list', { a: [{ 'b.c': 'gold' }] }, { ...inLines, property: 'a.b.c' }, true],
];

const missing = 'copper';
const tests: [test: object, id: string, expected: boolean][] = [
  [{ exists: true }, 'gold', true],
  [{ exists: true }, '2.5', false],
  [{ exists: false }, '2.5', true],
  // What is not in the catalog is none of the objects that lack a brand.
  [{ exists: false }, missing, false],
  [{ not: { is: 'Acme' } }, 'silver', true],
  [{ not: { is: 'Acme' } }, '2.5', true],
  [{ not: { is: 'Acme' } }, 'gold', false],
  [{ not: { is: 'Acme' } }, missing, false],
  [{ is: 'acme', ignoring_case: true }, 'gold', true],
  [{ is_one_of: ['silver', 'Acme'] }, 'gold', true],
  [{ is_one_of: [] }, 'gold', false],
  [{ contains: 'cm' }, 'gold', true],
  [{ starts_with: 'AC', ignoring_case: true }, 'silver', true],
  [{ ends_with: 'me' }, 'Łódź', false],
  [{ field: 'price', at_least: 5 }, 'gold', true],
  [{ field: 'price', more_than: 5 }, 'gold', false],
  [{ field: 'price', between: [2, 3] }, 'silver', true],
  [{ field: 'price', less_than: 1 }, 'Łódź', true],
  [{ field: 'price', at_most: 1 }, "o'ne %_", false],
  [{ field: 'price', is: 5 }, '2.5', true],
  [{ field: 'sold', is: true }, 'gold', true],
  [{ field: 'sold', is: false }, 'gold', false],
  [{ field: 'since', before: '2026-11-21' }, 'gold', true],
  [{ field: 'since', after: '2026-10-28T06:59:59Z' }, 'silver', true],
  [{ field: 'since', after: '2026-10-28T07:00:00Z' }, 'silver', false],
  [{ field: 'tags', some: { is: 'gold' } }, 'gold', true],
  [{ field: 'tags', each: { is: 'gold' } }, 'gold', false],
  [{ field: 'tags', each: { is: 'gold' } }, 'silver', true],
  [{ field: 'tags', no: { is: 'gold' } }, 'Łódź', true],
  [{ field: 'tags', length: { is: 2 } }, 'gold', true],
  [{ field: 'size', exists: true }, 'gold', true],
  [{ field: 'constructor', exists: true }, 'gold', false],
  [{ of: 'offer' }, 'gold', false],
  [{ of: 'none', exists: true }, 'gold', false],
];

export const lookUps: ConditionScenario[] = [
  ...places.map(([name, properties, lookUp, expected]) =>
    names(name, properties, lookUp as LookUp, expected),
  ),
  ...tests.map(([test, id, expected]) => {
    const asked = Object.keys(test).every((key) => key === 'of') ? { is: 'Acme' } : {};
    const lookUp = { property: 'product_id', of: 'product', field: 'brand', ...asked, ...test } as LookUp;
    return names(`${JSON.stringify(test)} of ${id}`, { product_id: id }, lookUp, expected);
  }),
];
