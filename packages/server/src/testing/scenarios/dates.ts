// Scenarios of dates: what is one, windows at their edges, anniversaries.
import type { Test } from '@rapport/protocol';
import { at, dayMs, isTrueOf, nowMs, person, told } from './scenario.ts';
import { ofAttribute } from './value-tests.ts';

const iso = (ms: number): string => new Date(ms).toISOString();
const ago = (ms: number): string => iso(nowMs - ms);
const isDate: Test = { after: '1900-01-01T00:00+14:00' };

const forms = ofAttribute([
  ...['1900-01-01', '2299-12-31', '2024-02-29', '2026-11-27T08:00Z', '2026-11-27T08:00:59.1+14:00'].map(
    (text): [Test, unknown, boolean] => [isDate, text, true],
  ),
  [isDate, '2026-11-27T08:00:00.123456789-00:30', true],
  ...[
    ...['2025-02-29', '2026-13-01', '2026-00-10', '1899-12-31', '2300-01-01', '2026-11-27T08:00', '26-11-27'],
    ...[
      '2026-11-27T24:00Z',
      '2026-11-27T08:60Z',
      '2026-11-27T08:00:60Z',
      '2026-11-27T08:00+14:01',
      '2026-11-27 ',
    ],
    ...[
      '2026-11-27t08:00z',
      '2026-11-27 08:00:00Z',
      '',
      '2026-11-27T08:00:00.1234567890Z',
      '2026-11-27T08:00+0100',
    ],
    ...['2026-11-27T08:00+01', '2026-11-27T08Z', '2026-W48-5', '2026-331', 'today', '2026-11-27T08:00:00,5Z'],
  ].map((text): [Test, unknown, boolean] => [isDate, text, false]),
  [isDate, nowMs, false],
  [isDate, ['2026-11-27'], false],
  [isDate, undefined, false],
]);

const windows = ofAttribute([
  [{ before: '2026-11-27' }, '2026-11-27', false],
  [{ before: '2026-11-27' }, '2026-11-26T23:59:59.999Z', true],
  [{ before: '2026-11-27' }, '2026-11-27T00:30+01:00', true],
  [{ before: '2026-11-27T08:00:00.123Z' }, '2026-11-27T08:00:00.1239Z', false],
  [{ after: '2026-11-27' }, '2026-11-27', false],
  [{ after: '2026-11-27' }, '2026-11-27T00:00:00.0019Z', true],
  [{ after: '2026-11-27' }, '2026-11-27T00:00:00.0009Z', false],
  [{ before: { ago: 'P7D' } }, ago(7 * dayMs), false],
  [{ before: { ago: 'P7D' } }, ago(7 * dayMs + 1), true],
  [{ after: { ago: 'P7D' } }, ago(7 * dayMs), false],
  [{ after: { ago: 'P7D' } }, ago(7 * dayMs - 1), true],
  [{ before: { ahead: 'P7D' } }, ago(-7 * dayMs), false],
  [{ before: { ahead: 'P7D' } }, ago(-7 * dayMs + 1), true],
  [{ after: { ahead: 'P7D' } }, ago(-7 * dayMs), false],
  [{ after: { ahead: 'P7D' } }, ago(-7 * dayMs - 1), true],
  [{ within_last: 'P7D' }, ago(7 * dayMs), false],
  [{ within_last: 'P7D' }, ago(7 * dayMs - 1), true],
  [{ within_last: 'P7D' }, ago(0), true],
  [{ within_last: 'P7D' }, ago(-1), false],
  [{ within_last: 'P1W' }, ago(7 * dayMs - 1), true],
  [{ within_last: 'P1DT12H' }, ago(1.5 * dayMs), false],
  [{ within_next: 'P7D' }, ago(0), false],
  [{ within_next: 'P7D' }, ago(-1), true],
  [{ within_next: 'P7D' }, ago(-7 * dayMs), true],
  [{ within_next: 'P7D' }, ago(-7 * dayMs - 1), false],
  [{ within_last: 'P7D' }, 'yesterday', false],
  [{ within_last: 'P7D' }, undefined, false],
  [{ not: { within_last: 'P7D' } }, undefined, true],
  [{ some: { within_last: 'P7D' } }, ['x', ago(dayMs)], true],
]);

const kolkata = 'Asia/Kolkata';
type Day = [
  about: string,
  inDays: [number, number],
  born: string,
  moment: string,
  expected: boolean,
  zone?: string,
];
const days: Day[] = [
  ['today', [0, 0], '1990-11-27', '2026-11-27T08:00Z', true],
  ['the day before', [0, 0], '1990-11-26', '2026-11-27T08:00Z', false],
  ['today has begun in Warsaw', [0, 0], '1990-11-27', '2026-11-26T23:00Z', true],
  ['today has not begun in Warsaw', [0, 0], '1990-11-27', '2026-11-26T22:59:59.999Z', false],
  ['today has begun in Kolkata', [0, 0], '1990-11-27', '2026-11-26T18:30Z', true, kolkata],
  ['today has not begun in Kolkata', [0, 0], '1990-11-27', '2026-11-26T18:29:59.999Z', false, kolkata],
  ['the zone of the person is Kolkata', [0, 0], '1990-11-27', '2026-11-26T18:30Z', true, 'person'],
  ['a moment counts in the zone', [0, 0], '1990-11-26T23:30Z', '2026-11-27T08:00Z', true],
  ['a moment counts in another zone', [0, 0], '1990-11-26T23:30Z', '2026-11-27T08:00Z', false, 'UTC'],
  ['a day counts as it is written', [0, 0], '1990-11-27', '2026-11-27T23:30Z', true, 'UTC'],
  ['in a week, the last day', [1, 7], '1990-12-04', '2026-11-27T08:00Z', true],
  ['in a week, past the last day', [1, 7], '1990-12-05', '2026-11-27T08:00Z', false],
  ['in a week, not today', [1, 7], '1990-11-27', '2026-11-27T08:00Z', false],
  ['over the end of the year', [0, 40], '1990-01-01', '2026-11-27T08:00Z', true],
  ['29 February in a leap year', [0, 0], '2000-02-29', '2028-02-29T08:00Z', true],
  ['29 February is not 28 February in a leap year', [0, 0], '2000-02-29', '2028-02-28T08:00Z', false],
  ['29 February is 28 February in other years', [0, 0], '2000-02-29', '2027-02-28T08:00Z', true],
  ['29 February is not 1 March', [0, 0], '2000-02-29', '2027-03-01T08:00Z', false],
  ['28 February on 29 February', [0, 0], '2000-02-28', '2028-02-29T08:00Z', false],
  ['366 days ahead is every day', [0, 366], '1990-11-26', '2026-11-27T08:00Z', true],
  ['before one is born', [0, 0], '2031-11-27', '2026-11-27T08:00Z', true],
  ['no date', [0, 366], '27.11.1990', '2026-11-27T08:00Z', false],
];
const anniversaries = days.map(([about, in_days, born, moment, expected, zone]) =>
  isTrueOf(
    `anniversary: ${about}`,
    { attribute: 'born', anniversary: { in_days, ...(zone === undefined ? {} : { zone }) } },
    person({ tellings: [told('born', born, 0), told('timezone', kolkata, 0)] }),
    expected,
    { momentMs: at(moment) },
  ),
);

export const dates = [...forms, ...windows, ...anniversaries];
