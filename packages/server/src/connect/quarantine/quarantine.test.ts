// Messages that are set aside: listed, looked into, sent again, thrown away.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  aTrack,
  type Loose,
  nextMessageId,
  type QuarantinedBody,
  type SentBody,
  type SourceBody,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
let shop: SourceBody;
before(async () => {
  server = await startTestServer();
  shop = await server.createSource('Shop server');
});
after(() => server.stop());

type Reasons = { items: { code: string; message: string; count: number }[] };
const countReasons = async (): Promise<Record<string, number>> => {
  const { body } = await server.api<Reasons>('GET', '/api/quarantine/reasons');
  return Object.fromEntries(body.items.map(({ code, count }) => [code, count]));
};

describe('Setting aside', () => {
  test('The bad ones go aside with their reason, the good ones of the batch go on', async () => {
    const bad = [
      aTrack({ event: '' }),
      { type: 'track', userId: 'neha' },
      { type: 'charge', userId: 'neha', messageId: nextMessageId() },
      'not a message',
      null,
      aTrack({ userId: undefined }),
      aTrack({ properties: [] }),
    ];
    const good = Array.from({ length: 3 }, () => aTrack({ userId: 'between bad ones' }));
    await server.send([...bad.slice(0, 3), good[0], ...bad.slice(3), good[1], good[2]]);
    await server.settle();
    assert.equal((await server.getPerson('user_id', 'between bad ones')).event_count, 3);
    assert.deepEqual(await countReasons(), {
      event_missing: 2,
      type_unknown: 1,
      not_an_object: 2,
      id_missing: 1,
      properties_invalid: 1,
    });
  });

  test('Each can be looked into, with what was sent and a sentence that helps', async () => {
    const sent = { type: 'charge', userId: 'neha', messageId: nextMessageId(), extra: { deep: ['x'] } };
    await server.send([sent]);
    await server.settle();
    const [row] = await server.listQuarantine('reason=type_unknown&limit=1000');
    assert.ok(row);
    assert.deepEqual([row.message_id, row.type, row.source.name], [sent.messageId, 'charge', 'Website']);
    assert.match(row.reason.message, /`type` must be/);
    assert.equal(row.size_bytes, JSON.stringify(sent).length);
    assert.ok(row.excerpt.length > 10 && row.excerpt.length <= 200);
    const { body } = await server.api<QuarantinedBody>('GET', `/api/quarantine/${row.id}?purpose=service`);
    assert.deepEqual(JSON.parse(body.body as string), sent);
  });

  test('By reason, by source, and page by page', async () => {
    await server.send(
      Array.from({ length: 5 }, () => aTrack({ event: 5 })),
      shop.write_key,
    );
    await server.settle();
    const ofShop = await server.listQuarantine(`source=${shop.id}&limit=2`);
    assert.equal(ofShop.length, 5);
    assert.equal(new Set(ofShop.map(({ id }) => id)).size, 5);
    assert.ok(
      ofShop.every((row) => row.source.name === 'Shop server' && row.reason.code === 'event_missing'),
    );
    const all = await server.listQuarantine('limit=3');
    assert.deepEqual(
      all.map(({ id }) => Number(id)),
      all.map(({ id }) => Number(id)).sort((a, b) => b - a),
    );
    assert.deepEqual(await server.listQuarantine('reason=nothing_of_the_kind'), []);
  });

  test('What is not there, or no id at all', async () => {
    for (const id of ['999999999', '0', 'x', '-1', '1e30', '99999999999999999999', '1.5', '%00']) {
      const answer = await server.api('GET', `/api/quarantine/${id}?purpose=service`);
      assert.equal(answer.status, 404, id);
      assert.equal(answer.body.error?.code, 'not_found');
    }
    for (const query of ['source=99999999999', 'cursor=x', 'limit=0', 'limit=1001', 'cursor=-1']) {
      const { status, body } = await server.api('GET', `/api/quarantine?purpose=service&${query}`);
      assert.equal(status, 400, query);
      assert.equal(body.error?.code, 'invalid_request');
    }
  });

  test('NUL in a message that is set aside', async () => {
    const text =
      '{"batch":[{"type":"charge","userId":"a\\u0000b","messageId":"with\\u0000nul","k\\u0000":"\\ud800"}]}';
    assert.equal((await server.collect('/v1/batch', text)).status, 200);
    await server.settle();
    const [row] = await server.listQuarantine('reason=type_unknown&limit=1');
    assert.equal(row?.message_id, 'with\ufffdnul');
  });
});

