// Events and whose they are: the event store says the same as the graph, after every step, however people merge and part.
import assert from 'node:assert/strict';
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
  const { status } = await server.api('POST', `/api/identity/${action}`, { reason: 'a test', ...body });
  assert.equal(status, 200, action);
};

describe('Events and whose they are', { timeout: 120_000 }, () => {
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

  test('Rows and owners that the event store lost are back after the next start', async () => {
    await server.send([aTrack({ userId: 'ana' }), aTrack({ userId: undefined, anonymousId: 'tablet' })]);
    await server.settle();
    await server.send([anIdentify({ userId: 'ana', anonymousId: 'tablet' })]);
    const rows = await compare('before the loss');
    assert.ok(rows.some(({ owner, place }) => owner !== place));
    // As a loss of power takes it away behind the server's back.
    await clickhouse.command('update events set owner_id = profile_id where owner_id != profile_id');
    await server.restart();
    await compare('owners were lost');
    await clickhouse.command(
      "alter table events delete where anonymous_id = 'tablet' settings mutations_sync = 1",
    );
    await server.restart();
    await compare('rows of former people were lost');
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
    const batches = fc.sample(fc.array(message, { minLength: 1, maxLength: 12 }), { numRuns: 18, seed });
    for (const [round, batch] of batches.entries()) {
      await server.send(batch);
      await compare(`seed ${seed}, round ${round}`);
      if (round % 3 === 2) {
        await unlinkSome(round);
        await compare(`seed ${seed}, parted in round ${round}`);
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

/** Sets two identifiers apart that a message named together, any two. */
async function unlinkSome(round: number): Promise<void> {
  const links = await server.db.query<{ a: object; b: object }>(
    `select jsonb_build_object('type', a.type, 'value', a.value) as a, jsonb_build_object('type', b.type, 'value', b.value) as b
     from links l join identifiers a on a.id = l.a_id join identifiers b on b.id = l.b_id
     where not l.apart and a.type <> 'email_sha256' and b.type <> 'email_sha256' order by l.a_id, l.b_id`,
  );
  const link = links[(round * 7919) % links.length];
  if (link !== undefined) await decide('unlink', link);
}
