// What makes a message fit to be stored: each reason of the quarantine table, and no input that breaks the check.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type Message,
  type MessageType,
  messageTypes,
  parseMessage,
  type QuarantineCode,
  quarantineTable,
} from './messages.ts';

const track = { type: 'track', userId: 'neha', event: 'Product Viewed' };
const long = (length: number): string => 'x'.repeat(length);

/** Found later, by the pipeline, which knows sizes, times and the rest of the batch. */
const foundByThePipeline = [
  'message_too_large',
  'message_too_deep',
  'timestamp_invalid',
  'timestamp_in_future',
  'not_processable',
  'too_many_messages',
];

const refused: [QuarantineCode, string, unknown, MessageType?][] = [
  ['not_an_object', 'nothing', undefined],
  ['not_an_object', 'null', null],
  ['not_an_object', 'a text', 'track'],
  ['not_an_object', 'a number', 7],
  ['not_an_object', 'a list of messages', [track]],
  ['not_an_object', 'null to a path that names a type', null, 'track'],
  ['type_unknown', 'no type', { userId: 'neha' }],
  ['type_unknown', 'another type', { ...track, type: 'charge' }],
  ['type_unknown', 'upper case', { ...track, type: 'Track' }],
  ['type_unknown', 'the name of an inherited field', { ...track, type: 'constructor' }],
  ['type_unknown', 'a list that reads like a type', { ...track, type: ['track'] }],
  ['type_unknown', 'a batch inside a batch', { ...track, type: 'batch' }],
  ['message_id_invalid', 'a number', { ...track, messageId: 7 }],
  ['message_id_invalid', 'an empty text', { ...track, messageId: '' }],
  ['message_id_invalid', 'blanks', { ...track, messageId: '  ' }],
  ['message_id_invalid', 'an object', { ...track, messageId: {} }],
  ['message_id_invalid', '256 characters', { ...track, messageId: long(256) }],
  ['id_missing', 'neither id', { type: 'track', event: 'Product Viewed' }],
  ['id_missing', 'both ids null', { ...track, userId: null, anonymousId: null }],
  ['id_missing', 'blank ids', { ...track, userId: ' ', anonymousId: '' }],
  ['id_missing', 'a group without a person', { type: 'group', groupId: 'office' }],
  ['id_invalid', 'an object', { ...track, userId: { id: 1 } }],
  ['id_invalid', 'a list', { ...track, userId: ['neha'] }],
  ['id_invalid', 'a boolean', { ...track, anonymousId: true }],
  ['id_invalid', '513 characters', { ...track, userId: long(513) }],
  ['id_invalid', 'not a number', { ...track, userId: Number.NaN }],
  ['id_invalid', 'a wrong id beside a good one', { ...track, groupId: {} }],
  ['event_missing', 'no name', { type: 'track', userId: 'neha' }],
  ['event_missing', 'an empty name', { ...track, event: '' }],
  ['event_missing', 'blanks', { ...track, event: ' \t' }],
  ['event_missing', 'a number', { ...track, event: 5 }],
  ['event_missing', '256 characters', { ...track, event: long(256) }],
  ['name_invalid', 'a page named by a number', { type: 'page', userId: 'neha', name: 5 }],
  ['name_invalid', 'a screen with a long name', { type: 'screen', userId: 'neha', name: long(1001) }],
  [
    'name_invalid',
    'a wrong name among the properties',
    { type: 'page', userId: 'n', properties: { name: {} } },
  ],
  ['group_id_missing', 'no group', { type: 'group', userId: 'sarah' }],
  ['group_id_missing', 'a blank group', { type: 'group', userId: 'sarah', groupId: '' }],
  ['previous_id_missing', 'no previous id', { type: 'alias', userId: 'sarah' }],
  ['previous_id_missing', 'no user id', { type: 'alias', previousId: 'browser', anonymousId: 'browser' }],
  ['properties_invalid', 'a list', { ...track, properties: [] }],
  ['properties_invalid', 'a text', { ...track, properties: '{}' }],
  ['traits_invalid', 'a list', { type: 'identify', userId: 'sarah', traits: [1] }],
  ['traits_invalid', 'a number', { type: 'group', userId: 'sarah', groupId: 'office', traits: 1 }],
  ['context_invalid', 'a text', { ...track, context: 'web' }],
  ['context_invalid', 'a list', { ...track, context: [] }],
];

