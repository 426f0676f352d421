// Lists of a running server: kept by hand, followed by segments that ask them, and the same whatever is learned of who is who.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Named = { type: string; value: string };
type ListBody = { name: string; title: string; people: number };
type Page = {
  items: { id: string; display_name: string; added_by: string }[];
  total: number;
  next_cursor: string | null;
};
type Added = { added: number; already: number; unknown: Named[]; suppressed: Named[] };
type Fault = { error: { code: string; message: string; details: { used_by?: string[] } } };

const user = (value: string): Named => ({ type: 'user_id', value });
const email = (value: string): Named => ({ type: 'email', value });
const visitor = (anonymousId: string) => ({ userId: undefined, anonymousId });

async function makeList(name: string, title?: string): Promise<void> {
  const { status, text } = await server.api('POST', '/api/lists', { name, title });
  assert.equal(status, 201, text);
}
async function add(name: string, ...identifiers: Named[]): Promise<Added> {
  const { status, body, text } = await server.api<Added>('POST', `/api/lists/${name}/people`, {
    identifiers,
  });
  assert.equal(status, 200, text);
  return body;
}
async function remove(name: string, ...identifiers: Named[]): Promise<{ removed: number; unknown: Named[] }> {
  const path = `/api/lists/${name}/people`;
  const { status, body, text } = await server.api<{ removed: number; unknown: Named[] }>('DELETE', path, {
    identifiers,
  });
  assert.equal(status, 200, text);
  return body;
}
async function read(name: string, query = ''): Promise<Page> {
  const path = `/api/lists/${name}/people?purpose=service${query}`;
  const { status, body, text } = await server.api<Page>('GET', path);
  assert.equal(status, 200, text);
  return body;
}
const idsOn = async (name: string): Promise<string[]> =>
  (await read(name, '&limit=1000')).items.map(({ id }) => id);
const idOf = async ({ type, value }: Named): Promise<string> => (await server.getPerson(type, value)).id;
async function define(name: string, definition: unknown): Promise<void> {
  const body = { name, purpose: 'service', definition };
  const { status, text } = await server.api('POST', '/api/segments', body);
  assert.equal(status, 201, text);
  await server.settle();
}
async function isIn({ type, value }: Named, segment: string): Promise<boolean> {
  await server.settle();
  return (await server.getPerson(type, value)).segments.some(({ name }) => name === segment);
}
type Members = { items: { id: string; since: string; reason: string }[] };
const membersOf = async (segment: string): Promise<Members['items']> =>
  (await server.api<Members>('GET', `/api/segments/${segment}/members?purpose=service&limit=1000`)).body
    .items;

