// When a request is due, what it is called, and what is taken of what was written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseWords, toDue, toReference, wordsLengthMax } from './model.ts';

test('a request is due on the same day of the next month, or on its last', () => {
  for (const [received, due] of [
    ['2026-11-28T13:20:00.000Z', '2026-12-28T13:20:00.000Z'],
    ['2026-01-31T00:00:00.000Z', '2026-02-28T00:00:00.000Z'],
    ['2028-01-30T23:59:59.999Z', '2028-02-29T23:59:59.999Z'],
    ['2026-12-31T12:00:00.000Z', '2027-01-31T12:00:00.000Z'],
  ] as const)
    assert.equal(toDue(new Date(received)).toISOString(), due);
});

test('a reference has no letters that look alike, and does not repeat', () => {
  const all = Array.from({ length: 2000 }, () => toReference());
  for (const one of all) assert.match(one, /^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
  assert.equal(new Set(all).size, all.length);
});

test('words are counted as people count them', () => {
  assert.equal(parseWords('  My name is\r\nSara\0h.\r'), 'My name is\nSarah.');
  assert.equal(parseWords('é\r\n'.repeat(wordsLengthMax / 2))?.length, wordsLengthMax - 1);
  assert.equal(parseWords('x'.repeat(wordsLengthMax + 1)), undefined);
});
