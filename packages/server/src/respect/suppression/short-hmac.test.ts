// The short way to a hash, held against the crypto library.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { hmacTextLengthMax, openShortHmac } from './short-hmac.ts';

function assertSame(key: Uint8Array, texts: readonly string[]): void {
  const hmac = openShortHmac(key);
  for (const text of texts) {
    // The longer text also stands first, so that both are of any length.
    for (const [one, other] of [
      ['email', text],
      [text, ''],
    ] as const) {
      const expected = createHmac('sha256', key).update(`${one}\0${other}`).digest();
      const words = Array.from({ length: 8 }, (_, i) => expected.readInt32BE(i * 4));
      assert.deepEqual([...hmac(one, other)], words, JSON.stringify([one, other]));
    }
  }
}

test('It is HMAC-SHA-256, for any key and any text', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 200 }));
  const key = fc.uint8Array({ maxLength: 64 });
  fc.assert(fc.property(key, fc.array(text, { maxLength: 20 }), assertSame), { numRuns: 300 });
});

test('At every length up to three blocks, and at the longest there may be', () => {
  const key = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
  const lengths = Array.from({ length: 200 }, (_, i) => i);
  assertSame(
    key,
    lengths.map((length) => 'x'.repeat(length)),
  );
  assertSame(
    key,
    lengths.map((length) => `${'x'.repeat(length)}ż\ud800`),
  );
  assertSame(key, ['字'.repeat(hmacTextLengthMax - 5), 'a'.repeat(hmacTextLengthMax - 5), '']);
  assert.throws(() => openShortHmac(key)('a', 'a'.repeat(hmacTextLengthMax)), RangeError);
  assert.throws(() => openShortHmac(new Uint8Array(65)), RangeError);
});
