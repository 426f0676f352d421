// Open views and those who opened them: each stream goes on as long as its own view of its own person is permitted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, type Headers, startTestServer, type TestServer } from '../../testing/index.ts';
import type { ViewAnswer } from './model.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.sendInTurn([
    anIdentify({ userId: 'anna', traits: { town: 'Łódź', email: 'anna@shop.example' } }),
    anIdentify({ userId: 'bob', traits: { town: 'Bobby', email: 'bob@shop.example' } }),
    anIdentify({ userId: undefined, anonymousId: 'till-1', traits: { town: 'Till' } }),
  ]);
  const fields = [
    { name: 'town', attribute: 'town' },
    { name: 'email', attribute: 'email' },
  ];
  for (const [name, purpose] of [
    ['desk', 'service'],
    ['figures', 'analytics'],
  ])
    await make('/api/views', { name, title: name, purpose, fields });
});
after(() => server.stop());

async function make<Made>(path: string, body: object): Promise<Made> {
  const made = await server.api<Made>('POST', path, body);
  assert.equal(made.status, 201, made.text);
  return made.body;
}

type Watched = { answers: ViewAnswer[]; ended: { code: string; message: string }[]; isClosed: boolean };

async function watch(path: string, headers: Headers): Promise<Watched> {
  const response = await fetch(`${server.url}/api/views/${path}/stream`, { headers });
  assert.equal(response.status, 200, path);
  const watched: Watched = { answers: [], ended: [], isClosed: false };
  void collect(response, watched)
    .catch(() => {})
    .finally(() => {
      watched.isClosed = true;
    });
  await until(() => watched.answers.length > 0);
  return watched;
}

async function collect(response: Response, { answers, ended }: Watched): Promise<void> {
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const parts = (rest + Buffer.from(chunk).toString('utf8')).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data !== undefined) (part.startsWith('event: end') ? ended : answers).push(JSON.parse(data));
    }
  }
}

/** Whoever may not go on is found out within ten seconds, and the second for which keys are remembered. */
async function until(is: () => boolean, secondsMax = 13): Promise<void> {
  const end = performance.now() + secondsMax * 1000;
  while (!is() && performance.now() < end) await sleep(10);
  assert.ok(is());
}

const setRole = async (grants: object): Promise<void> => {
  const body = { name: 'Desk', reason: 'Test', scopes: ['views:read', 'cards:write'], ...grants };
  const set = await server.api('PUT', '/api/roles/desk', body);
  assert.equal(set.status, 200, set.text);
};

async function signIn(name: string): Promise<Headers> {
  const email = `${name}@shop.example`;
  const { password } = await make<{ password: string }>('/api/members', { email, name, role: 'desk' });
  const headers: Headers = { 'content-type': 'application/json', origin: server.url };
  const signed = await server.request('POST', '/api/auth/sign-in/email', { email, password }, headers);
  assert.equal(signed.status, 200, signed.text);
  const cookies = signed.headers.getSetCookie().map((one) => one.split(';')[0]);
  return { ...headers, cookie: cookies.join('; ') };
}

const bearer = (key: string): Headers => ({
  authorization: `Bearer ${key}`,
  'content-type': 'application/json',
});
const makeKey = (grants: object = {}) =>
  make<{ id: number; key: string }>('/api/keys', {
    ...{ name: 'Help desk', scopes: ['views:read', 'cards:write'] },
    ...grants,
  });

async function makeToken(key: string, more: object = {}): Promise<Headers> {
  const body = { view: 'desk', subject: { type: 'user_id', value: 'anna' }, ...more };
  const made = await server.request<{ token: string }>('POST', '/api/card-tokens', body, bearer(key));
  assert.equal(made.status, 201, made.text);
  return bearer(made.body.token);
}

