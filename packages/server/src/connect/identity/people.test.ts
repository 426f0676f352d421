// Who is who, end to end: visitors who sign in, aliases, addresses, and several people who turn out to be one.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anAlias, anIdentify, aPage, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const idOf = async (type: string, value: string): Promise<string | undefined> =>
  (await server.findPerson(type, value))?.id;

/** All of these are one person; gives back the person's id. */
async function assertOne(...identifiers: [string, string][]): Promise<string> {
  const ids = await Promise.all(identifiers.map(([type, value]) => idOf(type, value)));
  assert.ok(ids[0], `${identifiers[0]?.join(' ')} is known`);
  for (const [i, id] of ids.entries())
    assert.equal(id, ids[0], `${identifiers[i]?.join(' ')} is the same person`);
  return ids[0];
}

describe('A visitor who becomes known', () => {
  test('What was done before signing in is on the timeline afterwards, under the id that stays', async () => {
    const device = { userId: undefined, anonymousId: 'laptop of neha' };
    await server.sendInTurn([aPage(device), aTrack(device)]);
    const visitor = await idOf('anonymous_id', 'laptop of neha');
    await server.sendInTurn([
      anIdentify({ userId: 'neha', anonymousId: 'laptop of neha', traits: { name: 'Neha' } }),
    ]);
    const person = await assertOne(['anonymous_id', 'laptop of neha'], ['user_id', 'neha']);
    assert.equal(person, visitor, 'the profile grows, it is not replaced');
    assert.equal((await server.listEvents('user_id', 'neha')).length, 3);
    assert.equal((await server.getPerson('user_id', 'neha')).event_count, 3);
  });

  test('A second device joins: two profiles become the older one', async () => {
    await server.sendInTurn([aPage({ anonymousId: 'phone of neha' })]);
    const phone = await idOf('anonymous_id', 'phone of neha');
    const laptop = await idOf('user_id', 'neha');
    assert.notEqual(phone, laptop);
    await server.sendInTurn([anIdentify({ userId: 'neha', anonymousId: 'phone of neha' })]);
    const person = await assertOne(
      ['user_id', 'neha'],
      ['anonymous_id', 'phone of neha'],
      ['profile_id', phone as string],
    );
    assert.equal(person, laptop, 'the older profile stays');
    assert.equal(
      (await server.getPerson('profile_id', phone as string)).id,
      laptop,
      'the old id keeps resolving',
    );
    assert.equal((await server.listEvents('profile_id', phone as string)).length, 5);
    const { merges } = await server.getGraph('user_id', 'neha');
    assert.deepEqual(
      merges.map(({ from_profile_id, into_profile_id }) => [from_profile_id, into_profile_id]),
      [[phone, laptop]],
    );
  });

  test('The list shows one person, with all identifiers', async () => {
    const { body } = await server.api<{ items: { id: string; identifiers: object[] }[]; total: number }>(
      'GET',
      '/api/profiles?purpose=service&q=neha',
    );
    assert.equal(body.total, 1);
    assert.deepEqual(body.items[0]?.identifiers.length, 3);
  });

  test('In one batch, the visit before the identify and the one after it', async () => {
    const device = { userId: undefined, anonymousId: 'one batch' };
    await server.sendInTurn([
      aPage(device),
      anIdentify({ userId: 'of one batch', anonymousId: 'one batch' }),
      aPage(device),
    ]);
    await assertOne(['user_id', 'of one batch'], ['anonymous_id', 'one batch']);
    assert.equal((await server.listEvents('user_id', 'of one batch')).length, 3);
  });
});

