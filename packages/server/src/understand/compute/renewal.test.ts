// The limits between the groups of a score are found anew once a day, by the clock, and nothing else does it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const spend = (userId: string, total: number) =>
  aTrack({ userId, event: 'Order Completed', properties: { total } });
const scoreOf = async (userId: string) =>
  (await server.getPerson('user_id', userId, 'service')).traits.rank?.value;
const scores = async (...who: string[]) =>
  Object.fromEntries(await Promise.all(who.map(async (id) => [id, await scoreOf(id)])));
async function pass(iso: string): Promise<void> {
  await server.api('POST', '/api/test/clock', { advance: iso });
  await server.settle();
}
const limitsAt = async (): Promise<number> =>
  Date.parse((await server.api<{ limits_at: string }>('GET', '/api/traits/rank')).body.limits_at);
const create = async (kind: string, name: string, definition: unknown) => {
  const made = await server.api('POST', `/api/${kind}`, { name, purpose: 'service', definition });
  assert.equal(made.status, 201, made.text);
};

test('limits are those of the last day, and who is in another group by them came by time', async () => {
  await server.send([spend('anna', 10), spend('bob', 20)]);
  await server.settle();
  await create('traits', 'rank', { score: { sum: 'total', of: { name: 'Order Completed' } }, groups: 2 });
  await create('segments', 'lower_half', { trait: 'rank', is: 1 });
  await create('traits', 'orders', { count: { name: 'Order Completed' } });
  await server.settle();
  assert.deepEqual(await scores('anna', 'bob'), { anna: 1, bob: 2 });

  await server.send([spend('carol', 100), spend('dora', 200), spend('elsa', 300)]);
  await server.settle();
  const first = await limitsAt();
  await pass('PT23H');
  assert.deepEqual(await scores('anna', 'bob', 'carol'), { anna: 1, bob: 2, carol: 2 });
  assert.equal(await limitsAt(), first);

  await pass('PT1H');
  assert.deepEqual(await scores('anna', 'bob', 'carol'), { anna: 1, bob: 1, carol: 1 });
  const second = await limitsAt();
  assert.ok(second - first >= 86_400_000, `${second - first}`);
  const { body } = await server.api<{ items: { display_name: string; reason: string }[] }>(
    'GET',
    '/api/segments/lower_half/members?purpose=service',
  );
  assert.deepEqual(
    body.items.map(({ reason }) => reason),
    ['time', 'time', 'definition'],
  );

  await pass('P3D');
  assert.ok((await limitsAt()) - second >= 3 * 86_400_000);
  const orders = await server.api<{ limits_at: unknown }>('GET', '/api/traits/orders');
  assert.equal(orders.body.limits_at, null);
});
