// A rate holds over any stretch of time, and a pause is not made up for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../channels/index.ts';
import { openPace } from './pace.ts';

const account = (perSecond: number | null): Account => ({
  ...{
    id: 1,
    channel: 'sms',
    slug: 'main',
    title: 'Main',
    provider: 'twilio',
    settings: {},
    place: 0,
    enabled: true,
  },
  ...{ recipient: null, perSecond, trouble: null, version: 1, updatedAt: null, updatedBy: null },
});

test('an account without a rate takes all', () => {
  assert.equal(openPace().allowance(1, account(null), 0), Number.POSITIVE_INFINITY);
});

test('no more than a second of the rate at once, and no more than the rate over time', () => {
  const pace = openPace();
  const slow = account(10);
  let taken = 0;
  for (let ms = 0; ms <= 5000; ms += 7)
    for (let room = pace.allowance(1, slow, ms); room > 0; room -= 1) {
      pace.took(1, slow, ms);
      taken += 1;
    }
  assert.ok(taken >= 58 && taken <= 60, `${taken} in 5 s of 10 a second, the first second at once`);
  assert.equal(pace.allowance(1, slow, 60_000), 10, 'a minute of rest is worth a second');
  assert.equal(pace.allowance(2, slow, 60_000), 10, 'another workspace has its own');
});

test('a clock that was set back gives nothing', () => {
  const pace = openPace();
  for (let i = 0; i < 10; i += 1) pace.took(1, account(10), 10_000);
  assert.equal(pace.allowance(1, account(10), 5000), 0);
});
