// Card tokens that members made, on a running server: they give what their maker still has, and end with the maker.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  anIdentify,
  type Fault,
  type Headers,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.sendInTurn([
    anIdentify({ userId: 'anna', traits: { name: 'Anna Lee', email: 'anna@shop.example', town: 'Łódź' } }),
  ]);
  const fields = [
    { name: 'town', attribute: 'town' },
    { name: 'email', attribute: 'email' },
  ];
  for (const [name, purpose] of [
    ['desk', 'service'],
    ['figures', 'analytics'],
  ]) {
    const made = await server.api('POST', '/api/views', { name, title: name, purpose, fields });
    assert.equal(made.status, 201, made.text);
  }
});
after(() => server.stop());

type Member = { id: string; email: string; password: string };
type View = Fault & { fields: Record<string, { value: unknown }>; masked: { field: string }[] };
const subject = { type: 'user_id', value: 'anna' };
/** A maker is remembered for a second. */
const remembered = () => sleep(1100);

const setRole = async (slug: string, grants: object): Promise<void> => {
  const set = await server.api('PUT', `/api/roles/${slug}`, { name: slug, reason: 'Test', ...grants });
  assert.equal(set.status, 200, set.text);
};

async function makeMember(name: string, role: string): Promise<{ member: Member; headers: Headers }> {
  const email = `${name}@shop.example`;
  const { body: member } = await server.api<Member>('POST', '/api/members', { email, name, role });
  const origin: Headers = { 'content-type': 'application/json', origin: server.url };
  const signed = await server.request(
    'POST',
    '/api/auth/sign-in/email',
    { email, password: member.password },
    origin,
  );
  assert.equal(signed.status, 200, signed.text);
  const cookie = signed.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { member, headers: { ...origin, cookie } };
}

async function makeToken(headers: Headers, view = 'desk'): Promise<string> {
  const made = await server.request<{ token: string }>(
    'POST',
    '/api/card-tokens',
    { view, subject },
    headers,
  );
  assert.equal(made.status, 201, made.text);
  return made.body.token;
}

const read = (token: string, view = 'desk') =>
  server.request<View>('GET', `/api/views/${view}/user_id/anna`, undefined, {
    authorization: `Bearer ${token}`,
  });

test('a token ends with the membership that made it', async () => {
  const { member, headers } = await makeMember('max', 'reader');
  const token = await makeToken(headers);
  const { status, body } = await read(token);
  assert.deepEqual([status, body.fields.town?.value], [200, 'Łódź']);
  await server.api('DELETE', `/api/members/${member.id}`);
  await remembered();
  const ended = await read(token);
  assert.deepEqual([ended.status, ended.body.error.code], [401, 'card_token_ended']);
});

test('what is taken from the role is taken from the token, and shown again when it is given back', async () => {
  const desk = { scopes: ['views:read', 'cards:write'] };
  await setRole('desk', { ...desk, unmasked: { sensitivity: 3 } });
  const { headers } = await makeMember('ida', 'desk');
  const [token, figures] = [await makeToken(headers), await makeToken(headers, 'figures')];
  assert.equal((await read(token)).body.fields.email?.value, 'anna@shop.example');
  assert.equal((await read(figures, 'figures')).status, 200);

  await setRole('desk', { ...desk, purposes: ['service'], unmasked: { sensitivity: 0 } });
  await remembered();
  const masked = (await read(token)).body;
  assert.notEqual(masked.fields.email?.value, 'anna@shop.example');
  assert.deepEqual(
    masked.masked.map(({ field }) => field),
    ['email'],
  );
  assert.equal((await read(figures, 'figures')).status, 403);

  await setRole('desk', { scopes: ['cards:write'] });
  await remembered();
  assert.deepEqual((await read(token)).body.error?.code, 'forbidden');

  await setRole('desk', { ...desk, unmasked: { sensitivity: 3 } });
  await remembered();
  assert.equal((await read(token)).body.fields.email?.value, 'anna@shop.example');
});

test('what the maker is given later is not given to the tokens that lie in pages', async () => {
  const [nothing, everything] = [{ sensitivity: 0 }, { sensitivity: 3 }];
  const desk = { scopes: ['views:read', 'cards:write'] };
  await setRole('counter', { ...desk, purposes: ['service'], unmasked: nothing });
  const { headers } = await makeMember('una', 'counter');
  const fields = [{ name: 'email', attribute: 'email' }];
  const passing = { name: 'passing', title: 'Passing', purpose: 'service', fields };
  assert.equal((await server.api('POST', '/api/views', passing)).status, 201);
  const [before, beforePassing] = [await makeToken(headers), await makeToken(headers, 'passing')];

  await setRole('counter', { ...desk, unmasked: everything });
  await remembered();
  const { body } = await read(before);
  assert.notEqual(body.fields.email?.value, 'anna@shop.example');
  assert.deepEqual(
    body.masked.map(({ field }) => field),
    ['email'],
  );
  assert.equal((await read(await makeToken(headers))).body.fields.email?.value, 'anna@shop.example');

  // Another view of the same name, for a purpose that the maker has by now.
  assert.equal((await read(beforePassing, 'passing')).status, 200);
  assert.equal((await server.api('DELETE', '/api/view-definitions/passing')).status, 204);
  assert.equal((await server.api('POST', '/api/views', { ...passing, purpose: 'analytics' })).status, 201);
  const other = await read(beforePassing, 'passing');
  assert.deepEqual([other.status, other.body.error.code], [403, 'forbidden']);
  assert.equal((await read(await makeToken(headers, 'passing'), 'passing')).status, 200);

  // And less is less, from both sides.
  await setRole('counter', { ...desk, unmasked: nothing });
  await remembered();
  assert.equal((await read(before)).body.masked.length, 1);
});

test('whoever gets a smaller role has smaller tokens', async () => {
  await setRole('nothing', { scopes: ['sources:read'] });
  const { member, headers } = await makeMember('leo', 'editor');
  const token = await makeToken(headers);
  assert.equal((await read(token)).status, 200);
  const set = await server.api('PUT', `/api/members/${member.id}/role`, { role: 'nothing' });
  assert.equal(set.status, 200, set.text);
  await remembered();
  assert.equal((await read(token)).status, 403);
  const again = await server.request('POST', '/api/card-tokens', { view: 'desk', subject }, headers);
  assert.equal(again.status, 403, again.text);
});

test('a page of another site makes no token with the cookie of a member', async () => {
  const { headers } = await makeMember('eve', 'reader');
  const foreign = { ...headers, origin: 'https://desk.example' };
  const made = await server.request('POST', '/api/card-tokens', { view: 'desk', subject }, foreign);
  assert.equal(made.status, 403, made.text);
});

test('a token ends by the clock of the server', async () => {
  const token = await makeToken({
    authorization: `Bearer ${server.adminKey}`,
    'content-type': 'application/json',
  });
  await server.advance('PT59M');
  assert.equal((await read(token)).status, 200);
  await server.advance('PT2M');
  assert.deepEqual((await read(token)).body.error.code, 'card_token_ended');
});
