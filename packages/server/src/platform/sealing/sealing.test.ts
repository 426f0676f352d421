// What was sealed opens to what it was, and nothing else opens.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { sealBy } from './index.ts';

const seal = sealBy(randomBytes(32));

test('any text comes back, sealed anew each time and read by nobody', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const [one, other] = [seal.seal(text), seal.seal(text)];
      assert.notEqual(one, other);
      assert.equal(seal.open(one), Buffer.from(text).toString());
      assert.match(one, /^[\w-]+$/);
    }),
  );
});

test('nothing opens that was changed, cut, sealed by another secret, or written in another way', () => {
  const sealed = seal.seal('object 7');
  fc.assert(
    fc.property(fc.nat({ max: sealed.length - 1 }), fc.constantFrom(...'Ab-_0'), (place, sign) => {
      const changed = sealed.slice(0, place) + sign + sealed.slice(place + 1);
      if (changed !== sealed) assert.equal(seal.open(changed), undefined);
      assert.equal(seal.open(sealed.slice(0, place)), undefined);
    }),
  );
  assert.equal(sealBy(randomBytes(32)).open(sealed), undefined);
  assert.equal(seal.open(`${sealed}=`), undefined);
  for (const text of ['', 'null', '{}']) assert.equal(seal.open(text), undefined);
});
