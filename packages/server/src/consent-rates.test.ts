// How often people say yes: counted as they say it, once a day each, and the same as the statements that are kept.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { aPage, aTrack, startTestServer, type TestServer } from './testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Rates = {
  from: string;
  to: string;
  purposes: {
    purpose: string;
    now: { given: number; denied: number; signalled: number; rate: number | null };
    days: { day: string; given: number; refused: number; withdrawn: number; signalled: number }[];
  }[];
  gpc: { days: Record<string, unknown>[] };
};

const rates = async (query = '') => (await server.api<Rates>('GET', `/api/consents/rates${query}`)).body;
const ratesOf = async (purpose: string) => {
  await server.settle();
  return (await rates(`?purpose=${purpose}`)).purposes[0];
};

async function say(who: string, state: string, more: object = {}): Promise<void> {
  const answer = await server.api('POST', '/api/consents', {
    ...{ subject: { type: 'user_id', value: who }, purpose: 'marketing.sms', state, method: 'form', ...more },
  });
  assert.equal(answer.status, 201, answer.text);
}

test('a workspace in which nobody said anything has rates of nothing', async () => {
  const { purposes, gpc, from, to } = await rates();
  assert.equal((Date.parse(to) - Date.parse(from)) / 86_400_000, 29);
  assert.ok(purposes.length > 5);
  for (const { now, days } of purposes)
    assert.deepEqual([now, days], [{ given: 0, denied: 0, signalled: 0, rate: null }, []]);
  assert.deepEqual(gpc.days, []);
});

test('people are counted once a day for each answer, and now by what holds', async () => {
  for (const who of ['ann', 'ben', 'cleo']) await say(who, 'given');
  await say('ann', 'given');
  await say('ben', 'withdrawn');
  await say('ben', 'objected');
  await say('dora', 'refused');
  await say('emil', 'requested');
  const found = await ratesOf('marketing.sms');
  const { day: _, ...day } = found?.days[0] ?? { day: '' };
  assert.deepEqual(day, { given: 3, refused: 1, withdrawn: 1, signalled: 0 });
  assert.deepEqual(found?.now, { given: 2, denied: 2, signalled: 0, rate: 0.5 });
});

test('a consent counts until it ends by itself, and on the day from which it counts', async () => {
  const { now } = await server
    .api<{ now: string }>('POST', '/api/test/clock', { advance: 'PT0S' })
    .then(({ body }) => body);
  const lastWeek = new Date(Date.parse(now) - 7 * 86_400_000).toISOString();
  const inAnHour = new Date(Date.parse(now) + 3_600_000).toISOString();
  await say('finn', 'given', { event_time: lastWeek, valid_until: inAnHour, method: 'import' });
  const before = await ratesOf('marketing.sms');
  assert.deepEqual([before?.now.given, before?.days[0]?.day], [3, lastWeek.slice(0, 10)]);
  await server.api('POST', '/api/test/clock', { advance: 'PT2H' });
  assert.equal((await ratesOf('marketing.sms'))?.now.given, 2);
});

test('Global Privacy Control is counted apart from what people say themselves, in events and in people', async () => {
  const browser = (anonymousId: string) => ({ userId: undefined, anonymousId });
  const withSignal = [aPage(browser('b-1')), aTrack(browser('b-1')), aPage(browser('b-2'))];
  await server.collect('/v1/batch', { batch: withSignal }, { 'sec-gpc': '1' });
  await server.collect('/v1/batch', { batch: [aPage(browser('b-3')), aPage(browser('b-1'))] });
  await server.settle();
  const { gpc } = await rates();
  const { day: _, ...counts } = gpc.days.at(-1) as { day: string };
  assert.deepEqual(counts, { events: 5, signalled: 3, people: 3, people_signalled: 2 });
  const sale = await ratesOf('sale');
  assert.deepEqual(sale?.now, { given: 0, denied: 0, signalled: 2, rate: null });
  assert.equal(sale?.days.at(-1)?.signalled, 2);
});

test('what is counted is what is kept: counting it all again, as an upgrade does, gives the same', async () => {
  const list = () =>
    server.db.query('select day::text, purpose, answer, people from consent_counts order by 1, 2, 3');
  const counted = await list();
  assert.ok(counted.length > 4);
  const migration = await readFile(join(import.meta.dirname, '../migrations/0020-records.sql'), 'utf8');
  const [again = ''] = /insert into consent_counts[^;]*;/.exec(migration) ?? [];
  await server.db.query('delete from consent_counts');
  await server.db.query(again);
  assert.deepEqual(await list(), counted);
});

test('a period that is none, or too long, is refused with what to do', async () => {
  for (const query of ['?from=2026-02-01&to=2026-01-01', '?from=2020-01-01&to=2026-01-01', '?from=soon']) {
    const { status, text } = await server.api('GET', `/api/consents/rates${query}`);
    assert.equal(status, 400);
    assert.match(text, /from/);
  }
  assert.equal((await server.api('GET', '/api/consents/rates?purpose=none')).status, 422);
});
