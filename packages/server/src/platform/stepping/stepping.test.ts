// Steps follow one another for as long as something is left, again after a failure, and end when told to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog } from '../log/index.ts';
import { openStepping, type Step } from './index.ts';

const sizes = { first: { rows: 100 }, least: { rows: 10 }, most: { rows: 300 } };

function open(left: number[], step: (workspaceId: number, rows: number) => Promise<Step>) {
  return openStepping({
    listUnfinished: async () => left,
    async takeStep(workspaceId, { rows }) {
      // Whoever steps waits for a database.
      await sleep(1);
      return step(workspaceId, rows);
    },
    ...{ sizes, log: silentLog, interrupted: 'Interrupted' },
  });
}

test('each workspace has its turn, and quick steps take on more', async () => {
  const left = [1, 2];
  const taken: [number, number][] = [];
  const stepping = open(left, async (workspaceId, rows) => {
    taken.push([workspaceId, rows]);
    if (taken.length === 4) left.length = 0;
    return 'read';
  });
  await sleep(50);
  assert.deepEqual(taken, [
    [1, 100],
    [2, 200],
    [1, 300],
    [2, 300],
  ]);
  left.push(3);
  await sleep(50);
  assert.equal(taken.length, 4, 'it rests');
  stepping.wake();
  await sleep(20);
  left.length = 0;
  await stepping.close();
  assert.deepEqual(taken[4], [3, 100], 'what comes next begins as small as before');
});

test('a slow step is followed by a smaller one, and what failed is tried again', async () => {
  const left = [1];
  const sizesTaken: number[] = [];
  const stepping = open(left, async (_, rows) => {
    sizesTaken.push(rows);
    if (sizesTaken.length === 1) await sleep(220);
    if (sizesTaken.length === 2) throw new Error('The database is away');
    if (sizesTaken.length === 3) left.length = 0;
    return 'written';
  });
  await sleep(2000);
  await stepping.close();
  assert.deepEqual(sizesTaken, [100, 50, 50]);
});

test('closing waits for the step that is under way, and begins no other', async () => {
  let [begun, ended] = [0, 0];
  const stepping = open([1, 2], async () => {
    begun += 1;
    await sleep(100);
    ended += 1;
    return 'read';
  });
  await sleep(20);
  await stepping.close();
  assert.deepEqual([begun, ended], [1, 1]);
});
