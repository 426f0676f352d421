// Lone messages wait for nothing, a steady trickle gathers, and full batches go on at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGather } from './gather.ts';

function openAt(): { gather: (messages: number, ms: number) => number; pass: (ms: number) => void } {
  let now = 0;
  const gather = openGather(() => now);
  return {
    gather(messages, ms) {
      now += ms;
      return gather(messages, ms);
    },
    pass(ms) {
      now += ms;
    },
  };
}

test('messages that come now and then wait for nothing', () => {
  const { gather, pass } = openAt();
  for (let i = 0; i < 50; i += 1) {
    assert.equal(gather(1, 40), 0);
    pass(150);
  }
});

test('messages that come one by one without a pause gather, and so leave most of the time to others', () => {
  const { gather, pass } = openAt();
  let [busy, total] = [0, 0];
  for (let i = 0; i < 400; i += 1) {
    const ms = gather(1, 20);
    pass(ms);
    busy += 20;
    total += 20 + ms;
  }
  assert.ok(busy / total < 0.35, `busy ${busy} of ${total} ms`);
});

test('after a pause it starts anew', () => {
  const { gather, pass } = openAt();
  for (let i = 0; i < 40; i += 1) gather(1, 20);
  assert.ok(gather(1, 20) > 0);
  pass(5000);
  assert.equal(gather(1, 20), 0);
});

test('a batch that is large already waits for no more', () => {
  const { gather } = openAt();
  for (let i = 0; i < 40; i += 1) assert.equal(gather(5000, 200), 0);
});
