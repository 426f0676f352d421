// Card tokens and keys that are bound to views: whom they let in, and that nothing else opens by them.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { standingClock } from '../../platform/clock/index.ts';
import { type HttpServer, openHttpServer } from '../../platform/http/index.ts';
import { silentLog } from '../../platform/log/index.ts';
import { sealBy } from '../../platform/sealing/index.ts';
import { ensureDefaultWorkspace, type Scope } from '../../platform/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { openAccess } from './access.ts';
import { registerCardRoutes } from './card-routes.ts';
import { type CardToken, type CardTokens, openCardTokens, toCardTokens } from './card-tokens.ts';
import { allowForeignPages } from './foreign-pages.ts';
import { isWithin, mayName, narrower } from './grants.ts';
import { registerKeyRoutes } from './keys.ts';
import type { Members } from './members.ts';
import { ensureAdminKey, hashKey } from './store.ts';

const clock = standingClock(new Date('2026-01-01T00:00:00Z'));
const nobody = { findMember: async () => undefined, findMemberById: async () => undefined };
const limits = { viewReadsPerMinuteMax: 1000, cardReadsPerMinuteMax: 5 };
let database: TestDatabase;
let scope: Scope;
let http: HttpServer;
let cardTokens: CardTokens;

before(async () => {
  database = await createTestDatabase();
  const { db } = database;
  scope = { db, workspaceId: (await ensureDefaultWorkspace(db, clock)).id };
  await ensureAdminKey(scope, clock, hashKey('all'));
  cardTokens = await openCardTokens(db, clock);
  const access = openAccess({ db, reads: db }, nobody as unknown as Members, { ...limits, cardTokens });
  http = openHttpServer(silentLog);
  allowForeignPages(http.app);
  registerKeyRoutes(http.app, { access, clock, isCategory: () => true });
  const getView = async (_scope: Scope, name: string) => ({
    purpose: name === 'marketing' ? 'personalisation' : 'service',
    about: name === 'shop-floor' ? ('business' as const) : ('person' as const),
  });
  registerCardRoutes(http.app, { access, clock, cardTokens, getView });
  type Params = { view: string; type: string; value: string };
  http.app.get<{ Params: Params }>('/api/views/:view/:type/:value', async (request) => {
    const { view, ...subject } = request.params;
    await access.permitView(request, { view });
    const { purpose } = await getView(scope, view);
    const { principal } = await access.permitView(request, { view, purpose, subject });
    return { reader: `${principal.kind}:${principal.id}`, unmasked: principal.unmasked };
  });
  http.app.post<{ Params: Params }>('/api/views/:view/batch', async (request) => {
    await access.permitView(request, { view: request.params.view });
    return {};
  });
  http.app.get('/api/profiles', async (request) => {
    await access.permit(request, 'profiles:read', 'service');
    return {};
  });
});
after(async () => {
  await http.close();
  await database.drop();
});

type Body = {
  token: string;
  key: string;
  id: number;
  reader: string;
  error: { code: string; message: string };
};

async function ask(key: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await http.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() as Body };
}

async function makeKey(grants: object): Promise<{ key: string; id: number }> {
  const made = await ask('all', 'POST', '/api/keys', { name: 'Help desk', ...grants });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body;
}

const sarah = { type: 'email', value: 'sarah@example.com' };
const ofSarah = '/api/views/service-desk/email/sarah@example.com';

async function makeToken(key: string, more: object = {}): Promise<string> {
  const made = await ask(key, 'POST', '/api/card-tokens', { view: 'service-desk', subject: sarah, ...more });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body.token;
}

const whole: CardToken = {
  ...{ workspaceId: 1, view: 'service-desk', subject: sarah, expiresAtMs: clock.nowMs() + 60_000 },
  ...{ maker: { kind: 'api_key', id: '3' } },
  given: { purposes: ['service'], unmasked: { sensitivity: 1, categories: ['user.contact'] } },
};

test('a token opens to what was sealed, and shows nothing of it', () => {
  const own = toCardTokens(sealBy(randomBytes(32)), clock);
  const token = own.seal(whole);
  assert.match(token, /^card_[\w-]+$/);
  assert.deepEqual(own.open(token), whole);
  const bytes = Buffer.from(token.slice(5), 'base64url').toString('latin1');
  for (const secret of ['sarah', 'service-desk', 'api_key']) assert.ok(!bytes.includes(secret));
  assert.notEqual(own.seal(whole), token, 'the same again looks different');
  assert.equal(
    toCardTokens(sealBy(randomBytes(32)), clock).open(token),
    undefined,
    'sealed by another secret',
  );
});

test('a token that was changed anywhere, or cut, opens to nothing', () => {
  const own = toCardTokens(sealBy(randomBytes(32)), clock);
  const token = own.seal(whole);
  for (let i = 5; i < token.length; i += 1) {
    const other = token[i] === 'A' ? 'B' : 'A';
    assert.equal(own.open(token.slice(0, i) + other + token.slice(i + 1)), undefined, `changed at ${i}`);
    assert.equal(own.open(token.slice(0, i)), undefined, `cut at ${i}`);
  }
  for (const text of ['card_', 'card_!', `${token}=`, `${token} `, `${token}AAAA`])
    assert.equal(own.open(text), undefined, text);
});

