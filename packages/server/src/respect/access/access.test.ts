// Who may ask: keys of programs, sessions of members, and pages of other sites that may not use them.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import {
  type Answer,
  type Headers,
  type Loose,
  startTestServer,
  type TestServer,
  testAdminKey,
  testMember,
  testWriteKey,
  toBasic,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const json: Headers = { 'content-type': 'application/json' };
const ask = (method: string, path: string, headers: Headers = {}, body?: object) =>
  server.request(method, path, body, headers);

const routes: [string, string][] = [
  ['GET', '/api/sources'],
  ['POST', '/api/sources'],
  ['PATCH', '/api/sources/1'],
  ['POST', '/api/sources/1/rotate-key'],
  ['GET', '/api/events?purpose=service'],
  ['GET', '/api/events/1?purpose=service'],
  ['GET', '/api/events/live?purpose=service'],
  ['GET', '/api/profiles?purpose=service'],
  ['GET', '/api/profiles/user_id/x?purpose=service'],
  ['GET', '/api/profiles/user_id/x/events?purpose=service'],
  ['GET', '/api/profiles/user_id/x/identity'],
  ['GET', '/api/profiles/user_id/x/lineage/y?purpose=service'],
  ['GET', '/api/quarantine'],
  ['GET', '/api/quarantine/reasons'],
  ['GET', '/api/quarantine/1'],
  ['POST', '/api/quarantine/replay'],
  ['POST', '/api/quarantine/drop'],
  ['GET', '/api/pipeline'],
  ['POST', '/api/pipeline/settle'],
  ['GET', '/api/purposes'],
  ['POST', '/api/purposes'],
  ['PUT', '/api/purposes/service'],
  ['POST', '/api/purposes/service/retire'],
  ['GET', '/api/purposes/service/versions'],
  ['GET', '/api/processing-record'],
  ['GET', '/api/recipients'],
  ['PUT', '/api/recipients/0'],
  ['GET', '/api/residency'],
  ['PUT', '/api/residency'],
  ['GET', '/api/notices'],
  ['GET', '/api/keys'],
  ['POST', '/api/keys'],
  ['DELETE', '/api/keys/0'],
  ['POST', '/api/card-tokens'],
  ['GET', '/api/reads'],
  ['GET', '/api/members'],
  ['POST', '/api/members'],
  ['PUT', '/api/members/0/role'],
  ['DELETE', '/api/members/0'],
  ['GET', '/api/roles'],
  ['PUT', '/api/roles/reader'],
  ['GET', '/api/roles/reader/versions'],
  ['POST', '/api/notices'],
  ['GET', '/api/notices/0'],
  ['GET', '/api/phone-tasks'],
  ['POST', '/api/phone-tasks/1/claim'],
  ['POST', '/api/phone-tasks/1/outcome'],
  ['POST', '/api/in-app-tokens'],
  ['GET', '/api/in-app/user_id/x'],
  ['POST', '/api/in-app/user_id/x/1/read'],
  ['POST', '/api/in-app/user_id/x/1/clicked'],
  ['GET', '/api/message-rules'],
  ['PUT', '/api/message-rules'],
  ['GET', '/api/categories'],
  ['GET', '/api/labels'],
  ['PUT', '/api/labels'],
  ['GET', '/api/suppressions'],
  ['POST', '/api/suppressions'],
  ['POST', '/api/suppressions/check'],
  ['GET', '/api/suppressions/counts'],
  ['POST', '/api/suppressions/rotate-key'],
  ['POST', '/api/suppressions/1/lift'],
  ['POST', '/api/consents'],
  ['GET', '/api/consents/1/receipt'],
  ['POST', '/api/decide'],
  ['GET', '/api/decisions/0'],
  ['GET', '/api/profiles/user_id/neha/permissions'],
  ['GET', '/api/profiles/user_id/neha/consents'],
  ['GET', '/api/home?purpose=service'],
  ['GET', '/api/session'],
  ['POST', '/api/test/clock'],
];

function assertUnauthorized(answer: Answer<Loose>, what: string): void {
  assert.equal(answer.status, 401, what);
  assert.equal(answer.body.error?.code, 'unauthorized', what);
}

