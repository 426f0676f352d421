// The pipeline as a whole: settle, its figures, and that a restart in the middle of work costs nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aTrack, type Loose, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Road = {
  state: string;
  inbox: { requests_waiting: number; events_waiting: number; oldest_seconds: number };
  position: { inbox: number; resolved: number; appended: number };
  rates: Record<string, number>;
  totals: { accepted: number; resolved: number; appended: number; duplicates: number; quarantined: number };
  history: { at: string; accepted: number; resolved: number; appended: number; quarantined: number }[];
  errors: unknown[];
};
const readRoad = async (): Promise<Road> => (await server.api<Road>('GET', '/api/pipeline')).body;
const settle = (body: object) => server.api<{ error?: Loose }>('POST', '/api/pipeline/settle', body);

describe('Settle', { timeout: 60_000 }, () => {
  test('With nothing to do it answers at once', async () => {
    const { status, body } = await settle({ timeout_ms: 1000 });
    assert.deepEqual([status, body], [200, {}]);
    assert.equal((await settle({})).status, 200, 'the timeout has a default');
  });

  test('Afterwards all that was accepted before is visible everywhere, in each of many rounds', async () => {
    for (let round = 0; round < 25; round += 1) {
      const userId = `round ${round}`;
      const count = 1 + (round % 5) * 30;
      await server.send(
        Array.from({ length: count }, () => aTrack({ userId, event: round % 2 ? 'Odd' : 'Even' })),
      );
      await server.settle();
      assert.equal((await server.getPerson('user_id', userId)).event_count, count);
    }
  });

  test('Those who wait at the same time are all answered', async () => {
    await server.send([aTrack({ userId: 'waited for by many' })]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => settle({ timeout_ms: 10_000 })));
    for (const { status } of answers) assert.equal(status, 200);
  });

  test('When it is not done in time it says so, and goes on', async () => {
    await server.db.transaction(async (tx) => {
      await tx.query('select from pipeline_position for update');
      await server.send([aTrack({ userId: 'held up' })]);
      const startedAt = performance.now();
      const { status, body } = await settle({ timeout_ms: 300 });
      assert.deepEqual([status, body.error?.code], [504, 'settle_timeout']);
      const ms = performance.now() - startedAt;
      assert.ok(ms >= 290 && ms < 3000, `${ms} ms`);
    });
    await server.settle();
    assert.equal((await server.getPerson('user_id', 'held up')).event_count, 1);
  });

  test('A timeout that is none is refused', async () => {
    for (const body of [
      { timeout_ms: 0 },
      { timeout_ms: -1 },
      { timeout_ms: 1e9 },
      { timeout_ms: '5' },
      { timeout_ms: 1.5 },
      { timeout: 5 },
    ])
      assert.equal((await settle(body)).status, 400, JSON.stringify(body));
  });
});

describe('Figures', () => {
  test('They add up', async () => {
    const before = (await readRoad()).totals;
    const message = aTrack();
    await server.send([aTrack(), aTrack(), message, message, { type: 'nothing' }]);
    await server.settle();
    const { totals, inbox, position, state, errors } = await readRoad();
    assert.deepEqual(totals, {
      accepted: before.accepted + 5,
      resolved: before.resolved + 5,
      appended: before.appended + 3,
      duplicates: before.duplicates + 1,
      quarantined: before.quarantined + 1,
    });
    assert.deepEqual(inbox, { requests_waiting: 0, events_waiting: 0, oldest_seconds: 0 });
    assert.equal(position.inbox, position.resolved);
    assert.equal(position.resolved, position.appended);
    assert.deepEqual([state, errors], ['running', []]);
  });

  test('What waits is counted, with its age', async () => {
    await server.db.transaction(async (tx) => {
      await tx.query('select from pipeline_position for update');
      await server.send([aTrack(), aTrack()]);
      await server.send([aTrack()]);
      await new Promise((resolve) => setTimeout(resolve, 150));
      const { inbox } = await readRoad();
      assert.deepEqual([inbox.requests_waiting, inbox.events_waiting], [2, 3]);
      assert.ok(inbox.oldest_seconds >= 0.1 && inbox.oldest_seconds < 30);
    });
    await server.settle();
  });

  test('History, health and metrics', async () => {
    const { history } = await readRoad();
    const sum = history.reduce((total, point) => total + point.appended, 0);
    assert.ok(sum > 100);
    for (const { at } of history) assert.equal(Date.parse(at) % 10_000, 0);
    const ready = await server.request('GET', '/health/ready');
    assert.deepEqual([ready.status, ready.body], [200, { status: 'ready', pipeline: 'running' }]);
    assert.equal((await server.request('GET', '/health/live')).status, 200);
    const metrics = await server.request('GET', '/metrics');
    assert.match(metrics.headers.get('content-type') ?? '', /^text\/plain/);
    for (const name of [
      'rapport_messages_accepted_per_second',
      'rapport_pipeline_stalled 0',
      'process_resident_memory_bytes',
    ])
      assert.ok(metrics.text.includes(name), name);
    assert.doesNotMatch(metrics.text, /round \d|neha/);
  });
});

test('Restarts in the middle of work lose nothing and double nothing', { timeout: 120_000 }, async () => {
  const userId = 'over restarts';
  let sent = 0;
  for (let round = 0; round < 4; round += 1) {
    for (let i = 0; i < 15; i += 1) {
      await server.send(Array.from({ length: 40 }, () => aTrack({ userId })));
      sent += 40;
    }
    await server.restart();
  }
  await server.settle(60_000);
  const events = await server.listEvents('user_id', userId);
  assert.equal(new Set(events.map((event) => event.message_id)).size, sent);
  assert.equal(events.length, sent);
});