test('a token of a release before, which sealed less, has ended', () => {
  const seal = sealBy(randomBytes(32));
  const text = JSON.stringify([1, 'service-desk', null, 'api_key', '3', clock.nowMs() + 60_000]);
  assert.equal(toCardTokens(seal, clock).open(`card_${seal.seal(text)}`), undefined);
});

test('a token ends at its time', () => {
  const now = standingClock(new Date('2026-01-01T00:00:00Z'));
  const own = toCardTokens(sealBy(randomBytes(32)), now);
  const token = own.seal({ ...whole, expiresAtMs: now.nowMs() + 60_000 });
  now.advance(59_999);
  assert.ok(own.open(token));
  now.advance(1);
  assert.equal(own.open(token), undefined);
});

test('a card token reads its view of its person as its maker would, and nothing else', async () => {
  const unmasked = { sensitivity: 1, categories: [] };
  const maker = await makeKey({ scopes: ['views:read', 'cards:write', 'profiles:read'], unmasked });
  const token = await makeToken(maker.key);
  const read = await ask(token, 'GET', ofSarah);
  assert.deepEqual([read.status, read.body], [200, { reader: `api_key:${maker.id}`, unmasked }]);
  for (const [method, url] of [
    ['GET', '/api/views/service-desk/email/neha@example.com'],
    ['GET', '/api/views/service-desk/user_id/sarah@example.com'],
    ['GET', '/api/views/marketing/email/sarah@example.com'],
    ['POST', '/api/views/service-desk/batch'],
    ['GET', '/api/profiles'],
    ['GET', '/api/keys'],
    ['POST', '/api/card-tokens'],
  ] as const) {
    const other = await ask(token, method, url, method === 'POST' ? {} : undefined);
    assert.deepEqual([other.status, other.body.error?.code], [403, 'forbidden'], url);
    assert.ok(!other.body.error.message.includes('sarah'), 'says nothing of the person');
  }
});

test('what has ended, was made up or belongs to nobody is told what to do, and no more', async () => {
  const maker = await makeKey({ scopes: ['views:read', 'cards:write'] });
  const short = await makeToken(maker.key, { expires_in: 'PT1M' });
  const living = { kind: 'api_key' as const, id: String(maker.id) };
  const foreign = cardTokens.seal({
    ...{ ...whole, workspaceId: scope.workspaceId + 1, expiresAtMs: 9e15 },
    maker: living,
  });
  const orphan = cardTokens.seal({ ...whole, maker: { kind: 'member', id: 'gone' }, expiresAtMs: 9e15 });
  clock.advance('PT2M');
  const answers = await Promise.all(
    [short, `${short}x`, 'card_', 'card_made_up', orphan].map((token) => ask(token, 'GET', ofSarah)),
  );
  for (const { status, body } of answers) assert.deepEqual([status, body], [401, answers[0]?.body]);
  assert.equal(answers[0]?.body.error.code, 'card_token_ended');
  assert.equal((await ask(foreign, 'GET', ofSarah)).status, 401);
});

test('a token dies with the key that made it', async () => {
  const maker = await makeKey({ scopes: ['views:read', 'cards:write'] });
  const token = await makeToken(maker.key);
  assert.equal((await ask(token, 'GET', ofSarah)).status, 200);
  await ask('all', 'DELETE', `/api/keys/${maker.id}`);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  assert.deepEqual((await ask(token, 'GET', ofSarah)).body.error.code, 'card_token_ended');
});

test('nobody makes a token for what they cannot read themselves', async () => {
  const blind = await makeKey({ scopes: ['cards:write'] });
  const elsewhere = await makeKey({ scopes: ['views:read', 'cards:write'], views: ['marketing'] });
  const otherwise = await makeKey({ scopes: ['views:read', 'cards:write'], purposes: ['personalisation'] });
  const reader = await makeKey({ scopes: ['views:read'] });
  for (const { key } of [blind, elsewhere, otherwise, reader]) {
    const made = await ask(key, 'POST', '/api/card-tokens', { view: 'service-desk', subject: sarah });
    assert.equal(made.status, 403, JSON.stringify(made.body));
  }
  await makeToken(elsewhere.key, { view: 'marketing' });
});

test('a token lasts a day at most, and is about somebody exactly where its view is', async () => {
  const refused = async (more: object) =>
    (await ask('all', 'POST', '/api/card-tokens', { view: 'service-desk', subject: sarah, ...more })).body
      .error.code;
  for (const lifetime of ['P2D', 'PT24H0.001S', 'PT0S', '-PT1H', 'P1M', 'an hour', 3600])
    assert.equal(await refused({ expires_in: lifetime }), 'invalid_request', String(lifetime));
  assert.equal(await refused({ subject: null }), 'view_needs_person');
  assert.equal(await refused({ view: 'shop-floor' }), 'view_needs_nobody');
  await makeToken('all', { expires_in: 'P1D' });
  await makeToken('all', { view: 'shop-floor', subject: null });
});

