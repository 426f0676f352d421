// Requests that the pipeline cannot process, put into the inbox by hand, since collect lets none through: they end in
// quarantine, whole, and everybody else's messages go on.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { zstdCompressSync } from 'node:zlib';
import { anIdentify, aTrack, type Sent, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Road = {
  state: string;
  inbox: { requests_waiting: number; events_waiting: number };
  totals: Record<string, number>;
  errors: { stage: string; message: string }[];
};
const readRoad = async (): Promise<Road> => (await server.api<Road>('GET', '/api/pipeline')).body;

/** A row of the inbox as no client can make it. */
async function insertRequest(
  body: Buffer,
  envelope: object = { kind: 'batch' },
  messageCount = 1,
): Promise<void> {
  await server.db.query(
    `insert into inbox (workspace_id, source_id, received_at, envelope, message_count, body)
     select workspace_id, id, $1, $2, $3, $4 from sources order by id limit 1`,
    [new Date(), envelope, messageCount, body],
  );
}

const zip = (text: string): Buffer => zstdCompressSync(Buffer.from(text));

async function countOf(userId: string): Promise<number> {
  return (await server.findPerson('user_id', userId))?.event_count ?? 0;
}

describe('A request that fails every time', () => {
  test('bytes that cannot be unpacked, between good requests', { timeout: 60_000 }, async () => {
    const userId = 'around poison';
    await server.db.transaction(async (tx) => {
      // Nobody resolves while the requests come, so that they share a batch.
      await tx.query('select from pipeline_position for update');
      for (let i = 0; i < 40; i += 1) await server.send([aTrack({ userId }), aTrack({ userId })]);
      await insertRequest(Buffer.from('not packed at all'));
      for (let i = 0; i < 40; i += 1) await server.send([aTrack({ userId }), aTrack({ userId })]);
    });
    const startedAt = performance.now();
    await server.settle(40_000);
    const seconds = (performance.now() - startedAt) / 1000;
    assert.equal(await countOf(userId), 160, 'each good message is there, once');
    assert.ok(seconds < 20, `the road was free again after ${seconds} s`);
    const [row, ...others] = await server.listQuarantine();
    assert.deepEqual(others, []);
    assert.equal(row?.reason.code, 'not_processable');
    assert.match(row.reason.message, /maintainers.*replay/s);
    const road = await readRoad();
    assert.equal(road.state, 'running');
    assert.equal(road.inbox.requests_waiting, 0);
    assert.ok(road.errors.some(({ stage }) => stage === 'resolve'));
  });

  test('a batch that is no list, and what is sent again from quarantine', { timeout: 60_000 }, async () => {
    await insertRequest(zip('{"batch":5}'));
    await server.send([aTrack({ userId: 'behind poison' })]);
    await server.settle(40_000);
    assert.equal(await countOf('behind poison'), 1);
    const [row, ...others] = await server.listQuarantine();
    assert.deepEqual([row?.excerpt, others.length], ['{"batch":5}', 1]);
    const { body } = await server.api('POST', '/api/quarantine/replay', { ids: [Number(row?.id)] });
    assert.deepEqual(body, { replayed: 1, suppressed: 0 });
    await server.settle(40_000);
    const again = (await server.listQuarantine()).map(({ excerpt, reason }) => [excerpt, reason.code]);
    assert.deepEqual(again[0], ['{"batch":5}', 'not_processable']);
    assert.equal(again.length, 2);
    assert.equal((await readRoad()).state, 'running');
  });

  test('A wrong count of messages, or an unknown kind of call, harms nobody', {
    timeout: 60_000,
  }, async () => {
    const messages = Array.from({ length: 5 }, () => aTrack({ userId: 'counted wrong' }));
    await insertRequest(zip(JSON.stringify({ batch: messages })), { kind: 'batch' }, 1);
    await insertRequest(zip(JSON.stringify({ batch: messages })), { kind: 'batch' }, 4000);
    await insertRequest(zip(JSON.stringify(aTrack({ userId: 'counted wrong' }))), {
      kind: 'track',
      unknown: 1,
    });
    await server.settle(40_000);
    assert.equal(await countOf('counted wrong'), 6);
    assert.equal((await readRoad()).inbox.events_waiting, 0);
  });
});

/** False for an answer that says to try again; any other fault goes on. */
function isUnavailable(error: Error): false {
  if (!error.message.includes('storage_unavailable')) throw error;
  return false;
}

describe('When the database is broken for a while', () => {
  test('Nothing is set aside, nothing is lost, and the errors hold no value', {
    timeout: 60_000,
  }, async () => {
    const before = (await server.listQuarantine()).length;
    const secret = 'a value that no log may hold';
    await server.db.query('alter table attribute_records rename to attribute_records_away');
    const sent: Sent[] = Array.from({ length: 20 }, (_, i) =>
      anIdentify({ userId: `while broken ${i}`, traits: { note: secret } }),
    );
    for (const message of sent) await server.send([message]);
    const late = await server.api('POST', '/api/pipeline/settle', { timeout_ms: 700 });
    assert.equal(late.status, 504);
    assert.equal(late.body.error?.code, 'settle_timeout');
    await server.db.query('alter table attribute_records_away rename to attribute_records');
    await server.settle(40_000);
    for (let i = 0; i < sent.length; i += 1) assert.equal(await countOf(`while broken ${i}`), 1);
    assert.equal((await server.listQuarantine()).length, before);
    const { errors } = await readRoad();
    assert.ok(
      errors.some(({ message }) => message.includes('42P01')),
      'the code of the database is told',
    );
    assert.doesNotMatch(JSON.stringify(errors), /no log may hold/);
  });

  const cutConnections = () =>
    server.db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );

  test('A connection that is cut in the middle costs nothing', { timeout: 60_000 }, async () => {
    for (let i = 0; i < 10; i += 1) {
      const batch = Array.from({ length: 50 }, () => aTrack({ userId: 'cut off' }));
      // A client sends again what was answered 503.
      while ((await server.collect('/v1/batch', { batch })).status !== 200);
      // Our own connection may be one that the last round cut: then the next one is asked.
      await cutConnections().catch(cutConnections);
    }
    while (!(await server.settle(40_000).then(() => true, isUnavailable)));
    assert.equal(await countOf('cut off'), 500);
  });
});
