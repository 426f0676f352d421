// Rules of a running server: as shipped, set, refused; and whoever sends has those in force.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  createTestDatabase,
  startTestServer,
  type TestDatabase,
  type TestServer,
} from '../../testing/index.ts';
import { toTold } from './bodies.ts';
import { openRules, priorityOf, shippedRules } from './index.ts';
import { setMessageRules } from './store.ts';

let server: TestServer;
let database: TestDatabase;
before(async () => {
  [server, database] = [await startTestServer(), await createTestDatabase()];
});
after(() => Promise.all([server.stop(), database.drop()]));

type Fault = { error: { code: string; message: string } };
const path = '/api/message-rules';
const night = { channels: ['sms'], weekdays: [5, 6], from: '22:30', until: '07:15' };
const own = {
  ...{ time_zone: 'Europe/Warsaw', quiet_hours: [night] },
  caps: [{ channel: 'email', topic: 'offers', count: 2, hours: 168 }],
  priorities: [{ topic: 'offers', priority: -2 }],
};

describe('Message rules', () => {
  test('are as shipped until somebody sets others', async () => {
    const { status, body } = await server.api<Record<string, unknown>>('GET', path);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      time_zone: 'UTC',
      quiet_hours: [
        {
          channels: ['sms', 'web_push', 'phone'],
          weekdays: [1, 2, 3, 4, 5, 6, 7],
          from: '21:00',
          until: '08:00',
        },
      ],
      caps: [{ channel: null, topic: null, count: 3, hours: 24 }],
      ...{ priorities: [], version: 0, updated_at: null, updated_by: null, updated_by_name: null },
    });
  });

  test('name topics that there are, and leave an hour in which something can go', async () => {
    const unknown = await server.api<Fault>('PUT', path, own);
    assert.deepEqual([unknown.status, unknown.body.error.code], [422, 'topic_unknown']);
    const free = { caps: [], priorities: [] };
    const wrong: [object, RegExp][] = [
      [{ time_zone: 'Mars/Olympus' }, /time_zone: must be an IANA name/],
      [{ quiet_hours: [{ ...night, from: '24:00' }] }, /quiet_hours\.0\.from/],
      [{ quiet_hours: [{ ...night, until: '22:30' }] }, /quiet_hours\.0\.until/],
      [{ quiet_hours: [{ ...night, weekdays: undefined, from: '00:00', until: '24:00' }] }, /can go by sms/],
      [
        {
          quiet_hours: [
            { ...night, weekdays: undefined, from: '08:00', until: '00:00' },
            { ...night, weekdays: undefined, from: '23:00', until: '08:00' },
          ],
        },
        /can go by sms/,
      ],
      [{ caps: [{ count: 0, hours: 1 }] }, /caps\.0\.count/],
      [{ priorities: [1, 2].map((priority) => ({ topic: 'offers', priority })) }, /each topic once/],
    ];
    for (const [part, message] of wrong) {
      const { status, body } = await server.api<Fault>('PUT', path, { ...own, ...free, ...part });
      assert.equal(status, 400, JSON.stringify(part));
      assert.match(body.error.message, message);
    }
  });

  test('are set as a whole, by whoever saw the version in force', async () => {
    const brand = { slug: 'shop', name: 'Shop' };
    const topic = {
      slug: 'offers',
      brand: 'shop',
      titles: { en: 'Offers' },
      channels: ['email'],
      purpose: 'marketing.*',
    };
    assert.equal((await server.api('POST', '/api/brands', brand)).status, 201);
    assert.equal((await server.api('POST', '/api/topics', { ...topic, default: 'out' })).status, 201);
    const both = await Promise.all(
      [1, 2].map((count) =>
        server.api('PUT', path, { ...own, caps: [{ ...own.caps[0], count }], expected_version: 0 }),
      ),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    const { status, body } = await server.api<Record<string, unknown>>('PUT', path, own);
    const { updated_at: at, updated_by: by, updated_by_name: _name, ...told } = body;
    assert.deepEqual([status, told], [200, { ...own, version: 2 }]);
    assert.ok(typeof at === 'string' && /^api_key:\d+$/.test(String(by)));
    assert.deepEqual((await server.api('GET', path)).body, body);
  });

  test('need the scope', async () => {
    const { body } = await server.api<{ key: string }>('POST', '/api/keys', {
      ...{ name: 'Campaigns', scopes: ['messages:read', 'messages:write'] },
    });
    const headers = { authorization: `Bearer ${body.key}` };
    const reply = (method: string) => server.api(method, path, method === 'PUT' ? own : undefined, headers);
    assert.deepEqual([(await reply('GET')).status, (await reply('PUT')).status], [200, 403]);
  });
});

test('Whoever sends has the rules in force, of each workspace', async () => {
  const { db } = database;
  const rules = openRules();
  const [first, other] = await db.query<{ id: number }>(
    `insert into workspaces (slug, name, created_at) values ('one', 'One', $1), ('two', 'Two', $1) returning id`,
    [new Date(0)],
  );
  const get = (of: { id: number } | undefined) => rules.get({ db, workspaceId: of?.id as number });
  assert.deepEqual(await get(first), shippedRules);
  const set = (count: number) =>
    db.transaction((tx) =>
      setMessageRules(
        { db: tx, workspaceId: first?.id as number },
        { ...toTold(shippedRules), caps: [{ channel: null, topic: null, count, hours: 24 }] },
        undefined,
        { at: new Date(0), by: 'test' },
      ),
    );
  for (const count of [7, 8]) {
    await set(count);
    assert.equal((await get(first)).caps[0]?.count, count);
    assert.equal(await get(first), await get(first));
  }
  assert.deepEqual(await get(other), shippedRules);
});

test('What somebody waits for goes before what somebody is offered', () => {
  const rules = { ...shippedRules, priorities: [{ topic: 'offers', priority: -2 }] };
  assert.deepEqual(
    [null, 'offers', 'news'].map((topic) => priorityOf(rules, topic)),
    [5, -2, 0],
  );
});
