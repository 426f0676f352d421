// A person who is erased is gone from the catalog and its history, others keep what is theirs, and nothing comes back.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Scope } from '../../platform/workspaces/index.ts';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import { eraseObjectsOf } from './erase.ts';
import type { Held } from './own-claims.ts';
import { listObjectsByIds } from './read.ts';

let server: TestServer;
let scope: Scope;
before(async () => {
  server = await startTestServer();
  scope = { db: server.db, workspaceId: 1 };
});
after(() => server.stop());

const step = (userId: string, event: string, order_id: string, more: object = {}) =>
  aTrack({ userId, event, properties: { order_id, coupon: `coupon of ${userId}`, ...more } });
const put = async (id: string, fields: object, userId?: string, status = 200) => {
  const person = userId === undefined ? {} : { person: { type: 'user_id', value: userId } };
  const path = `/api/catalog/objects/order/${id}`;
  const answer = await server.api<{ error?: { message: string } }>('PUT', path, {
    fields,
    ...person,
  } as never);
  assert.equal(answer.status, status, answer.text);
  return answer.body.error?.message ?? '';
};
const erase = (...held: Held[]) => server.db.transaction((tx) => eraseObjectsOf({ ...scope, db: tx }, held));
/** Everything that is kept of objects, as text. */
async function dump(): Promise<string> {
  const tables = ['catalog_objects', 'catalog_history', 'catalog_references'];
  const all = await Promise.all(
    tables.map((table) => server.db.query(`select t::text as row from ${table} t`)),
  );
  return JSON.stringify(all);
}
const couponOf = async (id: string) =>
  (await listObjectsByIds(scope, [{ type: 'order', id }]))[0]?.fields.get('coupon')?.v;

describe('A person who is erased', () => {
  test('is gone from objects of their own and of others, and from the history of both', async () => {
    await server.sendInTurn(
      [
        step('anna', 'Order Completed', 'A-1', {
          products: [{ product_id: 'P-1' }],
          affiliation: 'anna early',
        }),
      ],
      [step('bob', 'Order Completed', 'B-1'), step('bob', 'Order Completed', 'A-2')],
      [
        step('anna', 'Order Updated', 'A-1', { affiliation: 'anna late' }),
        step('anna', 'Order Updated', 'B-1'),
      ],
      [step('anna', 'Order Completed', 'A-2'), step('anna', 'Order Completed', 'A-3')],
      [step('bob', 'Order Updated', 'A-1', { affiliation: 'bob' })],
    );
    // Of the company: one more of hers, one that is removed, and one that was thought to be hers.
    await put('A-4', { coupon: 'said of anna' }, 'anna');
    await put('A-4', { coupon: 'said again of anna' });
    await put('A-3', { coupon: 'said of anna' }, 'anna');
    await put('A-3', { coupon: 'said again of anna' });
    assert.equal((await server.api('DELETE', '/api/catalog/objects/order/A-3')).status, 204);
    await put('A-5', { coupon: 'said of anna' }, 'anna');
    await put('A-5', { coupon: 'said of bob' }, 'bob');
    assert.match(await dump(), /anna late/);
    const changed = await erase(['user_id', 'anna', null, null]);
    assert.deepEqual(changed.map(({ id }) => id).toSorted(), ['A-1', 'A-2', 'A-4', 'B-1']);
    assert.doesNotMatch(await dump(), /anna/);
    assert.deepEqual(
      [await couponOf('B-1'), await couponOf('A-2'), await couponOf('A-5')],
      ['coupon of bob', 'coupon of bob', 'said of bob'],
    );
    assert.equal(await couponOf('A-4'), undefined);
    assert.deepEqual(await erase(['user_id', 'anna', null, null]), []);
  });

  test('only for the time in which they held an identifier', async () => {
    const at = (timestamp: string, id: string) =>
      aTrack({ userId: 'desk', event: 'Order Completed', timestamp, properties: { order_id: id } });
    await server.sendInTurn([at('2020-01-01T00:00:00Z', 'T-1'), at('2022-01-01T00:00:00Z', 'T-2')]);
    await erase(['user_id', 'desk', null, Date.parse('2021-01-01')]);
    const left = await listObjectsByIds(
      scope,
      ['T-1', 'T-2'].map((id) => ({ type: 'order', id })),
    );
    assert.deepEqual(
      left.map(({ id }) => id),
      ['T-2'],
    );
  });

  test('does not come back by later events, calls or files that name the same order', async () => {
    await server.sendInTurn([
      anIdentify({ userId: 'carol', traits: {} }),
      step('carol', 'Order Completed', 'C-1'),
    ]);
    await put('C-2', { coupon: 'of carol' }, 'carol');
    const identifier = { type: 'user_id', value: 'carol' };
    const stop = { identifier, scope: 'no_recollect', reason: 'Erased' };
    assert.equal((await server.api('POST', '/api/suppressions', stop)).status, 201);
    // Until the erasure is done nothing is added to what is hers, also where nobody is named.
    assert.match(await put('C-2', { total: 7 }, undefined, 400), /Nothing may be collected/);
    await erase(['user_id', 'carol', null, null]);
    await server.sendInTurn([step('carol', 'Order Completed', 'C-1'), step('carol', 'Order Shipped', 'C-2')]);
    await put('C-1', {}, 'carol', 400);
    assert.doesNotMatch(await dump(), /carol/);
    await server.sendInTurn([step('dora', 'Order Shipped', 'C-1')]);
    assert.equal((await listObjectsByIds(scope, [{ type: 'order', id: 'C-1' }]))[0]?.person?.value, 'dora');
    assert.doesNotMatch(await dump(), /carol/);
  });

  test('and whoever tells of the same orders meanwhile brings nothing back', async () => {
    const ids = Array.from({ length: 20 }, (_, i) => `E-${i}`);
    await server.sendInTurn(ids.map((id) => step('erna', 'Order Completed', id)));
    const telling = server.sendInTurn(...ids.map((id) => [step('fred', 'Order Updated', id)]));
    await erase(['user_id', 'erna', null, null]);
    await telling;
    assert.doesNotMatch(await dump(), /erna/);
    assert.equal(
      (
        await listObjectsByIds(
          scope,
          ids.map((id) => ({ type: 'order', id })),
        )
      ).length,
      20,
    );
  });
});
