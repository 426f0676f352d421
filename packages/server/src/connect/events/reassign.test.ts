// New owners of events, folded by a process that is killed over and over: no event is lost or doubled, no owner forgotten.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openClickHouse } from '../../platform/clickhouse/index.ts';
import { systemClock } from '../../platform/clock/index.ts';
import { migrate } from '../../platform/migrations/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { foldPartition, listUnfolded } from './index.ts';

const eventCount = 60_000;
const kills = 8;

let database: TestDatabase;
let path: string;
before(async () => {
  database = await createTestDatabase({ empty: true });
  path = await mkdtemp(join(tmpdir(), 'rapport-test-'));
});
after(async () => {
  await database.drop();
  await rm(path, { recursive: true, force: true, maxRetries: 5 });
});

/** Lets it work for so long, and kills it. Returns the last round that it said was done. */
async function foldUntilKilled(firstRound: number, ms: number): Promise<number> {
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

test('A process that is killed while it folds', { timeout: 120_000 }, async () => {
  const fresh = await openClickHouse({ path });
  await migrate(database.db, fresh, systemClock());
  await fresh.command(
    `insert into events (workspace_id, profile_id, event, timestamp, id, identifier_ids, properties)
     select 1, number % 1000 + 1, 'Viewed', toDateTime64('2025-12-31 00:00:00', 3, 'UTC') + number * 3, number + 1, [1], '{}'
     from numbers(${eventCount}) settings max_partitions_per_insert_block = 0`,
  );
  await fresh.close();
  let round = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    round = await foldUntilKilled(round + 1, kill * 40);
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
    if (kill === kills - 1) {
      for (const partition of await listUnfolded(clickhouse))
        await foldPartition(clickhouse, partition, true);
      assert.deepEqual(await listUnfolded(clickhouse), []);
    }
    await clickhouse.close();
  }
  assert.ok(round > kills, 'it got somewhere');
});

/** What the last finished round gave the place; the next may have given it one already. */
function lastOwner(place: number, round: number): number {
  const turn = Math.floor((place - 1) / 100);
  const last = round - ((((round - turn) % 10) + 10) % 10);
  return last >= 1 ? 1_000_000 + last : place;
}