describe('A list', () => {
  test('is made, shown, named otherwise and removed', async () => {
    await makeList('press', 'The press');
    const { body: taken } = await server.api<Fault>('POST', '/api/lists', { name: 'press' });
    assert.equal(taken.error.code, 'name_taken');
    for (const name of ['', 'Press', '1st', 'the press', '媒体'])
      assert.equal((await server.api('POST', '/api/lists', { name })).status, 400, name);
    const { body: renamed } = await server.api<ListBody>('PATCH', '/api/lists/press', { title: '媒体朋友' });
    assert.deepEqual([renamed.name, renamed.title, renamed.people], ['press', '媒体朋友', 0]);
    const { body: all } = await server.api<{ items: ListBody[] }>('GET', '/api/lists');
    assert.deepEqual(
      all.items.map(({ name }) => name),
      ['press'],
    );
    assert.equal((await server.api('DELETE', '/api/lists/press')).status, 204);
    for (const [method, path, body] of [
      ['GET', '/api/lists/press', undefined],
      ['DELETE', '/api/lists/press', undefined],
      ['PATCH', '/api/lists/press', { title: 'Gone' }],
      ['POST', '/api/lists/press/people', { identifiers: [] }],
      ['DELETE', '/api/lists/press/people', { identifiers: [] }],
      ['GET', '/api/lists/press/people?purpose=service', undefined],
    ] as const) {
      const answer = await server.api<Fault>(method, path, body);
      assert.deepEqual([answer.status, answer.body.error.code], [404, 'list_not_found'], `${method} ${path}`);
    }
  });

  test('takes people once, in any spelling and alphabet, and says whom nobody knows', async () => {
    await makeList('testers');
    await server.send([
      anIdentify({ userId: '沈佳宜', traits: { email: 'Jia@Shop.example', name: '沈佳宜' } }),
      anIdentify({ userId: 'anna', traits: { name: 'Anna' } }),
    ]);
    await server.settle();
    assert.deepEqual(await add('testers'), { added: 0, already: 0, unknown: [], suppressed: [] });
    const asked = [user('沈佳宜'), user('沈佳宜'), email('JIA@shop.EXAMPLE'), user('nobody')];
    assert.deepEqual(await add('testers', ...asked), {
      ...{ added: 2, already: 0, unknown: [user('nobody')], suppressed: [] },
    });
    assert.deepEqual(await add('testers', ...asked), {
      ...{ added: 0, already: 2, unknown: [user('nobody')], suppressed: [] },
    });
    const { items, total } = await read('testers');
    assert.deepEqual([items.map(({ display_name }) => display_name), total], [['沈佳宜'], 1]);
    assert.match(items[0]?.added_by ?? '', /^api_key:/);
    assert.deepEqual(await add('testers', user('anna')), {
      ...{ added: 1, already: 0, unknown: [], suppressed: [] },
    });
    const first = await read('testers', '&limit=1');
    const second = await read('testers', `&limit=1&cursor=${first.next_cursor}`);
    assert.deepEqual([...first.items, ...second.items].map(({ display_name }) => display_name).sort(), [
      'Anna',
      '沈佳宜',
    ]);
    assert.equal(second.next_cursor, null);
    // Nothing was kept of whom nobody knew.
    await server.send([anIdentify({ userId: 'nobody', traits: {} })]);
    await server.settle();
    assert.equal((await idsOn('testers')).length, 2);
    // Whichever identifier is named, the person goes.
    assert.deepEqual(await remove('testers', email('jia@shop.example')), { removed: 2, unknown: [] });
    assert.deepEqual(await remove('testers', email('jia@shop.example')), { removed: 0, unknown: [] });
    assert.deepEqual(await remove('testers', { type: 'profile_id', value: await idOf(user('anna')) }), {
      ...{ removed: 1, unknown: [] },
    });
    const strangers = [
      user('ghost'),
      { type: 'profile_id', value: '999' },
      { type: 'profile_id', value: 'x' },
    ];
    assert.deepEqual(await remove('testers', ...strangers), { removed: 0, unknown: strangers });
    assert.deepEqual(await idsOn('testers'), []);
  });

  test('refuses more than it takes at once, and reading it without a purpose', async () => {
    const many = Array.from({ length: 10_001 }, (_, i) => user(`u${i}`));
    const { status, text } = await server.api('POST', '/api/lists/testers/people', { identifiers: many });
    assert.equal(status, 400);
    assert.match(text, /at most 10000 identifiers/);
    const answer = await server.api<Fault>('GET', '/api/lists/testers/people');
    assert.equal(answer.body.error.code, 'purpose_required');
  });

  test('keeps whoever must not be collected off, and says so', async () => {
    await server.send([anIdentify({ userId: 'max', traits: { email: 'max@shop.example' } })]);
    await server.settle();
    const body = { identifier: email('max@shop.example'), scope: 'no_collect', reason: 'Asked' };
    const { status, text } = await server.api('POST', '/api/suppressions', body);
    assert.equal(status, 201, text);
    assert.deepEqual(await add('testers', email('Max@shop.example')), {
      ...{ added: 0, already: 0, unknown: [], suppressed: [email('max@shop.example')] },
    });
    assert.deepEqual(await idsOn('testers'), []);
  });
});

