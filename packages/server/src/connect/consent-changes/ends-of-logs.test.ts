// Decisions and reads are kept for as long as is configured, each for itself, and then forgotten, however many there are.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer({
    env: { RAPPORT_KEEP_DECISIONS_DAYS: '30', RAPPORT_KEEP_READS_DAYS: '90' },
  });
});
after(() => server.stop());

const count = async (table: string): Promise<number> =>
  (await server.db.query<{ count: number }>(`select count(*) as count from ${table}`))[0]?.count ?? 0;

async function decide(): Promise<string> {
  const asked = { subject: { type: 'user_id', value: 'neha' }, purpose: 'service' };
  return (await server.api<{ decision_id: string }>('POST', '/api/decide', asked)).body.decision_id;
}
const statusOf = async (id: string) => (await server.api('GET', `/api/decisions/${id}`)).status;

/** Until it holds; the job runs every five seconds. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; await sleep(100))
    if (await holds()) return;
  assert.fail('It did not come true in time');
}

test('What is older than configured goes, in batches, and the rest stays', async () => {
  await server.sendInTurn([anIdentify({ userId: 'neha' })]);
  const old = await decide();
  await server.getPerson('user_id', 'neha');
  assert.equal(await statusOf(old), 200);
  await server.api('GET', '/api/reads');
  assert.equal(await count('reads'), 1);
  // More than is deleted at once.
  await server.db.query(
    `insert into decisions (id, workspace_id, decided_at, asked_by, purpose, decision, reason)
     select gen_random_uuid(), workspace_id, decided_at, asked_by, purpose, decision, reason from decisions, generate_series(1, 12000)`,
  );
  await server.advance('P31D');
  const fresh = await decide();
  await eventually(async () => (await statusOf(old)) === 404 && (await count('decisions')) === 1);
  assert.equal(await statusOf(fresh), 200);
  assert.equal(await count('reads'), 1, 'reads are kept longer');
  await server.advance('P60D');
  await server.getPerson('user_id', 'neha');
  await server.api('GET', '/api/reads');
  await eventually(async () => (await count('reads')) === 1 && (await count('decisions')) === 0);
});
