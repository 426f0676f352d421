// Moments out of date fields and back, in both zones that a member can choose.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFieldText, toMoment } from './moment.ts';

test('a field in UTC means that minute of UTC', () => {
  assert.equal(toMoment('2026-11-26T12:00', 'UTC'), '2026-11-26T12:00:00.000Z');
  assert.equal(toFieldText('2026-11-26T12:00:31.000Z', 'UTC'), '2026-11-26T12:00');
});

test('a field in local time comes back as it was written, on both sides of a change of the clock', () => {
  for (const text of ['2026-01-15T23:59', '2026-07-15T00:01'])
    assert.equal(toFieldText(toMoment(text, 'local'), 'local'), text);
});

test('what is no moment is nothing', () => {
  assert.equal(toMoment('', 'UTC'), undefined);
  assert.equal(toMoment('tomorrow', 'local'), undefined);
  assert.equal(toFieldText(undefined, 'UTC'), '');
  assert.equal(toFieldText('whenever', 'local'), '');
});
