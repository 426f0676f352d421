// A view that was read before is remembered: what is read next is by the view as it is by then.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, type Fault, startTestServer, type TestServer } from '../../testing/index.ts';
import type { ViewAnswer } from './model.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.send([anIdentify({ userId: 'ann', traits: { town: 'Lublin', team: 'blue' } })]);
  await server.settle();
});
after(() => server.stop());

const road = '/api/view-definitions';
const town = { name: 'town', attribute: 'town' };
const aView = { name: 'desk', title: 'Desk', description: '', purpose: 'service', about: 'person' };

async function make(view: object): Promise<void> {
  const { status, text } = await server.api('POST', road, { ...aView, fields: [town], ...view });
  assert.equal(status, 201, text);
}
const remove = async (): Promise<void> =>
  assert.equal((await server.api('DELETE', `${road}/desk`)).status, 204);

/** Twice, so that the second is by what is remembered. */
async function read(authorization?: string) {
  const ask = () =>
    server.request<ViewAnswer & Fault>('GET', '/api/views/desk/user_id/ann', undefined, {
      authorization: authorization ?? `Bearer ${server.adminKey}`,
    });
  await ask();
  return ask();
}

test('A view that is set anew is read as it is at once', async () => {
  await make({});
  assert.deepEqual(Object.keys((await read()).body.fields), ['town']);
  const fields = [town, { name: 'team', attribute: 'team' }];
  const set = await server.api('PUT', `${road}/desk`, { title: 'Desk of two', fields });
  assert.equal(set.status, 200, set.text);
  const once = await server.api<ViewAnswer>('GET', '/api/views/desk/user_id/ann');
  assert.deepEqual([once.body.version, Object.keys(once.body.fields)], [2, ['town', 'team']]);
});

test('One of the same name that was made anew is another, whatever the first was about and for', async () => {
  await remove();
  const gone = await read();
  assert.deepEqual([gone.status, gone.body.error.code], [404, 'view_not_found']);
  await make({});
  const body = { name: 'Desk', scopes: ['views:read', 'profiles:read'], purposes: ['service'] };
  const { key } = (await server.api<{ key: string }>('POST', '/api/keys', body)).body;
  assert.equal((await read(`Bearer ${key}`)).status, 200);
  await remove();
  await make({ purpose: 'marketing.email' });
  assert.equal((await read(`Bearer ${key}`)).status, 403);
  assert.equal((await read()).body.purpose, 'marketing.email');
  await remove();
  await make({});
  assert.equal((await read(`Bearer ${key}`)).status, 200, 'and is not refused for what the one before was');
  await remove();
  const ranking = { name: 'sold', ranking: 'Sold', by: 'product', last: 'P7D', at_most: 5 };
  await make({ about: 'business', fields: [ranking] });
  assert.equal((await read()).body.error.code, 'view_needs_nobody');
});