describe('API keys', () => {
  test('Without one, or with a wrong one, nothing under /api answers', async () => {
    const headers: Headers[] = [
      {},
      { authorization: 'Bearer wrong-key-of-nobody' },
      { authorization: 'Bearer ' },
      { authorization: testAdminKey },
      { authorization: `Basic ${Buffer.from(`${testAdminKey}:`).toString('base64')}` },
      { authorization: toBasic(testWriteKey) },
      { authorization: `Bearer ${testWriteKey}` },
      { 'x-api-key': testAdminKey },
      { cookie: 'rapport.session_token=made-up.made-up' },
    ];
    for (const [method, path] of routes) {
      const body = method === 'GET' ? undefined : {};
      for (const one of headers) {
        const answer = await ask(method, path, body === undefined ? one : { ...json, ...one }, body);
        assertUnauthorized(answer, `${method} ${path} with ${JSON.stringify(one)}`);
      }
    }
  });

  test('A key reaches what its scopes name', async () => {
    const key = await addKey(['sources:read', 'profiles:read']);
    const headers = { authorization: `Bearer ${key}` };
    assert.equal((await ask('GET', '/api/sources', headers)).status, 200);
    assert.equal((await ask('GET', '/api/profiles?purpose=service', headers)).status, 200);
    for (const [method, path, scope] of [
      ['POST', '/api/sources', 'sources:write'],
      ['GET', '/api/events?purpose=service', 'events:read'],
      ['GET', '/api/quarantine?purpose=service', 'quarantine:read'],
      ['POST', '/api/test/clock', 'test:write'],
    ] as const) {
      const answer = await ask(method, path, { ...json, ...headers }, method === 'POST' ? {} : undefined);
      assert.deepEqual([answer.status, answer.body.error?.code], [403, 'forbidden'], path);
      assert.match(String(answer.body.error?.message), new RegExp(scope));
    }
  });

  test('A revoked key ends within seconds, an exchanged bootstrap key at the next start', async () => {
    const key = await addKey(['*']);
    const headers = { authorization: `Bearer ${key}` };
    assert.equal((await ask('GET', '/api/sources', headers)).status, 200);
    await server.db.query('update api_keys set revoked_at = $2 where key_hash = $1', [
      hash('sha256', key, 'buffer'),
      new Date(),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    assertUnauthorized(await ask('GET', '/api/sources', headers), 'revoked');

    const exchanged = 'another-admin-key-of-the-harness';
    await server.restart({ RAPPORT_ADMIN_KEY: exchanged });
    assertUnauthorized(
      await ask('GET', '/api/sources', { authorization: `Bearer ${testAdminKey}` }),
      'exchanged',
    );
    assert.equal((await ask('GET', '/api/sources', { authorization: `Bearer ${exchanged}` })).status, 200);
    await server.restart();
    assert.equal((await server.api('GET', '/api/sources')).status, 200);
  });

  test('Only hashes are kept', async () => {
    const rows = await server.db.query('select row_to_json(k)::text as row from api_keys k');
    assert.ok(rows.length > 0);
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(testAdminKey));
  });

  test('Another workspace is out of reach', async () => {
    const [row] = await server.db.query<{ id: number }>(
      `insert into workspaces (slug, name, created_at) values ('other', 'Other', $1) returning id`,
      [new Date()],
    );
    const headers = { authorization: `Bearer ${await addKey(['*'], row?.id)}` };
    const { body } = await ask('GET', '/api/sources', headers);
    assert.deepEqual(body.items, []);
    assert.equal((await ask('GET', '/api/sources/1', headers)).status, 404);
    assert.equal((await ask('POST', '/api/sources/1/rotate-key', headers)).status, 404);
  });

  async function addKey(scopes: string[], workspaceId = 1): Promise<string> {
    const key = `key-for-${scopes.join('-')}-${workspaceId}`;
    await server.db.query(
      `insert into api_keys (workspace_id, name, key_hash, scopes, created_at) values ($1, 'test', $2, $3, $4)`,
      [workspaceId, hash('sha256', key, 'buffer'), scopes, new Date()],
    );
    return key;
  }
});

describe('Members', () => {
  const signIn = (credentials: object, headers: Headers = {}) =>
    ask('POST', '/api/auth/sign-in/email', { ...json, origin: server.url, ...headers }, credentials);

  /** The cookies of a new session, as a browser would send them back. */
  async function openSession(): Promise<string> {
    const answer = await signIn(testMember);
    assert.equal(answer.status, 200, answer.text);
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  test('Sign in, look around, sign out', async () => {
    const answer = await signIn(testMember);
    assert.equal(answer.status, 200);
    const set = answer.headers.getSetCookie().join('\n');
    assert.match(set, /rapport\.session_token=/);
    assert.match(set, /HttpOnly/i);
    assert.match(set, /SameSite=Lax/i);
    const cookie = await openSession();
    const session = await ask('GET', '/api/session', { cookie });
    assert.equal(session.body.member?.email, testMember.email);
    assert.equal(session.body.workspace?.slug, 'default');
    assert.ok(session.body.version);
    assert.deepEqual([session.body.role?.slug, session.body.scopes], ['owner', ['*']]);
    assert.equal(session.body.purposes, null);
    assert.equal((await ask('GET', '/api/sources', { cookie })).status, 200);
    assert.equal((await ask('GET', '/api/auth/get-session', { cookie })).body.user?.email, testMember.email);
    const out = await ask('POST', '/api/auth/sign-out', { ...json, cookie, origin: server.url }, {});
    assert.equal(out.status, 200);
    assertUnauthorized(await ask('GET', '/api/session', { cookie }), 'after signing out');
    assertUnauthorized(await ask('GET', '/api/sources', { cookie }), 'after signing out');
  });

  test('A wrong password, an unknown address and a missing one are told apart by nobody', async () => {
    const wrong = await signIn({ ...testMember, password: 'not the password' });
    const unknown = await signIn({ ...testMember, email: 'nobody@rapport.localhost' });
    assert.equal(wrong.status, 401);
    assert.deepEqual([unknown.status, unknown.text], [wrong.status, wrong.text]);
    for (const credentials of [{}, { email: testMember.email }, { email: 5, password: [] }]) {
      const { status } = await signIn(credentials);
      assert.ok(status >= 400 && status < 500, String(status));
    }
  });

  test('Nobody can sign up', async () => {
    const answer = await ask(
      'POST',
      '/api/auth/sign-up/email',
      { ...json, origin: server.url },
      { email: 'new@rapport.localhost', password: 'a-long-password', name: 'New' },
    );
    assert.ok(answer.status >= 400 && answer.status < 500, answer.text);
    const rows = await server.db.query('select from members');
    assert.equal(rows.length, 1);
  });

  test('A page of another site can neither sign in nor change anything with a member’s cookie', async () => {
    const foreign = 'https://evil.example';
    const cookie = await openSession();
    assert.equal((await signIn(testMember, { origin: foreign })).status, 403);
    const change = { ...json, cookie, origin: foreign };
    const refused = await ask('POST', '/api/sources', change, { name: 'Theirs' });
    assert.deepEqual([refused.status, refused.body.error?.code], [403, 'forbidden']);
    for (const origin of ['null', `${server.url}.evil.example`, 'https://127.0.0.1', 'x']) {
      assert.equal(
        (await ask('POST', '/api/sources', { ...change, origin }, { name: 'Theirs' })).status,
        403,
        origin,
      );
    }
    assert.equal((await ask('POST', '/api/auth/sign-out', change, {})).status, 403);
    assert.equal((await ask('GET', '/api/session', { cookie })).status, 200, 'the session is still there');
    const own = await ask('POST', '/api/sources', { ...json, cookie, origin: server.url }, { name: 'Ours' });
    assert.equal(own.status, 201);
    // Its answers can be read by no other page either.
    const read = await ask('GET', '/api/sources', { cookie, origin: foreign });
    assert.equal(read.headers.get('access-control-allow-origin'), null);
  });

  test('A session survives a restart, and the password is kept as a hash', async () => {
    const cookie = await openSession();
    await server.restart();
    assert.equal((await ask('GET', '/api/session', { cookie })).status, 200);
    const rows = await server.db.query('select password from member_credentials');
    assert.equal(rows.length, 1);
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(testMember.password));
  });

  test('No address of a member’s computer is kept', async () => {
    const rows = await server.db.query<{ ip: string | null }>('select ip_address as ip from member_sessions');
    assert.ok(rows.length > 0);
    assert.ok(rows.every(({ ip }) => ip === null || ip === ''));
  });
});
