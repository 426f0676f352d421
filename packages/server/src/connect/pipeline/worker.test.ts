// What a thread that starts makes of threads before it that ended by themselves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { movingClock } from '../../platform/clock/index.ts';
import { createSourceDatabase, deliver, type SourceDatabase } from '../../testing/unresolved.ts';
import { defaultPrepareLimits } from './prepare.ts';
import type { Resolved } from './resolve.ts';
import type { FromWorker, WorkerInput } from './worker.ts';

let database: SourceDatabase;
const clock = movingClock();
before(async () => {
  database = await createSourceDatabase(clock);
});
after(() => database.drop());

/** Puts so many requests of one message into the inbox, and returns what the next thread makes of them. */
async function resolveAfter(endings: number, requests: number): Promise<Resolved[]> {
  for (let request = 0; request < requests; request += 1)
    await deliver(database, [{ type: 'page', userId: 'neha' }], clock);
  const workerData: WorkerInput = {
    connection: { connectionString: database.url },
    clock: clock.shared,
    limits: defaultPrepareLimits,
    deduplicationDays: 7,
    endings,
  };
  const thread = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  const resolved: Resolved[] = [];
  await new Promise<void>((resolve, reject) => {
    thread.on('error', reject);
    thread.on('message', (message: FromWorker) => {
      if (message.type === 'resolved') resolved.push(message.resolved);
      if (message.type === 'idle') resolve();
    });
  });
  await thread.terminate();
  return resolved;
}

const toNumbers = (batches: Resolved[]) => batches.map(({ stored, quarantined }) => [stored, quarantined]);

test('none ended: requests that wait go together', async () => {
  assert.deepEqual(toNumbers(await resolveAfter(0, 3)), [[3, 0]]);
});

test('one ended: they are tried one by one, since one of them may be the cause', async () => {
  assert.deepEqual(toNumbers(await resolveAfter(1, 3)), [
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
});

test('three ended at the same one: it is set aside, the others go on', async () => {
  assert.deepEqual(toNumbers(await resolveAfter(3, 3)), [
    [0, 1],
    [1, 0],
    [1, 0],
  ]);
  const aside = await database.db.query<{ reason: string }>('select reason from quarantine');
  assert.deepEqual(aside, [{ reason: 'not_processable' }]);
});
