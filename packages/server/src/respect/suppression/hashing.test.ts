// What is kept of an identifier is its HMAC-SHA-256, as any other program with the key would make it.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { fingerprintOf, hashOf, toHashKey } from './hashing.ts';

function assertSame(secret: Uint8Array, value: string): void {
  const key = toHashKey(1, Buffer.from(secret).toString('hex'));
  const identifier = { type: 'email', value };
  const expected = createHmac('sha256', secret).update(`email\0${value}`).digest();
  // Twice: one hash must leave nothing behind for the next.
  for (const hash of [hashOf(key, identifier), hashOf(key, identifier)]) assert.deepEqual(hash, expected);
  fingerprintOf(key, identifier, (low, high) =>
    assert.deepEqual([low, high], [expected.readInt32BE(0), expected.readInt32BE(4)]),
  );
}

test('for any key and any text', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 200 }));
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), text, assertSame), { numRuns: 500 });
});

test('for long texts, in any alphabet', () => {
  const secret = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
  for (const letter of ['a', 'ż', '字', '😀', '\ud800'])
    for (const length of [0, 1, 55, 56, 64, 1300, 1359, 1365, 4096, 5000])
      assertSame(secret, letter.repeat(length));
});
