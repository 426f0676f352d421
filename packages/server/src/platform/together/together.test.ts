// What is asked in one moment is asked together, and each gets its own answer or its own failure.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as soon } from 'node:timers/promises';
import { openTogether } from './index.ts';

const of = {};

test('questions of one moment go together, each is answered in its place, and kinds stay apart', async () => {
  const together = openTogether<number, string>(10);
  const statements: string[] = [];
  const ask = (kind: string, one: number) =>
    together(of, kind, one, async (all) => {
      statements.push(`${kind} ${all}`);
      await soon();
      return all.map((asked) => `${kind}${asked}`);
    });
  const asked = [ask('a', 1), ask('b', 2), ask('a', 3)];
  assert.deepEqual(await Promise.all(asked), ['a1', 'b2', 'a3']);
  assert.deepEqual(statements, ['a 1,3', 'b 2']);
  assert.equal(await ask('a', 4), 'a4');
  assert.deepEqual(statements.at(-1), 'a 4');
});

test('what comes while statements are under way goes with the next, so many at most', async () => {
  const together = openTogether<number, number>(3);
  const statements: (readonly number[])[] = [];
  const gates: (() => void)[] = [];
  const ask = (one: number) =>
    together(of, 'numbers', one, async (all) => {
      statements.push(all);
      const { promise, resolve } = Promise.withResolvers<void>();
      gates.push(resolve);
      await promise;
      return all;
    });
  const asked: Promise<number>[] = [];
  let open = 0;
  while (true) {
    asked.push(ask(asked.length));
    await soon();
    await soon();
    if (statements.length === open) break;
    open = statements.length;
  }
  assert.ok(open >= 2, 'some go alone');
  for (let i = 0; i < 4; i += 1) asked.push(ask(asked.length));
  await soon();
  assert.equal(statements.length, open, 'the others wait');
  for (let i = 0; i < gates.length || i < open + 2; i += 1) {
    gates[i]?.();
    await soon();
  }
  assert.deepEqual(
    await Promise.all(asked),
    asked.map((_, i) => i),
  );
  assert.deepEqual(
    statements.slice(open).map((all) => all.length),
    [3, 2],
  );
});

test('one that fails fails alone', async () => {
  const together = openTogether<number, number>(10);
  const ask = (one: number) =>
    together(of, 'numbers', one, async (all) => {
      await soon();
      if (all.includes(2)) throw new Error('Two');
      return all;
    });
  const all = await Promise.allSettled([ask(1), ask(2), ask(3)]);
  assert.deepEqual(
    all.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
});
