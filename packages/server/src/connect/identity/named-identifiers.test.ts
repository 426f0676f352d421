// Which identifiers a message names under rules, how they are paired, and when two spellings are one.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import { type Message, parseMessage } from '@rapport/protocol';
import fc from 'fast-check';
import { aGroup, anAlias, anIdentify, aPage, aScreen, aTrack, type Sent } from '../../testing/index.ts';
import { keyOf } from './identifiers.ts';
import { openIdentifierReader } from './named-identifiers.ts';
import { parseIdentifier } from './normal-forms.ts';
import { toRules } from './rules.ts';

const plain = toRules({ types: { email_sha256: { limit: 5, priority: 5, merges: false } } });
const read = (sent: Sent, rules = plain) => openIdentifierReader(rules)(parseMessage(sent) as Message);
const named = (sent: Sent, rules = plain): string[] =>
  read(sent, rules).identifiers.map(({ type, value, guessed }) => `${guessed ? '?' : ''}${type}:${value}`);
const phone = (told: unknown, country?: string) =>
  parseIdentifier('phone', told, toRules({ default_country: country }))?.value;

describe('What a message names', () => {
  test('The strongest first: it decides and is paired with all others', () => {
    const sent = anIdentify({
      userId: 'sarah',
      anonymousId: 'laptop',
      traits: { email: 'Sarah@Shop.example', phone: '+48 601 234 567', loyaltyId: 77, household_id: 'h1' },
    });
    assert.deepEqual(named(sent), [
      ...['user_id:sarah', 'loyalty_id:77', 'email:sarah@shop.example', 'phone:+48601234567'],
      ...['anonymous_id:laptop', 'household_id:h1'],
    ]);
    assert.deepEqual(
      read(sent).identifiers.map(({ pairedWith }) => pairedWith),
      [-1, 0, 0, 0, 0, 0],
    );
  });

  test('Traits under other spellings, external ids of people, the device, and Google Analytics', () => {
    const context = {
      externalIds: [
        { id: 'c-1', type: 'crm_id', collection: 'users', encoding: 'none' },
        { id: 'acme', type: 'crm_id', collection: 'accounts', encoding: 'none' },
        { id: 'x', type: 'nobody_knows_this_type' },
        { id: 'tok', type: 'ios.push_token' },
        ...[null, 5, { id: 'no type' }, { type: 'crm_id' }],
      ],
      device: { id: 'D-1', advertisingId: 'AD-1', adTrackingEnabled: true, token: 'push-1' },
    };
    const sent = anIdentify({
      ...{ userId: undefined, anonymousId: 'phone', context },
      traits: { emailAddress: 'neha@shop.example', mobile: '+919876501234' },
      integrations: { 'Google Analytics': { clientId: '12.34' } },
    });
    assert.deepEqual(named(sent), [
      ...[
        'crm_id:c-1',
        'email:neha@shop.example',
        'phone:+919876501234',
        'push_token:push-1',
        'push_token:tok',
      ],
      ...['anonymous_id:phone', 'ga_client_id:12.34', 'device_id:D-1', 'device_id:AD-1'],
    ]);
  });

  /** Of each type: as it is sent, its normal form, and the names under which traits hold it. */
  const everyType: [type: string, told: string, value: string, traits: string[]][] = [
    [
      'email',
      ' Sarah@Shop.example',
      'sarah@shop.example',
      ['email', 'Email', 'emailAddress', 'email_address'],
    ],
    [
      'phone',
      '+48 601 234 567',
      '+48601234567',
      ['phone', 'phoneNumber', 'mobile', 'mobile_phone', 'telephone'],
    ],
    ['crm_id', ' C-1', 'C-1', ['crm_id', 'crmId']],
    ['loyalty_id', 'L-1 ', 'L-1', ['loyalty_id', 'loyaltyId']],
    ['email_sha256', 'AB'.repeat(32), 'ab'.repeat(32), ['email_sha256', 'hashedEmail', 'hashed_email']],
    ['push_token', ' p-1', 'p-1', ['push_token', 'pushToken']],
    ['device_id', ' d-1', 'd-1', ['device_id', 'deviceId']],
    ['ga_client_id', ' 1.2', '1.2', ['ga_client_id', 'gaClientId']],
    ['household_id', ' h-1', 'h-1', ['household_id', 'householdId']],
    ['member_no', ' m-1', 'm-1', ['member_no', 'memberNo']],
  ];
  const withOwnType = toRules({
    types: { member_no: { limit: 1, priority: 3 }, email_sha256: { limit: 5, priority: 5, merges: false } },
  });

  test('Every type in every place where it can stand, also an own type, and what was sent is kept', () => {
    const find = (sent: Sent, type: string) => {
      const one = read(sent, withOwnType).identifiers.find((identifier) => identifier.type === type);
      return one && { value: one.value, original: one.original };
    };
    for (const [type, told, value, traits] of everyType) {
      const expected = { value, original: told };
      for (const name of traits) {
        const known = { traits: { [name]: told } };
        assert.deepEqual(find(anIdentify({ userId: 'u', ...known }), type), expected, `identify ${name}`);
        for (const build of [aTrack, aGroup, anAlias])
          assert.deepEqual(
            find(build({ userId: 'u', context: known }), type),
            expected,
            `remembered ${name}`,
          );
      }
      const externalIds = [{ type, id: told, collection: 'users', encoding: 'none' }];
      for (const build of [aTrack, anIdentify, aGroup, anAlias, aPage, aScreen])
        assert.deepEqual(
          find(build({ userId: 'u', context: { externalIds } }), type),
          expected,
          `externalIds ${type}`,
        );
    }
    const device = { id: ' d-1', token: ' p-1' };
    for (const build of [aTrack, anIdentify, aGroup, anAlias]) {
      const sent = build({ userId: ' u ', anonymousId: ' a ', context: { device, gaClientId: ' 1.2' } });
      for (const [type, told, value] of [
        ['device_id', ' d-1', 'd-1'],
        ['push_token', ' p-1', 'p-1'],
        ['ga_client_id', ' 1.2', '1.2'],
      ] as const)
        assert.deepEqual(find(sent, type), { value, original: told });
      assert.deepEqual([find(sent, 'user_id')?.value, find(sent, 'anonymous_id')?.value], ['u', 'a']);
    }
  });

  test('Who limits ad tracking is not followed by the id for advertising', () => {
    const device = { advertisingId: 'AD-1', adTrackingEnabled: false };
    assert.deepEqual(named(aTrack({ userId: 'sarah', context: { device } })), ['user_id:sarah']);
  });

  test('What a client remembers never decides, and what is told of a group is not told of a person', () => {
    const context = { traits: { email: 'before@shop.example' } };
    assert.deepEqual(named(aTrack({ userId: undefined, anonymousId: 'till', context })), [
      'anonymous_id:till',
      'email:before@shop.example',
    ]);
    assert.deepEqual(named(aGroup({ userId: 'sarah', traits: { email: 'office@shop.example' } })), [
      'user_id:sarah',
    ]);
    assert.deepEqual(named(aTrack({ userId: 'sarah', properties: context.traits })), ['user_id:sarah']);
  });

  test('The previous id of an alias is guessed, unless the message says of which kind it is', () => {
    assert.deepEqual(named(anAlias({ userId: 'sarah', previousId: 'before' })), [
      'user_id:sarah',
      '?user_id:before',
      '?anonymous_id:before',
    ]);
    assert.deepEqual(named(anAlias({ userId: 'sarah', previousId: 'phone', anonymousId: 'phone' })), [
      'user_id:sarah',
      'anonymous_id:phone',
    ]);
  });

  test('A blocked value is told apart, and the next one decides', () => {
    const { identifiers, blocked } = read(
      anIdentify({ userId: 'undefined', anonymousId: 'laptop', traits: { email: 'test@test.com' } }),
    );
    assert.deepEqual(identifiers.map(keyOf), ['anonymous_id\0laptop']);
    assert.deepEqual(blocked.map(keyOf), ['user_id\0undefined', 'email\0test@test.com']);
  });

  test('What names only placeholders stands for the placeholder, which joins nothing', () => {
    for (const userId of ['null', '   ']) {
      const { identifiers } = read(aTrack({ userId, anonymousId: 'undefined' }));
      assert.equal(identifiers.length, 1, userId);
      assert.deepEqual([identifiers[0]?.blocked, identifiers[0]?.pairedWith], [true, -1]);
    }
    const [nobody] = read(aTrack({ userId: 'null', anonymousId: undefined })).identifiers;
    assert.deepEqual([nobody?.type, nobody?.value], ['user_id', 'null']);
  });

  test('An address is paired with its hashed form, from whoever either comes', () => {
    const rules = toRules();
    const digest = hash('sha256', 'sarah@shop.example');
    const { identifiers } = read(
      anIdentify({ userId: 's', traits: { email: ' SARAH@shop.example' } }),
      rules,
    );
    assert.deepEqual(
      identifiers.map(({ type, value, pairedWith }) => [type, value, pairedWith]),
      [
        ['user_id', 's', -1],
        ['email', 'sarah@shop.example', 0],
        ['email_sha256', digest, 1],
      ],
    );
    const partner = anIdentify({ userId: 's', traits: { hashedEmail: digest.toUpperCase() } });
    assert.deepEqual(named(partner, rules), ['user_id:s', `email_sha256:${digest}`]);
  });

  test('Whatever is sent, the pairs of a message make one tree', () => {
    const messages = fc.record(
      {
        type: fc.constantFrom('identify', 'track', 'alias', 'group'),
        ...{ event: fc.constant('Seen'), groupId: fc.constant('g'), userId: fc.constantFrom('a', 'null') },
        anonymousId: fc.constantFrom('d', ''),
        previousId: fc.constantFrom('a', 'd', 'p'),
        traits: fc.object(),
        context: fc.record({ traits: fc.object(), device: fc.object(), externalIds: fc.anything() }),
      },
      { requiredKeys: ['type', 'event', 'groupId', 'userId', 'traits', 'context', 'previousId'] },
    );
    fc.assert(
      fc.property(messages, fc.constantFrom('x@shop.example', 5, null), (sent, email) => {
        const parsed = parseMessage({ ...sent, traits: { ...sent.traits, email } });
        if (typeof parsed === 'string') return;
        const { identifiers } = openIdentifierReader(toRules())(parsed);
        assert.equal(new Set(identifiers.map(keyOf)).size, identifiers.length);
        identifiers.forEach(({ pairedWith }, place) => {
          let at = place;
          for (let steps = 0; at > 0; steps += 1) {
            assert.ok(steps < identifiers.length);
            at = (identifiers[at] as { pairedWith: number }).pairedWith;
          }
          assert.equal(pairedWith === -1, place === 0);
        });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('Normal forms', () => {
  test('Numbers by the country they name or the default one, or nobody', () => {
    for (const told of ['+48 601 234 567', '+48-601-234-567', '+48 (601) 234567', '＋48601234567'])
      assert.equal(phone(told), '+48601234567', told);
    assert.equal(phone('601 234 567', 'PL'), '+48601234567');
    assert.equal(phone('0048601234567', 'PL'), '+48601234567');
    assert.equal(phone('9123 4567', 'HK'), '+85291234567');
    assert.equal(phone('+1 202 555 0101 ext. 12'), '+12025550101;ext=12');
    for (const told of [
      '601 234 567',
      'call me',
      '',
      '+',
      '+48',
      '12',
      'tel',
      true,
      {},
      '+4860123456789012345',
    ])
      assert.equal(phone(told), undefined, String(told));
  });

  test('They are stable, and keep what was sent', () => {
    const rules = toRules({ default_country: 'PL' });
    fc.assert(
      fc.property(
        fc.constantFrom('user_id', 'email', 'phone', 'email_sha256', 'device_id'),
        fc.anything(),
        (type, told) => {
          const once = parseIdentifier(type, told, rules);
          if (once === undefined) return;
          assert.equal(parseIdentifier(type, once.value, rules)?.value, once.value);
          assert.equal(once.original ?? once.value, String(told));
        },
      ),
      { numRuns: 1000 },
    );
    assert.deepEqual(parseIdentifier('phone', '601-234-567', rules), {
      ...{ type: 'phone', value: '+48601234567', original: '601-234-567' },
    });
  });
});
