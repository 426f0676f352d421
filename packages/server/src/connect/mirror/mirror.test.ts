// What the mirror says of people is what the gate and the records say, and follows both.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouse, openClickHouse } from '../../platform/clickhouse/index.ts';
import { decide } from '../../respect/gate/index.ts';
import { listPurposes, type Purpose } from '../../respect/purposes/index.ts';
import { anIdentify, aTrack, type Sent, startTestServer, type TestServer } from '../../testing/index.ts';
import { listTracked, track } from '../attributes/index.ts';
import { listSubjects } from '../permissions/index.ts';
import { listUnfinished } from './store.ts';

let server: TestServer;
let clickhouse: ClickHouse;
before(async () => {
  server = await startTestServer();
  clickhouse = await openClickHouse({ path: join(server.dataDir, 'clickhouse') });
  await publish('tours', { ...plain, jurisdictions: { EU: byConsent } });
  await publish('games', { ...byConsent, minimum_age: 16 });
  await publish('letters', { ...byConsent, covers_past_data: true });
});
after(async () => {
  await clickhouse?.close();
  await server?.stop();
});

const plain = { legal_basis: 'legitimate_interest', consent_model: 'opt_out' };
const byConsent = { legal_basis: 'consent', consent_model: 'opt_in' };

async function publish(slug: string, more: object): Promise<void> {
  const told = { slug, name: slug, description: `For ${slug}`, data_categories: ['user'], ...more };
  const answer = await server.api('POST', '/api/purposes', told);
  assert.equal(answer.status, 201, answer.text);
}

async function say(who: string, purpose: string, state: string, more: object = {}): Promise<void> {
  const told = { subject: toNamed(who), purpose, state, method: 'form', ...more };
  const answer = await server.api('POST', '/api/consents', told);
  assert.equal(answer.status, 201, answer.text);
}

/** A decision of a member about two people. */
async function decideOn(action: 'link' | 'unlink', one: string, other: string): Promise<void> {
  const [a, b] = [toNamed(one), toNamed(other)];
  const answer = await server.api('POST', `/api/identity/${action}`, { a, b, reason: 'a test' });
  assert.equal(answer.status, 200, answer.text);
}

const identify = (userId: string, traits: Sent = {}, more: Sent = {}): Promise<void> =>
  server.sendInTurn([anIdentify({ userId, traits, ...more })]);

type Entry = { name: string; ms: number; value: string; permissions: string };
type Row = {
  id: number;
  version: number;
  permitted: string;
  permitted_until: number;
  covered_past: Record<string, [number, number][]>;
  attribute_history: Entry[];
};

const listRows = (ids: readonly number[]): Promise<Row[]> =>
  clickhouse.query<Row>(
    `select id, version, toString(permitted) as permitted, permitted_until, covered_past, attribute_history
     from profiles final where id in {ids:Array(UInt64)} order by id`,
    { ids },
  );

const toNamed = (who: string) => ({ type: who.includes('@') ? 'email' : 'user_id', value: who });

async function readRow(who: string): Promise<Row> {
  await server.settle();
  const { type, value } = toNamed(who);
  const [holder] = await server.db.query<{ id: number }>(
    `select profile_id as id from identifiers where type = $1 and value = $2`,
    [type, value],
  );
  const [row] = await listRows([holder?.id ?? 0]);
  assert.ok(row !== undefined, `${who} is not in the mirror`);
  return row;
}

const scope = () => ({ db: server.db, workspaceId: 1 });
const listSlugs = (purposes: readonly Purpose[], permitted: string): string[] =>
  purposes.filter(({ bit }) => (BigInt(permitted) & (1n << BigInt(bit))) !== 0n).map(({ slug }) => slug);

/** Of these purposes, those that the mirror says are permitted. */
async function permits(userId: string, ...of: string[]): Promise<string[]> {
  const purposes = await listPurposes(scope());
  return listSlugs(purposes, (await readRow(userId)).permitted).filter((slug) => of.includes(slug));
}

const told = async (userId: string, name: string): Promise<[number, unknown][]> =>
  (await readRow(userId)).attribute_history
    .filter((entry) => entry.name === name)
    .map(({ ms, value }) => [Number(ms), JSON.parse(value)]);

async function followed(): Promise<void> {
  for (let waits = 0; (await listUnfinished(server.db)).length > 0; waits += 1) {
    assert.ok(waits < 600, 'The mirror did not follow within a minute');
    await sleep(100);
  }
  await server.settle();
}

/** Everybody's row is what the gate says now. */
async function compareAll(): Promise<number> {
  await followed();
  const purposes = await listPurposes(scope());
  const people = await server.db.query<{ id: number }>('select id from profiles');
  const ids = people.map(({ id }) => id);
  const answer = await server.api<{ now: string }>('POST', '/api/test/clock', { advance: 'PT1S' });
  const at = Date.parse(answer.body.now);
  const subjects = await listSubjects(scope(), ids, at);
  for (const { id, permitted } of await listRows(ids)) {
    const subject = subjects.get(Number(id));
    assert.ok(subject !== undefined);
    const expected = purposes.filter((purpose) => decide(subject, { purpose, at }).decision === 'permit');
    assert.deepEqual(
      listSlugs(purposes, permitted),
      expected.map(({ slug }) => slug),
      `person ${id}`,
    );
  }
  return ids.length;
}

