// How often may be read: bursts, waiting, and that nobody fills the memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRate } from './rate.ts';

test('so many at once, then one each time that its share has passed', () => {
  let now = 0;
  const rate = openRate(() => now);
  for (let i = 0; i < 60; i += 1) assert.equal(rate.take('a', 60), 0);
  assert.equal(rate.take('a', 60), 1);
  assert.equal(rate.take('b', 60), 0, 'another has a share of its own');
  now += 1000;
  assert.equal(rate.take('a', 60), 0);
  assert.equal(rate.take('a', 60), 1);
});

test('whole seconds are told, and waiting so long is enough', () => {
  let now = 0;
  const rate = openRate(() => now);
  assert.equal(rate.take('a', 1), 0);
  const seconds = rate.take('a', 1);
  assert.equal(seconds, 60);
  now += seconds * 1000;
  assert.equal(rate.take('a', 1), 0);
});

test('whoever goes on reading is not forgotten, however many others come', () => {
  const rate = openRate(() => 0);
  assert.equal(rate.take('eager', 1), 0);
  for (let i = 0; i < 50_000; i += 1) {
    rate.take(`other ${i}`, 1);
    if (i % 1000 === 0) assert.ok(rate.take('eager', 1) > 0);
  }
});