describe('A segment that asks a list', () => {
  test('is refused while there is no such list, and keeps the list', async () => {
    const body = { name: 'early', purpose: 'service', definition: { any: [{ list: 'friends' }] } };
    const refused = await server.api<Fault>('POST', '/api/segments', body);
    assert.deepEqual([refused.status, refused.body.error.code], [422, 'definition_unknown']);
    assert.match(refused.body.error.message, /list "friends", which does not exist/);
    const preview = await server.api<Fault>('POST', '/api/segments/preview', { ...body, name: undefined });
    assert.ok(preview.status >= 400);
    await makeList('friends');
    await define('early', body.definition);
    const kept = await server.api<Fault>('DELETE', '/api/lists/friends');
    assert.deepEqual([kept.status, kept.body.error.code], [409, 'list_in_use']);
    assert.deepEqual(kept.body.error.details.used_by, ['segment:early']);
    assert.equal((await server.api('DELETE', '/api/segments/early')).status, 204);
    assert.equal((await server.api('DELETE', '/api/lists/friends')).status, 204);
  });

  test('follows who comes onto it and leaves it, and says why; another list of that name is another', async () => {
    await makeList('vip');
    await server.send([
      anIdentify({ userId: 'vera', traits: {} }),
      anIdentify({ userId: 'vito', traits: {} }),
    ]);
    await server.settle();
    await define('important', { all: [{ list: 'vip' }, { everyone: true }] });
    assert.equal(await isIn(user('vera'), 'important'), false);
    await add('vip', user('vera'));
    assert.equal(await isIn(user('vera'), 'important'), true);
    assert.deepEqual(
      (await membersOf('important')).map(({ reason }) => reason),
      ['list'],
    );
    assert.equal(await isIn(user('vito'), 'important'), false);
    await remove('vip', user('vera'));
    assert.equal(await isIn(user('vera'), 'important'), false);
    await add('vip', user('vito'));
    assert.equal(await isIn(user('vito'), 'important'), true);
    assert.equal((await server.api('DELETE', '/api/segments/important')).status, 204);
    assert.equal((await server.api('DELETE', '/api/lists/vip')).status, 204);
    await makeList('vip');
    await define('important', { list: 'vip' });
    assert.equal(await isIn(user('vito'), 'important'), false);
  });

  test('follows who is who: an entry stays with its identifier', async () => {
    await makeList('club');
    await define('members', { list: 'club' });
    await server.sendInTurn(
      [anIdentify({ ...visitor('mia-phone'), traits: { email: 'mia@shop.example' } })],
      [aTrack({ ...visitor('other-phone'), event: 'Looked' })],
    );
    const phone = { type: 'anonymous_id', value: 'other-phone' };
    await add('club', email('mia@shop.example'));
    assert.deepEqual(
      [await isIn(email('mia@shop.example'), 'members'), await isIn(phone, 'members')],
      [true, false],
    );
    // Two people of whom one is on it become one.
    await server.sendInTurn([
      anIdentify({ ...visitor('other-phone'), traits: { email: 'mia@shop.example' } }),
    ]);
    assert.equal(await isIn(phone, 'members'), true);
    assert.deepEqual([(await idsOn('club')).length, (await membersOf('members')).length], [1, 1]);
    // And are parted again: the entry is where its identifier is.
    const unlink = { a: phone, b: email('mia@shop.example') };
    assert.equal((await server.api('POST', '/api/identity/unlink', unlink)).status, 200);
    assert.deepEqual(
      [await isIn(email('mia@shop.example'), 'members'), await isIn(phone, 'members')],
      [true, false],
    );
    assert.deepEqual(await idsOn('club'), [await idOf(email('mia@shop.example'))]);
  });

  test('takes ten thousand at once, while everybody is computed', async () => {
    const count = 10_000;
    const people = Array.from({ length: count }, (_, i) => user(`many-${i}`));
    for (let first = 0; first < count; first += 1000)
      await server.send(
        people.slice(first, first + 1000).map(({ value }) => anIdentify({ userId: value, traits: {} })),
      );
    await server.settle(60_000);
    await makeList('many');
    await define('all_of_them', { list: 'many' });
    await server.api('POST', '/api/segments/all_of_them/recompute');
    const { added } = await add('many', ...people);
    assert.equal(added, count);
    await server.settle(60_000);
    const { body } = await server.api<{ members: number }>('GET', '/api/segments/all_of_them');
    assert.equal(body.members, count);
    const kept = await membersOf('all_of_them');
    await server.api('POST', '/api/segments/all_of_them/recompute');
    await server.settle(60_000);
    assert.deepEqual(await membersOf('all_of_them'), kept, 'computing everybody anew changes nobody');
    assert.equal((await remove('many', ...people)).removed, count);
    await server.settle(60_000);
    assert.deepEqual(await membersOf('all_of_them'), []);
  });
});
