// Batches that are hard on the pipeline: one that fails every time, and the largest that there can be.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { zstdCompressSync } from 'node:zlib';
import { anIdentify, aTrack, type Sent, startTestServer, type TestServer } from '../../testing/index.ts';
import { listRequestsAfter } from '../inbox/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

test('a request that fails every time is set aside, and waiting for it ends', async () => {
  // Collect lets no such body in: it stands for whatever the pipeline stumbles over.
  await server.db.query(
    `insert into inbox (workspace_id, source_id, received_at, envelope, message_count, body)
     select workspace_id, id, created_at, '{"kind":"batch"}', 2, $1 from sources order by id limit 1`,
    [zstdCompressSync('no JSON')],
  );
  await server.settle();
  const [aside] = await server.listQuarantine();
  assert.equal(aside?.reason.code, 'not_processable');
  await server.send([aTrack({ userId: 'behind-it' })]);
  await server.settle();
  assert.equal((await server.listEvents('user_id', 'behind-it')).length, 1);
  await server.restart();
  await server.settle();
  assert.equal((await server.listQuarantine()).length, 1);
});

/** Nobody is known yet, and every call names three identifiers: the most ids that messages can need. */
const strangers = (name: string, count: number): Sent[] =>
  Array.from({ length: count }, (_, i) =>
    anIdentify({
      userId: `${name}-${i}`,
      anonymousId: `device-of-${name}-${i}`,
      traits: { email: `${name}-${i}@example.com` },
    }),
  );

test('the largest batch of strangers leaves room for the ids of the next one', async () => {
  const client = await server.db.pool.connect();
  await client.query('begin');
  await client.query('select from pipeline_position for update');
  // While nothing is resolved, requests gather: 4,998 messages and then a whole request of history are one batch.
  for (const name of ['a', 'b']) await server.collect('/v1/import', { batch: strangers(name, 2499) });
  await server.collect('/v1/import', { batch: strangers('c', 10_000) });
  await client.query('commit');
  client.release();
  await server.send(strangers('d', 1000));
  await server.settle(60_000);
  const [counted] = await server.db.query<{ people: number; largest: number }>(
    `select (select count(*) from profiles) as people, (select max(event_count) from append_batches) as largest`,
  );
  assert.equal(counted?.largest, 14_998, 'the requests were resolved as one batch');
  assert.equal(counted?.people, 15_998 + 1);
  assert.equal((await server.listQuarantine()).length, 1);
});

/** As large as a message may be: it comes with each message of its batch. */
const largeContext = { note: 'x'.repeat(30_000) };

test('what a batch gives to thousands of wrong messages is not kept with each of them', async () => {
  const batch = Array.from({ length: 9000 }, () => 1);
  const sent = await server.collect('/v1/batch', { batch, context: largeContext });
  assert.equal(sent.status, 200);
  await server.settle(60_000);
  const [kept] = await server.db.query<{ count: number; bytes: number }>(
    `select count(*), sum(length(envelope::text)) as bytes from quarantine where reason in ('not_an_object', 'too_many_messages')`,
  );
  assert.equal(kept?.count, 9000);
  assert.ok(kept.bytes < 1_000_000, `${kept.bytes} bytes for a request of 48,000`);
});

test('what a batch gives to its messages fills no memory, and none of them is lost', async () => {
  const batch = Array.from({ length: 2500 }, () => aTrack({ userId: 'heavy' }));
  const sent = await server.collect('/v1/batch', { batch, context: largeContext });
  assert.equal(sent.status, 200);
  await server.settle(60_000);
  const stored = (await server.getPerson('user_id', 'heavy')).event_count ?? 0;
  const [aside] = await server.db.query<{ count: number }>(
    `select count(*) from quarantine where reason = 'too_many_messages' and body like '%"heavy"%'`,
  );
  assert.ok(stored > 1000 && stored < 1500, `${stored} were stored`);
  assert.equal(stored + (aside?.count ?? 0), 2500);
});

test('requests that are large and hold few messages are not read all at once', async () => {
  await server.db.transaction(async (tx) => {
    await tx.query('select from pipeline_position for update');
    const [last] = await tx.query<{ seq: number }>('select coalesce(max(seq), 0) as seq from inbox');
    const seq = last?.seq ?? 0;
    const body = Buffer.alloc(500_000, ' ');
    body.write('{"batch":[{"type":"page","userId":"spacious"}]');
    body.write('}', body.length - 1);
    await tx.query(
      `insert into inbox (workspace_id, source_id, received_at, envelope, message_count, body)
       select workspace_id, id, created_at, '{"kind":"batch"}', 1, $1 from sources, generate_series(1, 100) order by id limit 100`,
      [body],
    );
    const rows = await listRequestsAfter(tx, seq, 5000);
    assert.ok(rows.length > 50 && rows.length < 80, `${rows.length} requests`);
  });
  await server.settle(60_000);
  assert.equal((await server.getPerson('user_id', 'spacious')).event_count, 100);
});
