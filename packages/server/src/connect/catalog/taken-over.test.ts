// Events that name the id of somebody else's object: they take nothing over, take nothing away and show nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Scope } from '../../platform/workspaces/index.ts';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import { findProfileId } from '../identity/index.ts';
import { listObjectsOfProfile } from './read.ts';

let server: TestServer;
let scope: Scope;
before(async () => {
  server = await startTestServer();
  scope = { db: server.db, workspaceId: 1 };
});
after(() => server.stop());

type Told = { userId?: string; anonymousId?: string; timestamp?: string };
const step = (who: Told, event: string, properties: object) =>
  aTrack({ userId: undefined, ...who, event, properties: { ...properties } });
/** What the person has, each with its fields. */
async function ordersOf(value: string, type = 'user_id'): Promise<Record<string, Record<string, unknown>>> {
  const profileId = await findProfileId(scope, { type, value, original: null });
  if (profileId === undefined) return {};
  const all = await listObjectsOfProfile(scope, profileId, { types: ['order'], limitEach: 50 });
  return Object.fromEntries(
    all.map(({ id, fields }) => [id, Object.fromEntries([...fields].map(([name, { v }]) => [name, v]))]),
  );
}
const get = async (path: string) => {
  const { status, body, text } = await server.api<Record<string, unknown>>(
    'GET',
    `/api/catalog/objects/${path}`,
  );
  assert.equal(status, 200, text);
  return { body, text };
};
const put = async (id: string, body: object) =>
  assert.equal((await server.api('PUT', `/api/catalog/objects/order/${id}`, body as never)).status, 200);

describe('An order that events of somebody else name', () => {
  test('stays whose it is, with its own values, and theirs are nowhere', async () => {
    const products = [{ product_id: 'P-1' }];
    await server.sendInTurn(
      [
        step({ userId: 'anna' }, 'Order Completed', {
          order_id: 'A-1',
          total: 10,
          coupon: 'of anna',
          products,
        }),
      ],
      [
        step({ userId: 'thief', timestamp: '2020-01-01T00:00:00Z' }, 'Order Completed', {
          ...{ order_id: 'A-1', total: 1, coupon: 'of thief', affiliation: 'of thief' },
        }),
        step({ userId: 'thief' }, 'Order Cancelled', { order_id: 'A-1' }),
      ],
    );
    const own = (await ordersOf('anna'))['A-1'];
    assert.deepEqual(
      [own?.state, own?.total, own?.coupon, own?.affiliation],
      ['completed', 10, 'of anna', undefined],
    );
    assert.deepEqual(await ordersOf('thief'), {});
    for (const path of ['order/A-1', 'order', 'order/A-1/history']) {
      const { text } = await get(`${path}?purpose=service`);
      assert.ok(text.includes('of anna') && !/thief|cancelled/.test(text), text);
    }
    assert.ok(!(await get('order/A-1?purpose=service')).text.includes('2020-01-01'));
  });

  test('whoever is known later to be the same person told of it all the same, and is parted with it', async () => {
    const [guest, user] = [{ anonymousId: 'guest-of-bea' }, { userId: 'bea' }];
    await server.sendInTurn(
      [step(guest, 'Order Completed', { order_id: 'B-1', total: 7 })],
      [step(user, 'Order Shipped', { order_id: 'B-1' })],
    );
    const stateOf = async (value: string, type?: string) => (await ordersOf(value, type))['B-1']?.state;
    assert.deepEqual(
      [await stateOf('guest-of-bea', 'anonymous_id'), await stateOf('bea')],
      ['completed', undefined],
    );
    await server.sendInTurn([anIdentify({ ...user, ...guest, traits: {} })]);
    assert.equal(await stateOf('bea'), 'shipped');
    assert.equal((await get('order/B-1?purpose=service')).text.includes('shipped'), true);
    const identifiers = [{ type: 'anonymous_id', value: 'guest-of-bea' }];
    assert.equal((await server.api('POST', '/api/identity/split', { identifiers })).status, 200);
    await server.settle();
    assert.deepEqual(
      [await stateOf('guest-of-bea', 'anonymous_id'), await stateOf('bea')],
      ['completed', undefined],
    );
    assert.equal((await get('order/B-1?purpose=service')).text.includes('shipped'), false);
  });

  test('is whose the company says it is, with what the company and their own events tell of it', async () => {
    await server.sendInTurn(
      [step({ userId: 'early' }, 'Order Completed', { order_id: 'C-1', coupon: 'of early', total: 3 })],
      [step({ userId: 'carol' }, 'Order Completed', { order_id: 'C-1', coupon: 'of carol' })],
    );
    await put('C-1', { fields: { total: 5 }, person: { type: 'user_id', value: 'carol' } });
    const own = (await ordersOf('carol'))['C-1'];
    assert.deepEqual([own?.total, own?.coupon], [5, 'of carol']);
    assert.deepEqual(await ordersOf('early'), {});
    assert.ok(!(await get('order/C-1/history?purpose=service')).text.includes('early'));
    await server.sendInTurn([step({ userId: 'early' }, 'Order Cancelled', { order_id: 'C-1' })]);
    assert.deepEqual(
      [Object.keys(await ordersOf('early')), (await ordersOf('carol'))['C-1']?.state],
      [[], 'completed'],
    );
  });

  test('a flood of others takes no room and no time from it', async () => {
    const large = 'x'.repeat(20_000);
    await server.sendInTurn([step({ userId: 'dan' }, 'Order Completed', { order_id: 'D-1', total: 1 })]);
    await server.sendInTurn(
      ...Array.from({ length: 4 }, (_, i) =>
        ['coupon', 'affiliation', 'currency', 'store_id'].map((field) =>
          step({ anonymousId: `flood-${i}` }, 'Order Completed', { order_id: 'D-1', [field]: large }),
        ),
      ),
      [step({ userId: 'dan' }, 'Order Refunded', { order_id: 'D-1', total: 1 })],
    );
    const own = (await ordersOf('dan'))['D-1'];
    assert.deepEqual([own?.state, own?.refunded, own?.coupon], ['refunded', 1, undefined]);
  });
});
