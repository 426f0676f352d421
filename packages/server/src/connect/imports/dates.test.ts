// Times in cells: forms, patterns, time zones, and what is no time.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compileDatePattern } from './date-patterns.ts';
import { compileDateReader, detectDateFormat, toIsoText } from './dates.ts';

function read(cell: string | number, format?: string, timezone?: string): string | undefined {
  const moment = compileDateReader(format, timezone)(cell);
  return moment === undefined ? undefined : (moment.day ?? toIsoText(moment.ms));
}

describe('forms', () => {
  const cases: [cell: string | number, format: string | undefined, expected: string | undefined][] = [
    ['2024-03-05', undefined, '2024-03-05'],
    ['2024-03-05 10:20', undefined, '2024-03-05T10:20:00.000Z'],
    ['2024-03-05T10:20:30,5+05:30', undefined, '2024-03-05T04:50:30.500Z'],
    ['2024-03-05T10:20:30.123456789Z', undefined, '2024-03-05T10:20:30.123Z'],
    ['2024-02-29', undefined, '2024-02-29'],
    ['2023-02-29', undefined, undefined],
    ['2024-03-05T24:00', undefined, undefined],
    ['yesterday', undefined, undefined],
    [20240305, undefined, undefined],
    ['19970101', 'yyyyMMdd', '1997-01-01'],
    [19970101, 'yyyyMMdd', '1997-01-01'],
    ['31.12.2023 23:59', 'dd.MM.yyyy HH:mm', '2023-12-31T23:59:00.000Z'],
    ['1/2/99', 'd/M/yy', '1999-02-01'],
    ['1/2/24', 'M/d/yy', '2024-01-02'],
    ['March 5, 2024 12:05 am', 'MMM d, yyyy h:mm a', '2024-03-05T00:05:00.000Z'],
    ['5-Mar-2024 12:05 PM', 'd-MMM-yyyy h:mm a', '2024-03-05T12:05:00.000Z'],
    ['20240305T102030.5+0200', "yyyyMMdd'T'HHmmss.SSSX", '2024-03-05T08:20:30.500Z'],
    [1_704_067_200, 'unix', '2024-01-01T00:00:00.000Z'],
    ['1704067200.25', 'unix', '2024-01-01T00:00:00.250Z'],
    [1_704_067_200_250, 'unix_ms', '2024-01-01T00:00:00.250Z'],
    // Milliseconds that were taken for seconds lie in the year 55969: no event did.
    [1_704_067_200_250, 'unix', undefined],
    [45_292, 'excel', '2024-01-01'],
    ['45292.75', 'excel', '2024-01-01T18:00:00.000Z'],
    ['1850-01-01', undefined, undefined],
  ];
  for (const [cell, format, expected] of cases) {
    test(`${cell} as ${format ?? 'iso'} is ${expected ?? 'no time'}`, () =>
      assert.equal(read(cell, format), expected));
  }

  test('a pattern that is none is refused with the reason', () => {
    assert.throws(() => compileDatePattern('dd.MM'), /names no year/);
    assert.throws(() => compileDatePattern('yyyy-MM-dd qq'), /"q" .* no part of a date/);
    assert.throws(() => compileDatePattern('MM yyyy MM'), /month twice/);
  });
});

describe('time zones', () => {
  test('local times become UTC, summer and winter', () => {
    assert.equal(read('2024-07-01 12:00', 'iso', 'Europe/Warsaw'), '2024-07-01T10:00:00.000Z');
    assert.equal(read('2024-01-01 12:00', 'iso', 'Europe/Warsaw'), '2024-01-01T11:00:00.000Z');
    assert.equal(read('2024-01-01 12:00', 'iso', '+08:00'), '2024-01-01T04:00:00.000Z');
  });

  test('in the skipped hour the time moves forward, in the doubled hour the earlier one counts', () => {
    assert.equal(read('2024-03-10 02:30', 'iso', 'America/New_York'), '2024-03-10T07:30:00.000Z');
    assert.equal(read('2024-11-03 01:30', 'iso', 'America/New_York'), '2024-11-03T05:30:00.000Z');
  });

  test('an offset in the cell wins over the zone of the mapping', () => {
    assert.equal(read('2024-01-01T12:00+01:00', 'iso', 'Asia/Tokyo'), '2024-01-01T11:00:00.000Z');
  });

  test('a zone that does not exist is refused', () => {
    assert.throws(() => compileDateReader('iso', 'Middle/Earth'), /no time zone/);
  });
});

test('what is written in a pattern is read back', () => {
  const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2299-12-30'), noInvalidDate: true });
  fc.assert(
    fc.property(date, (at) => {
      const iso = at.toISOString();
      assert.equal(read(iso), iso);
      const [, y, mo, d, h, mi, s, ms] = /(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)/.exec(iso) ?? [];
      assert.equal(read(`${d}.${mo}.${y} ${h}:${mi}:${s}.${ms}`, 'dd.MM.yyyy HH:mm:ss.SSS'), iso);
      assert.equal(read(String(at.getTime()), 'unix_ms'), iso);
    }),
  );
});

describe('recognising the format of a column', () => {
  const cases: [name: string, values: (string | number)[], expected: string | undefined][] = [
    ['anything', ['2024-01-05', '2024-02-06T10:00:00Z'], 'iso'],
    ['order_date', ['19970101', '19971231'], 'yyyyMMdd'],
    ['customer_id', ['19970101', '19971231'], undefined],
    ['created_at', [1_704_067_200], 'unix'],
    ['createdAt', [1_704_067_200_000], 'unix_ms'],
    ['price', ['11.77', '12.00'], undefined],
    ['when', ['03/04/2024'], undefined],
    ['when', ['03/04/2024', '13/04/2024'], 'd/M/yyyy'],
    ['when', ['03/04/2024', '04/13/2024'], 'M/d/yyyy'],
    ['when', ['5-Mar-24'], 'd-MMM-yy'],
    ['when', [], undefined],
    [
      'column_3',
      Array.from({ length: 25 }, (_, index) => `199701${String(index + 1).padStart(2, '0')}`),
      'yyyyMMdd',
    ],
  ];
  for (const [name, values, expected] of cases) {
    test(`${name}: ${values.slice(0, 2).join(', ')} is ${expected ?? 'not clear'}`, () =>
      assert.equal(detectDateFormat(name, values), expected));
  }
});