test('each stream ends with what it was opened by, and no other does', { timeout: 60_000 }, async () => {
  await setRole({ unmasked: { sensitivity: 3 } });
  const member = await signIn('max');
  const [staying, leaving] = [await makeKey(), await makeKey()];
  const streams = {
    desk: await watch('desk/user_id/anna', member),
    figures: await watch('figures/user_id/anna', member),
    staying: await watch('desk/user_id/anna', bearer(staying.key)),
    leaving: await watch('desk/user_id/anna', bearer(leaving.key)),
    leavingToken: await watch('desk/user_id/anna', await makeToken(leaving.key)),
    token: await watch('desk/user_id/anna', await makeToken(staying.key)),
    shortToken: await watch('desk/user_id/anna', await makeToken(staying.key, { expires_in: 'PT1M' })),
  };
  assert.equal(streams.desk.answers.at(-1)?.fields.email?.value, 'anna@shop.example');

  // The same session may go on with one view, seen less clearly, and not with the other.
  await setRole({ purposes: ['service'], unmasked: { sensitivity: 0 } });
  assert.equal((await server.api('DELETE', `/api/keys/${leaving.id}`)).status, 200);
  await server.advance('PT2M');
  const ends = () => Object.entries(streams).map(([name, { ended }]) => `${name} ${ended[0]?.code}`);
  await until(() => ends().filter((one) => !one.endsWith('undefined')).length >= 4);
  assert.deepEqual(ends(), [
    ...['desk undefined', 'figures forbidden', 'staying undefined'],
    ...['leaving unauthorized', 'leavingToken card_token_ended', 'token undefined'],
    'shortToken card_token_ended',
  ]);
  await until(() => streams.desk.answers.at(-1)?.masked.some(({ field }) => field === 'email') === true);
  assert.notEqual(streams.desk.answers.at(-1)?.fields.email?.value, 'anna@shop.example');
  await until(() => streams.figures.isClosed && streams.leaving.isClosed);
  const counts = [streams.figures, streams.leaving, streams.shortToken].map(({ answers }) => answers.length);
  await server.sendInTurn([anIdentify({ userId: 'anna', traits: { town: 'Gdynia' } })]);
  for (const name of ['desk', 'staying', 'token'] as const)
    await until(() => streams[name].answers.at(-1)?.fields.town?.value === 'Gdynia');
  assert.deepEqual(
    [streams.figures, streams.leaving, streams.shortToken].map(({ answers }) => answers.length),
    counts,
  );
  for (const { ended } of Object.values(streams)) assert.ok(ended.length <= 1);
});

test('a token shows whom its identifier names: the merged person, and after that never the other one', async () => {
  const { key } = await makeKey();
  const till = { type: 'anonymous_id', value: 'till-1' };
  const token = await makeToken(key, { subject: till });
  const stream = await watch('desk/anonymous_id/till-1', token);
  const town = () => stream.answers.at(-1)?.fields.town?.value;
  assert.equal(town(), 'Till');
  await server.sendInTurn([anIdentify({ userId: 'bob', anonymousId: 'till-1', traits: { town: 'Rob' } })]);
  await until(() => town() === 'Rob');
  const b = { type: 'user_id', value: 'bob' };
  assert.equal((await server.api('POST', '/api/identity/unlink', { a: till, b })).status, 200);
  await until(() => stream.answers.at(-1)?.fields.email?.value === null);
  const seen = stream.answers.length;
  await server.sendInTurn([anIdentify({ userId: 'bob', traits: { town: 'Robert' } })]);
  await server.settle();
  const read = await server.request<ViewAnswer>(
    'GET',
    '/api/views/desk/anonymous_id/till-1',
    undefined,
    token,
  );
  assert.equal(read.body.fields.email?.value, null);
  const later = JSON.stringify(stream.answers.slice(seen - 1));
  for (const ofBob of ['Robert', 'bob@shop.example']) assert.ok(!later.includes(ofBob), later);
  for (const path of ['desk/user_id/bob', 'desk/user_id/anna', 'figures/anonymous_id/till-1']) {
    const other = await server.request('GET', `/api/views/${path}/stream`, undefined, token);
    assert.deepEqual([other.status, other.body.error?.code], [403, 'forbidden'], path);
  }
});

test('a view that is bound to another purpose by now ends what was opened for the one before', async () => {
  const { key } = await makeKey({ purposes: ['service'] });
  const fields = [{ name: 'town', attribute: 'town' }];
  await make('/api/views', { name: 'passing', title: 'P', purpose: 'service', fields });
  const stream = await watch('passing/user_id/anna', bearer(key));
  assert.equal((await server.api('DELETE', '/api/view-definitions/passing')).status, 204);
  await until(() => stream.ended[0]?.code === 'view_not_found');
  await make('/api/views', { name: 'passing', title: 'P', purpose: 'analytics', fields });
  const again = await server.request('GET', '/api/views/passing/user_id/anna/stream', undefined, bearer(key));
  assert.equal(again.status, 403);
});
