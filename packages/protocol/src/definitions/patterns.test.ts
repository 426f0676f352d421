// The expressions, dates, durations and paths of definitions: what is one, what is not, and what it says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from './dates.ts';
import { parseDuration } from './durations.ts';
import { parsePath } from './names.ts';
import { findPatternFault } from './patterns.ts';

test('expressions that every engine reads alike', () => {
  for (const pattern of [
    'gold',
    '^[a-z0-9._-]+@[a-z]+\\.(?:com|in)$',
    '(ab)+?c*',
    '\\d{2,4}\\s\\w\\b.',
    '[^\\]\\d\\-]',
    '(a{3})b{100}',
    '\\{x\\}',
    '漢|字',
  ])
    assert.equal(findPatternFault(pattern), undefined, pattern);
});

test('expressions that are refused', () => {
  const cases: [string, RegExp][] = [
    ['a'.repeat(201), /within 200/],
    ['(a)\\1', /no back-references/],
    ['\\k<a>', /no back-references/],
    ['(?=a)', /no look-around/],
    ['(?<!a)b', /no look-around/],
    ['(?<name>a)', /no look-around/],
    ['(?i)a', /no flag/],
    ['a{101}', /at most 100 times/],
    ['a{1,1000}', /at most 100 times/],
    ['(a{50}){50}', /repeated by number already/],
    ['((a{50})b){50}', /repeated by number already/],
    ['a{2}{3}', /repeated by number already/],
    ['[[:alpha:]]', /before \[ inside/],
    ['[\\s\\S]', /Do not use \\S/],
    ['[]a]', /Put something/],
    ['\\p{L}', /is not understood/],
    ['\\x41', /is not understood/],
    ['a{', /before \{/],
    ['(a', /no regular expression/],
    ['a)', /no regular expression/],
    ['[a', /no regular expression/],
    ['*a', /no regular expression/],
    ['a\\', /is not understood/],
    ['a++', /no regular expression/],
  ];
  for (const [pattern, fault] of cases) assert.match(findPatternFault(pattern) ?? '', fault, pattern);
});

test('dates', () => {
  assert.equal(parseDate('2026-11-27'), Date.UTC(2026, 10, 27));
  assert.equal(parseDate('2024-02-29T23:30-01:00'), Date.UTC(2024, 2, 1, 0, 30));
  assert.equal(parseDate('2026-11-27T08:00:01.1239+05:30'), Date.UTC(2026, 10, 27, 2, 30, 1, 123));
  assert.equal(parseDate('2026-11-27T00:00Z'), Date.UTC(2026, 10, 27));
  for (const none of [
    ...['2025-02-29', '2026-13-01', '2026-00-10', '1899-12-31', '2300-01-01', '2026-11-27T08:00', '26-11-27'],
    ...[
      '2026-11-27T24:00Z',
      '2026-11-27T08:60Z',
      '2026-11-27T08:00:60Z',
      '2026-11-27T08:00+14:01',
      '2026-11-27 ',
    ],
    ...['2026-11-27t08:00z', '', 20261127, null, undefined, ['2026-11-27']],
  ])
    assert.equal(parseDate(none), undefined, String(none));
});

test('durations', () => {
  assert.equal(parseDuration('P1W2DT3H4M5S'), ((9 * 24 + 3) * 3600 + 245) * 1000);
  assert.equal(parseDuration('PT90M'), 5_400_000);
  for (const none of ['P', 'PT', 'P1DT', 'P1Y', 'P1M', 'PT1.5H', '-P1D', 'p1d', '1D', 'P1D1W'])
    assert.equal(parseDuration(none), undefined, none);
});

test('paths', () => {
  assert.deepEqual(parsePath('address.city'), ['address', 'city']);
  assert.deepEqual(parsePath('a\\.b.c\\\\'), ['a.b', 'c\\']);
});
