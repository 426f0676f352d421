// Rows that are gathered are written together, again when the database was away, and the oldest are given up first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog } from '../log/index.ts';
import { openGathering } from './index.ts';

test('rows are written together, and all of them before it closes', async () => {
  const written: number[][] = [];
  const gathering = openGathering<number>(async (rows) => void written.push([...rows]), silentLog, 'numbers');
  for (let i = 0; i < 100; i += 1) gathering.add(i);
  await sleep(120);
  assert.equal(written.length, 1);
  gathering.add(100);
  await gathering.close();
  assert.deepEqual(
    written.flat(),
    Array.from({ length: 101 }, (_, i) => i),
  );
});

test('what could not be written is written with what came meanwhile, in its order', async () => {
  const written: number[] = [];
  let away = true;
  const write = async (rows: readonly number[]): Promise<void> => {
    if (away) throw new Error('The database is away');
    written.push(...rows);
  };
  const gathering = openGathering<number>(write, silentLog, 'numbers');
  gathering.add(1);
  await gathering.flush();
  gathering.add(2);
  away = false;
  await gathering.flush();
  assert.deepEqual(written, [1, 2]);
  await gathering.close();
});

test('what comes after the end is written at once, or dropped and told: nothing keeps on trying', async () => {
  const written: number[] = [];
  const dropped: number[] = [];
  let [away, tries] = [false, 0];
  async function write(rows: readonly number[]): Promise<void> {
    tries += 1;
    if (away) throw new Error('The database is away');
    written.push(...rows);
  }
  const log = { ...silentLog, warn: (about: { dropped: number }) => void dropped.push(about.dropped) };
  const gathering = openGathering<number>(write, log as never, 'numbers');
  await gathering.close();
  gathering.add(1);
  await sleep(0);
  assert.deepEqual(written, [1]);
  away = true;
  gathering.add(2);
  await sleep(1200);
  assert.deepEqual([tries, dropped], [2, [1]]);
});

test('no more waits than memory should hold: the oldest rows are dropped', async () => {
  let away = true;
  const written: number[] = [];
  const write = async (rows: readonly number[]): Promise<void> => {
    if (away) throw new Error('The database is away');
    for (const row of rows) written.push(row);
  };
  const gathering = openGathering<number>(write, silentLog, 'numbers');
  for (let i = 0; i < 60_000; i += 1) gathering.add(i);
  await gathering.flush();
  away = false;
  await gathering.close();
  assert.deepEqual([written.length, written[0], written.at(-1)], [50_000, 10_000, 59_999]);
});
