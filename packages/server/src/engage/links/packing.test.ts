// What is packed comes back, is short, and nothing else is read as an address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pack, unpack } from './packing.ts';

const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER });

test('whatever is packed comes back', () => {
  const url = fc.oneof(
    fc.webUrl(),
    fc.string({ unit: 'grapheme' }).map((text) => `https://www.${text}`),
  );
  fc.assert(
    fc.property(
      whole,
      whole,
      fc.nat({ max: 100_000 }),
      fc.option(url, { nil: undefined }),
      (workspaceId, messageId, endDay, to) => {
        const packed = { workspaceId, messageId, endDay, ...(to !== undefined && { url: to }) };
        assert.deepEqual(unpack(pack(packed)), packed);
      },
    ),
  );
});

test('bytes that are none of ours are nothing, or something that says so', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => unpack(Buffer.from(bytes)) !== null));
  for (const bytes of [[], [255], [1, 2], [1, 2, 3, 9], Array.from({ length: 30 }, () => 255)])
    assert.equal(unpack(Buffer.from(bytes)), undefined);
});

test('a usual address takes few bytes', () => {
  const packed = { workspaceId: 1, messageId: 12_000_000, endDay: 21_200 };
  assert.equal(pack(packed).length, 8);
  assert.equal(
    pack({ ...packed, url: 'https://www.shop.example/rings' }).length,
    8 + 1 + 'shop.example/rings'.length,
  );
});
