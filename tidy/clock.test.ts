// What the rule about time catches, and what it leaves alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeFromTheClock } from './clock.ts';

const server = 'packages/server/src/connect/inbox/store.ts';
const count = (path: string, text: string) => timeFromTheClock.check(path, text, new Map()).length;

test('a script that asks the machine for the time is caught', () => {
  const bad = [
    'Date.now()',
    'setTimeout(f, Date.now)',
    'new Date()',
    'new Date;',
    'Date()',
    'Temporal.Now.instant()',
  ];
  for (const text of bad) assert.equal(count(server, `const a = ${text}`), 1, text);
});

test('a query that asks the database for the time is caught', () => {
  const bad = [
    'now()',
    'now64(3)',
    'NOW()',
    'CURRENT_TIMESTAMP',
    'current_date',
    'clock_timestamp()',
    'today()',
  ];
  for (const sql of bad) {
    assert.equal(count(server, `query(\`select \${a}, ${sql} from b\`)`), 1, sql);
    assert.equal(
      count('packages/server/migrations/0001-a.sql', `create table a (b timestamptz default ${sql});`),
      1,
      sql,
    );
  }
});

test('the clock, dates with an argument and prose are fine', () => {
  const good = [
    'clock.now()',
    'new Date(row.at)',
    'new Date(0)',
    "new Date('2026-01-01')",
    'performance.now()',
    'query(`select ${clock.now()}`)',
    'const now = clock.now(); f(now)',
    '// never Date.now(), never now() in SQL',
    "'what to do now (a note)'",
    'Date.parse(text)',
  ];
  for (const text of good) assert.equal(count(server, text), 0, text);
  assert.equal(count('packages/server/migrations/0001-a.sql', '-- no now() here\nselect known_now(1);'), 0);
});

test('the clock itself, tests, benchmarks and the console may ask the machine', () => {
  for (const path of [
    'packages/server/src/platform/clock/index.ts',
    'packages/server/src/connect/inbox/store.test.ts',
    'packages/server/src/testing/database.ts',
    'packages/console/src/live/page.tsx',
    'bench/read.ts',
  ]) {
    assert.equal(count(path, 'const a = Date.now();'), 0, path);
  }
});
