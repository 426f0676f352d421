// What PostHog's events become.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { posthog } from './posthog.ts';

type Message = Record<string, unknown>;
const translate = (...batch: unknown[]): Message[] => posthog.translate({ batch }).batch as Message[];

test('An event is a track call, with its library in the context and all other properties', () => {
  const event = {
    event: 'Paid',
    uuid: 'u-1',
    distinct_id: 'neha',
    timestamp: '2026-01-01T00:00:00Z',
    properties: { total: 5, $lib: 'posthog-node', $lib_version: '5', $geoip_disable: true },
  };
  assert.deepEqual(translate(event), [
    {
      messageId: 'u-1',
      timestamp: '2026-01-01T00:00:00Z',
      context: { library: { name: 'posthog-node', version: '5' } },
      type: 'track',
      userId: 'neha',
      event: 'Paid',
      properties: { total: 5, $geoip_disable: true },
    },
  ]);
});

test('Identify, alias, group, page and screen', () => {
  const [identify, alias, group, nobody, page, screen] = translate(
    {
      event: '$identify',
      distinct_id: 'neha',
      properties: { $set: { plan: 'gold' }, $anon_distinct_id: 'phone', $set_once: { first: 1 } },
    },
    { event: '$create_alias', distinct_id: 'neha', properties: { distinct_id: 'neha', alias: 'old' } },
    {
      event: '$groupidentify',
      distinct_id: 'neha',
      properties: { $group_type: 'company', $group_key: 'g1', $group_set: { n: 1 } },
    },
    {
      event: '$groupidentify',
      distinct_id: '$company_g1',
      properties: { $group_type: 'company', $group_key: 'g1' },
    },
    { event: '$pageview', distinct_id: 'd', properties: { $device_id: 'd', $pathname: '/rings' } },
    { event: '$screen', distinct_id: 'neha', properties: { $screen_name: 'Basket' } },
  );
  assert.deepEqual(identify, {
    type: 'identify',
    userId: 'neha',
    anonymousId: 'phone',
    traits: { plan: 'gold' },
    properties: { $anon_distinct_id: 'phone', $set_once: { first: 1 } },
  });
  assert.deepEqual(alias, { type: 'alias', userId: 'neha', previousId: 'old' });
  assert.deepEqual(group, { type: 'group', userId: 'neha', groupId: 'g1', traits: { n: 1 } });
  assert.deepEqual(nobody, { type: 'group', groupId: 'g1', traits: {} });
  assert.deepEqual([page?.type, page?.anonymousId, page?.userId], ['page', 'd', undefined]);
  assert.deepEqual(page?.properties, { path: '/rings', $device_id: 'd', $pathname: '/rings' });
  assert.deepEqual([screen?.type, screen?.name], ['screen', 'Basket']);
});

test('An event that tells of its person becomes two; who is unknown stays unknown', () => {
  const event = { event: 'Paid', uuid: 'u', distinct_id: 'neha', properties: { $set: { plan: 'gold' } } };
  const [paid, told] = translate(event);
  assert.deepEqual(paid, { messageId: 'u', type: 'track', userId: 'neha', event: 'Paid', properties: {} });
  assert.deepEqual(told, { messageId: 'u-set', type: 'identify', userId: 'neha', traits: { plan: 'gold' } });
  const unknown = { event: 'Seen', distinct_id: 'x', properties: { $process_person_profile: false } };
  assert.deepEqual([translate(unknown)[0]?.anonymousId, translate(unknown)[0]?.userId], ['x', undefined]);
});

test('Key and clock of the batch; history has no clock', () => {
  const body = { api_key: 'k', sent_at: 's', batch: [] };
  assert.deepEqual(posthog.translate(body), { writeKey: 'k', sentAt: 's', batch: [] });
  assert.equal(posthog.translate({ ...body, historical_migration: true }).sentAt, undefined);
});

test('Whatever comes, it is translated or passed on', () => {
  const events = fc.array(
    fc.oneof(
      fc.jsonValue(),
      fc.record({
        event: fc.oneof(
          fc.constantFrom('$identify', '$create_alias', '$groupidentify', '$pageview'),
          fc.jsonValue(),
        ),
        distinct_id: fc.jsonValue(),
        properties: fc.jsonValue(),
      }),
    ),
  );
  fc.assert(
    fc.property(events, (batch) => {
      assert.ok(translate(...batch).length >= batch.length);
    }),
  );
  const odd = { toString: 1 };
  const properties = { $group_type: odd, $group_key: odd, $set: { a: 1 } };
  assert.equal(translate({ event: '$groupidentify', uuid: odd, distinct_id: odd, properties }).length, 2);
  assert.deepEqual(posthog.translate({ batch: 'none' }).batch, 'none');
});
