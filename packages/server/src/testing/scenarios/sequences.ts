// Scenarios of sequences: order, ties, within, without, same, windows, and what does not follow.
import type { Sequence } from '@rapport/protocol';
import { dayMs, type Happened, hourMs, isTrueOf, minuteMs, nowMs, track, whoDid } from './scenario.ts';

/** An event so long ago; with `same`, of that order. */
const did = (name: string, ago: number, order?: unknown): Happened =>
  track(name, nowMs - ago, order === undefined ? {} : { order });
const [A, B, C] = [{ name: 'A' }, { name: 'B' }, { name: 'C' }];
const ab: Sequence = { sequence: [A, B] };

export type Row = [about: string, sequence: Sequence, events: Happened[], expected: boolean];
const order: Row[] = [
  ['one step', { sequence: [A] }, [did('A', 0)], true],
  ['one step that is ahead', { sequence: [A] }, [did('A', -1)], false],
  ['no events', ab, [], false],
  ['in turn', ab, [did('A', 2), did('B', 1)], true],
  ['turned round', ab, [did('B', 2), did('A', 1)], false],
  ['in turn, stored turned round', ab, [did('B', 1), did('A', 2)], true],
  ['at the same time is not later', ab, [did('A', 1), did('B', 1)], false],
  ['another event in between', ab, [did('A', 3), did('C', 2), did('B', 1)], true],
  ['a step twice needs two events', { sequence: [A, A] }, [did('A', 1)], false],
  ['a step twice', { sequence: [A, A] }, [did('A', 2), did('A', 1)], true],
  ['two events of one time', { sequence: [A, A] }, [did('A', 1), did('A', 1)], false],
  ['three in turn', { sequence: [A, B, C] }, [did('A', 3), did('B', 2), did('C', 1)], true],
  ['three, the last two at once', { sequence: [A, B, C] }, [did('A', 3), did('B', 1), did('C', 1)], false],
  [
    'the first B is too early',
    { sequence: [A, B, C] },
    [did('B', 4), did('A', 3), did('C', 2), did('B', 1)],
    false,
  ],
  [
    'eight',
    { sequence: [A, B, A, B, A, B, A, B] },
    [8, 7, 6, 5, 4, 3, 2, 1].map((ago) => did(ago % 2 === 0 ? 'A' : 'B', ago)),
    true,
  ],
];

const withinAnHour: Sequence = { sequence: [A, { ...B, within: 'PT1H' }] };
const within: Row[] = [
  ['within: exactly an hour', withinAnHour, [did('A', 2 * hourMs), did('B', hourMs)], true],
  ['within: a millisecond more', withinAnHour, [did('A', 2 * hourMs + 1), did('B', hourMs)], false],
  [
    'within: the first A is too early, the second not',
    withinAnHour,
    [did('A', 5 * hourMs), did('A', 2), did('B', 1)],
    true,
  ],
  [
    'within: the first B fits A, but not C',
    { sequence: [A, B, { ...C, within: 'PT1H' }] },
    [did('A', 9 * hourMs), did('B', 8 * hourMs), did('B', 2 * hourMs), did('C', hourMs)],
    true,
  ],
  [
    'within: counted from the step before',
    { sequence: [A, { ...B, within: 'PT1H' }, { ...C, within: 'PT1H' }] },
    [did('A', 120 * minuteMs), did('B', 70 * minuteMs), did('C', 10 * minuteMs)],
    true,
  ],
];

const withoutC: Sequence = { sequence: [A, { ...B, without: C }] };
const without: Row[] = [
  ['without: none in between', withoutC, [did('C', 4), did('A', 3), did('B', 2), did('C', 1)], true],
  ['without: one in between', withoutC, [did('A', 3), did('C', 2), did('B', 1)], false],
  ['without: at the time of the first', withoutC, [did('A', 3), did('C', 3), did('B', 1)], true],
  ['without: at the time of the second', withoutC, [did('A', 3), did('C', 1), did('B', 1)], true],
  ['without: another A after it', withoutC, [did('A', 4), did('C', 3), did('A', 2), did('B', 1)], true],
  ['without: another B before it', withoutC, [did('A', 4), did('B', 3), did('C', 2), did('B', 1)], true],
  [
    'without the step itself: the next one',
    { sequence: [A, { ...B, without: B }] },
    [did('A', 3), did('B', 2), did('B', 1)],
    true,
  ],
  [
    'without the first: the last A counts',
    { sequence: [A, { ...B, without: A }] },
    [did('A', 3), did('A', 2), did('B', 1)],
    true,
  ],
];

const same: Sequence = { ...ab, same: 'order' };
const sameWithoutC: Sequence = { ...withoutC, same: 'order' };
const sames: Row[] = [
  ['same: equal', same, [did('A', 2, 'x'), did('B', 1, 'x')], true],
  ['same: different', same, [did('A', 2, 'x'), did('B', 1, 'y')], false],
  ['same: another type', same, [did('A', 2, '5'), did('B', 1, 5)], false],
  ['same: both missing', same, [did('A', 2), did('B', 1)], false],
  ['same: both null', same, [did('A', 2, null), did('B', 1, null)], false],
  ['same: lists are not compared', same, [did('A', 2, [1]), did('B', 1, [1])], false],
  ['same: false is a value', same, [did('A', 2, false), did('B', 1, false)], true],
  ['same: empty text is a value', same, [did('A', 2, ''), did('B', 1, '')], true],
  ['same: zero and its negative', same, [did('A', 2, 0), did('B', 1, -0)], true],
  [
    'same: the second order',
    same,
    [did('A', 4, 'x'), did('A', 3, 'y'), did('B', 2, 'z'), did('B', 1, 'y')],
    true,
  ],
  ['same: one step needs it', { sequence: [A], same: 'order' }, [did('A', 1)], false],
  [
    'same: without of another order',
    sameWithoutC,
    [did('A', 3, 'x'), did('C', 2, 'y'), did('B', 1, 'x')],
    true,
  ],
  ['same: without of no order', sameWithoutC, [did('A', 3, 'x'), did('C', 2), did('B', 1, 'x')], true],
  [
    'same: without of this order',
    sameWithoutC,
    [did('A', 3, 'x'), did('C', 2, 'x'), did('B', 1, 'x')],
    false,
  ],
];

export const ofEvents = (rows: readonly Row[]) =>
  rows.map(([about, sequence, events, expected]) => isTrueOf(about, sequence, whoDid(...events), expected));

const lastWeek: Sequence = { ...ab, in: { last: 'P7D' } };
const inWindow: Row[] = [
  ['in: the first just in', lastWeek, [did('A', 7 * dayMs - 1), did('B', 1)], true],
  ['in: the first just out', lastWeek, [did('A', 7 * dayMs), did('B', 1)], false],
  [
    'in: the last just out',
    { ...ab, in: { until: '2026-11-27T07:00Z' } },
    [did('A', 2 * hourMs), did('B', hourMs)],
    false,
  ],
  [
    'in: the last just in',
    { ...ab, in: { until: '2026-11-27T07:00Z' } },
    [did('A', 2 * hourMs), did('B', hourMs + 1)],
    true,
  ],
  [
    'in: yesterday in Warsaw',
    { ...ab, in: { calendar: 'day', back: 1 } },
    [did('A', 32 * hourMs), did('B', 10 * hourMs)],
    true,
  ],
];

export const sequences = ofEvents([...order, ...within, ...without, ...sames, ...inWindow]);
