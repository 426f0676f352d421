// Corner case 18: a crash between any two steps. The server is killed at random moments while messages join people and
// members take them apart; afterwards people are what the evidence says, in both engines.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { prepareSpawnedServer, type SpawnedServer } from '../../testing/end-to-end/spawned-server.ts';
import { decision, message } from '../../testing/identity-traffic.ts';
import { createTestDatabase, type Sent, type TestDatabase } from '../../testing/index.ts';
import { assertConsistent } from './test-stored.ts';

const killsCount = 3;

/** Sends and decides until told to stop. What the killed server does not answer is nobody's promise. */
function startTraffic(server: SpawnedServer, seed: number): { sent: () => number; stop(): Promise<void> } {
  let stopped = false;
  const sent = new Set<unknown>();
  const messages = fc.sample(fc.array(message, { minLength: 1, maxLength: 12 }), { numRuns: 2000, seed });
  const decisions = fc.sample(decision, { numRuns: 3000, seed });
  async function repeat<Item>(items: Item[], act: (item: Item) => Promise<unknown>): Promise<void> {
    for (const item of items) {
      if (stopped) return;
      const done = await act(item).then(
        () => true,
        () => false,
      );
      if (!done) await sleep(100);
    }
  }
  async function send(batch: Sent[]): Promise<void> {
    await server.send(batch);
    for (const { messageId } of batch) sent.add(messageId);
  }
  const running = [
    repeat(messages, send),
    repeat(messages.toReversed(), send),
    repeat(decisions, ({ path, body }) => server.api('POST', `/api/identity/${path}`, body)),
  ];
  return {
    sent: () => sent.size,
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

/** Waits until something was resolved since: a server that has just started needs a while before it is worth killing. */
async function untilResolving({ db }: TestDatabase, since: number): Promise<number> {
  for (;;) {
    const [position] = await db.query<{ batch_id: number }>('select batch_id from pipeline_position');
    if (position !== undefined && position.batch_id > since + 2) return position.batch_id;
    await sleep(10);
  }
}

test('18: killed between any two steps', { timeout: 120_000 }, async (t) => {
  const seed = Math.floor(Date.now() / 86_400_000);
  const database = await createTestDatabase();
  const server = await prepareSpawnedServer({ RAPPORT_DATABASE_URL: database.url });
  try {
    await server.start();
    const traffic = startTraffic(server, seed);
    let batchId = 0;
    try {
      for (const quietMs of fc.sample(fc.integer({ min: 0, max: 1000 }), { numRuns: killsCount, seed })) {
        batchId = await untilResolving(database, batchId);
        await sleep(quietMs);
        await server.kill();
        await server.start();
      }
      await untilResolving(database, batchId);
      await sleep(300);
    } finally {
      await traffic.stop();
    }
    await server.settle(60_000);
    const { people, merged, events } = await assertConsistent(database.db, server);
    t.diagnostic(
      `seed ${seed}: ${traffic.sent()} messages, ${people} people, ${merged} merged, ${events} events`,
    );
    assert.ok(events >= traffic.sent(), `${events} events of ${traffic.sent()} acknowledged messages`);
    const [decided] = await database.db.query<{ count: number }>('select count(*) from identity_decisions');
    t.diagnostic(`${decided?.count} decisions`);
    assert.ok(people > 5 && merged > 0 && events > 100 && (decided?.count ?? 0) > 5);
  } finally {
    await server.clear();
    await database.drop();
  }
});
