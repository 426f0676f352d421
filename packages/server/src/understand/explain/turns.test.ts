// What would make somebody come in or leave, as a running server tells it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

const dayMs = 86_400_000;
const startedMs = Date.now();
const daysAgo = (days: number): string => new Date(startedMs - days * dayMs).toISOString();

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const order = (days: number, total: number) =>
    aTrack({
      ...{ userId: 'anna', event: 'Order Completed', timestamp: daysAgo(days) },
      properties: { total },
    });
  await server.send([
    ...[order(40, 5), order(20, 20), order(10, 20)],
    anIdentify({ userId: 'anna', traits: { plan: 'free', email: 'anna@example.com', ailment: 'flu' } }),
  ]);
  await server.settle();
});
after(() => server.stop());

type Part = {
  definition: object;
  becomes: boolean;
  value?: unknown;
  needs?: unknown;
  by?: number;
  denied?: object;
  masked?: object;
};
type Answer = { member: boolean; turns_with: { at: string | null; parts: Part[] }[] };

const define = async (kind: 'segment' | 'trait', name: string, definition: unknown) => {
  const { status, text } = await server.api('POST', `/api/${kind}s`, {
    ...{ name, definition, purpose: 'service' },
  });
  assert.equal(status, 201, text);
  await server.settle();
};
async function ask(name: string, definition: unknown): Promise<Answer> {
  await define('segment', name, definition);
  return (await server.api<Answer>('GET', `/api/segments/${name}/explain/user_id/anna`)).body;
}
const daysAhead = (at: string | null | undefined): number =>
  Math.round((Date.parse(at ?? '') - startedMs) / dayMs);

const month = { name: 'Order Completed', in: { last: 'P30D' } };
const often = { events: month, count: { at_least: 3 } };
const gold = { attribute: 'plan', is: 'gold' };

test('who is out is told the fewest parts that are missing, and by how much', async () => {
  const spent = { events: month, sum: 'total', is: { more_than: 50 } };
  const { member, turns_with } = await ask('best', { all: [often, { any: [gold, spent] }] });
  assert.equal(member, false);
  const toText = ({ definition, value, needs, by }: Part) => ({ definition, value, needs, by });
  assert.deepEqual(
    turns_with.map(({ at, parts }) => ({ at, parts: parts.map(toText) })),
    [
      {
        at: null,
        parts: [
          { definition: often, value: 2, needs: { at_least: 3 }, by: 1 },
          { definition: gold, value: 'free', needs: { is: 'gold' }, by: undefined },
        ],
      },
      {
        at: null,
        parts: [
          { definition: often, value: 2, needs: { at_least: 3 }, by: 1 },
          { definition: spent, value: 40, needs: { more_than: 50 }, by: 10 },
        ],
      },
    ],
  );
});

test('who is in is told when time alone ends it, at the step that does', async () => {
  const once = { events: month, count: { at_least: 1 } };
  const { member, turns_with } = await ask('lately', { all: [once, { attribute: 'plan', exists: true }] });
  assert.equal(member, true);
  const [byTime, other] = turns_with;
  // The order of twenty days ago goes first, and does not matter; the one of ten days ago does.
  assert.deepEqual([daysAhead(byTime?.at), byTime?.parts.map(({ definition }) => definition)], [20, [once]]);
  assert.deepEqual(
    [other?.at, other?.parts.map(({ needs }) => needs), turns_with.length],
    [null, [{ exists: false }], 2],
  );
});

test('who is out is told when time alone lets them in', async () => {
  const quiet = { not: { events: month, count: { at_least: 1 } } };
  const { member, turns_with } = await ask('lapsed', quiet);
  assert.deepEqual([member, turns_with.length, daysAhead(turns_with[0]?.at)], [false, 1, 20]);
});

test('what can no longer change is no way in or out', async () => {
  const ever = { events: { name: 'Order Completed' }, count: { at_least: 1 } };
  const nobody = { bucket: { of: 'spring', from: 0, until: 10_000 } };
  const { member, turns_with } = await ask('buyers', { all: [ever, nobody] });
  assert.deepEqual([member, turns_with], [true, []]);
});

test('another segment is told as what it is made of', async () => {
  await define('segment', 'golden', gold);
  const { turns_with } = await ask('golden_buyers', { all: [{ segment: 'golden' }] });
  assert.deepEqual(
    turns_with.map(({ parts }) => parts.map(({ definition, becomes }) => ({ definition, becomes }))),
    [[{ definition: gold, becomes: true }]],
  );
});

test('a trait is told with the value that time alone gives it next', async () => {
  await define('trait', 'orders', { count: month });
  type Trait = { value: unknown; changes_to: { at: string; value: unknown } };
  const { body } = await server.api<Trait>('GET', '/api/traits/orders/explain/user_id/anna');
  assert.deepEqual([body.value, body.changes_to.value, daysAhead(body.changes_to.at)], [2, 1, 10]);
});

test('who is in it by a consent that ends is told when it does', async () => {
  const said = await server.api('POST', '/api/consents', {
    ...{ subject: { type: 'user_id', value: 'anna' }, purpose: 'marketing.email', state: 'given' },
    ...{ method: 'web_form', valid_until: daysAgo(-9) },
  });
  assert.equal(said.status, 201, said.text);
  await server.settle();
  await server.api('POST', '/api/segments', {
    ...{ name: 'mailable', purpose: 'marketing.email', definition: { everyone: true } },
  });
  await server.settle();
  const { body } = await server.api<Answer>('GET', '/api/segments/mailable/explain/user_id/anna');
  const [ends, ...others] = body.turns_with;
  assert.deepEqual([body.member, daysAhead(ends?.at), others], [true, 9, []]);
  assert.deepEqual(
    ends?.parts.map(({ definition, becomes }) => ({ definition, becomes })),
    [{ definition: { permits: 'marketing.email' }, becomes: false }],
  );
});

test('of what may not be seen neither the value is told nor what it would need', async () => {
  const definition = {
    all: [
      { attribute: 'email', ends_with: '.org' },
      { attribute: 'ailment', is: 'cold' },
    ],
  };
  await define('segment', 'hidden', definition);
  // It was saved before anybody knew.
  const label = { subject: 'attribute', name: 'ailment', category: 'user.health_and_medical' };
  assert.equal((await server.api('PUT', '/api/labels', label)).status, 200);
  await server.settle();
  const { body: key } = await server.api<{ key: string }>('POST', '/api/keys', {
    ...{ name: 'A key', scopes: ['segments:read', 'profiles:read'], purposes: ['service'] },
    unmasked: { sensitivity: 0 },
  });
  const headers = { authorization: `Bearer ${key.key}` };
  const path = '/api/segments/hidden/explain/user_id/anna';
  const { body, text } = await server.api<Answer>('GET', path, undefined, headers);
  const [email, ailment] = body.turns_with[0]?.parts ?? [];
  assert.deepEqual(
    [email?.value, email?.masked !== undefined, email?.needs, email?.by],
    ['a•••@e•••.com', true, undefined, undefined],
  );
  assert.deepEqual(
    [ailment?.value, ailment?.denied !== undefined, ailment?.needs, ailment?.by],
    [undefined, true, undefined, undefined],
  );
  assert.doesNotMatch(text, /flu|anna@example/);
});
