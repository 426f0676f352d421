// Scenarios of values of traits over events: what comes out, of none, of other types, of ties, rounded and in order.
import type { TraitValue } from '@rapport/protocol';
import type { Person } from '../oracle/index.ts';
import { dayMs, hourMs, isValueOf, nowMs, person, track, whoDid } from './scenario.ts';

const name = 'Order Completed';
const of = { name };
const nobody = person();
/** Who did one event for each value, a day apart, the last yesterday; undefined is an event without the property. */
const who = (...values: unknown[]): Person =>
  whoDid(
    ...values.map((x, index) =>
      track(name, nowMs - (values.length - index) * dayMs, x === undefined ? {} : { x, deep: { x } }),
    ),
  );
/** The same, all in one millisecond. */
const atOnce = (...values: unknown[]): Person =>
  whoDid(...values.map((x) => track(name, nowMs - dayMs, { x })));

const rows: [about: string, value: TraitValue, of: Person, expected: unknown][] = [
  ['of none', { count: of }, nobody, 0],
  ['of two', { count: of }, who(1, undefined), 2],
  ['of none', { sum: 'x', of }, nobody, 0],
  ['of other types', { sum: 'x', of }, who('5', true, null, [1], { x: 1 }), 0],
  ['tenths', { sum: 'x', of }, who(0.1, 0.2), 0.3],
  ['in another order', { sum: 'x', of }, who(1e9, 0.000001, -1e9), 0.000001],
  ['inside an object', { sum: 'deep.x', of }, who(1, 2), 3],
  ['halves to the even', { sum: 'x', of }, who(0.0000005), 0],
  ['one and a half', { sum: 'x', of }, who(0.0000015), 0.000002],
  ['two and a half', { sum: 'x', of }, who(0.0000025), 0.000002],
  ['less than nothing', { sum: 'x', of }, who(-0.0000025), -0.000002],
  ['a thousand million', { sum: 'x', of }, who(1e9, -1e9, 1e9), 1e9],
  [
    'beyond 2^53 millionths, halfway to the even below',
    { sum: 'x', of },
    who(...Array<number>(11).fill(999_999_999.999999)),
    10_999_999_999.999989,
  ],
  [
    'beyond 2^53 millionths, halfway to the even above',
    { sum: 'x', of },
    who(...Array<number>(13).fill(999_999_999.999999)),
    12_999_999_999.999989,
  ],
  ['more is left out', { sum: 'x', of }, who(1000000000.001, -1e10, 5), 5],
  [
    'exact beyond doubles',
    { sum: 'x', of },
    who(...Array.from({ length: 20 }, () => 999999999.999999)),
    19999999999.99998,
  ],
  ['of none', { average: 'x', of }, nobody, undefined],
  ['of other types', { average: 'x', of }, who('5'), undefined],
  ['of two', { average: 'x', of }, who(1, '5', 2), 1.5],
  ['more is left out', { average: 'x', of }, who(1e10, 4), 4],
  ['of three', { average: 'x', of }, who(1, 1, 0), 0.6666666666666666],
  ['of none', { minimum: 'x', of }, nobody, undefined],
  ['large ones too', { minimum: 'x', of }, who(3, -1e10, '1'), -1e10],
  ['of none', { maximum: 'x', of }, who(true), undefined],
  ['large ones too', { maximum: 'x', of }, who(3, 1e10), 1e10],
  ['of none', { distinct: 'x', of }, nobody, 0],
  ['by type', { distinct: 'x', of }, who(1, '1', true, 'true', 1, undefined), 4],
  ['zero and its negative', { distinct: 'x', of }, who(0, -0), 1],
  ['empty text counts', { distinct: 'x', of }, who('', null), 1],
  ['lists and objects do not', { distinct: 'x', of }, who([1], { a: 1 }, 1), 1],
  ['of none', { first_value: 'x', of }, who(undefined, null), undefined],
  ['of those that have it', { first_value: 'x', of }, who(undefined, null, 'a', 'b'), 'a'],
  ['of one time', { first_value: 'x', of }, atOnce('b', 'a'), 'b'],
  ['of any type', { first_value: 'x', of }, who([1, { a: 2 }]), [1, { a: 2 }]],
  ['of those that have it', { last_value: 'x', of }, who('a', 'b', null, undefined), 'b'],
  ['of one time', { last_value: 'x', of }, atOnce('b', 'a'), 'a'],
  ['of none', { last_value: 'x', of }, nobody, undefined],
  ['of none', { first_at: of }, nobody, undefined],
  ['of two', { first_at: of }, who(1, 2), '2026-11-25T08:00:00.000Z'],
  ['of two', { last_at: of }, who(1, 2), '2026-11-26T08:00:00.000Z'],
  ['of none', { last_at: of }, nobody, undefined],
  ['of none', { days_since_last: of }, nobody, undefined],
  ['whole', { days_since_last: of }, who(1), 1],
  ['a millisecond less', { days_since_last: of }, whoDid(track(name, nowMs - dayMs + 1)), 0],
  ['days of 24 hours', { days_since_last: of }, whoDid(track(name, nowMs - 40 * dayMs - hourMs)), 40],
  ['now', { days_since_last: of }, whoDid(track(name, nowMs)), 0],
  ['of none', { rate: { name, in: { last: 'P30D' } }, per: 'P1D' }, nobody, 0],
  ['a week', { rate: { name, in: { last: 'P30D' } }, per: 'P7D' }, who(1, 2, 3), 0.7],
  ['in the window alone', { rate: { name, in: { last: 'P2D' } }, per: 'P2D' }, who(1, 2, 3), 1],
  ['of none', { most_frequent: 'x', of }, nobody, undefined],
  ['of most events', { most_frequent: 'x', of }, who('a', 'b', 'a', 'c'), 'a'],
  ['equally frequent', { most_frequent: 'x', of }, who('a', 'b', 'b', 'a', 'c'), 'a'],
  ['equally frequent at once', { most_frequent: 'x', of }, atOnce('b', 'c', 'a'), 'a'],
  ['by type', { most_frequent: 'x', of }, who(1, '1', 1), 1],
  ['a truth value', { most_frequent: 'x', of }, who(true, false, false), false],
  ['lists do not count', { most_frequent: 'x', of }, who([1], [1], 'a'), 'a'],
  ['often enough', { most_frequent: 'x', of, at_least: 2 }, who('a', 'a', 'b'), 'a'],
  ['not often enough', { most_frequent: 'x', of, at_least: 3 }, who('a', 'a', 'b'), undefined],
  ['of none', { list: 'x', of, at_most: 5 }, nobody, []],
  [
    'the one seen last first',
    { list: 'x', of, at_most: 5 },
    who('a', 'b', 'a', 5, '5', null, [1]),
    ['5', 5, 'a', 'b'],
  ],
  ['at most', { list: 'x', of, at_most: 2 }, who('a', 'b', 'c', 'a'), ['a', 'c']],
  ['at once', { list: 'x', of, at_most: 2 }, atOnce('a', 'b', 'c'), ['c', 'b']],
];

export const traitValues = rows.map(([about, value, of, expected]) =>
  isValueOf(`${JSON.stringify(value)}: ${about}`, value, of, expected),
);
