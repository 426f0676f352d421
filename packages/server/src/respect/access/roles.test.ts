// Roles: what members may do and for which purposes, who changes that, and that somebody always owns the workspace.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  type Fault,
  type Headers,
  type List,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';
import { isWithin, mayName } from './grants.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Member = { id: string; email: string; role: string; role_given_by: string | null; password: string };

const json: Headers = { 'content-type': 'application/json' };
const setRole = (slug: string, body: object) =>
  server.api<Fault>('PUT', `/api/roles/${slug}`, { name: slug, reason: 'Test', ...body });

async function makeMember(name: string, role: string): Promise<Member> {
  const email = `${name}@shop.example`;
  const answer = await server.api<Member>('POST', '/api/members', { email, name, role });
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}

/** What the member asks with, as a browser does. */
async function signIn({ email, password }: Member): Promise<Headers> {
  const headers = { ...json, origin: server.url };
  const answer = await server.request('POST', '/api/auth/sign-in/email', { email, password }, headers);
  assert.equal(answer.status, 200, answer.text);
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
  return { origin: server.url, cookie: cookies.join('; ') };
}

const ask = <Body = Fault>(headers: Headers, method: string, path: string, body?: object) =>
  server.request<Body>(method, path, body, body === undefined ? headers : { ...json, ...headers });

describe('What a role gives', () => {
  test('a group of purposes covers those of the group, and nobody gives more than they have', () => {
    assert.ok(mayName({ purposes: ['marketing.*'] }, 'marketing.email'));
    assert.ok(!mayName({ purposes: ['marketing.*'] }, 'marketing'));
    assert.ok(!mayName({ purposes: [] }, 'service'));
    const scopes = ['profiles:read'];
    const unmasked = { sensitivity: 1, categories: ['user.location'] };
    const own = { scopes, purposes: ['marketing.*'], unmasked };
    assert.ok(isWithin(own, { ...own, purposes: ['marketing.email'] }));
    for (const more of [
      { purposes: null },
      { scopes: ['*'] },
      { unmasked: { ...unmasked, sensitivity: 2 } },
      { unmasked: { ...unmasked, categories: ['user.financial'] } },
    ])
      assert.ok(!isWithin(own, { ...own, ...more }), JSON.stringify(more));
    const less = { sensitivity: 0, categories: ['user.location.precise'] };
    assert.ok(isWithin(own, { ...own, unmasked: less }));
  });

  test('purposes: those it does not name are refused, and the session says which may be chosen', async () => {
    await setRole('desk', { scopes: ['profiles:read'], purposes: ['service', 'marketing.*'] });
    const headers = await signIn(await makeMember('max', 'desk'));
    assert.equal((await ask(headers, 'GET', '/api/profiles?purpose=service')).status, 200);
    assert.equal((await ask(headers, 'GET', '/api/profiles?purpose=marketing.sms')).status, 200);
    const refused = await ask(headers, 'GET', '/api/profiles?purpose=analytics');
    assert.deepEqual([refused.status, refused.body.error.code], [403, 'forbidden']);
    assert.match(refused.body.error.message, /The role "desk" may not use data for "analytics"/);
    const session = await ask<{ purposes: string[]; scopes: string[] }>(headers, 'GET', '/api/session');
    const { purposes, scopes } = session.body;
    const marketing = ['email', 'sms', 'push', 'phone', 'ads'].map((channel) => `marketing.${channel}`);
    assert.deepEqual([purposes, scopes], [['service', ...marketing], ['profiles:read']]);
  });

  test('scopes: a reader reads and changes nothing', async () => {
    const headers = await signIn(await makeMember('kim', 'reader'));
    assert.equal((await ask(headers, 'GET', '/api/events?purpose=analytics')).status, 200);
    for (const [method, path] of [
      ['POST', '/api/sources'],
      ['GET', '/api/quarantine?purpose=service'],
      ['GET', '/api/members'],
      ['POST', '/api/keys'],
      ['POST', '/api/test/clock'],
    ] as const) {
      const { status, body } = await ask(headers, method, path, method === 'GET' ? undefined : {});
      assert.equal(status, 403, path);
      assert.match(body.error.message, /which the role "Reader" does not have/);
    }
  });
});

