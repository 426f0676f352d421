// The event store is told in the background whose events are, and folds that when nothing else is to be done.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouse, openClickHouse } from '../../platform/clickhouse/index.ts';
import { systemClock } from '../../platform/clock/index.ts';
import { migrate } from '../../platform/migrations/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { listUnfolded } from '../events/index.ts';
import { noteReassigned } from '../identity/index.ts';
import { startFolding } from './folding.ts';
import { openOneByOne } from './one-by-one.ts';
import { ensurePosition } from './position.ts';
import { openTeller, type Teller } from './teller.ts';

const clock = systemClock();
const people = 1000;
let database: TestDatabase;
let clickhouse: ClickHouse;
let path: string;
before(async () => {
  database = await createTestDatabase({ empty: true });
  path = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  clickhouse = await openClickHouse({ path });
  await migrate(database.db, clickhouse, clock);
  await ensurePosition(database.db, clock);
  await clickhouse.command(
    `insert into events (workspace_id, profile_id, event, timestamp, id, identifier_ids, properties)
     select 1, number % ${people} + 1, 'Viewed', toDateTime64('2026-01-01 00:00:00', 3, 'UTC'), number + 1, [1], '{}' from numbers(20000)`,
  );
});
after(async () => {
  await clickhouse?.close();
  await database?.drop();
  await rm(path, { recursive: true, force: true, maxRetries: 5 });
});

/** As a batch does that merges these people into the last one. */
async function merge(...ids: number[]): Promise<void> {
  const { db } = database;
  await db.query(
    `insert into profile_redirects (workspace_id, from_id, into_id, merged_at, message_id, reason)
     select 1, id, ${people}, $2, '', 'link' from unnest($1::int8[]) n(id)`,
    [ids, clock.now()],
  );
  await noteReassigned({ db, workspaceId: 1 }, { profileIds: ids, identifierIds: [] });
  await db.query('update pipeline_position set batch_id = batch_id + 1');
}

async function listFollowed(): Promise<number[]> {
  const rows = await clickhouse.query<{ id: number }>(
    `select distinct place_id as id from events_now where profile_id = ${people} and place_id != ${people} order by id`,
  );
  return rows.map(({ id }) => Number(id));
}

async function countPatchedRows(): Promise<number> {
  const [row] = await clickhouse.query<{ rows: number }>(
    `select sum(rows) as rows from system.parts
     where database = currentDatabase() and table = 'events' and active and startsWith(name, 'patch-')`,
  );
  return Number(row?.rows);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    assert.ok(tries < 1000, 'it takes too long');
    await sleep(10);
  }
}

describe('Telling whose events are', { timeout: 60_000 }, () => {
  const failures: string[] = [];
  const open = (): Teller =>
    openTeller({
      ...{ db: database.db, clickhouse, clock, onTold() {} },
      onFailure: (code) => failures.push(code),
    });

  test('It tells a lone merge at once, then rests, unless somebody waits', async () => {
    const teller = open();
    await merge(1);
    teller.wake();
    await until(() => teller.told() === 1);
    assert.deepEqual(await listFollowed(), [1]);
    await merge(2);
    teller.wake();
    await merge(3);
    teller.wake();
    assert.equal(teller.told(), 1, 'it rests');
    assert.equal(teller.hurry(), 3);
    await until(() => teller.told() === 3);
    assert.deepEqual(await listFollowed(), [1, 2, 3]);
    await teller.close();
  });

  test('It tries again when it could not, and ends when it is told to', async () => {
    const teller = open();
    await merge(4);
    await database.db.query('alter table reassignments rename to elsewhere');
    teller.wake();
    await until(() => failures.length > 0);
    assert.equal(teller.told(), 0);
    await database.db.query('alter table elsewhere rename to reassignments');
    await until(() => teller.told() === 1);
    assert.deepEqual(failures, ['42P01']);
    assert.deepEqual(await listFollowed(), [1, 2, 3, 4]);
    await merge(5);
    const closed = teller.close();
    teller.wake();
    await closed;
    assert.deepEqual(await listFollowed(), [1, 2, 3, 4]);
  });

  test('Owners are folded into the rows, and the next time after a rest', async (context) => {
    context.mock.timers.enable({ apis: ['setInterval'] });
    let idle = true;
    const { oneByOne } = open();
    const stop = startFolding({ clickhouse, oneByOne, isIdle: () => idle, onFailure: assert.ifError });
    assert.notDeepEqual(await listUnfolded(clickhouse), []);
    context.mock.timers.tick(5000);
    await until(async () => (await listUnfolded(clickhouse)).length === 0);
    assert.deepEqual(await listFollowed(), [1, 2, 3, 4]);
    idle = false;
    const teller = open();
    teller.wake();
    await until(() => teller.told() === 1);
    await teller.close();
    context.mock.timers.tick(5000);
    assert.notDeepEqual(await listUnfolded(clickhouse), [], 'it rests');
    await until(async () => {
      context.mock.timers.tick(5000);
      return (await listUnfolded(clickhouse)).length === 0;
    });
    assert.deepEqual(await listFollowed(), [1, 2, 3, 4, 5]);
    // What is in the rows is not kept beside them.
    await until(async () => (await countPatchedRows()) === 0);
    assert.deepEqual(await listFollowed(), [1, 2, 3, 4, 5]);
    await stop();
  });

  test('A fold under way is waited for, but not for ever', async () => {
    const oneByOne = openOneByOne();
    const fold = Promise.withResolvers<void>();
    const folding = oneByOne(() => fold.promise);
    const impatient = oneByOne(async () => 'told', 20);
    assert.equal(await impatient, 'told');
    let folded = false;
    const further = oneByOne(async () => folded);
    folded = true;
    fold.resolve();
    await folding;
    assert.equal(await further, true);
    await assert.rejects(oneByOne(() => Promise.reject(new Error('broken'))));
    assert.equal(await oneByOne(async () => 'goes on'), 'goes on');
  });
});
