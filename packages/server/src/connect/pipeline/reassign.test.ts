// Events and whose they are: the event store says the same as the graph, after every step, however people merge and part.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type ClickHouse, openClickHouse } from '../../platform/clickhouse/index.ts';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import { foldPartition, listUnfolded } from '../events/index.ts';

let server: TestServer;
let clickhouse: ClickHouse;
before(async () => {
  server = await startTestServer();
  clickhouse = await openClickHouse({ path: join(server.dataDir, 'clickhouse') });
});
after(async () => {
  await clickhouse?.close();
  await server?.stop();
});

type Row = { id: number; owner: number; place: number; decider: number; ms: number };

/** Every event is there once, and belongs to who holds the identifier that decided it. */
async function compare(label: string): Promise<Row[]> {
  await server.settle(60_000);
  const rows = await clickhouse.query<Row>(
    `select id, profile_id as owner, place_id as place, identifier_ids[1] as decider, toUnixTimestamp64Milli(timestamp) as ms
     from events_now order by id`,
  );
  const held = await server.db.query<{
    id: number;
    profile_id: number;
    from_ms: number | null;
    until_ms: number | null;
  }>(
    `select identifier_id as id, profile_id, (extract(epoch from from_at) * 1000)::float8 as from_ms,
       (extract(epoch from until_at) * 1000)::float8 as until_ms from holdings`,
  );
  const holdings = Map.groupBy(held, ({ id }) => id);
  const wrong = rows.filter(({ owner, decider, ms }) => {
    const holder = holdings
      .get(Number(decider))
      ?.find(
        ({ from_ms, until_ms }) =>
          Number(ms) >= (from_ms ?? -Infinity) && Number(ms) < (until_ms ?? Infinity),
      );
    return holder?.profile_id !== Number(owner);
  });
  assert.deepEqual(
    wrong.slice(0, 3),
    [],
    `${label}: ${wrong.length} of ${rows.length} events belong to somebody else`,
  );
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length, `${label}: each event once`);
  const [stored] = await server.db.query<{ messages: number }>('select messages from pipeline_position');
  assert.equal(rows.length, stored?.messages, `${label}: all events`);
  return rows;
}

async function fold(): Promise<void> {
  for (const partition of await listUnfolded(clickhouse)) await foldPartition(clickhouse, partition, true);
  assert.deepEqual(await listUnfolded(clickhouse), []);
}

const decide = async (action: string, body: object): Promise<void> => {
  const { status, text } = await server.api('POST', `/api/identity/${action}`, { reason: 'a test', ...body });
  assert.equal(status, 200, `${action}: ${text}`);
};

