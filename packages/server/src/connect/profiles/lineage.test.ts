// Where a value comes from: every telling is kept, the best one shows, and the history says why.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  aGroup,
  anIdentify,
  type List,
  nextMessageId,
  type Sent,
  type SourceBody,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
let crm: SourceBody;
let form: SourceBody;
before(async () => {
  server = await startTestServer();
  crm = await server.createSource('CRM', 'server', { rank: 80 });
  form = await server.createSource('Web form', 'browser', { rank: 20 });
});
after(() => server.stop());

type Item = {
  value: unknown;
  source: string;
  message_id: string;
  collected_at: string;
  received_at: string;
  identifier: { type: string; value: string };
  accepted: boolean;
  current: boolean;
  reason: { code: string; message: string } | null;
};

async function listLineage(userId: string, attribute: string, purpose = 'service'): Promise<Item[]> {
  const path = `/api/profiles/user_id/${encodeURIComponent(userId)}/lineage/${encodeURIComponent(attribute)}`;
  const answer = await server.api<List<Item>>('GET', `${path}?purpose=${purpose}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.body.items;
}

async function tell(userId: string, traits: Sent, given: Sent = {}, source?: SourceBody): Promise<string> {
  const message = anIdentify({ userId, traits, ...given });
  await server.send([message], source?.write_key);
  await server.settle();
  return String(message.messageId);
}

const shownOf = async (userId: string, name: string): Promise<unknown> =>
  (await server.getPerson('user_id', userId)).attributes[name]?.value;

const day = (n: number): string => `2026-03-${String(n).padStart(2, '0')}T12:00:00.000Z`;

describe('Which value shows', () => {
  test('The later telling, whenever it arrives', async () => {
    await tell('later', { plan: 'silver' }, { timestamp: day(2) });
    await tell('later', { plan: 'gold' }, { timestamp: day(3) });
    await tell('later', { plan: 'bronze' }, { timestamp: day(1) });
    assert.equal(await shownOf('later', 'plan'), 'gold');
    const items = await listLineage('later', 'plan');
    assert.deepEqual(
      items.map(({ value, accepted, current, reason }) => [value, accepted, current, reason?.code]),
      [
        ['bronze', false, false, 'older'],
        ['gold', true, true, undefined],
        ['silver', true, false, undefined],
      ],
    );
  });

  test('The source of higher rank, whatever the time', async () => {
    await tell('ranked', { name: 'From the CRM' }, { timestamp: day(1) }, crm);
    await tell('ranked', { name: 'Typed by a visitor' }, { timestamp: day(9) }, form);
    await tell('ranked', { name: 'From the website' }, { timestamp: day(9) });
    assert.equal(await shownOf('ranked', 'name'), 'From the CRM');
    const items = await listLineage('ranked', 'name');
    assert.deepEqual(
      items.map(({ source, reason }) => [source, reason?.code]),
      [
        ['website', 'lower_rank'],
        ['web-form', 'lower_rank'],
        ['crm', undefined],
      ],
    );
    await tell('ranked', { name: 'Newer, from the CRM' }, { timestamp: day(2) }, crm);
    assert.equal(await shownOf('ranked', 'name'), 'Newer, from the CRM');
  });

  test('At the same time the message id decides, the same on every arrival', async () => {
    const prefix = nextMessageId();
    for (const [userId, ids] of [
      ['same time 1', ['b', 'a', 'c']],
      ['same time 2', ['c', 'b', 'a']],
    ] as const) {
      for (const id of ids)
        await tell(userId, { plan: id }, { timestamp: day(1), messageId: `${prefix}-${userId}-${id}` });
      assert.equal(await shownOf(userId, 'plan'), 'c');
    }
    const [last, middle] = await listLineage('same time 2', 'plan');
    assert.deepEqual([last?.reason?.code, middle?.reason?.code], ['same_time', 'same_time']);
  });

  test('null is a value: it takes back what was told', async () => {
    await tell('taken back', { phone: '+48 1' }, { timestamp: day(1) });
    await tell('taken back', { phone: null }, { timestamp: day(2) });
    assert.equal(await shownOf('taken back', 'phone'), null);
    assert.deepEqual(
      (await listLineage('taken back', 'phone')).map(({ value }) => value),
      [null, '+48 1'],
    );
  });

  test('Values of all kinds come back as they were told', async () => {
    const told = {
      text: '',
      number: 0.1,
      yes: false,
      list: [1, [2]],
      nested: { a: { b: null } },
      long: 'x'.repeat(20_000),
    };
    await tell('all kinds', told);
    const { attributes } = await server.getPerson('user_id', 'all kinds');
    for (const [name, value] of Object.entries(told)) assert.deepEqual(attributes[name]?.value, value, name);
  });
});

describe('The history', () => {
  test('Each item names its message, source, times and identifier', async () => {
    const messageId = await tell(
      'documented',
      { city: 'Łódź' },
      { timestamp: day(5), anonymousId: 'their phone' },
      crm,
    );
    const [item] = await listLineage('documented', 'city');
    assert.ok(item);
    const { received_at, ...rest } = item;
    assert.deepEqual(rest, {
      value: 'Łódź',
      source: 'crm',
      message_id: messageId,
      collected_at: day(5),
      identifier: { type: 'user_id', value: 'documented' },
      accepted: true,
      current: true,
      reason: null,
    });
    assert.ok(Math.abs(Date.parse(received_at) - Date.now()) < 60_000);
    const shown = (await server.getPerson('user_id', 'documented')).attributes.city;
    assert.deepEqual(shown, { value: 'Łódź', source: 'crm', message_id: messageId, collected_at: day(5) });
  });

  test('After a merge it holds what both were told, and one value is current', async () => {
    const visitor = { userId: undefined, anonymousId: 'before the merge' };
    await server.send([anIdentify({ ...visitor, traits: { plan: 'gold' }, timestamp: day(4) })]);
    await tell('other half', { plan: 'silver', city: 'Kraków' }, { timestamp: day(3) });
    await server.send([{ type: 'alias', userId: 'other half', previousId: 'before the merge' }]);
    await server.settle();
    assert.equal(await shownOf('other half', 'plan'), 'gold');
    assert.equal(await shownOf('before the merge', 'city'), 'Kraków');
    const items = await listLineage('other half', 'plan');
    assert.deepEqual(
      items.map(({ value, current }) => [value, current]),
      [
        ['silver', false],
        ['gold', true],
      ],
    );
  });

  test('A value that holds against a thousand later ones is still the current one', {
    timeout: 60_000,
  }, async () => {
    await tell('told often', { name: 'From the CRM' }, { timestamp: day(1) }, crm);
    const often = Array.from({ length: 1100 }, (_, i) =>
      anIdentify({ userId: 'told often', traits: { name: `${i}` } }),
    );
    await server.send(often);
    await server.settle();
    assert.equal(await shownOf('told often', 'name'), 'From the CRM');
    const items = await listLineage('told often', 'name');
    assert.equal(items.length, 1000);
    assert.ok(
      items.every(({ accepted, current, reason }) => !accepted && !current && reason?.code === 'lower_rank'),
    );
  });

  test('Somebody who is told ever new things keeps a thousand of them; known ones go on changing', {
    timeout: 60_000,
  }, async () => {
    for (let part = 0; part < 3; part += 1) {
      const names = Array.from({ length: 450 }, (_, i) => [`thing ${part * 450 + i}`, i]);
      await tell('told of everything', Object.fromEntries(names));
    }
    await tell('told of everything', { 'thing 0': 'changed', 'one more': 1 });
    const { attributes } = await server.getPerson('user_id', 'told of everything');
    assert.equal(Object.keys(attributes).length, 1000);
    assert.equal(attributes['thing 0']?.value, 'changed');
    const [beyond, ...others] = await listLineage('told of everything', 'one more');
    assert.deepEqual(others, []);
    assert.deepEqual([beyond?.value, beyond?.accepted, beyond?.current], [1, false, false]);
    assert.equal(beyond?.reason?.code, 'too_many_attributes');
  });

  test('Of names that nobody told, and names that objects inherit', async () => {
    for (const name of ['nothing', 'constructor', '__proto__', 'toString', "it's", '%', '?']) {
      assert.deepEqual(await listLineage('documented', name), [], name);
    }
    const answer = await server.api('GET', '/api/profiles/user_id/nobody/lineage/city?purpose=service');
    assert.equal(answer.status, 404);
  });

  test('What is told of a group is not told of its members', async () => {
    await server.send([aGroup({ userId: 'member', groupId: 'office', traits: { city: 'Gdańsk' } })]);
    await server.settle();
    assert.deepEqual(await listLineage('member', 'city'), []);
  });

  test('Of another purpose it shows only what was collected for it', async () => {
    const denied = await server.api<{ items: Item[]; denied: { field: string }[] }>(
      'GET',
      '/api/profiles/user_id/documented/lineage/city?purpose=marketing.email',
    );
    assert.equal(denied.status, 200);
    assert.deepEqual([denied.body.items, denied.body.denied[0]?.field], [[], 'city']);
    assert.equal((await listLineage('documented', 'city', 'analytics')).length, 1);
  });
});
