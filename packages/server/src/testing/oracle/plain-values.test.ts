// The oracle's plain readings and the protocol's were written apart, and say the same of every text.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate, parseDuration, parsePath } from '@rapport/protocol';
import fc from 'fast-check';
import { dateMs, durationMs, namesOf, roundToEven } from './plain-values.ts';

const number = (least: number, most: number, digits: number) =>
  fc.integer({ min: least, max: most }).map((value) => String(value).padStart(digits, '0'));
/** What looks like a date, and often is none. */
const dateLike = fc
  .tuple(
    fc.oneof(number(1899, 1901, 4), number(2023, 2028, 4), number(2299, 2300, 4)),
    number(0, 13, 2),
    number(0, 32, 2),
    fc.constantFrom('', 'T', 'T', 'T', ' ', 't'),
    number(0, 24, 2),
    number(0, 60, 2),
    fc.oneof(
      fc.constantFrom('', '', ':'),
      number(0, 60, 2).map((second) => `:${second}`),
    ),
    fc.oneof(
      fc.constantFrom('', '', '.', ',5'),
      fc.integer({ min: 0, max: 11 }).map((count) => `.${'123456789098'.slice(0, count)}`),
    ),
    fc.constantFrom('', 'Z', 'z', '+01:00', '-00:00', '-13:59', '+14:00', '+14:01', '+0100', '+01'),
  )
  .map(([year, month, day, letter, hour, minute, second, fraction, offset]) =>
    letter === ''
      ? `${year}-${month}-${day}`
      : `${year}-${month}-${day}${letter}${hour}:${minute}${second}${fraction}${offset}`,
  );

test('dates', () => {
  fc.assert(
    fc.property(dateLike, (text) => assert.equal(dateMs(text), parseDate(text))),
    { numRuns: 20_000 },
  );
});

test('durations', () => {
  const part = fc.option(fc.integer({ min: 0, max: 4000 }), { nil: undefined });
  const written = fc.tuple(part, part, part, part, part).map(([weeks, days, hours, minutes, seconds]) => {
    const say = (count: number | undefined, unit: string) => (count === undefined ? '' : `${count}${unit}`);
    const time = `${say(hours, 'H')}${say(minutes, 'M')}${say(seconds, 'S')}`;
    return `P${say(weeks, 'W')}${say(days, 'D')}${time === '' ? '' : `T${time}`}`;
  });
  fc.assert(
    fc.property(
      written.filter((text) => text !== 'P'),
      (text) => assert.equal(durationMs(text), parseDuration(text)),
    ),
  );
});

test('paths', () => {
  const name = fc.stringMatching(/^[ab.\\"]{1,4}$/);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (names) => {
      const path = names.map((one) => one.replaceAll(/[.\\]/g, '\\$&')).join('.');
      assert.deepEqual(namesOf(path), names);
      assert.deepEqual(parsePath(path), names);
    }),
  );
});

test('halves are rounded to the even', () => {
  for (const [number, whole] of [
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [-0.5, 0],
    [-1.5, -2],
    [-2.5, -2],
    [2.4, 2],
    [-2.6, -3],
    [1e15, 1e15],
  ] as const)
    assert.equal(roundToEven(number) + 0, whole);
});
