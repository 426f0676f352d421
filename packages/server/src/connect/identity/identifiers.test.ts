// Which identifiers a message names, and what makes two spellings the same.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Message, parseMessage } from '@rapport/protocol';
import fc from 'fast-check';
import { aGroup, anAlias, anIdentify, aTrack, type Sent } from '../../testing/index.ts';
import { keyOf, listIdentifiers, toIdentifier } from './identifiers.ts';

const named = (sent: Sent): string[] =>
  listIdentifiers(parseMessage(sent) as Message).map(({ type, value }) => `${type}:${value}`);

describe('The identifiers of a message', () => {
  test('What an account knows decides before what a device says', () => {
    assert.deepEqual(named(aTrack({ userId: 'sarah', anonymousId: 'phone' })), [
      'user_id:sarah',
      'anonymous_id:phone',
    ]);
    assert.deepEqual(named(aTrack({ userId: undefined, anonymousId: 'phone' })), ['anonymous_id:phone']);
    assert.deepEqual(named(aGroup({ userId: 'sarah', groupId: 'office' })), ['user_id:sarah']);
  });

  test('Only an identify tells an e-mail address', () => {
    const traits = { email: ' Sarah@Shop.Example ' };
    assert.deepEqual(named(anIdentify({ userId: 'sarah', traits })), [
      'user_id:sarah',
      'email:sarah@shop.example',
    ]);
    assert.deepEqual(named(anIdentify({ userId: undefined, anonymousId: 'phone', traits })), [
      'anonymous_id:phone',
      'email:sarah@shop.example',
    ]);
    assert.deepEqual(named(aGroup({ userId: 'sarah', traits })), ['user_id:sarah']);
    assert.deepEqual(named(aTrack({ userId: 'sarah', properties: traits, context: { traits } })), [
      'user_id:sarah',
    ]);
  });

  test('What is no address names nobody', () => {
    for (const email of [
      '',
      'sarah',
      '@',
      'sarah@',
      '@shop.example',
      'a b@shop.example',
      5,
      null,
      {},
      [],
      `${'x'.repeat(320)}@a`,
    ]) {
      assert.deepEqual(
        named(anIdentify({ userId: 'sarah', traits: { email } })),
        ['user_id:sarah'],
        String(email),
      );
    }
  });

  test('The previous id of an alias may be of either kind, unless the message says which', () => {
    assert.deepEqual(named(anAlias({ userId: 'sarah', previousId: 'before' })), [
      'user_id:sarah',
      'user_id:before',
      'anonymous_id:before',
    ]);
    assert.deepEqual(named(anAlias({ userId: 'sarah', previousId: 'phone', anonymousId: 'phone' })), [
      'user_id:sarah',
      'anonymous_id:phone',
    ]);
  });
});

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
