// The short form of the crash run; the whole of it is `npm run bench:crash`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toReport } from './crash-report.ts';
import { runCrashes } from './crash-run.ts';

test('three kills of the server and two of PostgreSQL lose nothing and double nothing', async (t) => {
  // This seed chooses a kill of each kind.
  const outcome = await runCrashes({ seed: 7, serverKills: 3, postgresKills: 2 });
  for (const line of toReport(outcome)) t.diagnostic(line);
  assert.ok(outcome.acknowledged > 500, `only ${outcome.acknowledged} messages were acknowledged`);
  assert.deepEqual(outcome.lost, []);
  assert.deepEqual(outcome.doubled, []);
  assert.deepEqual(outcome.unknown, []);
  assert.deepEqual(outcome.wrong, []);
  assert.equal(outcome.people.listed, outcome.people.expected);
});
