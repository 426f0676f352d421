// How much collect takes: sizes, numbers, rates, and what it says when it is too much.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as openRequest } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  type Answer,
  aTrack,
  type Fault,
  nextMessageId,
  type Sent,
  startTestServer,
  type TestServer,
  testWriteKey,
  toBasic,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer({ env: { RAPPORT_WAITING_MESSAGES_MAX: '1000' } });
});
after(() => server.stop());

const filler = (bytes: number): string => 'x'.repeat(bytes);
/** A track call whose JSON has exactly so many bytes. */
function aTrackOf(bytes: number, fields: Sent = {}): Sent {
  const message = aTrack({ ...fields, properties: { filler: '' } });
  const missing = bytes - Buffer.byteLength(JSON.stringify(message));
  return { ...message, properties: { filler: filler(missing) } };
}

const messageBytesMax = 32_768;
const batchBytesMax = 512_000;

function assertTooLarge(answer: Answer<Fault>, bytesMax: number): void {
  // 413 would make some clients drop the messages for good, and others send them for ever.
  assert.equal(answer.status, 400);
  assert.equal(answer.body.error.code, 'body_too_large');
  assert.match(answer.body.error.message, new RegExp(`${bytesMax} bytes.*smaller`));
}

describe('9. Sizes', () => {
  test('A single message may have 32 KB', async () => {
    const userId = 'with a large message';
    assert.equal((await server.collect('/v1/track', aTrackOf(messageBytesMax, { userId }))).status, 200);
    await server.settle();
    assert.equal((await server.listEvents('user_id', userId)).length, 1);
  });

  test('A single call beyond is refused', async () => {
    assertTooLarge(
      await server.collect('/v1/track', aTrackOf(messageBytesMax + 2000)),
      messageBytesMax + 1024,
    );
  });

  test('A batch may have 512,000 bytes', async () => {
    const batch = Array.from({ length: 15 }, () =>
      aTrackOf(messageBytesMax, { userId: 'with a large batch' }),
    );
    const spare = batchBytesMax - Buffer.byteLength(JSON.stringify({ batch, filler: '' }));
    const full = { batch, filler: filler(spare) };
    assert.equal((await server.collect('/v1/batch', full)).status, 200);
    assertTooLarge(await server.collect('/v1/batch', { ...full, filler: filler(spare + 1) }), batchBytesMax);
    await server.settle();
    assert.equal((await server.listEvents('user_id', 'with a large batch')).length, 15);
  });

  test('It is the inflated size that counts, and a bomb is not inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, 0x20));
    const before = process.memoryUsage().rss;
    assertTooLarge(await server.collect('/v1/batch', bomb, { 'content-encoding': 'gzip' }), batchBytesMax);
    assert.ok(process.memoryUsage().rss - before < 100_000_000);
    const within = gzipSync(JSON.stringify({ batch: [], filler: filler(batchBytesMax - 30) }));
    assert.equal((await server.collect('/v1/batch', within, { 'content-encoding': 'gzip' })).status, 200);
  });

  test('A body without an announced length is cut off at the limit, and the answer arrives', async () => {
    const { status, text } = await sendChunks('/v1/batch', 40, 64 * 1024);
    assert.equal(status, 400, text);
    assert.match(text, /body_too_large/);
  });

  test('29. An answer that needs no body arrives although the client is still sending one', async () => {
    const large = Buffer.alloc(5_000_000, 0x20);
    for (let i = 0; i < 10; i += 1) {
      const unknown = await server.collect('/v1/batch', large, { authorization: toBasic('unknown-key') });
      assert.equal(unknown.status, 401);
      assert.equal((await server.request('PUT', '/v1/batch', large)).status, 405);
      assert.equal((await server.request('POST', '/v1/m', large)).status, 200);
      assert.equal((await server.collect('/v1/track', aTrack())).status, 200);
    }
  });

  test('27. PostHog’s clients halve on 413, and their key lies in the body', async () => {
    const event = {
      event: 'Paid',
      distinct_id: 'of posthog',
      uuid: nextMessageId(),
      properties: { total: 5 },
    };
    const send = (body: object) => server.request('POST', '/batch/', gzipSync(JSON.stringify(body)));
    const large = await send({ api_key: testWriteKey, batch: [event], filler: filler(600_000) });
    assert.deepEqual([large.status, large.body.error?.code], [413, 'body_too_large']);
    assert.equal((await send({ api_key: 'unknown', batch: [event] })).status, 401);
    assert.equal((await send({ batch: [event] })).status, 401);
    assert.equal((await send({ api_key: testWriteKey })).status, 400);
    const deep = `{"api_key":"${testWriteKey}","batch":[{"event":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`;
    const { status } = await server.request('POST', '/batch', deep);
    assert.ok(
      status === 200 || status === 400,
      'set aside or refused for good, whatever this machine can nest',
    );
    assert.equal((await send({ api_key: testWriteKey, batch: [event] })).status, 200);
    await server.settle();
    const [stored, ...more] = await server.listEvents('user_id', 'of posthog');
    assert.deepEqual(
      [stored?.event, stored?.message_id, stored?.properties],
      ['Paid', event.uuid, { total: 5 }],
    );
    assert.equal(more.length, 0);
  });

  test('History comes in larger pieces', async () => {
    const userId = 'of history';
    const batch = Array.from({ length: 10_000 }, () => ({
      type: 'track',
      userId,
      event: 'Order Completed',
      messageId: nextMessageId(),
    }));
    assert.equal((await server.collect('/v1/import', { batch })).status, 200);
    await server.settle();
    assert.equal((await server.getPerson('user_id', userId)).event_count, 10_000);
    assertTooLarge(await server.collect('/v1/import', { filler: filler(5_300_000) }), 5_242_880);
  });

  /** POSTs chunks without Content-Length. */
  async function sendChunks(path: string, chunks: number, chunkBytes: number) {
    const request = openRequest(server.url + path, {
      method: 'POST',
      headers: { authorization: toBasic(testWriteKey), 'transfer-encoding': 'chunked' },
    });
    request.on('error', () => undefined);
    const answered = once(request, 'response');
    for (let i = 0; i < chunks; i += 1) request.write(Buffer.alloc(chunkBytes, 0x20));
    request.end();
    const [response] = await answered;
    const parts: Buffer[] = [];
    for await (const part of response) parts.push(part as Buffer);
    return { status: response.statusCode as number, text: Buffer.concat(parts).toString('utf8') };
  }
});

