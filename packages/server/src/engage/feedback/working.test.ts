// Answers are followed up once, by however many servers, and again where one ended in the middle.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openIdentifying, openWithholding } from '../../connect/collect/index.ts';
import { unpackBody } from '../../connect/inbox/index.ts';
import { ensureEngageSource } from '../../connect/sources/index.ts';
import { type Clock, standingClock, systemClock } from '../../platform/clock/index.ts';
import { silentLog } from '../../platform/log/index.ts';
import { openMetrics } from '../../platform/metrics/index.ts';
import { ensureDefaultWorkspace } from '../../platform/workspaces/index.ts';
import { openSuppressions } from '../../respect/suppression/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { insertSent } from '../../testing/sent-messages.ts';
import type { Answer } from '../channels/index.ts';
import { type Feedback, openFeedback } from './feedback.ts';

let database: TestDatabase;
const sarahId = 4711;
const account = { workspaceId: 1, channel: 'email', accountId: 7 };
/** Ids of the events that were told, by all servers. */
const told: string[] = [];
let fails = 0;

before(async () => {
  database = await createTestDatabase();
  const scope = {
    db: database.db,
    workspaceId: (await ensureDefaultWorkspace(database.db, systemClock())).id,
  };
  assert.equal(scope.workspaceId, 1);
  await ensureEngageSource(scope, systemClock());
  await database.db.query(
    `insert into identifiers (workspace_id, id, type, value, original, profile_id, guessed, former, partners, source_id, message_id, first_seen_at)
     values (1, 1, 'user_id', 'sarah', 'sarah', $1, false, false, 0, 1, 'm1', $2)`,
    [sarahId, new Date(0)],
  );
});
after(() => database.drop());

/** A server on this database; its events end here. */
async function openOne(clock: Clock & { advance(by: string): void }): Promise<Feedback> {
  const { db } = database;
  const suppressions = await openSuppressions({ db, clock, log: silentLog, metrics: openMetrics() });
  const { rulesOf, normalForm } = openIdentifying(db);
  return openFeedback({
    ...{ db, clock, log: silentLog, suppressions, normalForm, preferenceOf: () => 'email' },
    withholding: openWithholding(suppressions, { rulesOf }),
    inbox: {
      async append({ body }) {
        if (fails > 0) {
          fails -= 1;
          throw new Error('The disk is full');
        }
        const { batch } = JSON.parse(unpackBody(body).toString()) as { batch: { messageId: string }[] };
        told.push(...batch.map(({ messageId }) => messageId));
      },
    },
  });
}
const answer = (id: number, kind: Answer['kind'], answerId: string, at: number): Answer => ({
  ...{ kind, message: { id: String(id) }, point: undefined, at, answerId },
});
const historyOf = async (ids: number[]): Promise<number[]> =>
  (
    await database.db.query<{ count: number }>(
      'select jsonb_array_length(history) as count from messages where id = any($1) order by id',
      [ids],
    )
  ).map(({ count }) => count);

test('by two servers at once each is followed up once', async () => {
  const clock = standingClock(new Date());
  const both = await Promise.all([openOne(clock), openOne(clock)]);
  const ids: number[] = [];
  for (let i = 0; i < 60; i += 1)
    ids.push(await insertSent(database.db, sarahId, { sentMs: clock.nowMs() - 7_200_000 }));
  await Promise.all(
    ids.flatMap((id, i) =>
      both.map((one) =>
        one.answered(account, [
          answer(id, 'delivered', `d${i}`, clock.nowMs()),
          answer(id, 'opened', `o${i}`, clock.nowMs()),
        ]),
      ),
    ),
  );
  assert.deepEqual(
    await historyOf(ids),
    ids.map(() => 2),
  );
  assert.deepEqual([told.length, new Set(told).size], [120, 120]);
  const [row] = await database.db.query<{ count: number }>(
    `select count(*)::int as count from messages where state = 'opened'`,
  );
  assert.equal(row?.count, 60);
  await Promise.all(both.map((one) => one.close()));
});

test('what could not be told of is told of later, and the message is moved only then', async () => {
  const clock = standingClock(new Date());
  const one = await openOne(clock);
  const id = await insertSent(database.db, sarahId, { sentMs: clock.nowMs() - 7_200_000 });
  const before = told.length;
  fails = 1;
  await assert.rejects(
    one.answered(account, [answer(id, 'delivered', 'late', clock.nowMs())]),
    /disk is full/,
  );
  assert.deepEqual(await historyOf([id]), [0]);
  await one.answered(account, []);
  assert.deepEqual([await historyOf([id]), told.length], [[0], before], 'another may have it in hand');
  clock.advance('PT31S');
  await one.answered(account, [answer(id, 'delivered', 'late', clock.nowMs())]);
  assert.deepEqual([await historyOf([id]), told.length], [[1], before + 1]);
  await one.close();
});
