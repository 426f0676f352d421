// One event as a line of values: every text escaped, every time exact, every number one that ClickHouse can read.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Message, parseMessage } from '@rapport/protocol';
import fc from 'fast-check';
import { anIdentify, aPage, aTrack, type Sent } from '../../testing/index.ts';
import { type EventFacts, parseEventLine, toBareLine, toClickHouseTime, toEventLine } from './row.ts';

function toLine(sent: Sent, given: Partial<EventFacts> = {}): string {
  const line = toEventLine({
    id: 7,
    batchId: 3,
    workspaceId: 1,
    profileId: 5,
    identifierIds: [11, 12],
    sourceId: 2,
    messageId: 'm',
    message: parseMessage(sent) as Message,
    timestampMs: 0,
    receivedMs: 1,
    sentMs: undefined,
    originalMs: undefined,
    permissions: 15n,
    text: JSON.stringify(sent),
    ...given,
  });
  assert.ok(!line.includes('\n'), 'a line is one line');
  return line;
}

const toRow = (sent: Sent, given: Partial<EventFacts> = {}) => parseEventLine(toLine(sent, given));

describe('toEventLine', () => {
  test('What each column holds', () => {
    const sent = aTrack({ userId: 'neha', anonymousId: 'phone', event: 'Paid', properties: { total: 5 } });
    assert.deepEqual(toRow(sent, { sentMs: 2, originalMs: 3 }), {
      workspace_id: '1',
      profile_id: '5',
      event: 'Paid',
      timestamp: '1970-01-01 00:00:00.000',
      id: '7',
      batch_id: '3',
      type: 'track',
      name: 'Paid',
      message_id: 'm',
      source_id: '2',
      received_at: '1970-01-01 00:00:00.001',
      sent_at: '1970-01-01 00:00:00.002',
      original_timestamp: '1970-01-01 00:00:00.003',
      user_id: 'neha',
      anonymous_id: 'phone',
      identifier_ids: '[11,12]',
      permissions: '15',
      gpc: '0',
      imported: '0',
      properties: '{"total":5}',
      message: JSON.stringify(sent),
    });
  });

  test('Traits of an identify are its properties, and a page is named by its type', () => {
    assert.equal(toRow(anIdentify({ traits: { plan: 'gold' } })).properties, '{"plan":"gold"}');
    const page = toRow(aPage({ name: 'Home' }));
    assert.deepEqual([page.event, page.name, page.user_id], ['page', 'Home', '']);
    assert.deepEqual([page.sent_at, page.gpc, page.imported], [null, '0', '0']);
    const marked = toRow(aPage(), { gpc: true, imported: true });
    assert.deepEqual([marked.gpc, marked.imported], ['1', '1']);
  });

  test('Whatever texts it holds, it reads back', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((one) => one.trim() !== '');
    fc.assert(
      fc.property(text, text, fc.jsonValue(), (event, messageId, value) => {
        const sent = { type: 'track', userId: 'u', event, properties: { value } };
        const row = toRow(sent, { messageId });
        assert.deepEqual([row.event, row.message_id], [event, messageId]);
        // By value: integers beyond 64 bits are written in their other form.
        assert.deepEqual(JSON.parse(row.properties ?? ''), JSON.parse(JSON.stringify({ value })));
        assert.equal(row.message, JSON.stringify(sent));
      }),
    );
  });

  test('Integers beyond 64 bits are written with an exponent, others as they are', () => {
    const written = (value: unknown): string =>
      /^\{"value":(.*)\}$/.exec(toRow(aTrack({ properties: { value } })).properties ?? '')?.[1] ?? '';
    assert.equal(written(2 ** 64), '1.8446744073709552e+19');
    assert.equal(written(-(2 ** 63) - 2048), '-9.223372036854778e+18');
    assert.equal(written([1e20, { deep: -1e20 }]), '[1e+20,{"deep":-1e+20}]');
    assert.equal(written(2 ** 53), '9007199254740992');
    assert.equal(written('12345678901234567890'), '"12345678901234567890"');
    assert.equal(written(1e300), '1e+300');
  });

  test('A bare line has lost its properties and nothing else', () => {
    const sent = aTrack({ event: 'Tab\tand \\N', properties: { note: 'a\tb\nc\\' } });
    assert.deepEqual(parseEventLine(toBareLine(toLine(sent))), { ...toRow(sent), properties: '{}' });
  });
});

test('toClickHouseTime writes UTC with milliseconds, in any order of days', () => {
  const times = fc.integer({ min: Date.UTC(1900), max: Date.UTC(2299, 11, 31) });
  fc.assert(
    fc.property(fc.array(times, { minLength: 1, maxLength: 20 }), (list) => {
      for (const ms of list) {
        assert.equal(toClickHouseTime(ms), new Date(ms).toISOString().slice(0, 23).replace('T', ' '));
      }
    }),
  );
});
