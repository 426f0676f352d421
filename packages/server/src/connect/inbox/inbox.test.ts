// The inbox: committed before anyone is told so, visible in order, and clear about what was not stored.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isAppError } from '@rapport/protocol';
import { silentLog } from '../../platform/log/index.ts';
import { openDatabase } from '../../platform/postgres/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import {
  countWaiting,
  deleteRequests,
  findLastSeq,
  type InboxRequest,
  listRequestsAfter,
  openInbox,
} from './index.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const receivedAtMs = Date.UTC(2026, 2, 1, 12);
const aRequest = (given: Partial<InboxRequest> = {}): InboxRequest => ({
  workspaceId: 1,
  sourceId: 1,
  receivedAtMs,
  envelope: { kind: 'batch' },
  messageCount: 1,
  body: Buffer.from('packed'),
  ...given,
});

describe('Appending', () => {
  test('A request is there when its promise resolves, whole', async () => {
    const inbox = openInbox(database.db);
    const before = await findLastSeq(database.db);
    const body = Buffer.from([0, 1, 2, 255, 0]);
    const envelope = { kind: 'track' as const, gpc: true as const, ip: '127.0.0.0' };
    await inbox.append(aRequest({ body, envelope, messageCount: 7 }));
    const [row, ...others] = await listRequestsAfter(database.db, before, 100);
    assert.deepEqual(others, []);
    assert.deepEqual(row?.body, body);
    assert.deepEqual(
      [row?.envelope, row?.message_count, row?.received_at.getTime()],
      [envelope, 7, receivedAtMs],
    );
    await inbox.close();
  });

  test('Requests that come together are committed together, each is told of, and listeners hear of all', async () => {
    const inbox = openInbox(database.db);
    const heard: number[] = [];
    inbox.onAppend((count) => heard.push(count));
    const before = await findLastSeq(database.db);
    await Promise.all(
      Array.from({ length: 1500 }, (_, i) =>
        inbox.append(aRequest({ body: Buffer.from(String(i)), messageCount: 2 })),
      ),
    );
    const rows = await listRequestsAfter(database.db, before, 10_000);
    assert.deepEqual(
      rows.map(({ body }) => Number(body.toString())),
      Array.from({ length: 1500 }, (_, i) => i),
      'in the order of arrival',
    );
    assert.ok(heard.length <= 10, `${heard.length} commits`);
    assert.equal(
      heard.reduce((sum, count) => sum + count, 0),
      3000,
    );
    await inbox.close();
  });

  test('A reader that goes on from the last seq it saw misses nothing, with several writers', {
    timeout: 60_000,
  }, async () => {
    const pools = Array.from({ length: 3 }, () =>
      openDatabase({ connectionString: database.url, connectionsMax: 2 }, silentLog),
    );
    const inboxes = pools.map((pool) => openInbox(pool));
    const start = await findLastSeq(database.db);
    let writing = true;
    const seen: number[] = [];
    const reading = (async () => {
      let last = start;
      for (let isLast = false; !isLast; ) {
        // Asked before the last commit, a question may be answered with nothing after it.
        isLast = !writing;
        const rows = await listRequestsAfter(database.db, last, 10_000);
        for (const row of rows) seen.push(row.seq);
        last = rows.at(-1)?.seq ?? last;
      }
    })();
    await Promise.all(
      inboxes.map(async (inbox) => {
        for (let i = 0; i < 60; i += 1)
          await Promise.all([inbox.append(aRequest()), inbox.append(aRequest())]);
      }),
    );
    writing = false;
    await reading;
    const all = await database.db.query<{ seq: number }>(
      'select seq from inbox where seq > $1 order by seq',
      [start],
    );
    assert.deepEqual(
      seen,
      all.map(({ seq }) => seq),
    );
    assert.equal(seen.length, 360);
    for (const pool of pools) await pool.close();
  });

  test('When the database is away it says so, stored nothing, and works again afterwards', async () => {
    const away = openDatabase({ connectionString: 'postgres://nobody@127.0.0.1:1/none' }, silentLog);
    const inbox = openInbox(away);
    const results = await Promise.allSettled([inbox.append(aRequest()), inbox.append(aRequest())]);
    for (const result of results) {
      assert.ok(result.status === 'rejected' && isAppError(result.reason));
      assert.equal(result.reason.code, 'storage_unavailable');
    }
    await away.close();
  });

  test('One request that the database cannot take fails its group only', async () => {
    const inbox = openInbox(database.db);
    await assert.rejects(
      inbox.append(aRequest({ envelope: { kind: 'batch', user_agent: 'a\u0000b' } })),
      isAppError,
    );
    await inbox.append(aRequest());
    await inbox.close();
  });

  test('With too much in memory it asks to wait', async () => {
    const inbox = openInbox(database.db);
    const large = Buffer.alloc(8 * 1024 * 1024);
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, () => inbox.append(aRequest({ body: large }))),
    );
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    assert.ok(refused.length > 0 && refused.length < 12);
    for (const reason of refused)
      assert.ok(isAppError(reason) && reason.code === 'pipeline_behind' && reason.details.retry_after);
    await inbox.append(aRequest());
    await inbox.close();
  });
});

describe('Reading', () => {
  test('As many requests as hold the messages asked for, at least one', async () => {
    const start = await findLastSeq(database.db);
    const inbox = openInbox(database.db);
    for (const messageCount of [10, 20, 30, 1]) await inbox.append(aRequest({ messageCount }));
    const countsOf = async (messagesMax: number): Promise<number[]> =>
      (await listRequestsAfter(database.db, start, messagesMax)).map((row) => row.message_count);
    assert.deepEqual(await countsOf(1), [10]);
    assert.deepEqual(await countsOf(10), [10]);
    assert.deepEqual(await countsOf(11), [10, 20]);
    assert.deepEqual(await countsOf(60), [10, 20, 30]);
    assert.deepEqual(await countsOf(1000), [10, 20, 30, 1]);
    await inbox.close();
  });

  test('What waits is counted', async () => {
    const start = await findLastSeq(database.db);
    assert.deepEqual(await countWaiting(database.db, start), { requests: 0, messages: 0, oldest_at: null });
    const inbox = openInbox(database.db);
    await inbox.append(aRequest({ messageCount: 3, receivedAtMs: receivedAtMs + 5 }));
    await inbox.append(aRequest({ messageCount: 4 }));
    assert.deepEqual(await countWaiting(database.db, start), {
      requests: 2,
      messages: 7,
      oldest_at: new Date(receivedAtMs),
    });
    await inbox.close();
  });

  test('Only what is processed and old enough is cleared away', async () => {
    await database.db.query('delete from inbox');
    const inbox = openInbox(database.db);
    for (const minute of [0, 1, 2, 3])
      await inbox.append(aRequest({ receivedAtMs: receivedAtMs + minute * 60_000 }));
    const [first] = await listRequestsAfter(database.db, 0, 1);
    const processed = (first?.seq ?? 0) + 2;
    assert.equal(await deleteRequests(database.db, processed, new Date(receivedAtMs + 61_000)), 2);
    assert.equal(await deleteRequests(database.db, processed, new Date(receivedAtMs + 3_600_000)), 1);
    assert.equal((await countWaiting(database.db, 0)).requests, 1, 'what is not processed stays');
    await inbox.close();
  });
});