describe('Refused, with the reason', () => {
  for (const [code, what, value, callType] of refused) {
    test(`${code}: ${what}`, () => assert.equal(parseMessage(value, callType), code));
  }

  test('Each reason has a sample here or is found by the pipeline', () => {
    const sampled = new Set<string>([...refused.map(([code]) => code), ...foundByThePipeline]);
    assert.deepEqual([...sampled].sort(), Object.keys(quarantineTable).sort());
  });

  test('Each reason is a sentence', () => {
    for (const [code, sentence] of Object.entries(quarantineTable)) {
      assert.match(sentence, /^[A-Z`].{10,}\.$/, code);
    }
  });
});

function accepted(value: unknown, callType?: MessageType): Message {
  const message = parseMessage(value, callType);
  assert.equal(typeof message, 'object', `refused as ${String(message)}`);
  return message as Message;
}

describe('Accepted', () => {
  test('What is absent is undefined or an empty object', () => {
    const message = accepted(track);
    const { messageId, anonymousId, previousId, groupId, name } = message;
    assert.deepEqual(
      { messageId, anonymousId, previousId, groupId, name },
      {
        messageId: undefined,
        anonymousId: undefined,
        previousId: undefined,
        groupId: undefined,
        name: undefined,
      },
    );
    assert.deepEqual([message.properties, message.traits, message.context], [{}, {}, {}]);
  });

  test('null means absent', () => {
    const message = accepted({
      ...track,
      anonymousId: null,
      messageId: null,
      properties: null,
      context: null,
    });
    assert.equal(message.messageId, undefined);
    assert.deepEqual(message.properties, {});
  });

  test('The body is kept as it was sent, unknown fields too', () => {
    const sent = { ...track, _metadata: { bundled: ['x'] }, channel: 'mobile', extra: [1, null] };
    assert.strictEqual(accepted(sent).body, sent);
  });

  test('Ids come as numbers or text, and are trimmed', () => {
    assert.equal(accepted({ ...track, userId: 97_980_345 }).userId, '97980345');
    assert.equal(accepted({ ...track, userId: 0 }).userId, '0');
    assert.equal(accepted({ ...track, userId: ' neha\n' }).userId, 'neha');
    assert.equal(accepted({ ...track, userId: long(512) }).userId, long(512));
  });

  test('A user id of null with an anonymous id is what browsers send', () => {
    const message = accepted({ type: 'page', userId: null, anonymousId: 'phone' });
    assert.deepEqual([message.userId, message.anonymousId], [undefined, 'phone']);
  });

  test('The path names the type, and wins over the body', () => {
    assert.equal(accepted({ userId: 'neha', event: 'x' }, 'track').type, 'track');
    assert.equal(accepted({ ...track, type: 'nonsense' }, 'track').type, 'track');
    assert.equal(accepted({ ...track, type: 'identify' }, 'track').type, 'track');
    assert.equal(parseMessage({ type: 'identify', userId: 'neha' }, 'track'), 'event_missing');
  });

  test('Opaque message ids of all clients', () => {
    for (const messageId of [
      'ajs-next-1795305600000-5c4b0cbf-fd7e-4b2a-9d3e-1f0f4e1a2b3c',
      'node-next-1795305600000-5c4b0cbf-fd7e-4b2a-9d3e-1f0f4e1a2b3c',
      'node-900150983cd24fb0d6963f7d28e17f72-5c4b0cbf-fd7e-4b2a-9d3e-1f0f4e1a2b3c',
      '5c4b0cbf-fd7e-4b2a-9d3e-1f0f4e1a2b3c',
      '2kZrxLMbYaYrAqiLSpEGKU',
      long(255),
    ])
      assert.equal(accepted({ ...track, messageId }).messageId, messageId);
  });

  test('The name of a page stands beside or among its properties', () => {
    assert.equal(accepted({ type: 'page', userId: 'neha', name: 'Home' }).name, 'Home');
    assert.equal(accepted({ type: 'page', userId: 'neha', properties: { name: 'Home' } }).name, 'Home');
    assert.equal(accepted({ type: 'page', userId: 'n', name: 'A', properties: { name: 'B' } }).name, 'A');
    assert.equal(accepted({ type: 'page', userId: 'neha', name: null }).name, undefined);
  });

  test('Traits of an identify stand in the message or in its context', () => {
    const told = { plan: 'gold' };
    assert.deepEqual(accepted({ type: 'identify', userId: 'n', context: { traits: told } }).traits, told);
    assert.deepEqual(
      accepted({ type: 'identify', userId: 'n', traits: told, context: { traits: { plan: 'old' } } }).traits,
      told,
    );
    assert.deepEqual(accepted({ ...track, context: { traits: told } }).traits, {});
  });

  test('An alias needs no anonymous id, a group may come from a visitor', () => {
    assert.equal(accepted({ type: 'alias', userId: 'sarah', previousId: 17 }).previousId, '17');
    assert.equal(accepted({ type: 'group', anonymousId: 'phone', groupId: 5 }).groupId, '5');
  });
});

describe('Whatever comes', () => {
  const anything = fc.anything({ withNullPrototype: true, withSparseArray: true, maxDepth: 4 });
  const field = fc.oneof(anything, fc.string({ unit: 'binary' }), fc.double(), fc.constant(null));
  const messageLike = fc.record(
    {
      type: fc.oneof(fc.constantFrom(...messageTypes), field),
      messageId: field,
      userId: field,
      anonymousId: field,
      previousId: field,
      groupId: field,
      event: field,
      name: field,
      properties: fc.oneof(fc.dictionary(fc.string(), anything), field),
      traits: fc.oneof(fc.dictionary(fc.string(), anything), field),
      context: fc.oneof(fc.dictionary(fc.string(), anything), field),
    },
    { requiredKeys: [] },
  );
  const callType = fc.option(fc.constantFrom(...messageTypes), { nil: undefined });

  test('the check answers a message or a reason, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(messageLike, anything), callType, (value, type) => {
        const result = parseMessage(value, type);
        if (typeof result === 'string') return Object.hasOwn(quarantineTable, result);
        return result.body === value && messageTypes.includes(result.type);
      }),
      { numRuns: 5000 },
    );
  });

  test('what is accepted keeps its promises', () => {
    fc.assert(
      fc.property(messageLike, callType, (value, type) => {
        const result = parseMessage(value, type);
        if (typeof result === 'string') return;
        for (const id of [result.userId, result.anonymousId, result.previousId, result.groupId]) {
          assert.ok(id === undefined || (id.length > 0 && id.length <= 512 && id === id.trim()));
        }
        assert.ok(result.userId !== undefined || result.anonymousId !== undefined);
        if (result.type === 'track') assert.ok(result.event !== undefined && result.event.length <= 255);
        if (type !== undefined) assert.equal(result.type, type);
        for (const part of [result.properties, result.traits, result.context]) {
          assert.ok(typeof part === 'object' && part !== null && !Array.isArray(part));
        }
      }),
      { numRuns: 5000 },
    );
  });
});
