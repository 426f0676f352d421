// What follows from how a call ended.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomeBody, type ToldOutcome, toNext } from './model.ts';

const now = Date.parse('2026-11-28T12:00:00Z');
const hour = 3_600_000;
const told = (outcome: ToldOutcome['outcome'], call_back_at?: string): ToldOutcome => ({
  ...{ outcome, note: '' },
  ...(call_back_at === undefined ? {} : { call_back_at }),
});

test('reached, refused, wrong number: it is done, and the message is told', () => {
  const answers = (['reached', 'refused', 'wrong_number'] as const).map((one) => toNext(told(one), 1, now));
  assert.deepEqual(
    answers.map((one) => [one?.state, one?.attempts, one?.answer]),
    [
      ['done', 1, { kind: 'delivered' }],
      ['done', 1, { kind: 'unsubscribed' }],
      ['done', 1, { kind: 'bounced', hard: true }],
    ],
  );
});

test('nobody answers: it is tried again some hours later, and given up the third time', () => {
  const again = { state: 'open', dueAtMs: now + 4 * hour, answer: undefined };
  assert.deepEqual(toNext(told('no_answer'), 0, now), { ...again, attempts: 1 });
  assert.deepEqual(toNext(told('no_answer'), 1, now), { ...again, attempts: 2 });
  const last = toNext(told('no_answer'), 2, now);
  assert.deepEqual([last?.state, last?.answer], ['done', { kind: 'bounced', hard: false }]);
});

test('a call back is at a moment to come, and not in a year', () => {
  const next = toNext(told('call_back', '2026-11-30T09:00:00+01:00'), 1, now);
  assert.deepEqual(next, {
    ...{ state: 'open', attempts: 1, answer: undefined, dueAtMs: Date.parse('2026-11-30T08:00:00Z') },
  });
  for (const wrong of [undefined, '2026-11-28T12:00:00Z', '2026-11-28T11:00:00Z', '2027-03-30T09:00:00Z'])
    assert.equal(toNext(told('call_back', wrong), 1, now), undefined);
});

test('what is told has its form', () => {
  assert.ok(outcomeBody.safeParse({ outcome: 'reached' }).success);
  for (const wrong of [
    {},
    { outcome: 'eaten' },
    { outcome: 'reached', more: 1 },
    { outcome: 'call_back', call_back_at: 'soon' },
  ])
    assert.ok(!outcomeBody.safeParse(wrong).success);
});
