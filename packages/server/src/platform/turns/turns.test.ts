// One after the other, whatever becomes of those before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as soon } from 'node:timers/promises';
import { openTurns } from './index.ts';

test('each begins when those before it have ended, and a failure is told to one alone', async () => {
  const take = openTurns();
  const said: string[] = [];
  const piece = (name: string, fails = false) =>
    take(async () => {
      said.push(`${name} begins`);
      await soon();
      said.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const all = await Promise.allSettled([piece('a'), piece('b', true), piece('c')]);
  assert.deepEqual(
    all.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(
    said,
    ['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]),
  );
});
