// Companies and other groups, and who belongs to them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aGroup, anAlias, anIdentify, aPage, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const accountsOf = async (userId: string) =>
  (await server.getPerson('user_id', userId)).accounts.map(({ group_id, name, role }) => [
    group_id,
    name,
    role,
  ]);

describe('Accounts', () => {
  test('A group call makes the account and the membership', async () => {
    await server.sendInTurn([
      aGroup({ userId: 'sarah', groupId: 'bakery', traits: { name: 'The bakery', role: 'owner' } }),
    ]);
    assert.deepEqual(await accountsOf('sarah'), [['bakery', 'The bakery', 'owner']]);
    const [event] = await server.listEvents('user_id', 'sarah');
    assert.equal(event?.type, 'group');
  });

  test('One account for all members, several for one member; a repetition doubles nothing', async () => {
    await server.sendInTurn(
      [
        aGroup({ userId: 'neha', groupId: 'bakery' }),
        aGroup({ userId: 'neha', groupId: 'studio', traits: { name: 'The studio' } }),
        aGroup({ userId: 'neha', groupId: 'bakery' }),
      ],
      [aGroup({ userId: 'neha', groupId: 'bakery', traits: { employees: 5 } })],
    );
    assert.deepEqual((await accountsOf('neha')).sort(), [
      ['bakery', 'The bakery', null],
      ['studio', 'The studio', null],
    ]);
    const [first] = (await server.getPerson('user_id', 'sarah')).accounts;
    const same = (await server.getPerson('user_id', 'neha')).accounts.find(
      ({ group_id }) => group_id === 'bakery',
    );
    assert.equal(first?.id, same?.id);
  });

  test('What is told of an account follows the same rule as what is told of people', async () => {
    const told = (name: string, timestamp: string) =>
      aGroup({ userId: 'teller', groupId: 'renamed', traits: { name }, timestamp });
    await server.sendInTurn(
      [told('Second', '2026-02-02T00:00:00.000Z'), told('First', '2026-02-01T00:00:00.000Z')],
      [told('Zeroth', '2026-01-01T00:00:00.000Z')],
    );
    assert.deepEqual(await accountsOf('teller'), [['renamed', 'Second', null]]);
    await server.sendInTurn([told('Third', '2026-02-03T00:00:00.000Z')]);
    assert.deepEqual(await accountsOf('teller'), [['renamed', 'Third', null]]);
    const rows = await server.db.query(
      'select from attribute_records r join accounts a on a.id = r.account_id where a.group_id = $1',
      ['renamed'],
    );
    assert.equal(rows.length, 4, 'each telling is kept');
  });

  test('A visitor’s membership comes along when the visitor becomes known, and when people merge', async () => {
    await server.sendInTurn(
      [
        aPage({ anonymousId: 'visitor' }),
        aGroup({ userId: undefined, anonymousId: 'visitor', groupId: 'club' }),
      ],
      [anIdentify({ userId: 'joined', anonymousId: 'visitor' })],
      [
        aGroup({ userId: undefined, anonymousId: 'joined before', groupId: 'choir' }),
        aGroup({ userId: undefined, anonymousId: 'joined before', groupId: 'club' }),
      ],
      [anAlias({ userId: 'joined', previousId: 'joined before' })],
    );
    assert.deepEqual((await accountsOf('joined before')).map(([group]) => group).sort(), ['choir', 'club']);
  });

  test('Names of all kinds, also those that objects inherit', async () => {
    const groups = ['constructor', '__proto__', '12', 'بيت', ' spaced ', 'x'.repeat(512)];
    await server.sendInTurn(groups.map((groupId) => aGroup({ userId: 'of many', groupId })));
    assert.deepEqual(
      (await accountsOf('of many')).map(([group]) => group).sort(),
      groups.map((group) => group.trim()).sort(),
    );
  });

  test('A hundred members in one batch', async () => {
    await server.sendInTurn(
      Array.from({ length: 100 }, (_, i) =>
        aGroup({ userId: `staff ${i}`, groupId: 'factory', traits: { name: 'Factory' } }),
      ),
    );
    for (const i of [0, 50, 99])
      assert.deepEqual(await accountsOf(`staff ${i}`), [['factory', 'Factory', null]]);
    const [row] = await server.db.query<{ members: number }>(
      `select count(*) as members from memberships m join accounts a on a.id = m.account_id where a.group_id = 'factory'`,
    );
    assert.equal(row?.members, 100);
  });

  test('Of several roles the latest told holds, in one batch or in several, in any order', async () => {
    const told = (role: string | undefined, day: number) =>
      aGroup({
        messageId: `${role} on day ${day}`,
        userId: 'promoted',
        groupId: 'firm',
        traits: role === undefined ? {} : { role },
        timestamp: `2026-03-0${day}T08:00:00Z`,
      });
    await server.sendInTurn([told(undefined, 1), told('clerk', 2), told('partner', 4), told(undefined, 5)]);
    assert.deepEqual(await accountsOf('promoted'), [['firm', null, 'partner']]);
    await server.sendInTurn([told('manager', 3)]);
    assert.deepEqual(await accountsOf('promoted'), [['firm', null, 'partner']], 'told late, not later');
    await server.sendInTurn([told('chair', 6), told('founder', 6)]);
    const [[, , role] = []] = await accountsOf('promoted');
    assert.equal(role, 'founder', 'of two at the same time the greater message id');
    const [membership] = await server.db.query<{ first_seen_at: Date }>(
      `select first_seen_at from memberships where role = 'founder'`,
    );
    assert.equal(membership?.first_seen_at.toISOString(), '2026-03-01T08:00:00.000Z');
  });

  test('The name of an account is shown to those for whose purpose it was collected', async () => {
    await server.sendInTurn([aGroup({ userId: 'of a club', groupId: 'club', traits: { name: 'The club' } })]);
    await server.db.query(
      `insert into purposes select workspace_id, slug, 2, bit, name, description, legal_basis, 'none', published_at, null
       from purposes where slug = 'personalisation'`,
    );
    const person = await server.getPerson('user_id', 'of a club', 'personalisation');
    assert.deepEqual(
      person.accounts.map(({ group_id, name }) => [group_id, name]),
      [['club', null]],
    );
    assert.deepEqual(await accountsOf('of a club'), [['club', 'The club', null]]);
  });
});