describe('10. One that is too much does not sink the others', () => {
  test('A message of more than 32 KB in a batch goes to quarantine', async () => {
    const userId = 'beside a large one';
    const large = aTrackOf(messageBytesMax + 1, { userId });
    await server.send([aTrack({ userId }), large, aTrackOf(messageBytesMax, { userId })]);
    await server.settle();
    assert.equal((await server.listEvents('user_id', userId)).length, 2);
    const [row] = await server.listQuarantine('reason=message_too_large');
    assert.ok(row);
    assert.equal(row.message_id, large.messageId);
    assert.ok(row.size_bytes > messageBytesMax);
  });

  test('A list of nothings is no batch', async () => {
    const nothings = { batch: Array.from({ length: 10_001 }, () => null) };
    const answer = await server.collect('/v1/batch', nothings);
    assert.deepEqual([answer.status, answer.body.error.code], [400, 'malformed_body']);
    assert.match(answer.body.error.message, /10001 items/);
  });

  test('Of 2,600 messages in a batch, 2,500 pass', { timeout: 60_000 }, async () => {
    const userId = 'of a crowd';
    const batch = Array.from({ length: 2600 }, () => ({ type: 'page', userId, messageId: nextMessageId() }));
    await server.send(batch);
    await server.settle();
    assert.equal((await server.getPerson('user_id', userId)).event_count, 2500);
    const aside = await server.listQuarantine('reason=too_many_messages&limit=1000');
    assert.deepEqual(
      aside.map((row) => row.message_id).sort(),
      batch
        .slice(2500)
        .map((message) => message.messageId)
        .sort(),
    );
  });
});

/** 12. What every client that is told to wait can read. */
function assertWait(answer: Answer<Fault>, code: string): number {
  assert.equal(answer.status, 429);
  assert.equal(answer.body.error.code, code);
  const wait = answer.headers.get('retry-after') ?? '';
  assert.match(wait, /^[1-9]\d{0,2}$/, 'whole seconds, never a date');
  assert.ok(Number(wait) <= 300);
  assert.equal(answer.headers.get('x-ratelimit-reset'), wait);
  return Number(wait);
}

describe('12. Too fast', () => {
  test('A source has its own limit, and who waits as told gets through', { timeout: 30_000 }, async () => {
    const slow = await server.createSource('Slow partner', 'server', { rate_limit_per_second: 5 });
    const headers = { authorization: toBasic(slow.write_key) };
    const userId = 'of a slow partner';
    const five = { batch: Array.from({ length: 5 }, () => aTrack({ userId })) };
    assert.equal((await server.collect('/v1/batch', five, headers)).status, 200);
    const six = { batch: Array.from({ length: 5 }, () => aTrack({ userId })) };
    const wait = assertWait(await server.collect('/v1/batch', six, headers), 'rate_limited');
    assert.equal((await server.collect('/v1/batch', five)).status, 200, 'others are not slowed down');
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    assert.equal((await server.collect('/v1/batch', six, headers)).status, 200);
    await server.api('PATCH', `/api/sources/${slow.id}`, { settings: { rate_limit_per_second: null } });
    for (let i = 0; i < 5; i += 1)
      assert.equal((await server.collect('/v1/batch', six, headers)).status, 200);
  });

  test('While the pipeline is far behind, collect asks to wait, and loses nothing', {
    timeout: 60_000,
  }, async () => {
    await server.settle();
    const userId = 'of a rush';
    const accepted: string[] = [];
    await server.db.transaction(async (tx) => {
      // Who holds this row is the one that resolves: now it is us.
      await tx.query('select from pipeline_position for update');
      let answer: Answer<Fault> | undefined;
      for (let i = 0; i < 20 && answer?.status !== 429; i += 1) {
        const batch = Array.from({ length: 100 }, () => aTrack({ userId }));
        answer = await server.collect('/v1/batch', { batch });
        if (answer.status === 200) accepted.push(...batch.map((message) => String(message.messageId)));
      }
      assertWait(answer as Answer<Fault>, 'pipeline_behind');
      assert.match((answer as Answer<Fault>).body.error.message, /nothing accepted is lost/);
      assertWait(await server.collect('/v1/track', aTrack({ userId })), 'pipeline_behind');
      assert.ok(accepted.length > 1000 && accepted.length <= 1200, `${accepted.length} were accepted`);
    });
    await server.settle();
    const stored = await server.listEvents('user_id', userId);
    assert.deepEqual(stored.map((event) => event.message_id).sort(), accepted.sort());
    assert.equal((await server.collect('/v1/track', aTrack({ userId }))).status, 200);
  });
});
