// Properties in columns of their own: the same as where they lie, for events of any time, whatever happens to the table.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouse, openClickHouse } from '../../platform/clickhouse/index.ts';
import { systemClock } from '../../platform/clock/index.ts';
import { migrate } from '../../platform/migrations/index.ts';
import { createTestDatabase } from '../../testing/index.ts';
import {
  addPropertyColumns,
  listPropertyColumns,
  type PropertyPart,
  propertyColumnsMax,
  reassignEvents,
  toPropertyColumn,
} from './index.ts';

let clickhouse: ClickHouse;
let close: () => Promise<void>;
before(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  const database = await createTestDatabase({ empty: true });
  clickhouse = await openClickHouse({ path: folder });
  await migrate(database.db, clickhouse, systemClock());
  close = async () => {
    await clickhouse.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
});
after(() => close());

const values: unknown[] = [5, -0.5, '5', 'Łódź', '', true, false, null, [1], { in: 1 }, 1e300, 2 ** 63];
/** One value each, of the property `value`; `a.b` and the inner `b` of `a` are the same place. */
const insertEvents = (from: number) =>
  clickhouse.insert(
    'events',
    Buffer.from(
      values
        .map((value, i) => {
          const properties = { value, a: { b: `inner ${i}` }, "it's; drop table events --": i };
          const id = from + i;
          return JSON.stringify({
            workspace_id: 1,
            profile_id: id,
            id,
            event: 'E',
            timestamp: 0,
            properties,
          });
        })
        .join('\n'),
    ),
    `events-${from}`,
  );

const types = ['text', 'number', 'truth'] as const;
const parts: PropertyPart[] = [
  ...types.map((type) => ({ path: 'value', type })),
  { path: String.raw`a\.b`, type: 'text' },
  { path: "it's; drop table events --", type: 'number' },
];

/** Of the first `count` events, what the columns say; undefined where they are not as `properties`. */
async function readColumns(count: number): Promise<unknown[][]> {
  const columns = parts.map(toPropertyColumn);
  return clickhouse
    .query<Record<string, unknown>>(
      `select ${columns.join(', ')} from events where id <= {count:UInt32} order by id`,
      { count },
    )
    .then((rows) => rows.map((row) => columns.map((column) => row[column] ?? null)));
}

const expected = values.map((value, i) => [
  typeof value === 'string' ? value : null,
  typeof value === 'number' ? value : null,
  typeof value === 'boolean' ? value : null,
  `inner ${i}`,
  i,
]);

async function untilFilled(): Promise<void> {
  for (let i = 0; i < 300; i += 1) {
    const [row] = await clickhouse.query<{ left: number }>(
      `select count() as left from system.mutations where table = 'events' and not is_done`,
    );
    if (row?.left === 0) return;
    await sleep(100);
  }
  assert.fail('The columns were not filled within 30 s');
}

test('events stored before, while and after a column is made have its values', async () => {
  await insertEvents(1);
  const filling = addPropertyColumns(clickhouse, parts);
  const storing = insertEvents(1 + values.length);
  await Promise.all([filling, storing]);
  await insertEvents(1 + 2 * values.length);
  const all = [...expected, ...expected, ...expected];
  assert.deepEqual(await readColumns(all.length), all, 'at once');
  await untilFilled();
  assert.deepEqual(await readColumns(all.length), all, 'when they are filled');
  await clickhouse.command('optimize table events final');
  assert.deepEqual(await readColumns(all.length), all, 'when parts were merged');
});

test('whose events are stays as it was told, before and while columns are filled', async () => {
  const places = [1, 2, 3];
  await reassignEvents(clickhouse, 1, { places, owners: [1001, 1002, 1003], moved: [] });
  const adding = addPropertyColumns(clickhouse, [{ path: 'late', type: 'text' }]);
  await reassignEvents(clickhouse, 1, { places: [4], owners: [1004], moved: [] });
  await adding;
  await reassignEvents(clickhouse, 1, { places: [5], owners: [1005], moved: [] });
  await untilFilled();
  const rows = await clickhouse.query<{ owner: number }>(
    'select owner_id as owner from events where owner_id > 1000 order by owner_id',
  );
  assert.deepEqual(
    rows.map(({ owner }) => Number(owner)),
    [1001, 1002, 1003, 1004, 1005],
  );
});

test('an owner told while columns are begun is never taken for written', async () => {
  const rounds = 40;
  const first = 10_001;
  for (let round = 0; round < rounds; round += 1) {
    const adding = addPropertyColumns(clickhouse, [{ path: `late ${round}`, type: 'text' }]);
    await sleep(Math.random() * 10);
    const telling = { places: [6 + (round % 30)], owners: [first + round], moved: [] };
    await reassignEvents(clickhouse, 1, telling);
    await adding;
    await untilFilled();
    const [row] = await clickhouse.query<{ count: number }>(
      'select count() as count from events where owner_id = {owner:UInt64}',
      { owner: first + round },
    );
    assert.equal(Number(row?.count), 1, `round ${round}`);
  }
});

test('a name that no statement can hold gets none, and costs the others nothing', async () => {
  const bad = ['nul \0 and `', String.raw`a\.`, String.raw`\.a`, String.raw`a\.\.b`];
  const parts = [...bad, 'other'].map((path) => ({ path, type: 'text' as const }));
  await addPropertyColumns(clickhouse, parts);
  const known = await listPropertyColumns(clickhouse);
  const has = parts.map((part) => known.has(toPropertyColumn(part)));
  assert.deepEqual(has, [false, false, false, false, true]);
});

test('what is there is not made twice, and beyond the limit nothing is made', async () => {
  const known = await listPropertyColumns(clickhouse);
  await addPropertyColumns(clickhouse, parts);
  assert.deepEqual(await listPropertyColumns(clickhouse), known);
  const many = Array.from({ length: propertyColumnsMax }, (_, i) => ({
    path: `p${i}`,
    type: 'text' as const,
  }));
  await addPropertyColumns(clickhouse, many);
  assert.equal((await listPropertyColumns(clickhouse)).size, propertyColumnsMax);
});
