// Preparing ahead: the same as preparing in time, whatever changes between.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { zstdDecompressSync } from 'node:zlib';
import { standingClock } from '../../platform/clock/index.ts';
import { aTrack } from '../../testing/index.ts';
import { createSourceDatabase, deliver, type SourceDatabase } from '../../testing/unresolved.ts';
import { openIdentityCache } from '../identity/index.ts';
import { openStatementMemory } from '../permissions/index.ts';
import { type Ahead, openAhead } from './ahead.ts';
import { defaultPrepareLimits } from './prepare.ts';
import { type ResolveDeps, resolveNext } from './resolve.ts';

const clock = standingClock(new Date('2026-05-01T00:00:00Z'));
const messagesMax = 4;
let database: SourceDatabase;
let deps: ResolveDeps;
/** Of each batch: how many of its requests were prepared before. */
let early: number[];
before(async () => {
  database = await createSourceDatabase(clock);
});
after(() => database.drop());
beforeEach(() => {
  const { db } = database;
  early = [];
  deps = {
    db,
    clock,
    cache: openIdentityCache(),
    rules: new Map(),
    statements: openStatementMemory(),
    catalogTypes: new Map(),
    ...settings,
    ahead: watched(openAhead(db, messagesMax)),
  };
});

const settings = { limits: defaultPrepareLimits, deduplicationDays: 7 };

function watched(ahead: Ahead): Ahead {
  return {
    begin: ahead.begin,
    async take(afterSeq) {
      const prepared = await ahead.take(afterSeq);
      early.push(prepared?.rows.length ?? 0);
      return prepared;
    },
  };
}

let count = 0;
async function deliverRequests(requests: number, name = 'user'): Promise<void> {
  for (let i = 0; i < requests; i += 1) {
    count += 1;
    const context = { ip: '203.0.113.77' };
    const one = aTrack({ messageId: `m-${count}`, userId: `${name}-${count % 3}`, context });
    await deliver(database, [one, { ...one, messageId: `n-${count}` }], clock);
  }
}

/** The thread has nothing else to do for a moment. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

async function resolve(max = messagesMax): Promise<number | undefined> {
  const resolved = await resolveNext(deps, max);
  await pause();
  return resolved?.stored;
}

/** What the last batch stores of addresses. */
async function readAddresses(): Promise<string[]> {
  const [row] = await database.db.query<{ events: Buffer }>(
    'select events from append_batches order by id desc limit 1',
  );
  const text = zstdDecompressSync(row?.events as Buffer).toString();
  return [...new Set(text.match(/203\.0\.113\.\d+/g))];
}

test('The next batch is prepared while one is written, when more waits than one holds', async () => {
  await deliverRequests(7);
  const stored: (number | undefined)[] = [];
  do stored.push(await resolve());
  while (stored.at(-1) !== undefined);
  assert.deepEqual(stored, [4, 4, 4, 2, undefined]);
  assert.deepEqual(early, [0, 2, 2, 1, 0]);
});

test('What came meanwhile joins what was prepared', async () => {
  await deliverRequests(3);
  await resolve();
  await deliverRequests(4);
  assert.deepEqual([await resolve(), await resolve(), await resolve()], [4, 4, 2]);
  assert.deepEqual(early, [0, 1, 2, 1]);
});

test('It is prepared again when the source is set up otherwise', async () => {
  await deliverRequests(4);
  await resolve();
  assert.deepEqual(await readAddresses(), ['203.0.113.0']);
  await database.db.query(`update sources set settings = settings || '{"ip": "drop"}'`);
  assert.equal(await resolve(), 4);
  assert.deepEqual(await readAddresses(), []);
  assert.deepEqual(early, [0, 2]);
});

test('It is prepared again under other rules', async () => {
  await deliverRequests(2);
  await deliverRequests(2, 'guest');
  await resolve();
  await database.db.query(
    `insert into identity_rules (workspace_id, version, rules, created_at, created_by, reason)
     values ($1, 1, '{"blocked": [{"type": "user_id", "kind": "pattern", "text": "guest-.*"}]}', $2, 'test', '')`,
    [database.workspaceId, clock.now()],
  );
  await resolve();
  const marks = await database.db.query(
    `select distinct inert from identifiers where type = 'user_id' and value like 'guest-%'`,
  );
  assert.deepEqual(marks, [{ inert: 'blocked' }]);
  assert.deepEqual(early, [0, 2]);
});

test('A batch that fails, or that another worker took, leaves nothing behind', async () => {
  await deliverRequests(8);
  const { db } = deps;
  await resolve();
  deps.db = {
    ...db,
    transaction: (work) =>
      db.transaction(async (tx) => work(tx).then(() => Promise.reject(new Error('ours')))),
  };
  await assert.rejects(resolve(), /ours/);
  deps.db = db;
  await resolveNext({ ...deps, cache: openIdentityCache(), ahead: openAhead(db, messagesMax) }, messagesMax);
  assert.deepEqual([await resolve(), await resolve(), await resolve()], [4, 4, undefined]);
  const [row] = await db.query<{ n: number }>('select messages as n from pipeline_position');
  assert.equal(row?.n, count * 2);
});

test('A source made while a batch begins loses nothing of what it sends at once', async () => {
  const { db } = deps;
  let statements = 0;
  /** Before each statement of the batch another source is made and sends: whatever is asked first, somebody was too late. */
  async function makeSourceAndSend(): Promise<void> {
    statements += 1;
    if (statements > 6) return;
    const [source] = await db.query<{ id: number }>(
      `insert into sources (workspace_id, slug, name, kind, write_key, created_at)
       values ($1, $2, 'New shop', 'server', $2, $3) returning id`,
      [database.workspaceId, `new-${statements}`, clock.now()],
    );
    await deliver(database, [aTrack()], clock, source?.id);
  }
  deps.db = {
    ...db,
    transaction: (work) =>
      db.transaction((tx) =>
        work({
          ...tx,
          async query(text, values, name) {
            await makeSourceAndSend();
            return tx.query(text, values, name);
          },
        }),
      ),
  };
  let stored = 0;
  for (let more = await resolve(); more !== undefined; more = await resolve()) stored += more;
  assert.equal(stored, 6);
});
