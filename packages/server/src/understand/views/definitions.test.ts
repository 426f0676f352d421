// Views as definitions: one road for all that is done with them, and who may.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, type Headers, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.sendInTurn([anIdentify({ userId: 'anna', traits: { town: 'Łódź' } })]);
});
after(() => server.stop());

const road = '/api/view-definitions';
const town = { name: 'town', attribute: 'town' };
const desk = { name: 'desk', title: 'Desk', purpose: 'service', fields: [town] };

type Definition = {
  name: string;
  title: string;
  version: number;
  purpose: string;
  fields: { name: string }[];
};
type Version = { version: number; title: string; set_by: string; set_by_name: string | null };

async function keyOf(grants: object): Promise<Headers> {
  const made = await server.api<{ key: string }>('POST', '/api/keys', { name: 'A key', ...grants });
  assert.equal(made.status, 201, made.text);
  return { authorization: `Bearer ${made.body.key}`, 'content-type': 'application/json' };
}

test('a view is made, listed, set, looked at as it was, and removed, on one road', async () => {
  const made = await server.api<Definition>('POST', road, desk);
  assert.deepEqual([made.status, made.body.version, made.body.name], [201, 1, 'desk'], made.text);
  assert.equal((await server.api('GET', '/api/views/desk/user_id/anna')).status, 200);

  const fields = [{ name: 'name', attribute: 'name' }];
  const change = { title: 'Desk of two', fields, expected_version: 1 };
  const set = await server.api<Definition>('PUT', `${road}/desk`, change);
  assert.deepEqual([set.status, set.body.version, set.body.title], [200, 2, 'Desk of two'], set.text);
  assert.ok(!('expected_version' in set.body));

  const versions = await server.api<{ items: Version[] }>('GET', `${road}/desk/versions`);
  assert.deepEqual(
    versions.body.items.map(({ version, title, set_by_name }) => [version, title, set_by_name]),
    [
      [2, 'Desk of two', 'bootstrap'],
      [1, 'Desk', 'bootstrap'],
    ],
  );
  const first = await server.api<Definition & Version>('GET', `${road}/desk/versions/1`);
  assert.deepEqual(
    [first.body.title, first.body.version, first.body.purpose, first.body.fields.map(({ name }) => name)],
    ['Desk', 1, 'service', ['town']],
  );
  for (const version of ['3', '0', 'x', '99999999999'])
    assert.equal((await server.api('GET', `${road}/desk/versions/${version}`)).status, 404, version);

  const lists = await Promise.all(
    [road, '/api/views'].map((path) => server.api<{ items: Definition[] }>('GET', path)),
  );
  assert.deepEqual(lists[0]?.body, lists[1]?.body);
  assert.deepEqual(
    lists[0]?.body.items.map(({ name, version }) => [name, version]),
    [['desk', 2]],
  );
  assert.equal((await server.api('DELETE', `${road}/desk`)).status, 204);
  for (const path of ['desk', 'desk/versions', 'desk/versions/1'])
    assert.equal((await server.api('GET', `${road}/${path}`)).status, 404, path);
});

test('of two who change the same version, the second is told', async () => {
  assert.equal((await server.api('POST', '/api/views', { ...desk, name: 'shared' })).status, 201);
  const change = (title: string) =>
    server.api('PUT', `${road}/shared`, { title, fields: [town], expected_version: 1 });
  const both = await Promise.all(['One', 'Two'].map(change));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409]);
  const late = both.find(({ status }) => status === 409);
  assert.equal(late?.body.error?.code, 'conflict');
  assert.match(late?.text ?? '', /Version 2 has been set meanwhile/);
  const blind = await server.api<Definition>('PUT', `${road}/shared`, { title: 'Three', fields: [town] });
  assert.deepEqual([blind.status, blind.body.version], [200, 3], 'who expects none overwrites');
  assert.equal((await change('Four')).status, 409);
});

test('whoever sets a view can read people for its purpose', async () => {
  const scopes = ['views:read', 'views:write', 'traits:write'];
  const blind = await keyOf({ scopes });
  const elsewhere = await keyOf({ scopes: [...scopes, 'profiles:read'], purposes: ['analytics'] });
  const reading = await keyOf({ scopes: [...scopes, 'profiles:read'], purposes: ['service'] });
  assert.equal((await server.request('POST', road, { ...desk, name: 'own' }, reading)).status, 201);
  for (const key of [blind, elsewhere]) {
    const refused = await Promise.all([
      server.request('POST', road, { ...desk, name: 'other' }, key),
      server.request('POST', '/api/views', { ...desk, name: 'other' }, key),
      server.request('PUT', `${road}/own`, { title: 'Mine', fields: [town] }, key),
      server.request('POST', '/api/ready-made-views/service-desk/add', {}, key),
    ]);
    for (const { status, body, text } of refused)
      assert.deepEqual([status, body.error?.code], [403, 'forbidden'], text);
  }
  const own = await server.api<Definition>('GET', `${road}/own`);
  assert.deepEqual([own.body.version, own.body.title], [1, 'Desk']);
  assert.equal(
    (await server.request('PUT', `${road}/own`, { title: 'Mine', fields: [town] }, reading)).status,
    200,
  );
  assert.equal((await server.api('DELETE', `${road}/own`)).status, 204);
});
