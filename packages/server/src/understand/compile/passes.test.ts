// Tests of values mean here what `docs/definitions.md` says of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Test } from '@rapport/protocol';
import { passes } from './passes.ts';

const moment = Date.parse('2026-11-27T12:00:00Z');

test('each test is true of what it is made for, and of nothing else', () => {
  const cases: [unknown, Test, boolean][] = [
    [null, { exists: false }, true],
    [undefined, { exists: true }, false],
    ['', { exists: true }, true],
    [{}, { exists: true }, false],
    [{ a: { b: null } }, { exists: false }, true],
    [{ a: [] }, { exists: true }, true],
    [null, { not: { is: 1 } }, true],
    ['5', { is: 5 }, false],
    [5, { is_one_of: [4, 5] }, true],
    [5, { is_one_of: [] }, false],
    ['ŁÓDŹ', { is: 'łódź', ignoring_case: true }, true],
    ['İ', { is: 'i', ignoring_case: true }, false],
    ['Lumi Hoop', { contains: 'Hoop' }, true],
    ['Lumi Hoop', { starts_with: 'hoop', ignoring_case: true }, false],
    ['Lumi Hoop', { ends_with: 'hoop', ignoring_case: true }, true],
    [3, { between: [3, 4] }, true],
    [5, { between: [3, 4] }, false],
    ['3', { at_least: 1 }, false],
    [3, { more_than: 3 }, false],
    [3, { at_most: 3 }, true],
    [2.9, { less_than: 3 }, true],
    ['2026-11-27', { before: '2026-11-28' }, true],
    ['2026-11-27T12:00:00.001Z', { after: { ago: 'PT1S' } }, true],
    ['2026-11-20T12:00:00Z', { within_last: 'P7D' }, false],
    ['2026-11-20T12:00:00.001Z', { within_last: 'P7D' }, true],
    ['2026-11-27T12:00:00Z', { within_next: 'P7D' }, false],
    ['2026-12-04T12:00:00Z', { within_next: 'P7D' }, true],
    ['yesterday', { within_last: 'P7D' }, false],
    [['a', 'b'], { some: { is: 'b' } }, true],
    [[], { some: { is: 'b' } }, false],
    [[], { each: { is: 'b' } }, true],
    [['b', 'c'], { no: { is: 'a' } }, true],
    [['b', 'c'], { length: { is: 2 } }, true],
    ['bc', { length: { is: 2 } }, false],
    [['b'], { is: 'b' }, false],
    [{ a: 1 }, { at_least: 0 }, false],
    [true, { is: true }, true],
  ];
  for (const [value, one, expected] of cases)
    assert.equal(passes(value, one, moment), expected, `${JSON.stringify(value)} ${JSON.stringify(one)}`);
});
