// What makes two spellings the same.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { keyOf, toIdentifier } from './identifiers.ts';

describe('The normal form', () => {
  test('Case does not matter to an address, and matters to other ids', () => {
    assert.equal(
      keyOf(toIdentifier('email', 'SARAH@SHOP.EXAMPLE')),
      keyOf(toIdentifier('email', 'sarah@shop.example')),
    );
    assert.notEqual(keyOf(toIdentifier('user_id', 'Sarah')), keyOf(toIdentifier('user_id', 'sarah')));
    assert.notEqual(
      keyOf(toIdentifier('email', 'sarah+news@shop.example')),
      keyOf(toIdentifier('email', 'sarah@shop.example')),
    );
  });

  test('Composed and decomposed letters are the same', () => {
    for (const type of ['user_id', 'anonymous_id', 'email']) {
      assert.equal(keyOf(toIdentifier(type, 'Zoë@x')), keyOf(toIdentifier(type, 'Zoe\u0308@x')));
    }
  });

  test('What was sent is kept where it differs', () => {
    assert.deepEqual(toIdentifier('email', 'Sarah@Shop.example'), {
      type: 'email',
      value: 'sarah@shop.example',
      original: 'Sarah@Shop.example',
    });
    assert.equal(toIdentifier('user_id', 'sarah').original, null);
  });

  test('It is stable, and different types never share a key', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('user_id', 'anonymous_id', 'email'),
        fc.string({ unit: 'binary' }),
        (type, text) => {
          const once = toIdentifier(type, text);
          assert.equal(toIdentifier(type, once.value).value, once.value);
          assert.notEqual(keyOf(once), keyOf({ ...once, type: 'phone' }));
        },
      ),
    );
  });
});
