// The names that definitions can be made of, as a running server knows them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aPage, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
const hostile = `x'); drop table events; --`;
before(async () => {
  server = await startTestServer();
  await server.send([
    ...['anna', 'bob', 'carol'].map((userId, i) =>
      aTrack({
        ...{ userId, event: 'Order Completed' },
        properties: {
          ...{ total: i, paid: true, colour: i === 2 ? 'blue' : 'red', email: `${userId}@example.com` },
          ...{ remark: `only ${userId} said this`, parcel: { size: { width: 10 } }, tags: ['a'] },
        },
      }),
    ),
    aTrack({ userId: 'anna', event: 'Login', properties: { colour: 'green', '`odd': 1 } }),
    aTrack({ userId: 'anna', event: hostile, properties: { [hostile]: 1 } }),
    aPage({ name: 'Login' }),
    ...['anna', 'bob'].map((userId) =>
      anIdentify({
        userId,
        traits: {
          shelf: 'gold',
          name: userId,
          'shop.id': 7,
          address: { city: 'Kraków' },
          motto: `I am ${userId}`,
        },
      }),
    ),
    anIdentify({ userId: 'carol', traits: { vip: true } }),
  ]);
  await server.settle();
});
after(() => server.stop());

type Name = { name: string; type: string; example?: unknown; count?: number };
async function list(path: string): Promise<Name[]> {
  const { status, body, text } = await server.api<{ items: Name[] }>('GET', path);
  assert.equal(status, 200, text);
  return body.items;
}
const byName = (names: readonly Name[]) => Object.fromEntries(names.map((one) => [one.name, one]));

describe('Names of events', () => {
  test('come with their type and count, the most frequent first', async () => {
    const [first, ...rest] = await list('/api/events/names');
    assert.deepEqual(first, { name: 'Order Completed', type: 'track', count: 3 });
    assert.ok(rest.some(({ name, type }) => name === 'identify' && type === 'identify'));
    assert.deepEqual(
      (await list('/api/events/names?q=LOG')).map(({ name, type }) => [name, type]),
      [
        ['Login', 'page'],
        ['Login', 'track'],
      ],
    );
  });
});

describe('Names of properties', () => {
  test('come with the kind of their value, and what lies inside them', async () => {
    const names = byName(await list('/api/properties?event=Order%20Completed'));
    const kinds = Object.values(names).map(({ name, type }) => [name, type]);
    assert.deepEqual(kinds, [
      ['colour', 'text'],
      ['email', 'text'],
      ['paid', 'boolean'],
      ['parcel', 'object'],
      ['parcel.size', 'object'],
      ['parcel.size.width', 'number'],
      ['remark', 'text'],
      ['tags', 'list'],
      ['total', 'number'],
    ]);
    assert.equal(names.colour?.example, 'red');
  });

  test('tell no value that is personal, or that one person alone has', async () => {
    const names = byName(await list('/api/properties?event=Order%20Completed'));
    assert.deepEqual([names.email?.example, names.remark?.example, names.total?.example], [null, null, null]);
    const said = { subject: 'property', event: 'Order Completed', name: 'remark', category: null };
    assert.equal((await server.api('PUT', '/api/labels', said)).status, 200);
    const after = byName(await list('/api/properties?event=Order%20Completed&q=REM'));
    assert.deepEqual(Object.keys(after), ['remark']);
    assert.match(String(after.remark?.example), /^only/);
  });

  test('are those of one event, or of any', async () => {
    assert.deepEqual(
      (await list('/api/properties?event=Login')).map(({ name }) => name),
      ['colour'],
    );
    const all = byName(await list('/api/properties?event='));
    assert.ok(all.shelf !== undefined && all.total !== undefined);
    assert.equal(all.name?.example, null);
    assert.deepEqual(await list('/api/properties?event=Nothing'), []);
  });
});

describe('Names of attributes', () => {
  test('come as paths, the rare ones too', async () => {
    const names = byName(await list('/api/attributes'));
    assert.deepEqual([names.shelf?.type, names.shelf?.example], ['text', 'gold']);
    assert.deepEqual([names.vip?.type, names['address.city']?.type], ['boolean', 'text']);
    assert.equal(names[String.raw`shop\.id`]?.type, 'number');
    assert.deepEqual([names.name?.example, names.motto?.example], [null, null]);
  });
});

test('what is asked is never part of the question', async () => {
  const q = encodeURIComponent(hostile);
  assert.deepEqual(
    (await list(`/api/events/names?q=${q}`)).map(({ name }) => name),
    [hostile],
  );
  assert.deepEqual(
    (await list(`/api/properties?event=${q}`)).map(({ name }) => name),
    [hostile],
  );
  assert.deepEqual(await list(`/api/attributes?q=${q}`), []);
  for (const wrong of ['%00', '%27', '%25', '%5C', '%F0%9F%A4%A0'])
    assert.ok(Array.isArray(await list(`/api/events/names?q=${wrong}`)));
  const huge = 'x'.repeat(5000);
  for (const path of ['/api/events/names', '/api/properties', '/api/attributes'])
    assert.equal((await server.api('GET', `${path}?q=${huge}`)).status, 400);
  assert.equal((await server.api('GET', `/api/properties?event=${huge}`)).status, 400);
  const { body } = await server.api<{ key: string }>('POST', '/api/keys', {
    ...{ name: 'Imports', scopes: ['imports:read'] },
  });
  for (const path of ['/api/events/names', '/api/properties', '/api/attributes']) {
    const answer = await server.api('GET', path, undefined, { authorization: `Bearer ${body.key}` });
    assert.equal(answer.status, 403);
  }
});
