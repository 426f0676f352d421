// New owners of events, told and folded: no event is lost or doubled and no owner forgotten, whatever comes in between.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouse, openClickHouse } from '../../platform/clickhouse/index.ts';
import { systemClock } from '../../platform/clock/index.ts';
import { migrate } from '../../platform/migrations/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { foldPartition, listUnfolded, reassignEvents } from './index.ts';

const eventCount = 60_000;
const kills = 8;
const migrations = join(import.meta.dirname, '../../../migrations-clickhouse');

const databases: TestDatabase[] = [];
const paths: string[] = [];
after(async () => {
  for (const database of databases) await database.drop();
  for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 5 });
});

async function makeFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  paths.push(path);
  return path;
}

async function migrateAll(clickhouse: ClickHouse): Promise<void> {
  const database = await createTestDatabase({ empty: true });
  databases.push(database);
  await migrate(database.db, clickhouse, systemClock());
}

/** Three seconds apart, around a turn of the year, of 1000 people, each decided by the identifier of its own number. */
const insertEvents = (clickhouse: ClickHouse, from: number, count: number, workspaceId = 1) =>
  clickhouse.command(
    `insert into events (workspace_id, profile_id, event, timestamp, id, batch_id, identifier_ids, properties)
     select ${workspaceId}, number % 1000 + 1, 'Viewed', toDateTime64('2025-12-31 00:00:00', 3, 'UTC') + number * 3, number + 1,
       intDiv(number, 1000), [number % 1000 + 1], '{}'
     from numbers(${from}, ${count}) settings max_partitions_per_insert_block = 0`,
  );

/** The turn of the year, at the 28,800th event. */
const yearMs = Date.UTC(2026, 0, 1);
const foldAll = async (clickhouse: ClickHouse): Promise<void> => {
  for (const partition of await listUnfolded(clickhouse)) await foldPartition(clickhouse, partition, true);
  assert.deepEqual(await listUnfolded(clickhouse), []);
};

async function listOwners(clickhouse: ClickHouse, condition: string): Promise<[number, number][]> {
  const rows = await clickhouse.query<{ owner: number; count: number }>(
    `select profile_id as owner, count() as count from events_now where ${condition} group by owner order by owner`,
  );
  return rows.map(({ owner, count }) => [Number(owner), Number(count)]);
}

/** Lets it work for so long, and kills it. Returns the last round that it said was done. */
async function foldUntilKilled(path: string, firstRound: number, ms: number): Promise<number> {
  const script = join(import.meta.dirname, 'test-folding.ts');
  const child = spawn(process.execPath, [script, path, String(firstRound)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const exited = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exited]);
  await sleep(ms);
  child.kill('SIGKILL');
  const [code, signal] = (await exited) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL', `it ended by itself with ${code}`);
  return Number(said.trim().split('\n').at(-1));
}

