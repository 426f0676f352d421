// Corner case 18: a crash between any two steps. The server is killed at random moments while messages join people and
// members take them apart; afterwards people are what the evidence says, in both engines.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { prepareSpawnedServer, type SpawnedServer } from '../../testing/end-to-end/spawned-server.ts';
import { decision, message } from '../../testing/identity-traffic.ts';
import { createTestDatabase } from '../../testing/index.ts';
import { assertConsistent } from './test-stored.ts';

const killsCount = 4;

/** Sends and decides until told to stop. What the killed server does not answer is nobody's promise. */
function startTraffic(server: SpawnedServer, seed: number): { sent: () => number; stop(): Promise<void> } {
  let stopped = false;
  let sent = 0;
  const messages = fc.sample(fc.array(message, { minLength: 1, maxLength: 8 }), { numRuns: 3000, seed });
  const decisions = fc.sample(decision, { numRuns: 3000, seed });
  async function repeat<Item>(items: Item[], act: (item: Item) => Promise<unknown>): Promise<void> {
    for (const item of items) {
      if (stopped) return;
      const done = await act(item).then(
        () => true,
        () => false,
      );
      await sleep(done ? 5 : 100);
    }
  }
  const running = [
    repeat(messages, async (batch) => {
      await server.send(batch);
      sent += batch.length;
    }),
    repeat(decisions, ({ path, body }) => server.api('POST', `/api/identity/${path}`, body)),
  ];
  return {
    sent: () => sent,
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

test('18: killed between any two steps', { timeout: 120_000 }, async (t) => {
  const seed = Math.floor(Date.now() / 86_400_000);
  const database = await createTestDatabase();
  const server = await prepareSpawnedServer({ RAPPORT_DATABASE_URL: database.url });
  try {
    await server.start();
    const traffic = startTraffic(server, seed);
    try {
      for (const quietMs of fc.sample(fc.integer({ min: 50, max: 1200 }), { numRuns: killsCount, seed })) {
        await sleep(quietMs);
        await server.kill();
        await server.start();
      }
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
    assert.ok(people > 5 && merged > 5 && events > 100);
  } finally {
    await server.clear();
    await database.drop();
  }
});
