// Segments and traits of a running server: set, kept up with what happens, read back.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Segment = { name: string; members: number | null; state: string; version: number };
const createSegment = (name: string, definition: unknown, purpose = 'service') =>
  server.api<Segment>('POST', '/api/segments', { name, purpose, definition });
const createTrait = (name: string, definition: unknown, purpose = 'service') =>
  server.api('POST', '/api/traits', { name, purpose, definition });
const segmentsOf = async (userId: string): Promise<string[]> =>
  (await server.getPerson('user_id', userId, 'service')).segments.map(({ name }) => name);

const twoOrders = { events: { name: 'Order Completed' }, count: { at_least: 2 } };

describe('A segment', () => {
  test('has who was there before it was set', async () => {
    await server.send([
      aTrack({ userId: 'anna', event: 'Order Completed', properties: { total: 20 } }),
      aTrack({ userId: 'anna', event: 'Order Completed', properties: { total: 30 } }),
      aTrack({ userId: 'bob', event: 'Order Completed', properties: { total: 5 } }),
    ]);
    await server.settle();
    const { status } = await createSegment('regulars', twoOrders);
    assert.equal(status, 201);
    await server.settle();
    assert.deepEqual(await segmentsOf('anna'), ['regulars']);
    assert.deepEqual(await segmentsOf('bob'), []);
  });

  test('follows what happens: who comes in is in it when it settles', async () => {
    await server.send([aTrack({ userId: 'bob', event: 'Order Completed', properties: { total: 6 } })]);
    await server.settle();
    assert.deepEqual(await segmentsOf('bob'), ['regulars']);
    const { body } = await server.api<Segment>('GET', '/api/segments/regulars');
    assert.deepEqual([body.members, body.state, body.version], [2, 'current', 1]);
  });

  test('follows who is who: two that merge are in it together', async () => {
    await server.send([
      aTrack({ userId: undefined, anonymousId: 'browser-7', event: 'Order Completed' }),
      aTrack({ userId: 'carol', event: 'Order Completed' }),
    ]);
    await server.settle();
    assert.deepEqual(await segmentsOf('carol'), []);
    await server.send([anIdentify({ userId: 'carol', anonymousId: 'browser-7' })]);
    await server.settle();
    assert.deepEqual(await segmentsOf('carol'), ['regulars']);
  });

  test('follows attributes, and traits that it asks', async () => {
    await createTrait('spent', { sum: 'total', of: { name: 'Order Completed' } });
    await createSegment('gold', {
      all: [
        { attribute: 'plan', is: 'gold' },
        { trait: 'spent', at_least: 50 },
      ],
    });
    await server.send([anIdentify({ userId: 'anna', traits: { plan: 'gold' } })]);
    await server.settle();
    assert.deepEqual(await segmentsOf('anna'), ['gold', 'regulars']);
    const { traits } = await server.getPerson('user_id', 'anna', 'service');
    assert.equal(traits.spent?.value, 50);
    await server.send([anIdentify({ userId: 'anna', traits: { plan: 'free' } })]);
    await server.settle();
    assert.deepEqual(await segmentsOf('anna'), ['regulars']);
  });

  test('is previewed, counted and listed', async () => {
    const { body: preview } = await server.api<{ count: number; sample: unknown[] }>(
      'POST',
      '/api/segments/preview',
      {
        purpose: 'service',
        definition: twoOrders,
      },
    );
    assert.deepEqual([preview.count, preview.sample.length], [3, 3]);
    const { body: members } = await server.api<{ items: { reason: string }[] }>(
      'GET',
      '/api/segments/regulars/members?purpose=service&limit=2',
    );
    assert.equal(members.items.length, 2);
    const { body: growth } = await server.api<{ items: { members: number }[] }>(
      'GET',
      '/api/segments/regulars/growth?days=2',
    );
    assert.equal(growth.items.at(-1)?.members, 3);
    const { body: overlap } = await server.api<{ sizes: object; pairs: unknown[] }>(
      'GET',
      '/api/segments/overlap?names=gold,regulars',
    );
    assert.deepEqual(overlap, { sizes: { gold: 0, regulars: 3 }, pairs: [] });
  });

  test('that is defined anew has other members, who came in by that', async () => {
    const changed = await server.api<Segment>('PUT', '/api/segments/regulars', {
      definition: { events: { name: 'Order Completed' }, count: { at_least: 1 } },
    });
    assert.equal(changed.body.version, 2);
    await server.send([aTrack({ userId: 'dora', event: 'Order Completed' })]);
    await server.settle();
    assert.deepEqual(await segmentsOf('dora'), ['regulars']);
  });

  test('is refused when it asks itself, what does not exist, or what cannot be understood', async () => {
    const wrong = [
      [{ segment: 'selfish' }, 'selfish', 'definition_circle', 'definition.segment'],
      [
        { all: [twoOrders, { segment: 'nowhere' }] },
        'lost',
        'definition_unknown',
        'definition.all[1].segment',
      ],
      [{ not: { permits: 'nothing.known' } }, 'lost', 'definition_unknown', 'definition.not.permits'],
      [{ said: 'yes', of: 'nothing.known' }, 'lost', 'definition_unknown', 'definition.of'],
      [{ all: [{ attribute: 'plan' }] }, 'lost', 'definition_invalid', 'definition.all[0]'],
      [twoOrders, 'regulars', 'name_taken', undefined],
    ] as const;
    type Refusal = { error: { code: string; details: { faults?: { at: string }[] } } };
    for (const [definition, name, code, at] of wrong) {
      const given = { name, purpose: 'service', definition };
      const { body } = await server.api<Refusal>('POST', '/api/segments', given);
      assert.equal(body.error?.code, code, JSON.stringify(body));
      assert.equal(body.error.details.faults?.[0]?.at, at, JSON.stringify(body));
    }
    const removed = await server.api<{ error: { code: string } }>('DELETE', '/api/traits/spent');
    assert.equal(removed.body.error.code, 'definition_in_use');
  });
});

test('A segment that asks another follows when that one is defined anew, and scores set together with it', async () => {
  await createTrait('score', { score: { sum: 'total', of: { name: 'Order Completed' } }, groups: 2 });
  await createSegment('upper_half', { trait: 'score', is: 2 });
  await createSegment('silver', { attribute: 'plan', is: 'silver' });
  await createSegment('upper_silver', { all: [{ segment: 'silver' }, { segment: 'upper_half' }] });
  await server.send([anIdentify({ userId: 'anna', traits: { plan: 'free' } })]);
  await server.settle();
  const before = await segmentsOf('anna');
  assert.ok(before.includes('upper_half') && !before.includes('upper_silver'), before.join());
  await server.api('PUT', '/api/segments/silver', { definition: { attribute: 'plan', is: 'free' } });
  await server.settle();
  assert.ok((await segmentsOf('anna')).includes('upper_silver'));
});
