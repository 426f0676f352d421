// Explanations of a running server: each part of a definition with its value, its events and when time changes it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.send([
    aTrack({ userId: 'anna', event: 'Order Completed', properties: { total: 20 } }),
    aTrack({ userId: 'anna', event: 'Order Completed', properties: { total: 30 } }),
    anIdentify({ userId: 'anna', traits: { plan: 'gold' } }),
  ]);
  await server.settle();
});
after(() => server.stop());

type Tree = {
  met?: boolean;
  value?: unknown;
  events?: { event: string }[];
  events_count?: number;
  changes_at: string | null;
  nodes?: Tree[];
};
type Answer = {
  member: boolean;
  value: unknown;
  permitted: { decision: string };
  changes_at: string | null;
  tree: Tree;
};

test('a segment says of each part why', async () => {
  const spent = {
    events: { name: 'Order Completed', in: { last: 'P30D' } },
    sum: 'total',
    is: { at_least: 40 },
  };
  await server.api('POST', '/api/segments', {
    name: 'spenders',
    purpose: 'service',
    definition: {
      all: [spent, { attribute: 'plan', is: 'silver' }, { not: { attribute: 'plan', exists: false } }],
    },
  });
  await server.settle();
  const { body } = await server.api<Answer>('GET', '/api/segments/spenders/explain/user_id/anna');
  assert.deepEqual([body.member, body.permitted.decision, body.tree.met], [false, 'permit', false]);
  const [events, plan, not] = body.tree.nodes as [Tree, Tree, Tree];
  assert.deepEqual([events.met, events.value, events.events_count, events.events?.length], [true, 50, 2, 2]);
  assert.deepEqual([plan.met, plan.value], [false, 'gold']);
  assert.deepEqual([not.met, not.nodes?.[0]?.met], [true, false]);
  const leaves = Date.parse(events.changes_at ?? '') - Date.now();
  assert.ok(Math.abs(leaves - 30 * 86_400_000) < 3_600_000, `${events.changes_at}`);
  assert.equal(plan.changes_at, null);
});

test('a trait says what it was made of', async () => {
  await server.api('POST', '/api/traits', {
    name: 'average_order',
    purpose: 'service',
    definition: {
      divide: [{ sum: 'total', of: { name: 'Order Completed' } }, { count: { name: 'Order Completed' } }],
    },
  });
  await server.settle();
  const { body } = await server.api<Answer>('GET', '/api/traits/average_order/explain/user_id/anna');
  assert.equal(body.value, 25);
  assert.deepEqual(
    body.tree.nodes?.map(({ value, events_count }) => [value, events_count]),
    [
      [50, 2],
      [2, 2],
    ],
  );
});

test('where the purpose is denied nothing is shown', async () => {
  await server.api('POST', '/api/segments', {
    name: 'for_mail',
    purpose: 'marketing.email',
    definition: { attribute: 'plan', is: 'gold' },
  });
  await server.settle();
  const { body, text } = await server.api<Answer>('GET', '/api/segments/for_mail/explain/user_id/anna');
  assert.deepEqual([body.member, body.permitted.decision, body.tree], [false, 'deny', null]);
  assert.doesNotMatch(text, /gold/);
  const nobody = await server.api('GET', '/api/segments/for_mail/explain/user_id/nobody');
  assert.equal(nobody.status, 404);
});