describe('Messages', () => {
  type Roles = List<{ slug: string; scopes: string[] }>;

  test('editors write and send them, readers see what was sent; accounts of channels and inboxes are for owners', async () => {
    const { items } = (await server.api<Roles>('GET', '/api/roles')).body;
    const ofMessages = (slug: string) =>
      items
        .find((one) => one.slug === slug)
        ?.scopes.filter((scope) => /^(messages|templates|channels|phone_tasks|in_app):/.test(scope));
    const reading = ['messages:read', 'templates:read', 'channels:read', 'phone_tasks:read'];
    assert.deepEqual(ofMessages('reader'), reading);
    assert.deepEqual(ofMessages('editor'), [
      ...[...reading, 'messages:write', 'templates:write', 'phone_tasks:write'],
    ]);
  });

  test('by role: who is let in, and who is not', async () => {
    const editor = await signIn(await makeMember('emil', 'editor'));
    const reader = await signIn(await makeMember('rosa', 'reader'));
    for (const path of ['messages', 'templates', 'channels', 'phone-tasks', 'campaigns', 'message-rules'])
      for (const headers of [editor, reader])
        assert.equal((await ask(headers, 'GET', `/api/${path}`)).status, 200, path);
    for (const [method, path, ofEditor] of [
      ['POST', '/api/messages', 400],
      ['POST', '/api/campaigns', 400],
      ['PUT', '/api/templates/spring', 400],
      ['POST', '/api/phone-tasks/1/claim', 404],
      ['POST', '/api/channels/email/accounts', 403],
      ['PUT', '/api/message-rules', 403],
      ['POST', '/api/in-app-tokens', 403],
    ] as const) {
      assert.equal((await ask(editor, method, path, {})).status, ofEditor, `${method} ${path}`);
      assert.equal((await ask(reader, method, path, {})).status, 403, `${method} ${path}`);
    }
    for (const headers of [editor, reader])
      assert.equal((await ask(headers, 'GET', '/api/in-app/user_id/sarah')).status, 403);
  });
});