const day = (n: number): string => `2026-03-${String(n).padStart(2, '0')}T12:00:00.000Z`;
const dayMs = (n: number): number => Date.parse(day(n));

describe('What is permitted', { timeout: 300_000 }, () => {
  test('Of whoever never said anything, what silence means where they live', async () => {
    await server.sendInTurn([
      anIdentify({ userId: 'neha', traits: { country: 'IN' } }),
      anIdentify({ userId: 'ewa', traits: { address: { country: 'PL' } } }),
      aTrack({ userId: 'nobody-knows-where' }),
    ]);
    const asked = ['service', 'tours', 'games'];
    assert.deepEqual(await permits('neha', ...asked), ['service', 'tours']);
    assert.deepEqual(await permits('ewa', ...asked), ['service']);
    assert.deepEqual(await permits('nobody-knows-where', ...asked), ['service', 'tours']);
    await identify('neha', { country: 'FR' });
    assert.deepEqual(await permits('neha', ...asked), ['service']);
    const { permitted_until: until, covered_past: past } = await readRow('neha');
    assert.deepEqual([Number(until), past], [0, {}]);
  });

  test('A consent, its withdrawal, and one that ends by itself', async () => {
    await identify('ada');
    await say('ada', 'games', 'given');
    assert.deepEqual(await permits('ada', 'games'), ['games']);
    await say('ada', 'games', 'withdrawn');
    assert.deepEqual(await permits('ada', 'games'), []);
    const validUntil = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);
    await say('ada', 'games', 'given', { valid_until: validUntil.toISOString() });
    assert.deepEqual(await permits('ada', 'games'), ['games']);
    assert.equal(Number((await readRow('ada')).permitted_until), validUntil.getTime());
    await server.advance('PT2H');
    for (let waits = 0; (await permits('ada', 'games')).length > 0; waits += 1) {
      assert.ok(waits < 200, 'A consent that has ended still counts after twenty seconds');
      await sleep(100);
    }
    assert.equal(Number((await readRow('ada')).permitted_until), 0);
  });

  test('A child is not asked until they are old enough', async () => {
    const born = new Date(Date.now() - 15.5 * 365.2425 * 86_400_000).toISOString().slice(0, 10);
    await identify('kim', { birthday: born });
    assert.equal(Number((await readRow('kim')).permitted_until), 0, 'no time changes what silence means');
    await say('kim', 'games', 'given');
    assert.deepEqual(await permits('kim', 'games'), []);
    const until = Number((await readRow('kim')).permitted_until);
    assert.equal(until, Date.parse(born) + 16 * 365.2425 * 86_400_000);
  });

  test('A restriction and an objection deny what would be permitted without asking', async () => {
    await identify('lee');
    await say('lee', 'service', 'restricted');
    await say('lee', 'tours', 'objected');
    assert.deepEqual(await permits('lee', 'service', 'tours', 'message.transactional'), [
      'message.transactional',
    ]);
  });

  test('What a consent covers of the past', async () => {
    await identify('mei');
    await say('mei', 'letters', 'given');
    const [purpose] = (await listPurposes(scope())).filter(({ slug }) => slug === 'letters');
    const spans = (await readRow('mei')).covered_past[String(purpose?.bit)];
    assert.equal(spans?.length, 1);
    assert.equal(Number(spans?.[0]?.[0]), -9e15);
    assert.ok(Math.abs(Number(spans?.[0]?.[1]) - Date.now()) < 4 * 3_600_000);
    await say('mei', 'letters', 'withdrawn');
    assert.deepEqual((await readRow('mei')).covered_past, {});
  });

  test('Who is joined brings along what they said, and takes it with them', async () => {
    const address = 'zoe@shop.example';
    await identify('zoe');
    await say(address, 'tours', 'objected');
    assert.deepEqual(await permits('zoe', 'tours'), ['tours']);
    await decideOn('link', 'zoe', address);
    assert.deepEqual(await permits('zoe', 'tours'), []);
    await decideOn('unlink', 'zoe', address);
    assert.deepEqual([await permits('zoe', 'tours'), await permits(address, 'tours')], [['tours'], []]);
  });

  test('A purpose that is published, changed or retired changes the rows of all', async () => {
    await identify('ida');
    const before = await readRow('ida');
    await publish('panels', plain);
    assert.ok((await compareAll()) > 5);
    assert.deepEqual(await permits('ida', 'panels'), ['panels']);
    assert.ok(Number((await readRow('ida')).version) > Number(before.version));
    const changed = await server.api('PUT', '/api/purposes/panels', {
      ...{ name: 'panels', description: 'For panels', ...byConsent },
    });
    assert.equal(changed.status, 200, changed.text);
    await compareAll();
    assert.deepEqual(await permits('ida', 'panels'), []);
    await publish('polls', plain);
    const retired = await server.api('POST', '/api/purposes/polls/retire');
    assert.equal(retired.status, 200, retired.text);
    await compareAll();
    assert.deepEqual(await permits('ida', 'polls'), []);
  });

  test('Rows that an older Rapport wrote follow at the next start', async () => {
    const row = await readRow('ewa');
    await clickhouse.command(
      `insert into profiles (workspace_id, id, version, created_at) values (1, ${row.id}, ${Number(row.version) + 1}, now64(3))`,
    );
    // So that the row that comes is a newer one.
    await identify('ida', { plan: 'gold' });
    await identify('ida', { plan: 'free' });
    await server.db.query('delete from mirror_rounds');
    await clickhouse.close();
    await server.restart();
    clickhouse = await openClickHouse({ path: join(server.dataDir, 'clickhouse') });
    await compareAll();
    assert.deepEqual(await permits('ewa', 'service', 'tours'), ['service']);
  });
});

