// What counts as a change of a field, and what does not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnsweredField, ViewAnswer } from './answers.ts';
import { listChanged } from './changed-fields.ts';

const at = '2026-11-27T08:00:00.000Z';
const later = '2026-11-27T08:00:10.000Z';
const subject = { id: '1', display_name: 'Sarah', type: 'email', value: 'sarah@example.com' };
const answer = (fields: Record<string, AnsweredField>, of = subject): ViewAnswer => ({
  ...{ view: 'desk', version: 1, title: 'Desk', purpose: 'service', subject: of, decision: null },
  ...{ fields, denied: [], masked: [] },
});
const city = (value: string | null, updated_at = at): AnsweredField => ({
  ...{ kind: 'attribute', value, updated_at, origin: null },
});
const hot = (amount: number, updated_at: string): AnsweredField => ({
  ...{ kind: 'ranking', value: [{ key: 'a', amount, people: 9, before: null }], updated_at, origin: null },
});

test('another value, a value told again, and one that came or went are changes', () => {
  const before = answer({ city: city('Columbus'), plan: city('basic') });
  assert.deepEqual(listChanged(before, answer({ city: city('Dayton'), plan: city('basic') })), ['city']);
  assert.deepEqual(listChanged(before, answer({ city: city('Columbus', later), plan: city('basic') })), [
    'city',
  ]);
  assert.deepEqual(listChanged(before, answer({ city: city('Columbus') })), ['plan']);
  assert.deepEqual(listChanged(before, before), []);
});

test('a ranking that came out the same is no change; another amount is', () => {
  const before = answer({ hot: hot(4, at) });
  assert.deepEqual(listChanged(before, answer({ hot: hot(4, later) })), []);
  assert.deepEqual(listChanged(before, answer({ hot: hot(5, later) })), ['hot']);
});

test('another person is no change, nor is the first answer', () => {
  const other = { ...subject, id: '2' };
  assert.deepEqual(
    listChanged(answer({ city: city('Columbus') }), answer({ city: city('Dayton') }, other)),
    [],
  );
  assert.deepEqual(listChanged(undefined, answer({ city: city('Columbus') })), []);
});