describe('Changing roles', () => {
  test('holds with the next request, and every version says who made it and why', async () => {
    await setRole('analyst', { scopes: ['events:read'], purposes: ['analytics'] });
    const headers = await signIn(await makeMember('ann', 'analyst'));
    const read = async (purpose: string) =>
      (await ask(headers, 'GET', `/api/events?purpose=${purpose}`)).status;
    assert.deepEqual([await read('analytics'), await read('service')], [200, 403]);
    await setRole('analyst', { scopes: ['events:read'], purposes: ['service'], reason: 'Helps the desk' });
    assert.deepEqual([await read('analytics'), await read('service')], [403, 200]);
    const { body } = await server.api<List<{ version: number; changed_by: string; reason: string }>>(
      'GET',
      '/api/roles/analyst/versions',
    );
    assert.deepEqual(
      body.items.map(({ version, reason }) => [version, reason]),
      [
        [2, 'Helps the desk'],
        [1, 'Test'],
      ],
    );
    assert.ok(body.items.every((one) => /^api_key:\d+$/.test(one.changed_by)));
  });

  test('a shipped role has no version until it is changed; bad input is told what is wrong', async () => {
    type Roles = List<{ slug: string; version: number }>;
    const before = (await server.api<Roles>('GET', '/api/roles')).body.items;
    assert.deepEqual(before.slice(0, 3), [
      ...before.filter(({ slug, version }) => ['owner', 'editor', 'reader'].includes(slug) && version === 0),
    ]);
    for (const [slug, body, problem] of [
      ['owner', { scopes: ['profiles:read'] }, /owners may do everything/],
      ['Two Words', { scopes: ['profiles:read'] }, /lower-case word/],
      ['desk', { scopes: [] }, /scopes/],
      ['desk', { scopes: ['read everything'] }, /must be like profiles:read/],
      ['desk', { scopes: ['*'], purposes: ['Service desk'] }, /must be a purpose/],
      ['desk', { scopes: ['*'], unmasked: { sensitivity: 4 } }, /unmasked\.sensitivity/],
      [
        'desk',
        { scopes: ['*'], unmasked: { sensitivity: 0, categories: ['user.mail'] } },
        /"user\.mail" is no category/,
      ],
    ] as const) {
      const answer = await setRole(encodeURIComponent(slug), body);
      assert.equal(answer.status, 400, slug);
      assert.match(answer.body.error.message, problem);
    }
  });

  test('an owner may be bound to purposes, and undo it', async () => {
    const owner = await signIn(await makeMember('olga', 'owner'));
    const change = (body: object) =>
      ask(owner, 'PUT', '/api/roles/owner', { name: 'Owner', scopes: ['*'], reason: 'Test', ...body });
    assert.equal((await change({ purposes: ['service'] })).status, 200);
    assert.equal((await ask(owner, 'GET', '/api/events?purpose=analytics')).status, 403);
    assert.equal((await change({})).status, 200);
    assert.equal((await ask(owner, 'GET', '/api/events?purpose=analytics')).status, 200);
  });

  test('nobody gives, takes or makes more than they have', async () => {
    await setRole('keeper', { scopes: ['members:read', 'members:write'], purposes: ['service'] });
    const keeper = await signIn(await makeMember('kate', 'keeper'));
    const olga = await makeMember('olaf', 'owner');
    const role = { name: 'Mine', reason: 'Test', scopes: ['members:write'] };
    for (const [method, path, body] of [
      ['PUT', '/api/roles/keeper', { ...role, scopes: ['*'], purposes: ['service'] }],
      ['PUT', '/api/roles/keeper', role],
      ['PUT', '/api/roles/editor', { ...role, purposes: ['service'] }],
      ['POST', '/api/members', { email: 'x@shop.example', name: 'X', role: 'owner' }],
      ['PUT', `/api/members/${olga.id}/role`, { role: 'keeper' }],
      ['DELETE', `/api/members/${olga.id}`, undefined],
    ] as const)
      assert.equal((await ask(keeper, method, path, body)).status, 403, `${method} ${path}`);
    const made = { email: 'lou@shop.example', name: 'Lou', role: 'keeper' };
    assert.equal((await ask(keeper, 'POST', '/api/members', made)).status, 201);
  });
});

describe('Members', () => {
  test('get another role, and are removed with their sessions', async () => {
    const rita = await makeMember('rita', 'reader');
    const headers = await signIn(rita);
    const sources = async () => (await ask(headers, 'POST', '/api/sources', { name: 'Till' })).status;
    assert.equal(await sources(), 403);
    const given = await server.api<Member>('PUT', `/api/members/${rita.id}/role`, { role: 'editor' });
    assert.deepEqual([given.status, given.body.role], [200, 'editor']);
    assert.match(given.body.role_given_by ?? '', /^api_key:/);
    assert.equal(await sources(), 201);
    assert.equal((await server.api('DELETE', `/api/members/${rita.id}`)).status, 200);
    assert.equal(await sources(), 401);
  });

  test('are told apart by address, and cannot get a role that does not exist', async () => {
    await makeMember('paul', 'reader');
    const again = { email: 'PAUL@shop.example', name: 'Paul', role: 'reader' };
    assert.equal((await server.api('POST', '/api/members', again)).status, 409);
    const other = await server.api<Fault>('POST', '/api/members', { ...again, role: 'king' });
    assert.equal(other.status, 400);
    assert.match(other.body.error.message, /There are: owner, editor, reader/);
  });

  test('the last owner stays', async () => {
    const { body } = await server.api<List<Member>>('GET', '/api/members');
    const owners = body.items.filter(({ role }) => role === 'owner');
    for (const { id } of owners.slice(1)) await server.api('DELETE', `/api/members/${id}`);
    const last = `/api/members/${owners[0]?.id}`;
    assert.equal((await server.api('DELETE', last)).status, 409);
    assert.equal((await server.api('PUT', `${last}/role`, { role: 'reader' })).status, 409);
    assert.equal((await server.api('PUT', `${last}/role`, { role: 'owner' })).status, 200);
  });
});