describe('What attributes were', { timeout: 300_000 }, () => {
  test('Tracked later, they follow for who has them, and for nobody else', async () => {
    await identify('pia', { plan: 'free' }, { timestamp: day(1) });
    await identify('pia', { plan: 'gold', city: 'Turin' }, { timestamp: day(3) });
    await identify('tom', { city: 'Oslo' }, { timestamp: day(2) });
    assert.deepEqual(await told('pia', 'plan'), []);
    const before = await readRow('tom');
    await track(scope(), ['plan'], new Date());
    await followed();
    assert.deepEqual(await told('pia', 'plan'), [
      [dayMs(1), 'free'],
      [dayMs(3), 'gold'],
    ]);
    assert.deepEqual(await told('pia', 'city'), []);
    assert.equal((await readRow('tom')).version, before.version);
    const [tracked] = await listTracked(scope());
    assert.ok(tracked?.followed_at instanceof Date);
  });

  test('A late telling changes the past, and a later change of something else keeps it', async () => {
    await identify('pia', { plan: { name: 'trial', from: null } }, { timestamp: day(2) });
    await identify('pia', { nickname: 'P' }, { timestamp: day(4) });
    assert.deepEqual(await told('pia', 'plan'), [
      [dayMs(1), 'free'],
      [dayMs(2), { name: 'trial' }],
      [dayMs(3), 'gold'],
    ]);
  });

  test('An equal value told anew is no change: names in another order, absent or null, 1.0 or 1', async () => {
    const plan = (text: string) => JSON.parse(`{"plan": ${text}}`) as { plan: unknown };
    await identify('ola', plan('{"name": "gold", "seats": [{"n": 1, "x": null}], "price": 1.0}'), {
      timestamp: day(1),
    });
    await identify('ola', plan('{"price": 1, "seats": [{"n": 1.0}], "of": null, "name": "gold"}'), {
      timestamp: day(2),
    });
    await identify('ola', plan('{"price": 10e-1, "name": "gold", "seats": [{"n": 1}]}'), {
      timestamp: day(3),
    });
    await identify('ola', plan('{"price": 2, "name": "gold", "seats": [{"n": 1}]}'), { timestamp: day(4) });
    const [first, last, ...more] = await told('ola', 'plan');
    assert.deepEqual([first?.[0], last?.[0], more], [dayMs(1), dayMs(4), []]);
  });

  test('It is written with whoever is new, joined and parted', async () => {
    await server.sendInTurn([
      anIdentify({ userId: 'una', traits: { plan: 'free' }, timestamp: day(5) }),
      anIdentify({ userId: 'una', traits: { plan: 'gold' }, timestamp: day(6) }),
    ]);
    const own: [number, unknown][] = [
      [dayMs(5), 'free'],
      [dayMs(6), 'gold'],
    ];
    assert.deepEqual(await told('una', 'plan'), own);
    const address = 'una@shop.example';
    await server.sendInTurn([
      anIdentify({
        userId: undefined,
        anonymousId: 'phone',
        traits: { email: address, plan: 'silver' },
        timestamp: day(7),
      }),
    ]);
    assert.deepEqual(await told(address, 'plan'), [[dayMs(7), 'silver']]);
    await decideOn('link', 'una', address);
    assert.deepEqual(await told('una', 'plan'), [...own, [dayMs(7), 'silver']]);
    await decideOn('unlink', 'una', address);
    assert.deepEqual(await told('una', 'plan'), own);
    assert.deepEqual(await told(address, 'plan'), [[dayMs(7), 'silver']]);
    await server.sendInTurn([anIdentify({ userId: 'una', anonymousId: 'tablet', traits: {} })]);
    assert.deepEqual(await told('una', 'plan'), own);
  });
});