describe('Other links', () => {
  test('An alias joins what was known under the previous id, in any order', async () => {
    await server.sendInTurn(
      [aTrack({ userId: undefined, anonymousId: 'browser-17' })],
      [anAlias({ userId: 'new account', previousId: 'browser-17' })],
    );
    await assertOne(['user_id', 'new account'], ['anonymous_id', 'browser-17']);
    await server.sendInTurn(
      [anAlias({ userId: 'later', previousId: 'not seen yet' })],
      [aTrack({ userId: undefined, anonymousId: 'not seen yet' })],
    );
    await assertOne(['user_id', 'later'], ['anonymous_id', 'not seen yet']);
    assert.equal((await server.getPerson('user_id', 'later')).event_count, 2);
  });

  test('An e-mail address joins visitors, in whatever case it is written', async () => {
    await server.sendInTurn(
      [anIdentify({ userId: undefined, anonymousId: 'web', traits: { email: 'Buyer@Shop.Example' } })],
      [anIdentify({ userId: undefined, anonymousId: 'till', traits: { email: ' buyer@shop.example' } })],
    );
    await assertOne(['anonymous_id', 'web'], ['anonymous_id', 'till'], ['email', 'BUYER@shop.example']);
    const { identifiers } = await server.getPerson('anonymous_id', 'web');
    const email = identifiers.find(({ type }) => type === 'email');
    assert.deepEqual([email?.value, email?.original], ['buyer@shop.example', 'Buyer@Shop.Example']);
  });

  test('Two accounts with one address and one device stay two people, and the refusals say why', async () => {
    const email = 'both@shop.example';
    await server.sendInTurn(
      [anIdentify({ userId: 'web account', anonymousId: 'one device', traits: { email, plan: 'a' } })],
      [anIdentify({ userId: 'till account', anonymousId: 'one device', traits: { email, plan: 'b' } })],
    );
    const web = await assertOne(['user_id', 'web account'], ['email', email]);
    assert.notEqual(await idOf('user_id', 'till account'), web);
    assert.equal((await server.getPerson('user_id', 'web account')).attributes.plan?.value, 'a');
    assert.equal((await server.getPerson('user_id', 'till account')).attributes.plan?.value, 'b');
    const page = await server.api<{ items: object[]; next_cursor: string }>(
      'GET',
      '/api/identity/refusals?purpose=service&limit=1',
    );
    const next = await server.api<{ items: object[]; next_cursor: null }>(
      'GET',
      `/api/identity/refusals?purpose=service&limit=1&cursor=${page.body.next_cursor}`,
    );
    assert.deepEqual([page.body.items.length, next.body.items.length, next.body.next_cursor], [1, 1, null]);
    assert.notDeepEqual(page.body.items, next.body.items);
    const { nodes, refusals } = await server.getGraph('user_id', 'till account');
    const textOf = (id: string) => nodes.find((node) => node.id === id)?.value;
    assert.deepEqual(
      refusals.map(({ type, limit, weaker, outcome }) => [type, limit, textOf(weaker), outcome]).sort(),
      [
        ['user_id', 1, email, 'kept'],
        ['user_id', 1, 'one device', 'shared'],
      ],
    );
    // What the device does alone from then on belongs to neither.
    await server.sendInTurn([aTrack({ userId: undefined, anonymousId: 'one device', event: 'Alone' })]);
    for (const userId of ['web account', 'till account'])
      assert.ok(!(await server.listEvents('user_id', userId)).some(({ event }) => event === 'Alone'), userId);
    assert.equal((await server.listEvents('anonymous_id', 'one device')).length, 1);
  });

  test('An account that gets a new id by an alias stays one person, whatever comes first', async () => {
    await server.sendInTurn(
      [aTrack({ userId: 'old account', event: 'Before' })],
      [aTrack({ userId: 'renamed account' })],
      [anAlias({ userId: 'renamed account', previousId: 'old account' })],
      [aTrack({ userId: 'old account', event: 'After' })],
    );
    await assertOne(['user_id', 'old account'], ['user_id', 'renamed account']);
    assert.equal((await server.listEvents('user_id', 'renamed account')).length, 4);
    await server.sendInTurn(
      [anIdentify({ userId: 'first name', anonymousId: 'its device' })],
      [anIdentify({ userId: 'second name', anonymousId: 'its device' })],
    );
    assert.notEqual(await idOf('user_id', 'first name'), await idOf('user_id', 'second name'));
    await server.sendInTurn([anAlias({ userId: 'second name', previousId: 'first name' })]);
    await assertOne(['user_id', 'first name'], ['user_id', 'second name'], ['anonymous_id', 'its device']);
    assert.deepEqual((await server.getGraph('user_id', 'second name')).refusals, []);
  });

  test('Groups, pages and tracks of different people link nobody', async () => {
    await server.sendInTurn([
      {
        type: 'group',
        userId: 'colleague one',
        groupId: 'one office',
        traits: { email: 'office@shop.example' },
      },
      {
        type: 'group',
        userId: 'colleague two',
        groupId: 'one office',
        traits: { email: 'office@shop.example' },
      },
    ]);
    assert.notEqual(await idOf('user_id', 'colleague one'), await idOf('user_id', 'colleague two'));
    assert.equal(await idOf('email', 'office@shop.example'), undefined);
  });

  test('Every link names its evidence', async () => {
    const message = anIdentify({
      userId: 'linked',
      anonymousId: 'linked device',
      traits: { email: 'linked@shop.example' },
      timestamp: '2026-01-02T03:04:05.000Z',
    });
    await server.sendInTurn([message]);
    const { nodes, edges, merges, refusals } = await server.getGraph('email', 'linked@shop.example');
    assert.deepEqual(nodes.map(({ type }) => type).sort(), [
      'anonymous_id',
      'email',
      'email_sha256',
      'user_id',
    ]);
    assert.equal(edges.length, 3);
    for (const edge of edges) {
      assert.deepEqual([edge.kind, edge.source, edge.message_id], ['identify', 'website', message.messageId]);
      assert.equal(edge.first_seen_at, '2026-01-02T03:04:05.000Z');
    }
    assert.deepEqual([merges, refusals], [[], []]);
  });
});