describe('Events and whose they are', { timeout: 240_000 }, () => {
  test('A merge shows at once, and stays when it is folded; undone, the events go back', async () => {
    await server.send([aTrack({ userId: undefined, anonymousId: 'laptop' })]);
    await server.send([
      anIdentify({ userId: 'mia', anonymousId: 'phone' }),
      aTrack({ userId: 'mia' }),
      aTrack({ userId: undefined, anonymousId: 'phone' }),
    ]);
    await compare('before');
    await server.send([
      anIdentify({ userId: undefined, anonymousId: 'phone', traits: { email: 'mia@example.com' } }),
      anIdentify({ userId: undefined, anonymousId: 'laptop', traits: { email: 'mia@example.com' } }),
    ]);
    const merged = await compare('merged');
    assert.equal(new Set(merged.map(({ owner }) => owner)).size, 1);
    const timeline = await server.listEvents('user_id', 'mia');
    assert.equal(timeline.length, merged.length);
    for (const { profile_id } of timeline) assert.equal(profile_id, String(merged[0]?.owner));
    assert.ok(
      merged.some(({ owner, place }) => owner !== place),
      'rows stay where they are',
    );
    assert.notDeepEqual(await listUnfolded(clickhouse), []);
    await fold();
    await compare('folded');
    await decide('unlink', {
      a: { type: 'user_id', value: 'mia' },
      b: { type: 'anonymous_id', value: 'phone' },
    });
    const parted = await compare('parted');
    assert.equal(new Set(parted.map(({ owner }) => owner)).size, 2);
    assert.equal(
      (await server.listEvents('user_id', 'mia')).length,
      2,
      'what the phone did is not in the timeline of the account',
    );
    await fold();
    await compare('parted and folded');
    await decide('link', {
      a: { type: 'user_id', value: 'mia' },
      b: { type: 'anonymous_id', value: 'phone' },
    });
    assert.equal(new Set((await compare('joined again')).map(({ owner }) => owner)).size, 1);
  });

  test('What the event store lost is back after the next start', async () => {
    await server.send([aTrack({ userId: 'ana' }), aTrack({ userId: undefined, anonymousId: 'tablet' })]);
    await server.settle();
    await server.send([anIdentify({ userId: 'ana', anonymousId: 'tablet' })]);
    const rows = await compare('before the loss');
    assert.ok(rows.some(({ owner, place }) => owner !== place));
    // As a loss of power takes it away behind the server's back.
    await forgetOwners();
    await server.restart();
    await compare('owners were lost');
    await clickhouse.command(
      "alter table events delete where anonymous_id = 'tablet' settings mutations_sync = 1",
    );
    await server.restart();
    await compare('rows of former people were lost');
    // As a crash leaves it between the insert of a batch and what follows.
    await forgetOwners();
    await server.db.query('update append_batches set appended_at = null');
    await server.restart();
    await compare('nobody knew which batches were there');
  });

  test('Events from before there were owners get them', async () => {
    await server.db.query('delete from reassignments');
    await forgetOwners();
    const sql = await readFile(
      join(import.meta.dirname, '../../../migrations/0012-reassignments.sql'),
      'utf8',
    );
    await server.db.query(sql.slice(sql.indexOf('insert into reassignments')));
    await server.restart();
    await compare('after the migration');
  });

  test('Nothing is told before the events of all batches up to there', async () => {
    await server.send([aTrack({ userId: 'lea' }), aTrack({ userId: undefined, anonymousId: 'watch' })]);
    await server.settle();
    const setWaiting = (from: string, to: string) =>
      server.db.query(
        `update append_batches set appended_at = ${to} where id = (select max(id) from append_batches where appended_at is ${from})`,
      );
    // As if a turn of somebody else had overtaken this batch.
    await setWaiting('not null', 'null');
    await server.send([anIdentify({ userId: 'lea', anonymousId: 'watch' })]);
    await server.settle();
    const ownersOf = async (anonymousId: string) =>
      clickhouse.query<{ apart: number }>(
        'select count() as apart from events_now where anonymous_id = {device:String} and profile_id = place_id',
        { device: anonymousId },
      );
    const before = await ownersOf('watch');
    await setWaiting('null', "'2026-01-01T00:00:00Z'");
    await server.send([aTrack({ userId: 'lea' })]);
    await compare('when it was there');
    assert.notDeepEqual(await ownersOf('watch'), before);
  });

  test('Many people, shared devices, decisions and folding in any order', async () => {
    const seed = Math.floor(Date.now() / 86_400_000);
    const value = (name: string, count: number) =>
      fc.integer({ min: 1, max: count }).map((i) => `${name}${i}`);
    const message = fc
      .record({
        user: fc.option(value('user', 12)),
        device: fc.option(value('device', 10)),
        email: fc.option(value('mail', 8)),
        day: fc.integer({ min: 1, max: 28 }),
        year: fc.constantFrom(2024, 2025, 2026),
      })
      .filter(({ user, device }) => user !== null || device !== null)
      .map(({ user, device, email, day, year }) => ({
        ...(email === null ? aTrack() : anIdentify({ traits: { email: `${email}@example.com` } })),
        ...{ userId: user ?? undefined, anonymousId: device ?? undefined },
        timestamp: new Date(Date.UTC(year, 4, day)).toISOString(),
      }));
    const batches = fc.sample(fc.array(message, { minLength: 1, maxLength: 12 }), { numRuns: 12, seed });
    for (const [round, batch] of batches.entries()) {
      await server.send(batch);
      await compare(`seed ${seed}, round ${round}`);
      if (round % 3 !== 0) {
        const decided = await decideSomething(round);
        await compare(`seed ${seed}, ${decided} in round ${round}`);
      }
      if (round % 4 === 3) {
        await fold();
        await compare(`seed ${seed}, folded in round ${round}`);
      }
    }
    await server.restart();
    await compare('after a restart');
  });
});

/** As rows are that nobody told whose they are now. */
async function forgetOwners(): Promise<void> {
  await clickhouse.command('update events set owner_id = profile_id where owner_id != profile_id');
}

/** What a member might decide, of all that there is to decide. Returns what it was. */
async function decideSomething(round: number): Promise<string> {
  const named = (row: string) => `jsonb_build_object('type', ${row}.type, 'value', ${row}.value)`;
  const plain = (row: string) => `${row}.type <> 'email_sha256'`;
  const choices: [string, string][] = [
    [
      'unlink',
      `select jsonb_build_object('a', ${named('a')}, 'b', ${named('b')}) as body
       from links l join identifiers a on a.id = l.a_id join identifiers b on b.id = l.b_id
       where not l.apart and ${plain('a')} and ${plain('b')} order by l.a_id, l.b_id`,
    ],
    [
      'remove',
      `select jsonb_build_object('identifier', ${named('i')}) as body from identifiers i where i.inert is null and ${plain('i')} order by id`,
    ],
    [
      'restore',
      `select jsonb_build_object('identifier', ${named('i')}) as body from identifiers i where i.inert = 'removed' order by id`,
    ],
    [
      'revert',
      `select jsonb_build_object('profile_id', r.from_id::text) as body from profile_redirects r
       where exists (select from identifiers i where i.id = any(r.identifier_ids) and i.profile_id = r.into_id) order by r.from_id`,
    ],
  ];
  const [action, sql] = choices[round % choices.length] as [string, string];
  const bodies = await server.db.query<{ body: object }>(sql);
  const chosen = bodies[(round * 7919) % bodies.length];
  if (chosen !== undefined) await decide(action, chosen.body);
  return chosen === undefined ? `nothing to ${action}` : action;
}
