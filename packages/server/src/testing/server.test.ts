// The harness itself: a server that starts, takes a message, shows the person, restarts on the same data, and stops.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  anIdentify,
  aTrack,
  createTestDatabase,
  dropTestDatabase,
  startTestServer,
  type TestServer,
} from './index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

test('A message goes in and the person comes out, also after a restart', { timeout: 60_000 }, async () => {
  await server.send([
    anIdentify({ userId: 'sarah', traits: { name: 'Sarah' } }),
    aTrack({ userId: 'sarah', event: 'Refund Asked', properties: { reason: 'broken' } }),
  ]);
  await server.settle();
  const before = await server.getPerson('user_id', 'sarah');
  assert.equal(before.display_name, 'Sarah');
  assert.equal(before.event_count, 2);
  assert.equal(await server.findPerson('user_id', 'nobody'), undefined);

  await server.restart();
  const [newest] = await server.listEvents('user_id', 'sarah', 'purpose=service&limit=1');
  assert.equal(newest?.event, 'Refund Asked');
  assert.deepEqual(await server.getPerson('user_id', 'sarah'), before);
});

test('Two databases do not see each other', { timeout: 60_000 }, async () => {
  const other = await createTestDatabase();
  await other.db.query(`insert into workspaces (slug, name, created_at) values ('other', 'Other', $1)`, [
    new Date(0),
  ]);
  const rows = await server.db.query(`select from workspaces where slug = 'other'`);
  assert.equal(rows.length, 0);
  await other.drop();
});

test('A database that is not made for tests is never dropped', async () => {
  for (const name of ['rapport', 'postgres', 'rapport_test_template', 'x; drop database test']) {
    await assert.rejects(dropTestDatabase(server.databaseUrl, name), /it stays/);
  }
});
