// Scenarios of attributes and traits as values, of arithmetic, and of scores with given limits.
import type { TraitValue, Value } from '@rapport/protocol';
import type { Limits, Person } from '../oracle/index.ts';
import { dayMs, isValueOf, nowMs, person, told, track, whoDid } from './scenario.ts';

const known = person({
  tellings: [told('age', 30), told('plan', 'gold'), told('gone', null), told('address', { city: 'Łódź' })],
  traits: { orders: 4, none: 0, huge: 1e308, note: '4' },
});
const trait = (name: string): Value => ({ trait: name });
const plain: [value: TraitValue, expected: unknown][] = [
  [{ attribute: 'age' }, 30],
  [{ attribute: 'address.city' }, 'Łódź'],
  [{ attribute: 'address' }, { city: 'Łódź' }],
  [{ attribute: 'gone' }, undefined],
  [{ attribute: 'never' }, undefined],
  [trait('orders'), 4],
  [trait('never'), undefined],
  [{ add: [trait('orders'), 1.5] }, 5.5],
  [{ add: [{ attribute: 'age' }, trait('orders')] }, 34],
  [{ add: [1, trait('never')] }, undefined],
  [{ add: [1, trait('note')] }, undefined],
  [{ subtract: [1, trait('orders')] }, -3],
  [{ multiply: [trait('orders'), trait('none')] }, 0],
  [{ multiply: [trait('huge'), 10] }, undefined],
  [{ multiply: [trait('huge'), -10] }, undefined],
  [{ divide: [trait('orders'), 8] }, 0.5],
  [{ divide: [8, trait('orders')] }, 2],
  [{ divide: [trait('orders'), trait('none')] }, undefined],
  [{ divide: [trait('none'), trait('none')] }, undefined],
  [{ divide: [trait('orders'), -0] }, undefined],
  [{ divide: [1, 3] }, 0.3333333333333333],
  [{ add: [0.1, 0.2] }, 0.30000000000000004],
  [{ multiply: [{ add: [1, 2] }, { subtract: [trait('orders'), 1] }] }, 9],
  [{ add: [{ divide: [1, trait('none')] }, 5] }, undefined],
];

const score: TraitValue = { score: trait('orders'), groups: 3 };
const reversed: TraitValue = { score: trait('orders'), groups: 3, reversed: true };
const limits = { value: [10, 20] };
const scored: [about: string, value: TraitValue, orders: unknown, expected: unknown, limits?: Limits][] = [
  ['below the first limit', score, -5, 1, limits],
  ['at the first limit', score, 10, 1, limits],
  ['just above it', score, 10.000001, 2, limits],
  ['at the last limit', score, 20, 2, limits],
  ['above the last limit', score, 1e300, 3, limits],
  ['no number', score, '10', undefined, limits],
  ['missing', score, undefined, undefined, limits],
  ['no limits yet', score, 10, undefined],
  ['an empty group', score, 11, 3, { value: [10, 10] }],
  ['the lowest, reversed', reversed, 10, 3, limits],
  ['the highest, reversed', reversed, 21, 1, limits],
  ['in the middle, reversed', reversed, 20, 2, limits],
];

const order = (ago: number, total: unknown) => track('Order Completed', nowMs - ago, { total });
const rfm: TraitValue = { rfm: { name: 'Order Completed' }, monetary: 'total', groups: 3 };
const byDefault: TraitValue = { rfm: { name: 'Order Completed' }, monetary: 'total' };
const recent: TraitValue = {
  rfm: { name: 'Order Completed', in: { last: 'P5D' } },
  monetary: 'total',
  groups: 3,
};
const three: Limits = { recency: [2, 10], frequency: [1, 3], monetary: [50, 100] };
const five: Limits = { recency: [1, 2, 3, 4], frequency: [1, 2, 3, 4], monetary: [1, 2, 3, 4] };
const compared: [about: string, value: TraitValue, of: Person, expected: unknown, limits?: Limits][] = [
  ['lately, once, little', rfm, whoDid(order(2 * dayMs, 50)), '311', three],
  [
    'long ago, often, much',
    rfm,
    whoDid(...[11, 12, 13, 14].map((days) => order(days * dayMs, 30))),
    '133',
    three,
  ],
  ['a sum without numbers', rfm, whoDid(order(3 * dayMs, 'x'), order(3 * dayMs, 'y')), '221', three],
  ['no such event', rfm, person(), undefined, three],
  ['none in the window', recent, whoDid(order(5 * dayMs, 500)), undefined, three],
  ['some in the window', recent, whoDid(order(6 * dayMs, 500), order(4 * dayMs, 1)), '211', three],
  ['no limits yet', rfm, whoDid(order(dayMs, 50)), undefined],
  ['five groups when left out', byDefault, whoDid(order(dayMs, 5)), '515', five],
];

export const computedValues = [
  ...plain.map(([value, expected]) => isValueOf(JSON.stringify(value), value, known, expected)),
  ...scored.map(([about, value, orders, expected, given]) =>
    isValueOf(`score: ${about}`, value, person({ traits: { orders } }), expected, given && { limits: given }),
  ),
  ...compared.map(([about, value, of, expected, given]) =>
    isValueOf(`rfm: ${about}`, value, of, expected, given && { limits: given }),
  ),
];