test('a key that is bound to views reads these, and no person by any other way', async () => {
  const { key } = await makeKey({ scopes: ['views:read'], views: ['service-desk'], purposes: ['service'] });
  assert.equal((await ask(key, 'GET', ofSarah)).status, 200);
  assert.equal((await ask(key, 'POST', '/api/views/service-desk/batch', {})).status, 200);
  assert.equal((await ask(key, 'GET', '/api/views/marketing/email/sarah@example.com')).status, 403);
  for (const url of ['/api/profiles', '/api/keys'])
    assert.equal((await ask(key, 'GET', url)).status, 403, url);
  for (const scopes of [['*'], ['views:read', 'profiles:read'], ['views:write']]) {
    const made = await ask('all', 'POST', '/api/keys', { name: 'More', scopes, views: ['service-desk'] });
    assert.deepEqual([made.status, made.body.error.code], [400, 'invalid_request'], scopes.join());
  }
});

test('nobody gives away more views than they read', () => {
  const own = { scopes: ['views:read'], purposes: null, unmasked: { sensitivity: 3, categories: [] } };
  const bound = { ...own, views: ['service-desk'] };
  assert.ok(isWithin(own, bound));
  assert.ok(isWithin(bound, bound));
  assert.ok(!isWithin(bound, own));
  assert.ok(!isWithin(bound, { ...bound, views: ['service-desk', 'marketing'] }));
});

const purpose = fc.constantFrom(
  'service',
  'analytics',
  'marketing.email',
  'marketing.sms',
  'marketing.sms.vip',
);
const someGrants = fc.record({
  purposes: fc.option(fc.uniqueArray(fc.oneof(purpose, fc.constantFrom('marketing.*', 'marketing.sms.*')))),
  unmasked: fc.record({
    sensitivity: fc.integer({ min: 0, max: 3 }),
    categories: fc.uniqueArray(fc.constantFrom('user', 'user.contact', 'user.contact.email', 'user.name')),
  }),
});
const scopes = ['views:read'];

test('the narrower of two gives what both give, and one of them where it is within the other', () => {
  fc.assert(
    fc.property(someGrants, someGrants, purpose, (one, other, slug) => {
      const both = narrower(one, other);
      assert.equal(mayName(both, slug), mayName(one, slug) && mayName(other, slug));
      for (const own of [one, other]) assert.ok(isWithin({ ...own, scopes }, { ...both, scopes }));
      const clear = (of: typeof one) => ({ unmasked: of.unmasked, purposes: null, scopes });
      if (isWithin(clear(one), clear(other))) assert.deepEqual(both.unmasked, other.unmasked);
      else if (isWithin(clear(other), clear(one))) assert.deepEqual(both.unmasked, one.unmasked);
    }),
  );
});

test('a token that reads too often waits, and holds up nobody else', async () => {
  const [eager, other] = [await makeToken('all'), await makeToken('all')];
  for (let i = 0; i < limits.cardReadsPerMinuteMax; i += 1)
    assert.equal((await ask(eager, 'GET', ofSarah)).status, 200);
  const refused = await ask(eager, 'GET', ofSarah);
  assert.deepEqual([refused.status, refused.body.error.code], [429, 'view_reads_limited']);
  assert.match(String(refused.headers['retry-after']), /^([1-9]|1[0-2])$/);
  assert.equal((await ask(other, 'GET', ofSarah)).status, 200);
});

test('pages of other sites may read views by a token, and by no cookie', async () => {
  const origin = 'https://desk.example';
  const token = await makeToken('all');
  const preflight = await http.app.inject({
    ...{ method: 'OPTIONS', url: ofSarah },
    headers: {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  });
  assert.equal(preflight.statusCode, 204);
  assert.equal(preflight.headers['access-control-allow-origin'], '*');
  assert.match(String(preflight.headers['access-control-allow-headers']), /authorization/);
  const allowed = async (url: string, headers: Record<string, string>) =>
    (await http.app.inject({ method: 'GET', url, headers: { origin, ...headers } })).headers;
  const read = await allowed(ofSarah, { authorization: `Bearer ${token}` });
  assert.equal(read['access-control-allow-origin'], '*');
  assert.equal(read['access-control-allow-credentials'], undefined);
  const ended = await allowed(ofSarah, { authorization: 'Bearer card_ended' });
  assert.equal(ended['access-control-allow-origin'], '*', 'the page must be able to read why');
  const byCookie = await allowed(ofSarah, { cookie: 'rapport.session_token=some' });
  assert.equal(byCookie['access-control-allow-origin'], undefined);
  const elsewhere = await allowed('/api/profiles', { authorization: `Bearer ${token}` });
  assert.equal(elsewhere['access-control-allow-origin'], undefined);
});
