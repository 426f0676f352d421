// The token bucket of a source, at times of our choosing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { openRateLimits } from './rate-limit.ts';

function limitsAt() {
  const clock = { ms: 0 };
  return { clock, limits: openRateLimits(() => clock.ms) };
}

describe('Rate limits', () => {
  test('Without a limit everything passes', () => {
    const { limits } = limitsAt();
    assert.equal(limits.take(1, null, 1e9), 0);
  });

  test('One second’s worth passes at once, then it fills up again', () => {
    const { clock, limits } = limitsAt();
    for (let i = 0; i < 10; i += 1) assert.equal(limits.take(1, 10, 1), 0);
    assert.equal(limits.take(1, 10, 1), 1);
    clock.ms += 100;
    assert.equal(limits.take(1, 10, 1), 0);
    assert.equal(limits.take(1, 10, 1), 1);
    clock.ms += 60_000;
    for (let i = 0; i < 10; i += 1) assert.equal(limits.take(1, 10, 1), 0);
    assert.equal(limits.take(1, 10, 1), 1, 'the bucket holds no more than one second’s worth');
  });

  test('A batch larger than a second’s worth passes when the bucket is full, and is paid off afterwards', () => {
    const { clock, limits } = limitsAt();
    assert.equal(limits.take(1, 10, 100), 0);
    const wait = limits.take(1, 10, 100);
    assert.equal(wait, 10);
    clock.ms += wait * 1000;
    assert.equal(limits.take(1, 10, 100), 0);
  });

  test('Sources have buckets of their own', () => {
    const { limits } = limitsAt();
    assert.equal(limits.take(1, 1, 1), 0);
    assert.equal(limits.take(1, 1, 1), 1);
    assert.equal(limits.take(2, 1, 1), 0);
  });

  test('Whoever waits as long as told gets through, and no more passes than the limit allows', () => {
    const steps = fc.array(fc.record({ messages: fc.integer({ min: 1, max: 50 }), idleMs: fc.nat(3000) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), steps, (perSecond, calls) => {
        const { clock, limits } = limitsAt();
        let passed = 0;
        for (const { messages, idleMs } of calls) {
          clock.ms += idleMs;
          const wait = limits.take(1, perSecond, messages);
          assert.ok(Number.isInteger(wait) && wait >= 0);
          if (wait > 0) {
            clock.ms += wait * 1000;
            assert.equal(limits.take(1, perSecond, messages), 0);
          }
          passed += messages;
          const largest = Math.max(...calls.map((call) => call.messages));
          assert.ok(passed <= perSecond + (clock.ms / 1000) * perSecond + largest + 1e-6);
        }
      }),
    );
  });
});