describe('Many at once', () => {
  test('Several people become one in one batch, by links that lie in the middle', async () => {
    const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
    const known = (letter: string, address: string) =>
      anIdentify({
        userId: undefined,
        anonymousId: `device ${letter}`,
        traits: { email: `${address}@m.example` },
      });
    const visits = letters.map((letter) => aTrack({ userId: undefined, anonymousId: `device ${letter}` }));
    await server.sendInTurn(visits, [
      known('a', 'm1'),
      known('d', 'm2'),
      known('b', 'm1'),
      known('c', 'm2'),
      known('e', 'm3'),
      known('f', 'm3'),
      anIdentify({ userId: 'm', anonymousId: 'device a' }),
      anAlias({ userId: 'm', previousId: 'device d' }),
      anAlias({ userId: 'm', previousId: 'device e' }),
    ]);
    const person = await assertOne(
      ...letters.map((letter) => ['anonymous_id', `device ${letter}`] as [string, string]),
      ['user_id', 'm'],
      ['email', 'm3@m.example'],
    );
    assert.equal((await server.getPerson('profile_id', person)).event_count, 15);
    assert.equal((await server.getGraph('user_id', 'm')).merges.length, 5);
  });

  test('A chain of merges over many batches: every old id ends at the same person', async () => {
    const links = Array.from({ length: 12 }, (_, i) => i);
    const told = (visitor: number, device: number) => ({
      ...{ userId: undefined, anonymousId: `link ${visitor}` },
      context: { device: { id: `device of link ${device}` } },
    });
    await server.sendInTurn(links.map((i) => anIdentify({ ...told(i, i), traits: { [`told_${i}`]: i } })));
    const before = await Promise.all(links.map((i) => idOf('anonymous_id', `link ${i}`)));
    assert.equal(new Set(before).size, links.length);
    // From the newest to the oldest, so that each merge moves what the one before it moved.
    for (let i = links.length - 1; i > 0; i -= 1) await server.sendInTurn([aTrack(told(i, i - 1))]);
    const person = await assertOne(
      ...links.map((i) => ['anonymous_id', `link ${i}`] as [string, string]),
      ...before.map((id) => ['profile_id', id as string] as [string, string]),
    );
    const { attributes, event_count } = await server.getPerson('profile_id', person);
    for (const i of links) assert.equal(attributes[`told_${i}`]?.value, i);
    assert.equal(event_count, 2 * links.length - 1);
    const rows = await server.db.query('select from profiles where id = any($1::int8[])', [before]);
    assert.equal(rows.length, 1, 'merged profiles leave only a redirect behind');
  });

  test('An address of five hundred accounts joins nobody, and says so', { timeout: 60_000 }, async () => {
    const accounts = Array.from({ length: 500 }, (_, i) => `of five hundred ${i}`);
    const told = (userId: string) => anIdentify({ userId, traits: { email: 'shared@shop.example' } });
    await server.sendInTurn(
      accounts.slice(0, 250).map((userId) => aTrack({ userId })),
      accounts.map(told),
    );
    assert.notEqual(await idOf('user_id', 'of five hundred 0'), await idOf('user_id', 'of five hundred 499'));
    assert.equal((await server.getPerson('user_id', 'of five hundred 7')).event_count, 2);
    const { nodes } = await server.getGraph('email', 'shared@shop.example');
    assert.equal(nodes.find(({ value }) => value === 'shared@shop.example')?.inert, 'super_node');
    const { body } = await server.api<{ items: { value: string; partners: number; reason: string }[] }>(
      'GET',
      '/api/identity/super-nodes?purpose=service',
    );
    assert.deepEqual(
      body.items.map(({ value, partners, reason }) => [value, partners, reason]),
      [['shared@shop.example', 500, 'super_node']],
    );
  });

  test('After a restart nothing is forgotten and nobody is doubled', { timeout: 60_000 }, async () => {
    const person = await assertOne(['user_id', 'm']);
    await server.restart();
    await server.sendInTurn([aTrack({ userId: 'm' }), anIdentify({ userId: 'm', anonymousId: 'device g' })]);
    assert.equal(await assertOne(['anonymous_id', 'device b'], ['anonymous_id', 'device g']), person);
  });
});
