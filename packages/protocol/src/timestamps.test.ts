// The forms of time that clients send, and that nothing else is taken for one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseTimestamp } from './timestamps.ts';

const noon = Date.UTC(2026, 10, 21, 12, 0, 0);

const understood: [unknown, number][] = [
  ['2026-11-21T12:00:00.000Z', noon],
  ['2026-11-21T12:00:00Z', noon],
  ['2026-11-21T12:00Z', noon],
  ['2026-11-21T12:00:00z', noon],
  ['2026-11-21T12:00:00.123Z', noon + 123],
  ['2026-11-21T12:00:00,123Z', noon + 123],
  ['2026-11-21T12:00:00.123456Z', noon + 123],
  ['2026-11-21T12:00:00.123456789Z', noon + 123],
  ['2026-11-21T12:00:00.5Z', noon + 500],
  ['2026-11-21T20:00:00.000+08:00', noon],
  ['2026-11-21T20:00:00+0800', noon],
  ['2026-11-21T06:30:00-05:30', noon],
  ['2026-11-21 12:00:00', noon],
  ['2026-11-21 12:00:00.000', noon],
  ['2026-11-21 12:00:00 Z', noon],
  ['2026-11-21 20:00:00 +08:00', noon],
  ['2026-11-21T12:00:00', noon],
  [' 2026-11-21T12:00:00Z ', noon],
  ['2026-11-21', noon - 12 * 3_600_000],
  ['2026-11', Date.UTC(2026, 10, 1)],
  ['2024-02-29T00:00:00.000Z', Date.UTC(2024, 1, 29)],
  [noon, noon],
  [noon / 1000, noon],
  [noon / 1000 + 0.25, noon + 250],
  [noon + 0.7, noon],
  [String(noon), noon],
  [String(noon / 1000), noon],
  [0, 0],
  [-86_400, -86_400_000],
  ['1997-01-12', Date.UTC(1997, 0, 12)],
  ['1900-01-01T00:00:00.000Z', Date.UTC(1900, 0, 1)],
  ['2299-12-31T00:00:00.000Z', Date.UTC(2299, 11, 31)],
];

const refused: unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'yesterday',
  'now',
  '12',
  '2026',
  '20261121',
  '21.11.2026',
  '11/21/2026',
  'Sat, 21 Nov 2026 12:00:00 GMT',
  'November 21, 2026 12:00Z',
  '2026-13-01T00:00:00.000Z',
  '2026-11-32T00:00:00.000Z',
  '2026-11-21T25:00:00.000Z',
  '2026-11-21T12:61:00.000Z',
  '2026-02-30T12:00:00.000Z',
  '2026-02-29',
  '2026-11-21T12:00:00.000Zjunk',
  '2026-11-21T12:00:00.000Z'.repeat(2),
  '1899-12-31T23:59:59.999Z',
  '2300-01-01T00:00:00.000Z',
  '+275760-09-13T00:00:00.000Z',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  8.64e15 + 1,
  1e300,
  -1e300,
  true,
  [],
  {},
  [noon],
  10n,
];

describe('parseTimestamp', () => {
  for (const [value, ms] of understood) {
    test(`understands ${JSON.stringify(value)}`, () => assert.equal(parseTimestamp(value), ms));
  }
  for (const value of refused) {
    const shown = typeof value === 'bigint' ? `${value}n` : JSON.stringify(value);
    test(`refuses ${shown ?? 'undefined'}`, () => assert.equal(parseTimestamp(value), undefined));
  }

  const storable = fc.date({ min: new Date('1900-01-01'), max: new Date('2299-12-31'), noInvalidDate: true });

  test('reads back every time that JavaScript writes', () => {
    fc.assert(
      fc.property(storable, (date) => {
        assert.equal(parseTimestamp(date.toISOString()), date.getTime());
        assert.equal(
          parseTimestamp(date.toISOString().slice(0, 19)),
          Math.floor(date.getTime() / 1000) * 1000,
        );
      }),
    );
  });

  test('never throws, and gives whole milliseconds that the event store can hold', () => {
    const looksLikeTime = fc
      .array(
        fc.constantFrom('2026', '-', '11', '21', 'T', ' ', '12', ':', '00', '.5', 'Z', '+08:00', 'Jan', 'x'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.double(), looksLikeTime), (value) => {
        const ms = parseTimestamp(value);
        if (ms === undefined) return;
        assert.ok(Number.isInteger(ms));
        const year = new Date(ms).getUTCFullYear();
        assert.ok(year >= 1900 && year <= 2299);
      }),
      { numRuns: 5000 },
    );
  });
});
