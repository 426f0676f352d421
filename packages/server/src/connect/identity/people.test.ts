// Who is who, end to end: visitors who sign in, aliases, addresses, and several people who turn out to be one.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  anAlias,
  anIdentify,
  aPage,
  aTrack,
  type Sent,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

/** Each list is a request of its own, and is settled before the next: a batch of the pipeline for each. */
async function sendInTurn(...requests: Sent[][]): Promise<void> {
  for (const messages of requests) {
    await server.send(messages);
    await server.settle();
  }
}

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
    await sendInTurn([aPage(device), aTrack(device)]);
    const visitor = await idOf('anonymous_id', 'laptop of neha');
    await sendInTurn([
      anIdentify({ userId: 'neha', anonymousId: 'laptop of neha', traits: { name: 'Neha' } }),
    ]);
    const person = await assertOne(['anonymous_id', 'laptop of neha'], ['user_id', 'neha']);
    assert.equal(person, visitor, 'the profile grows, it is not replaced');
    assert.equal((await server.listEvents('user_id', 'neha')).length, 3);
    assert.equal((await server.getPerson('user_id', 'neha')).event_count, 3);
  });

  test('A second device joins: two profiles become the older one', async () => {
    await sendInTurn([aPage({ anonymousId: 'phone of neha' })]);
    const phone = await idOf('anonymous_id', 'phone of neha');
    const laptop = await idOf('user_id', 'neha');
    assert.notEqual(phone, laptop);
    await sendInTurn([anIdentify({ userId: 'neha', anonymousId: 'phone of neha' })]);
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
    await sendInTurn([
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
    await sendInTurn(
      [aTrack({ userId: 'old account' }), aTrack({ userId: undefined, anonymousId: 'browser-17' })],
      [anAlias({ userId: 'new account', previousId: 'old account' })],
      [anAlias({ userId: 'new account', previousId: 'browser-17' })],
    );
    await assertOne(['user_id', 'old account'], ['user_id', 'new account'], ['anonymous_id', 'browser-17']);
    await sendInTurn(
      [anAlias({ userId: 'later', previousId: 'not seen yet' })],
      [aTrack({ userId: undefined, anonymousId: 'not seen yet' })],
    );
    await assertOne(['user_id', 'later'], ['anonymous_id', 'not seen yet']);
    assert.equal((await server.getPerson('user_id', 'later')).event_count, 2);
  });

  test('An e-mail address joins accounts, in whatever case it is written', async () => {
    await sendInTurn(
      [anIdentify({ userId: 'web account', traits: { email: 'Buyer@Shop.Example' } })],
      [anIdentify({ userId: 'till account', traits: { email: ' buyer@shop.example' } })],
    );
    await assertOne(['user_id', 'web account'], ['user_id', 'till account'], ['email', 'BUYER@shop.example']);
    const { identifiers } = await server.getPerson('user_id', 'web account');
    const email = identifiers.find(({ type }) => type === 'email');
    assert.deepEqual([email?.value, email?.original], ['buyer@shop.example', 'Buyer@Shop.Example']);
  });

  test('Groups, pages and tracks of different people link nobody', async () => {
    await sendInTurn([
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
    await sendInTurn([message]);
    const { nodes, edges, merges, refusals } = await server.getGraph('email', 'linked@shop.example');
    assert.deepEqual(nodes.map(({ type }) => type).sort(), ['anonymous_id', 'email', 'user_id']);
    assert.equal(edges.length, 2);
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
    const visits = letters.map((letter) => aTrack({ userId: undefined, anonymousId: `device ${letter}` }));
    await sendInTurn(visits, [
      anIdentify({ userId: 'm1', anonymousId: 'device a' }),
      anIdentify({ userId: 'm2', anonymousId: 'device d' }),
      anIdentify({ userId: 'm1', anonymousId: 'device b' }),
      anIdentify({ userId: 'm2', anonymousId: 'device c' }),
      anAlias({ userId: 'm3', previousId: 'device e' }),
      anIdentify({ userId: 'm3', anonymousId: 'device f' }),
      anAlias({ userId: 'm1', previousId: 'm2' }),
      anAlias({ userId: 'm2', previousId: 'm3' }),
    ]);
    const person = await assertOne(
      ...letters.map((letter) => ['anonymous_id', `device ${letter}`] as [string, string]),
      ['user_id', 'm1'],
      ['user_id', 'm2'],
      ['user_id', 'm3'],
    );
    assert.equal((await server.getPerson('profile_id', person)).event_count, 14);
    assert.equal((await server.getGraph('user_id', 'm3')).merges.length, 5);
  });

  test('A chain of merges over many batches: every old id ends at the same person', async () => {
    const links = Array.from({ length: 12 }, (_, i) => i);
    await sendInTurn(links.map((i) => anIdentify({ userId: `link ${i}`, traits: { [`told_${i}`]: i } })));
    const before = await Promise.all(links.map((i) => idOf('user_id', `link ${i}`)));
    assert.equal(new Set(before).size, links.length);
    // From the newest to the oldest, so that each merge moves what the one before it moved.
    for (let i = links.length - 1; i > 0; i -= 1) {
      await sendInTurn([anAlias({ userId: `link ${i}`, previousId: `link ${i - 1}` })]);
    }
    const person = await assertOne(
      ...links.map((i) => ['user_id', `link ${i}`] as [string, string]),
      ...before.map((id) => ['profile_id', id as string] as [string, string]),
    );
    const { attributes, event_count } = await server.getPerson('profile_id', person);
    for (const i of links) assert.equal(attributes[`told_${i}`]?.value, i);
    assert.equal(event_count, 2 * links.length - 1);
    const rows = await server.db.query('select from profiles where id = any($1::int8[])', [before]);
    assert.equal(rows.length, 1, 'merged profiles leave only a redirect behind');
  });

  test('Five hundred accounts with one address', { timeout: 60_000 }, async () => {
    const accounts = Array.from({ length: 500 }, (_, i) => `of five hundred ${i}`);
    const told = (userId: string) => anIdentify({ userId, traits: { email: 'shared@shop.example' } });
    await sendInTurn(
      accounts.slice(0, 250).map((userId) => aTrack({ userId })),
      accounts.map(told),
    );
    const { event_count, identifiers } = await server.getPerson('email', 'shared@shop.example');
    assert.equal(event_count, 750);
    assert.ok(identifiers.length >= 200);
    await assertOne(['user_id', 'of five hundred 0'], ['user_id', 'of five hundred 499']);
  });

  test('After a restart nothing is forgotten and nobody is doubled', { timeout: 60_000 }, async () => {
    const person = await assertOne(['user_id', 'm1']);
    await server.restart();
    await sendInTurn([aTrack({ userId: 'm2' }), anIdentify({ userId: 'm3', anonymousId: 'device g' })]);
    assert.equal(await assertOne(['user_id', 'm2'], ['anonymous_id', 'device g']), person);
  });
});
