// Guessing passwords is slow, being wrong once is not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer, testMember } from '../../testing/index.ts';
import { openPatience } from './patience.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const signIn = (email: string, password: string) =>
  server.request(
    'POST',
    '/api/auth/sign-in/email',
    { email, password },
    { 'content-type': 'application/json', origin: server.url },
  );

test('After ten wrong passwords the eleventh waits, also the right one; others sign in', async () => {
  for (let i = 0; i < 10; i += 1) {
    const { status } = await signIn('nobody@rapport.localhost', `wrong password ${i}`);
    assert.equal(status, 401);
  }
  const together = await Promise.all(
    Array.from({ length: 20 }, (_, i) => signIn('somebody@rapport.localhost', `wrong password ${i}`)),
  );
  assert.equal(together.filter(({ status }) => status === 401).length, 10, 'also all at once');
  const refused = await signIn(' Nobody@rapport.localhost', 'wrong password 10');
  assert.deepEqual([refused.status, refused.body.error?.code], [429, 'rate_limited']);
  assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]\d?$/);
  assert.equal((await signIn(testMember.email, 'wrong once')).status, 401);
  assert.equal((await signIn(testMember.email, testMember.password)).status, 200);
});

test('Behind a trusted proxy each sender has tries of their own, and inventing senders gives no more', async () => {
  const tryFrom = async (forwarded: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', origin: server.url, 'x-forwarded-for': forwarded };
    const body = { email: 'behind@rapport.localhost', password: 'wrong password' };
    return (await server.request('POST', '/api/auth/sign-in/email', body, headers)).status;
  };
  const statuses = async (forwarded: (i: number) => string): Promise<number[]> =>
    Promise.all(Array.from({ length: 11 }, (_, i) => tryFrom(forwarded(i))));
  await server.restart({ RAPPORT_TRUSTED_PROXIES: '127.0.0.1' });
  assert.ok(
    (await statuses((i) => `198.51.100.${i}, 203.0.113.5`)).includes(429),
    'one sender who invents others',
  );
  assert.equal(await tryFrom('203.0.113.6'), 401, 'another');
  await server.restart();
  assert.ok((await statuses((i) => `203.0.113.${i}`)).includes(429), 'nobody is trusted');
});

test('It ends by itself, a success ends it at once, and what is remembered is bounded', () => {
  let now = 0;
  const patience = openPatience(() => now);
  for (let i = 0; i < 10; i += 1) patience.tried('sarah');
  assert.equal(patience.secondsLeft('sarah'), 60);
  assert.equal(patience.secondsLeft('neha'), 0);
  now = 60_001;
  assert.equal(patience.secondsLeft('sarah'), 0);
  patience.tried('sarah');
  assert.equal(patience.secondsLeft('sarah'), 0, 'counted anew');
  for (let i = 0; i < 10; i += 1) patience.tried('neha');
  patience.succeeded('neha');
  assert.equal(patience.secondsLeft('neha'), 0);
  for (let i = 0; i < 10; i += 1) patience.tried('the oldest');
  for (let i = 0; i < 10_000; i += 1) patience.tried(`another ${i}`);
  assert.equal(patience.secondsLeft('the oldest'), 0);
});
