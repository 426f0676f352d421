// How many messages wait, whatever is told first, and how long who sends more has to wait.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBacklog } from './backlog.ts';

test('What is resolved before it is counted as accepted does not wait for ever', () => {
  const backlog = openBacklog(0, 1000, () => 0);
  for (let i = 0; i < 100; i += 1) {
    backlog.resolved(100);
    assert.equal(backlog.isEmpty(), true);
    backlog.accepted(100);
  }
  assert.equal(backlog.isEmpty(), true);
  backlog.accepted(1000);
  assert.equal(backlog.secondsBehind(), 0);
  backlog.accepted(1);
  assert.equal(backlog.secondsBehind(), 1);
});

test('Who sends too much waits as long as the rest takes, and five minutes at most', () => {
  const backlog = openBacklog(10_000, 1000, () => 2500);
  assert.equal(backlog.secondsBehind(), 4);
  backlog.accepted(100_000_000);
  assert.equal(backlog.secondsBehind(), 300);
});
