// What somebody was at a past moment, as far as it is known, and what of it is not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

const dayMs = 86_400_000;
const startedMs = Date.now();
const daysAgo = (days: number): string => new Date(startedMs - days * dayMs).toISOString();

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.send([
    ...[40, 20, 10].map((days) =>
      aTrack({ userId: 'anna', event: 'Order Completed', timestamp: daysAgo(days) }),
    ),
    anIdentify({ userId: 'anna', traits: { plan: 'gold' } }),
  ]);
  const month = { name: 'Order Completed', in: { last: 'P30D' } };
  const definitions = [
    ['segments', 'often', { all: [{ events: month, count: { at_least: 2 } }] }],
    ['segments', 'golden', { all: [{ attribute: 'plan', is: 'gold' }, { permits: 'service' }] }],
    ['traits', 'orders', { count: month }],
  ] as const;
  for (const [kind, name, definition] of definitions)
    await server.api('POST', `/api/${kind}`, { name, purpose: 'service', definition });
  await server.settle();
});
after(() => server.stop());

type Answer = {
  member: boolean;
  since: string | null;
  value: unknown;
  as_of: string | null;
  changes_at: string | null;
  turns_with: { at: string | null; parts: { value: unknown; by: number }[] }[];
  limits: { code: string }[];
};
const ask = (path: string, at?: string) =>
  server.api<Answer>('GET', `/api/${path}/explain/user_id/anna${at === undefined ? '' : `?at=${at}`}`);
const codesOf = ({ limits }: Answer): string[] => limits.map(({ code }) => code);

test('events are those up to the moment, and windows are of it', async () => {
  const now = (await ask('segments/often')).body;
  assert.deepEqual([now.member, now.as_of, now.limits], [true, null, []]);
  const past = (await ask('segments/often', daysAgo(15))).body;
  assert.deepEqual([past.member, past.since, past.as_of], [true, null, daysAgo(15)]);
  const before = (await ask('segments/often', daysAgo(25))).body;
  assert.equal(before.member, false);
  assert.deepEqual([before.turns_with[0]?.at, before.turns_with[0]?.parts[0]?.by], [null, 1]);
  assert.equal(before.changes_at, null);
  assert.deepEqual(codesOf(before), ['identity', 'permission', 'definition']);
  const values = await Promise.all([5, 15, 25, 60].map((days) => ask('traits/orders', daysAgo(days))));
  assert.deepEqual(
    values.map(({ body }) => body.value),
    [2, 2, 1, 0],
  );
});

test('what is of today is said', async () => {
  const { body } = await ask('segments/golden', daysAgo(25));
  assert.equal(body.member, true);
  assert.deepEqual(codesOf(body), ['identity', 'permission', 'definition', 'attributes', 'said']);
});

test('a moment that is to come, or is none, is refused', async () => {
  type Fault = { error: { code: string } };
  for (const [at, status, code] of [
    [daysAgo(-1), 422, 'moment_in_future'],
    ['yesterday', 400, 'invalid_request'],
  ] as const) {
    const answer = await server.api<Fault>('GET', `/api/segments/often/explain/user_id/anna?at=${at}`);
    assert.deepEqual([answer.status, answer.body.error.code], [status, code]);
  }
});
