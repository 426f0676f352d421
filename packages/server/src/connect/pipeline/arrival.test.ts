// What becomes of one message between the wire and the timeline: its times, defaults, ids, and that nothing is lost.
// The numbers are those of the contract with the clients.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import {
  aGroup,
  anAlias,
  anIdentify,
  aPage,
  aTrack,
  type EventBody,
  nextMessageId,
  type Sent,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const hour = 3_600_000;
const msOf = (text: string | null | undefined): number => Date.parse(text ?? '');

/** Sends one message as its own batch and reads its event back. */
async function arrive(message: Sent, batch: Sent = {}, path = '/v1/batch'): Promise<EventBody> {
  const answer = await server.collect(path, { ...batch, batch: [message] });
  assert.equal(answer.status, 200, answer.text);
  return stored(message);
}

async function stored(message: Sent): Promise<EventBody> {
  await server.settle();
  const [type, value] =
    message.userId == null ? ['anonymous_id', message.anonymousId] : ['user_id', message.userId];
  const events = await server.listEvents(type as string, String(value));
  const found = events.find((event) => event.message_id === message.messageId);
  assert.ok(found, 'the message is on the timeline');
  return found;
}

/** All four times of an event, in milliseconds. */
async function timesOf({ id }: EventBody) {
  const answer = await server.api<{ normalised: Record<string, string | null> }>(
    'GET',
    `/api/events/${id}?purpose=service`,
  );
  assert.equal(answer.status, 200);
  const { timestamp, received_at, sent_at, original_timestamp } = answer.body.normalised;
  return {
    timestamp: msOf(timestamp),
    received: msOf(received_at),
    sent: msOf(sent_at),
    original: msOf(original_timestamp),
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();

describe('16. Times', () => {
  // A sender whose clock is three days ahead.
  const wrongNow = Date.now() + 72 * hour;

  test('A wrong clock is corrected, and all four times are kept', async () => {
    const sentAt = iso(wrongNow);
    const event = await arrive(aTrack({ userId: 'clock', timestamp: iso(wrongNow - hour), sentAt }));
    const times = await timesOf(event);
    assert.equal(times.timestamp, times.received - hour);
    assert.equal(times.original, wrongNow - hour);
    assert.equal(times.sent, wrongNow);
    assert.ok(Math.abs(times.received - Date.now()) < 60_000);
  });

  test('sentAt of the batch serves where the message has none; that of the message wins', async () => {
    const event = await arrive(aTrack({ userId: 'clock', timestamp: iso(wrongNow - hour) }), {
      sentAt: iso(wrongNow),
    });
    const times = await timesOf(event);
    assert.equal(times.timestamp, times.received - hour);
    const own = aTrack({ userId: 'clock', timestamp: iso(wrongNow - hour), sentAt: iso(wrongNow) });
    const second = await timesOf(await arrive(own, { sentAt: iso(wrongNow + 9 * hour) }));
    assert.equal(second.timestamp, second.received - hour);
  });

  test('originalTimestamp serves where there is no timestamp', async () => {
    const message = aTrack({
      userId: 'clock',
      originalTimestamp: iso(wrongNow - hour),
      sentAt: iso(wrongNow),
    });
    const times = await timesOf(await arrive(message));
    assert.equal(times.timestamp, times.received - hour);
    assert.equal(times.original, wrongNow - hour);
  });

  test('Without sentAt the time is taken as given', async () => {
    const given = '2019-05-04T10:11:12.123+02:00';
    const event = await arrive(aTrack({ userId: 'clock', timestamp: given }));
    assert.equal(event.timestamp, '2019-05-04T08:11:12.123Z');
    assert.ok(Number.isNaN((await timesOf(event)).sent) || event.raw.sentAt === undefined);
  });

  test('17. Without any time it happened when it came', async () => {
    const event = await arrive(aTrack({ userId: 'clock' }));
    assert.equal(event.timestamp, event.received_at);
  });

  test('17. The past is accepted, also that of a music shop in 1997', async () => {
    const event = await arrive(aTrack({ userId: 'clock', timestamp: '1997-01-12' }));
    assert.equal(event.timestamp, '1997-01-12T00:00:00.000Z');
  });

  test('17. More than a day ahead is set aside, less is not', async () => {
    const near = aTrack({ userId: 'clock', timestamp: iso(Date.now() + 23 * hour) });
    const far = aTrack({ userId: 'clock', timestamp: iso(Date.now() + 25 * hour) });
    await server.send([near, far]);
    await stored(near);
    const [row] = await server.listQuarantine('reason=timestamp_in_future');
    assert.equal(row?.message_id, far.messageId);
  });

  test('A time that is none is set aside; on the batch it only costs the correction', async () => {
    const broken = [
      aTrack({ userId: 'clock', timestamp: 'yesterday' }),
      aTrack({ userId: 'clock', originalTimestamp: {} }),
      aTrack({ userId: 'clock', sentAt: '31.12.2025' }),
      aTrack({ userId: 'clock', timestamp: '2026-02-30T00:00:00.000Z' }),
    ];
    await server.send(broken);
    await server.settle();
    const aside = (await server.listQuarantine('reason=timestamp_invalid')).map((row) => row.message_id);
    assert.deepEqual(aside.sort(), broken.map((message) => message.messageId).sort());
    const event = await arrive(aTrack({ userId: 'clock', timestamp: iso(wrongNow - 100 * hour) }), {
      sentAt: 'x',
    });
    assert.equal(event.timestamp, iso(wrongNow - 100 * hour));
  });

  test('History keeps the times it names', async () => {
    const message = aTrack({ userId: 'clock', timestamp: '2020-01-01T00:00:00.000Z', sentAt: iso(wrongNow) });
    const event = await arrive(message, {}, '/v1/import');
    assert.equal(event.timestamp, '2020-01-01T00:00:00.000Z');
  });
});

describe('18. Defaults of a batch', () => {
  test('context and integrations are defaults, the message wins field by field', async () => {
    const batch = {
      context: { locale: 'pl-PL', library: { name: 'shared', version: '1' } },
      integrations: { All: false, CRM: true },
    };
    const message = aTrack({
      userId: 'defaults',
      context: { library: { name: 'own' }, os: 'x' },
      integrations: { CRM: false },
    });
    const event = await arrive(message, batch);
    assert.deepEqual(event.context, { locale: 'pl-PL', library: { name: 'own' }, os: 'x' });
    assert.deepEqual(event.raw.integrations, { All: false, CRM: false });
    const plain = await arrive(aTrack({ userId: 'defaults' }), batch);
    assert.deepEqual(plain.context, batch.context);
    assert.deepEqual(plain.raw.integrations, batch.integrations);
  });

  test('Traits of the shared context are those of an identify without any', async () => {
    await arrive(anIdentify({ userId: 'defaults', traits: undefined }), {
      context: { traits: { plan: 'gold' } },
    });
    assert.equal((await server.getPerson('user_id', 'defaults')).attributes.plan?.value, 'gold');
  });

  test('Defaults that are no objects change nothing', async () => {
    for (const wrong of [null, 'x', 5, [1]]) {
      const message = aTrack({ userId: 'defaults', context: { os: 'x' } });
      const event = await arrive(message, { context: wrong, integrations: wrong });
      assert.deepEqual(event.raw, message);
    }
  });
});

describe('Ids', () => {
  test('15. A message without an id gets one, the same on each reading', async () => {
    const answer = await server.collect('/v1/track', aTrack({ userId: 'unnamed', messageId: undefined }));
    assert.equal(answer.status, 200);
    await server.settle();
    const [event] = await server.listEvents('user_id', 'unnamed');
    assert.match(event?.message_id ?? '', /^.{5,100}$/);
    await server.send([
      aTrack({ userId: 'unnamed', messageId: undefined }),
      aTrack({ userId: 'unnamed', messageId: null }),
    ]);
    await server.settle();
    const ids = (await server.listEvents('user_id', 'unnamed')).map((one) => one.message_id);
    assert.equal(new Set(ids).size, 3);
  });

  test('20. A page of somebody who is not signed in', async () => {
    const event = await arrive(aPage({ userId: null, anonymousId: 'unknown visitor' }));
    assert.deepEqual([event.user_id, event.anonymous_id], [null, 'unknown visitor']);
  });

  test('21. Numbers are the same ids as their text', async () => {
    await arrive(aTrack({ userId: 4711 }));
    await arrive(aTrack({ userId: '4711' }));
    await arrive(aTrack({ userId: undefined, anonymousId: 42 }));
    await arrive(anAlias({ userId: 4711, previousId: 4712 }));
    await arrive(aGroup({ userId: 4711, groupId: 99 }));
    const person = await server.getPerson('user_id', '4711');
    assert.equal(person.event_count, 4);
    assert.equal(person.accounts[0]?.group_id, '99');
    assert.equal((await server.getPerson('user_id', '4712')).id, person.id);
    assert.ok(await server.findPerson('anonymous_id', '42'));
  });
});

describe('25. Nothing is lost', () => {
  test('Unknown fields, everywhere', async () => {
    const message = aTrack({
      userId: 'lossless',
      channel: 'server',
      _metadata: { nodeVersion: '26', bundled: ['Segment.io'] },
      integrations: { All: false, 'Segment.io': true },
      context: { consent: { categoryPreferences: { Advertising: false } }, custom: [{ deep: null }] },
      anything: [1, 'two', { three: 3 }],
      properties: { price: 0.1, quantity: 2, list: [], nothing: null, text: '', yes: true },
    });
    assert.deepEqual((await arrive(message)).raw, message);
  });

  test('22. Name and category of a page, beside and among its properties', async () => {
    const message = aPage({ name: 'Home', category: 'Shop', properties: { name: 'Home', category: 'Shop' } });
    const event = await arrive(message);
    assert.equal(event.name, 'Home');
    assert.deepEqual(event.raw, message);
  });

  test('23. Traits of an identify in its context, and those of a group', async () => {
    await arrive(
      anIdentify({ userId: 'told twice', traits: undefined, context: { traits: { plan: 'gold' } } }),
    );
    assert.equal((await server.getPerson('user_id', 'told twice')).attributes.plan?.value, 'gold');
    await arrive(aGroup({ userId: 'told twice', groupId: 'named office', traits: { name: 'Office' } }));
    const { accounts, attributes } = await server.getPerson('user_id', 'told twice');
    assert.equal(accounts[0]?.name, 'Office');
    assert.equal(attributes.name, undefined, 'what is told of a group is not told of the person');
  });

  const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' });
  test('Whatever JSON properties hold comes back equal', { timeout: 60_000 }, async () => {
    const bodies = fc.sample(fc.dictionary(fc.string({ unit: 'grapheme' }), json, { maxKeys: 6 }), {
      numRuns: 300,
      seed: 20_261_121,
    });
    const sent = bodies.map((properties) => aTrack({ userId: 'of all kinds', properties }));
    await server.send(sent);
    await server.settle();
    const events = await server.listEvents('user_id', 'of all kinds');
    assert.deepEqual(await server.listQuarantine('reason=not_processable'), []);
    const byId = new Map(events.map((event) => [event.message_id, event.properties]));
    for (const { messageId, properties } of sent) {
      // -0 becomes 0 on its way through JSON, on the sender's side already.
      assert.deepEqual(
        byId.get(String(messageId)),
        JSON.parse(JSON.stringify(properties)),
        String(messageId),
      );
    }
  });
});

describe('What engines cannot hold', () => {
  /** Sends properties as JSON text, since not all of it can be written as a value. Gives back what is stored. */
  async function arriveText(properties: string): Promise<Record<string, unknown>> {
    const messageId = nextMessageId();
    const userId = 'at the edges';
    const body = `{"type":"track","event":"Edge","userId":"${userId}","messageId":"${messageId}","properties":${properties}}`;
    assert.equal((await server.collect('/v1/track', body)).status, 200);
    return (await stored({ userId, messageId })).properties;
  }

  test('NUL and halves of surrogate pairs become U+FFFD, the rest stays', async () => {
    assert.deepEqual(await arriveText('{"a":"x\\u0000y","b":"\\ud83d!","c\\u0000":1,"d":["\\udc00"]}'), {
      a: 'x\ufffdy',
      b: '\ufffd!',
      'c\ufffd': 1,
      d: ['\ufffd'],
    });
    assert.deepEqual(await arriveText('{"emoji":"\\ud83d\\ude00","text":"\\\\u0000"}'), {
      emoji: '😀',
      text: '\\u0000',
    });
  });

  test('Ids and names with NUL belong to the same person as what they become', async () => {
    await server.collect(
      '/v1/batch',
      '{"batch":[{"type":"identify","userId":"a\\u0000b","traits":{"k\\u0000":"v\\u0000"}}]}',
    );
    await server.settle();
    const person = await server.getPerson('user_id', 'a\ufffdb');
    assert.equal(person.attributes['k\ufffd']?.value, 'v\ufffd');
  });

  test('Keys that objects inherit are keys like others', async () => {
    const text = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}},"toString":"x"}';
    const properties = await arriveText(text);
    assert.equal(JSON.stringify(properties), text);
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    await server.collect(
      '/v1/identify',
      '{"userId":"inheritor","traits":{"__proto__":"p","constructor":"c","hasOwnProperty":"h","length":0}}',
    );
    await server.settle();
    const { text: shown } = await server.api('GET', '/api/profiles/user_id/inheritor?purpose=service');
    for (const told of [
      '"__proto__":{"value":"p"',
      '"constructor":{"value":"c"',
      '"hasOwnProperty":{"value":"h"',
    ]) {
      assert.ok(shown.includes(told), told);
    }
  });

  test('Keys with dots beside the nesting that they look like, and keys that come twice', async () => {
    const both = '{"a.b":1,"a":{"b":2,"c.d":3},"":4," ":5,"a b":6,"0":7}';
    assert.deepEqual(await arriveText(both), JSON.parse(both));
    const twice = '{"x":1,"x":2,"y":{"z":1},"y":3}';
    assert.deepEqual(await arriveText(twice), JSON.parse(twice));
  });

  test('One key of many types, event after event', async () => {
    for (const value of [
      '1',
      '"text"',
      'true',
      'null',
      '[1,"a",{}]',
      '{"a":1}',
      '[[1],[2,[3]]]',
      '1.5e300',
      '[]',
      '{}',
    ]) {
      const text = `{"value":${value}}`;
      assert.deepEqual(await arriveText(text), JSON.parse(text), value);
    }
  });

  test('Numbers at their ends', async () => {
    for (const number of [
      '9007199254740993',
      '18446744073709551615',
      '1e308',
      '-1e308',
      '5e-324',
      '-0',
      '1e400',
      '123456789012345678901234567890',
    ]) {
      const properties = await arriveText(`{"number":${number}}`);
      const read = JSON.parse(number) as number;
      // What JavaScript cannot hold is lost when the client or we parse it; Infinity has no JSON.
      assert.deepEqual(properties.number, Number.isFinite(read) ? read + 0 : null, number);
    }
  });

  test('Sixty-four levels pass, one more is set aside', async () => {
    const nest = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    // The message itself is the first level, its properties the second.
    const deepest = await arriveText(nest(63));
    assert.equal(JSON.stringify(deepest), nest(63));
    const list = `{"a":${'['.repeat(62)}${']'.repeat(62)}}`;
    assert.equal(JSON.stringify(await arriveText(list)), list);
    for (const tooDeep of [nest(64), `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`]) {
      const messageId = nextMessageId();
      const body = `{"type":"track","event":"Edge","userId":"deep","messageId":"${messageId}","properties":${tooDeep}}`;
      assert.equal((await server.collect('/v1/track', body)).status, 200);
      await server.settle();
      const [row] = await server.listQuarantine('reason=message_too_deep&limit=1000');
      assert.equal(row?.message_id, messageId);
    }
  });

  test('A thousand properties', async () => {
    const names = Array.from({ length: 1000 }, (_, i) => [`property number ${i}`, i] as const);
    const properties = JSON.stringify(Object.fromEntries(names));
    assert.deepEqual(await arriveText(properties), JSON.parse(properties));
  });

  test('Names of all scripts', async () => {
    const told = {
      ar: 'عميل المتجر',
      zh: '商店的顧客',
      pl: 'klientka sklepu żółć',
      emoji: '👩🏽‍🛒',
      he: 'לקוחה',
    };
    await arrive(anIdentify({ userId: 'العميل-顧客-👩🏽‍🛒', traits: { ...told, name: told.ar } }));
    const person = await server.getPerson('user_id', 'العميل-顧客-👩🏽‍🛒');
    assert.equal(person.display_name, told.ar);
    for (const [name, value] of Object.entries(told)) assert.equal(person.attributes[name]?.value, value);
    const found = await server.api<{ items: { id: string }[] }>(
      'GET',
      `/api/profiles?purpose=service&q=${encodeURIComponent('顧客')}`,
    );
    assert.ok(found.body.items.some(({ id }) => id === person.id));
  });
});
