// Many senders and many members at once: whatever the order in which they get their turn, people are what the evidence
// says, and nobody waits for ever.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { decision, message } from '../../testing/identity-traffic.ts';
import { startTestServer, type TestServer } from '../../testing/index.ts';
import { assertConsistent } from './test-stored.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

test('decisions beside batches beside decisions', { timeout: 120_000 }, async (t) => {
  const seed = Math.floor(Date.now() / 86_400_000);
  const batches = fc.sample(fc.array(message, { minLength: 1, maxLength: 6 }), { numRuns: 80, seed });
  const decisions = fc.sample(decision, { numRuns: 240, seed });
  t.diagnostic(`seed ${seed}`);
  const statuses = new Map<number, number>();
  async function send(): Promise<void> {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) await server.send(batch);
  }
  async function decide(): Promise<void> {
    for (let one = decisions.pop(); one !== undefined; one = decisions.pop()) {
      const { status, text } = await server.api('POST', `/api/identity/${one.path}`, one.body);
      assert.ok([200, 400, 404].includes(status), text);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  }
  for (const batch of batches.splice(0, 20)) await server.send(batch);
  await server.settle();
  await Promise.all([send(), send(), send(), decide(), decide(), decide(), decide()]);
  await server.settle();
  t.diagnostic(`answers ${JSON.stringify([...statuses])}`);
  assert.ok((statuses.get(200) ?? 0) > 20, 'some decisions made sense');
  const { people, merged, events } = await assertConsistent(server.db, server);
  t.diagnostic(`${people} people, ${merged} merged, ${events} events`);
  assert.ok(people > 5 && merged > 0 && events > 100);
});

test('reverting merges beside messages that merge again', { timeout: 60_000 }, async () => {
  const seed = Math.floor(Date.now() / 86_400_000);
  let reverted = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    const rows = await server.db.query<{ id: string }>(
      'select from_id::text as id from profile_redirects order by from_id',
    );
    const batch = fc.sample(message, { numRuns: 10, seed: seed + turn });
    const answers = await Promise.all([
      ...rows.slice(0, 4).map(({ id }) => server.api('POST', '/api/identity/revert', { profile_id: id })),
      server.send(batch),
    ]);
    for (const answer of answers) {
      if (answer === undefined) continue;
      assert.ok([200, 400, 404].includes(answer.status), answer.text);
      if (answer.status === 200) reverted += 1;
    }
  }
  await server.settle();
  assert.ok(reverted > 0, 'some merges were reverted');
  await assertConsistent(server.db, server);
});
