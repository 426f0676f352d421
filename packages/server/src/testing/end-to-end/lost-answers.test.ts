// Crashes between two steps, each made to happen: PostgreSQL or the event store did it, and nobody was told.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, beforeEach, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openClickHouse } from '../../platform/clickhouse/index.ts';
import {
  anIdentify,
  aTrack,
  createTestDatabase,
  startTestServer,
  type TestDatabase,
  type TestServer,
} from '../index.ts';
import { type DatabaseLine, openDatabaseLine } from './database-line.ts';

let database: TestDatabase;
let line: DatabaseLine;
let server: TestServer;
before(async () => {
  database = await createTestDatabase();
  line = await openDatabaseLine(database.url);
  server = await startTestServer({ env: { RAPPORT_DATABASE_URL: line.url } });
});
after(async () => {
  line?.heal();
  await server?.stop();
  await line?.close();
  await database?.drop();
});
beforeEach(() => line.heal());

async function untilCut(times = 1): Promise<void> {
  const until = performance.now() + 10_000;
  while (line.cuts() < times) {
    assert.ok(performance.now() < until, 'the statement never came by');
    await sleep(5);
  }
}

/** What the event store holds of a person, oldest first. */
async function listNames(userId: string): Promise<(string | null)[]> {
  const events = await server.listEvents('user_id', userId);
  return events.map((event) => event.name ?? event.type).reverse();
}

const steps = (userId: string, ...names: string[]) =>
  names.map((event, i) =>
    aTrack({ userId, event, timestamp: new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString() }),
  );

it('a request whose commit was not confirmed is refused, and its retry arrives once', async () => {
  const batch = steps('inbox-person', 'One', 'Two');
  line.cutAt({ at: 'insert_requests', kind: 'heard' });
  const refused = await server.collect('/v1/batch', { batch });
  assert.equal(refused.status, 503);
  assert.equal(refused.body.error.code, 'storage_unavailable');
  assert.equal(line.cuts(), 1);
  const retried = await server.collect('/v1/batch', { batch });
  assert.equal(retried.status, 200);
  await server.settle();
  assert.deepEqual(await listNames('inbox-person'), ['One', 'Two']);
});

it('RESOLVE commits but is not told: the batch reaches the event store all the same', async () => {
  line.cutAt({ at: 'commit', behind: 'advance_position', kind: 'heard' });
  await server.send([anIdentify({ userId: 'resolve-person', traits: { step: 1 } })]);
  await untilCut();
  await server.send(steps('resolve-person', 'After'));
  await server.settle();
  assert.deepEqual((await listNames('resolve-person')).sort(), ['After', 'identify']);
  assert.equal((await server.getPerson('user_id', 'resolve-person')).attributes.step?.value, 1);
});

it('RESOLVE is told of no commit and there was none: the batch is resolved again, once', async () => {
  line.cutAt({ at: 'commit', behind: 'advance_position', kind: 'unheard' }, 2);
  await server.send(steps('again-person', 'One', 'Two'));
  await untilCut(2);
  await server.settle();
  assert.deepEqual(await listNames('again-person'), ['One', 'Two']);
});

it('APPEND cannot mark what the event store has taken: sending it again adds nothing', async () => {
  line.cutAt({ at: 'mark_appended', kind: 'unheard' }, 2);
  await server.send(steps('append-person', 'One', 'Two'));
  await untilCut(2);
  await server.settle();
  assert.deepEqual(await listNames('append-person'), ['One', 'Two']);
});

it('the server ends before it could mark a batch: the next start adds nothing', async () => {
  line.cutAt({ at: 'mark_appended', kind: 'unheard' }, 1000);
  await server.send(steps('restart-person', 'One', 'Two'));
  await untilCut();
  assert.deepEqual(await listNames('restart-person'), ['One', 'Two']);
  await server.restart();
  line.heal();
  await server.settle();
  assert.deepEqual(await listNames('restart-person'), ['One', 'Two']);
});

it('the event store loses a batch that was not marked: the next start sends it again', async () => {
  line.cutAt({ at: 'mark_appended', kind: 'unheard' }, 1000);
  await server.send(steps('lost-person', 'Lost one', 'Lost two'));
  await untilCut();
  await removeFromEventStore('Lost one', 'Lost two');
  assert.deepEqual(await listNames('lost-person'), []);
  // Healed only now: the server that goes must not get to mark it.
  await server.restart();
  line.heal();
  await server.settle();
  assert.deepEqual(await listNames('lost-person'), ['Lost one', 'Lost two']);
});

it('the event store loses half of a batch that was marked: the next start makes it whole', async () => {
  await server.send(steps('half-person', 'First half', 'Second half'));
  await server.settle();
  await removeFromEventStore('Second half');
  assert.deepEqual(await listNames('half-person'), ['First half']);
  await server.restart();
  await server.settle();
  assert.deepEqual(await listNames('half-person'), ['First half', 'Second half']);
});

/** Takes rows away behind the server's back, as a loss of power does that hits the event store. */
async function removeFromEventStore(...names: string[]): Promise<void> {
  const clickhouse = await openClickHouse({ path: join(server.dataDir, 'clickhouse') });
  const list = names.map((name) => `'${name}'`).join(', ');
  await clickhouse.command(`alter table events delete where event in (${list}) settings mutations_sync = 1`);
  await clickhouse.close();
}
