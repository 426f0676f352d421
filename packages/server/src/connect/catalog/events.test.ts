// What events tell of objects, through collect and the pipeline: late, twice, hostile, and of whoever holds the identifier.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Scope } from '../../platform/workspaces/index.ts';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import { findProfileId } from '../identity/index.ts';
import { listObjectsByIds, listObjectsOfProfile } from './read.ts';

let server: TestServer;
let scope: Scope;
before(async () => {
  server = await startTestServer();
  scope = { db: server.db, workspaceId: 1 };
});
after(() => server.stop());

const find = async (type: string, id: string) => (await listObjectsByIds(scope, [{ type, id }]))[0];
const plain = async (type: string, id: string) => {
  const object = await find(type, id);
  return object && Object.fromEntries([...object.fields].map(([name, { v }]) => [name, v]));
};
/** Asked again where the person became another one between the two questions. */
const objectsOf = async (value: string, types = ['order', 'ticket'], type = 'user_id'): Promise<string[]> => {
  const profileId = await findProfileId(scope, { type, value, original: null });
  assert.ok(profileId !== undefined);
  const objects = await listObjectsOfProfile(scope, profileId, { types, limitEach: 50 });
  const isStill = (await findProfileId(scope, { type, value, original: null })) === profileId;
  return isStill ? objects.map(({ id }) => id) : objectsOf(value, types, type);
};

test('objects go where their people go, and are never somebody else’s meanwhile', async () => {
  const guests = Array.from({ length: 12 }, (_, i) => `walk-in-${i}`);
  const orderOf = (guest: string) =>
    aTrack({
      ...{ userId: undefined, anonymousId: guest, event: 'Order Completed' },
      properties: { order_id: `of-${guest}`, total: 1 },
    });
  await server.sendInTurn(guests.map(orderOf));
  let reading = true;
  async function readOn(): Promise<void> {
    while (reading)
      for (const guest of guests) {
        const own = await objectsOf(guest, ['order'], 'anonymous_id');
        assert.ok(own.includes(`of-${guest}`), `${guest} lost an order: ${own}`);
        const group = Number(guest.slice('walk-in-'.length)) % 3;
        for (const id of own)
          assert.equal(Number(id.slice('of-walk-in-'.length)) % 3, group, `${guest}: ${own}`);
      }
  }
  const read = readOn();
  for (const [i, guest] of guests.entries())
    await server.sendInTurn([anIdentify({ userId: `regular-${i % 3}`, anonymousId: guest })]);
  reading = false;
  await read;
  for (const group of [0, 1, 2]) {
    const ids = guests.filter((_, i) => i % 3 === group).map((guest) => `of-${guest}`);
    assert.deepEqual((await objectsOf(`regular-${group}`)).sort(), ids.sort());
  }
});

describe('Events tell of objects', () => {
  test('an order and each product in it, with time, origin and permissions', async () => {
    const products = [
      { product_id: 'RING-1', name: 'Ring', category: 'Jewelry', price: 120.5, quantity: 1 },
      { product_id: 7, name: '金戒指', price: 'free' },
      'no object',
      { name: 'without an id' },
    ];
    const properties = { order_id: 'SH-1', total: 120.5, currency: 'USD', products };
    const order = aTrack({
      userId: 'sarah',
      event: 'Order Completed',
      properties,
      timestamp: '2026-03-05T10:00:00.000Z',
    });
    await server.sendInTurn([order], [order]);
    const told = await find('order', 'SH-1');
    assert.deepEqual(
      [told?.person, told?.atMs],
      [{ type: 'user_id', value: 'sarah' }, Date.parse('2026-03-05T10:00:00Z')],
    );
    assert.deepEqual(told?.fields.get('total')?.origin.kind, 'event');
    assert.ok((told?.fields.get('total')?.p ?? 0n) > 0n);
    assert.equal((await plain('order', 'SH-1'))?.state, 'completed');
    assert.deepEqual(await plain('product', 'RING-1'), { name: 'Ring', category: 'Jewelry', price: 120.5 });
    assert.deepEqual(await plain('product', '7'), { name: '金戒指' });
    assert.equal((await find('product', 'RING-1'))?.title, 'Ring');
    assert.deepEqual(await objectsOf('sarah'), ['SH-1']);
  });

  test('steps that come late do not undo later ones', async () => {
    const step = (event: string, timestamp: string, more = {}) =>
      aTrack({ userId: 'late', event, timestamp, properties: { order_id: 'SH-2', ...more } });
    await server.sendInTurn(
      [step('Order Refunded', '2026-03-09T00:00:00.000Z', { total: 5 })],
      [
        step('Order Shipped', '2026-03-03T00:00:00.000Z'),
        step('Order Completed', '2026-03-01T00:00:00.000Z', { total: 9 }),
      ],
    );
    const order = await plain('order', 'SH-2');
    assert.deepEqual([order?.state, order?.total, order?.refunded], ['refunded', 9, 5]);
    assert.equal(order?.shipped_at, '2026-03-03T00:00:00.000Z');
  });

  test('names that every object has are names like others, and ids are of any alphabet', async () => {
    const ids = ['__proto__', 'constructor', 'ปากกา', '🖋️', 'x'.repeat(200)];
    await server.sendInTurn([
      ...ids.map((product_id) =>
        aTrack({ userId: 'odd', event: 'Product Viewed', properties: { product_id, name: product_id } }),
      ),
      aTrack({
        userId: 'odd',
        event: 'Product Viewed',
        properties: { product_id: 'x'.repeat(201), name: 'too long' },
      }),
      aTrack({ userId: 'odd', event: 'constructor', properties: { product_id: 'never' } }),
      aTrack({ userId: 'odd', event: 'Product Viewed', properties: { product_id: { of: 'nothing' } } }),
    ]);
    for (const id of ids) assert.equal((await find('product', id))?.title, id, id);
    assert.equal(await find('product', 'never'), undefined);
    const { length } = await server.db.query("select from catalog_objects where id like 'xxx%'");
    assert.equal(length, 1);
  });

  test('what belonged to a visitor is the person’s when they are known to be one', async () => {
    await server.sendInTurn([
      aTrack({
        userId: undefined,
        anonymousId: 'guest-1',
        event: 'Order Completed',
        properties: { order_id: 'SH-3', total: 1 },
      }),
    ]);
    await server.sendInTurn([anIdentify({ userId: 'neha', anonymousId: 'guest-1' })]);
    assert.deepEqual(await objectsOf('neha'), ['SH-3']);
    const identifiers = [{ type: 'anonymous_id', value: 'guest-1' }];
    const { status, text } = await server.api('POST', '/api/identity/split', { identifiers });
    assert.equal(status, 200, text);
    await server.settle();
    assert.deepEqual(await objectsOf('neha'), []);
    assert.deepEqual(await objectsOf('guest-1', ['order'], 'anonymous_id'), ['SH-3']);
  });
});