describe('New owners of events', { timeout: 120_000 }, () => {
  test('are told to rows that were there before there were owners, in all states of their parts', async () => {
    const clickhouse = await openClickHouse({ path: await makeFolder() });
    for (const name of (await readdir(migrations)).sort().filter((one) => one < '0005'))
      for (const statement of (await readFile(join(migrations, name), 'utf8')).split(/;\s*$/m))
        if (statement.replace(/^--.*$/gm, '').trim() !== '') await clickhouse.command(statement);
    await insertEvents(clickhouse, 0, 20_000);
    await insertEvents(clickhouse, 20_000, 20_000);
    await clickhouse.command('optimize table events final');
    await insertEvents(clickhouse, 40_000, 10_000);
    await migrateAll(clickhouse);
    await insertEvents(clickhouse, 50_000, 10_000);
    await reassignEvents(clickhouse, 1, { places: [7, 8], owners: [2000, 2000], moved: [] });
    const seven = 'place_id in (7, 8)';
    assert.deepEqual(await listOwners(clickhouse, seven), [[2000, 120]]);
    // Old and new parts become one, with what was told and what is told then.
    await clickhouse.command('optimize table events final');
    assert.deepEqual(await listOwners(clickhouse, seven), [[2000, 120]]);
    await reassignEvents(clickhouse, 1, { places: [8, 9], owners: [3000, 3000], moved: [] });
    await foldAll(clickhouse);
    assert.deepEqual(await listOwners(clickhouse, 'place_id in (7, 8, 9)'), [
      [2000, 60],
      [3000, 120],
    ]);
    assert.deepEqual((await listOwners(clickhouse, 'profile_id = place_id')).length, 997);
    await clickhouse.close();
  });

  test('go by the time where an identifier changed hands, and stop at the workspace', async () => {
    const clickhouse = await openClickHouse({ path: await makeFolder() });
    await migrateAll(clickhouse);
    await insertEvents(clickhouse, 0, 60_000);
    await insertEvents(clickhouse, 60_000, 60_000, 2);
    const holders = [
      { profileId: 5000, fromMs: -Infinity, untilMs: yearMs },
      { profileId: 6000, fromMs: yearMs, untilMs: Infinity },
    ];
    const ownership = {
      places: [11, 12],
      owners: [4000, 12],
      moved: [
        { identifierId: 11, holders: [{ profileId: 4001, fromMs: -Infinity, untilMs: Infinity }] },
        { identifierId: 12, holders },
      ],
    };
    for (const _ of [1, 2]) {
      await reassignEvents(clickhouse, 1, ownership);
      assert.deepEqual(await listOwners(clickhouse, 'workspace_id = 1 and place_id in (11, 12)'), [
        [4001, 60],
        [5000, 29],
        [6000, 31],
      ]);
    }
    assert.deepEqual(await listOwners(clickhouse, 'workspace_id = 2 and profile_id != place_id'), []);
    await clickhouse.close();
  });

  test('are kept when rows beside them are removed, folded or not', async () => {
    const clickhouse = await openClickHouse({ path: await makeFolder() });
    await migrateAll(clickhouse);
    await insertEvents(clickhouse, 0, 60_000);
    const batchOut = (batch: number) =>
      clickhouse.command(`alter table events delete where batch_id = ${batch} settings mutations_sync = 1`);
    await reassignEvents(clickhouse, 1, { places: [1], owners: [2000], moved: [] });
    await batchOut(5);
    assert.deepEqual(await listOwners(clickhouse, 'place_id in (1, 2)'), [
      [2, 59],
      [2000, 59],
    ]);
    await insertEvents(clickhouse, 5000, 1000);
    await reassignEvents(clickhouse, 1, { places: [1], owners: [2000], moved: [] });
    await foldAll(clickhouse);
    await batchOut(6);
    assert.deepEqual(await listOwners(clickhouse, 'place_id in (1, 2)'), [
      [2, 59],
      [2000, 59],
    ]);
    await clickhouse.close();
  });

  test('are seen with every event once, at any moment of telling and folding', async () => {
    const clickhouse = await openClickHouse({ path: await makeFolder() });
    await migrateAll(clickhouse);
    await insertEvents(clickhouse, 0, eventCount);
    let working = true;
    let looked = 0;
    const look = async (): Promise<void> => {
      for (; working; looked += 1) {
        const [seen] = await clickhouse.query<Record<string, number>>(
          `select count() as events, uniqExact(id) as ids, uniqExact(place_id) as places,
             countIf(profile_id != place_id and profile_id != 1000000 + place_id % 100) as strange from events_now`,
        );
        assert.deepEqual(seen, { events: eventCount, ids: eventCount, places: 1000, strange: 0 });
      }
    };
    const looking = look();
    for (let round = 0; round < 10; round += 1) {
      const places = Array.from({ length: 100 }, (_, i) => round * 100 + i + 1);
      const owners = places.map((place) => 1_000_000 + (place % 100));
      await reassignEvents(clickhouse, 1, { places, owners, moved: [] });
      if (round % 2 === 1) await foldAll(clickhouse);
    }
    working = false;
    await looking;
    assert.ok(looked > 10, `looked ${looked} times`);
    await clickhouse.close();
  });
});

test('A process that is killed while it folds', { timeout: 120_000 }, async () => {
  const path = await makeFolder();
  const fresh = await openClickHouse({ path });
  await migrateAll(fresh);
  await insertEvents(fresh, 0, eventCount);
  await fresh.close();
  let round = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    round = await foldUntilKilled(path, round + 1, kill * 40);
    const clickhouse = await openClickHouse({ path });
    const [counts] = await clickhouse.query<Record<string, number>>(
      'select count() as events, uniqExact(id) as ids, uniqExact(profile_id, place_id) as pairs, uniqExact(place_id) as places from events_now',
    );
    assert.deepEqual(
      counts,
      { events: eventCount, ids: eventCount, pairs: 1000, places: 1000 },
      'each event once, and all events of a place with the same owner',
    );
    const owners = await clickhouse.query<{ place: number; owner: number }>(
      'select place_id as place, any(profile_id) as owner from events_now group by place',
    );
    for (const { place, owner } of owners) assert.ok(owner >= lastOwner(place, round), `place ${place}`);
    if (kill === kills - 1) await foldAll(clickhouse);
    await clickhouse.close();
  }
});

/** What the last finished round gave the place; the next may have given it one already. */
function lastOwner(place: number, round: number): number {
  const turn = Math.floor((place - 1) / 100);
  const last = round - ((((round - turn) % 10) + 10) % 10);
  return last >= 1 ? 1_000_000 + last : place;
}
