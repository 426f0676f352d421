// Whoever says something waits for what is just going out, and what would go out afterwards does not, until it is said.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from '../../platform/postgres/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { sayOfPeople, sayOfPoints, trySend } from './index.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const address = { type: 'email', value: 'sarah@shop.example' };
const inTurn = <Result>(work: (scope: { db: Transaction; workspaceId: number }) => Promise<Result>) =>
  database.db.transaction((db) => work({ db, workspaceId: 1 }));

/** Holds the word until it is told to let go. */
function held(say: (scope: { db: Transaction; workspaceId: number }) => Promise<unknown>) {
  const [started, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const done = inTurn(async (scope) => {
    await say(scope);
    started.resolve();
    await ended.promise;
  });
  return { started: started.promise, letGo: ended.resolve, done };
}

test('nothing goes to a person or an address of whom something is being said', async () => {
  for (const say of [
    (scope: Parameters<typeof sayOfPeople>[0]) => sayOfPeople(scope, [7]),
    (scope: Parameters<typeof sayOfPeople>[0]) => sayOfPoints(scope, [address]),
  ]) {
    const saying = held(say);
    await saying.started;
    const asked = [
      { profileId: 7, points: [address] },
      { profileId: 8, points: [{ type: 'email', value: 'neha@shop.example' }] },
    ];
    assert.deepEqual(await inTurn((scope) => trySend(scope, asked)), [false, true]);
    saying.letGo();
    await saying.done;
    assert.deepEqual(await inTurn((scope) => trySend(scope, asked)), [true, true]);
  }
});

test('whoever says something waits for what is going out, and several things go out at once', async () => {
  const one = { profileId: 7, points: [address] };
  const sending = held((scope) => trySend(scope, [one]));
  await sending.started;
  assert.deepEqual(await inTurn((scope) => trySend(scope, [one])), [true], 'another server sends as well');
  let isSaid = false;
  const saying = inTurn((scope) => sayOfPeople(scope, [7])).then(() => {
    isSaid = true;
  });
  await sleep(50);
  assert.equal(isSaid, false);
  assert.deepEqual(
    await inTurn((scope) => trySend(scope, [one])),
    [false],
    'whoever waits to say something comes first',
  );
  sending.letGo();
  await Promise.all([sending.done, saying]);
  assert.equal(isSaid, true);
});

test('a batch that speaks of thousands needs no more locks than there are', async () => {
  const people = Array.from({ length: 20_000 }, (_, i) => i);
  await inTurn(async (scope) => {
    await sayOfPeople(scope, people);
    const [row] = await scope.db.query<{ count: number }>(
      `select count(*) as count from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`,
    );
    assert.ok(Number(row?.count) <= 512);
  });
});