describe('Sending again', () => {
  const replay = (selection: SentBody) =>
    server.api<{ replayed?: number; error?: Loose }>('POST', '/api/quarantine/replay', selection);

  test('What still cannot be stored comes back, once', async () => {
    const before = await countReasons();
    const { body } = await replay({ reason: 'event_missing' });
    assert.equal(body.replayed, before.event_missing);
    await server.settle();
    assert.deepEqual(await countReasons(), before);
  });

  test('What was too large passes under a larger limit, once, on the right source, as it was sent', async () => {
    const message = aTrack({ userId: 'was too large', properties: { filler: 'x'.repeat(40_000) } });
    await server.send([message], shop.write_key);
    await server.settle();
    const [row] = await server.listQuarantine('reason=message_too_large');
    assert.ok(row);
    assert.equal(row.message_id, message.messageId);
    await server.restart({ RAPPORT_MESSAGE_BYTES_MAX: '100000' });
    assert.equal((await replay({ ids: [Number(row.id)] })).body.replayed, 1);
    await server.settle();
    const events = await server.listEvents('user_id', 'was too large');
    assert.deepEqual(
      events.map(({ raw }) => raw),
      [message],
    );
    assert.equal(events[0]?.source.name, 'Shop server');
    assert.deepEqual(await server.listQuarantine('reason=message_too_large'), []);
    assert.equal((await replay({ ids: [Number(row.id)] })).body.replayed, 0);
  });

  test('A single call keeps the type that its path named, and a batch its defaults', async () => {
    const time = new Date(Date.now() + 30 * 3_600_000).toISOString();
    const single = { event: 'Later', userId: 'from the future', messageId: nextMessageId(), timestamp: time };
    await server.collect('/v1/track', single);
    const batched = { ...single, type: 'track', messageId: nextMessageId() };
    await server.collect('/v1/batch', {
      batch: [batched],
      context: { locale: 'pl-PL' },
      integrations: { CRM: false },
    });
    await server.settle();
    assert.equal((await server.listQuarantine('reason=timestamp_in_future')).length, 2);
    await server.advance('P2D');
    assert.equal((await replay({ reason: 'timestamp_in_future' })).body.replayed, 2);
    await server.settle();
    const events = await server.listEvents('user_id', 'from the future');
    assert.deepEqual(
      events.map(({ type, timestamp }) => [type, timestamp]),
      [
        ['track', time],
        ['track', time],
      ],
    );
    const shared = events.find(({ message_id }) => message_id === batched.messageId);
    assert.deepEqual(shared?.context, { locale: 'pl-PL' });
    assert.deepEqual(shared?.raw.integrations, { CRM: false });
  });

  test('It happened when it happened, not when it was sent again', async () => {
    const hour = 3_600_000;
    // A sender whose clock is a year behind.
    const sentMs = Date.now() - 365 * 24 * hour;
    const timestamp = new Date(sentMs - hour).toISOString();
    const message = aTrack({ userId: 'kept its time', timestamp, event: 'x'.repeat(300) });
    const answer = await server.collect('/v1/batch', {
      batch: [message],
      sentAt: new Date(sentMs).toISOString(),
    });
    assert.equal(answer.status, 200);
    await server.settle();
    const [row] = await server.listQuarantine('reason=event_missing&limit=1');
    assert.ok(row);
    assert.equal(row.message_id, message.messageId);
    await server.advance('P1D');
    // There is no way to mend a message, so the rule is mended: here by hand.
    await server.db.query(`update quarantine set body = replace(body, $2, 'Mended') where id = $1`, [
      row.id,
      message.event,
    ]);
    await replay({ ids: [Number(row.id)] });
    await server.settle();
    const [event] = await server.listEvents('user_id', 'kept its time');
    assert.equal(event?.received_at, row.received_at);
    assert.equal(Date.parse(event.timestamp), Date.parse(row.received_at) - hour);
  });

  test('Sent again by several members at once, also what has no id of its own is stored once', async () => {
    const untilThen = {
      timestamp: '2031-05-01T00:00:00Z',
      messageId: undefined,
      userId: 'replayed together',
    };
    await server.send([aTrack(), aTrack(untilThen), aTrack({ ...untilThen, event: 'Order Completed' })]);
    await server.settle();
    await server.api('POST', '/api/test/clock', { set: '2031-05-01T00:00:00Z' });
    const rows = await server.listQuarantine('reason=timestamp_in_future&limit=1000');
    const ids = rows.map(({ id }) => Number(id));
    assert.ok(ids.length >= 2);
    await Promise.all(Array.from({ length: 4 }, () => replay({ ids })));
    await server.settle();
    const events = await server.listEvents('user_id', 'replayed together');
    assert.deepEqual(events.map(({ event }) => event).sort(), ['Order Completed', 'Product Viewed']);
  });

  test('A selection that is none is refused', async () => {
    for (const wrong of [
      {},
      { ids: [] },
      { ids: ['x'] },
      { ids: [1], reason: 'x' },
      { reason: '' },
      [],
      'x',
      { ids: [-1] },
    ]) {
      const answer = await replay(wrong);
      assert.equal(answer.status, 400, JSON.stringify(wrong));
    }
  });
});

describe('Throwing away', () => {
  test('By id and by reason', async () => {
    const before = await countReasons();
    const [first] = await server.listQuarantine('reason=not_an_object');
    const dropped = await server.api('POST', '/api/quarantine/drop', { ids: [Number(first?.id), 999_999] });
    assert.deepEqual(dropped.body, { dropped: 1 });
    assert.deepEqual((await server.api('POST', '/api/quarantine/drop', { reason: 'event_missing' })).body, {
      dropped: before.event_missing,
    });
    const left = await countReasons();
    assert.deepEqual(
      [left.event_missing, left.not_an_object, left.type_unknown],
      [undefined, 1, before.type_unknown],
    );
  });
});
