// How often pages are given: guesses are few, links wear out nothing but themselves, and no one click is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestServer, type TestServer } from '../../testing/index.ts';
import { perMinute, placeOf } from './limits.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer({ env: { RAPPORT_TRUSTED_PROXIES: '127.0.0.1' } });
});
after(() => server.stop());

const contact = { type: 'email', value: 'sarah@shop.example' };
async function makeLink(): Promise<{ path: string; oneClick: string }> {
  const { body } = await server.api<{ url: string; one_click_url: string }>('POST', '/api/preference-links', {
    ...{ contact, ends: { purpose: 'marketing.email' } },
  });
  return { path: new URL(body.url).pathname, oneClick: new URL(body.one_click_url).pathname };
}

/** From an address of the caller's own. */
const open = (path: string, from: string, init: RequestInit = {}): Promise<Response> =>
  fetch(server.url + path, {
    redirect: 'manual',
    ...init,
    headers: { 'x-forwarded-for': from, ...(init.headers as Record<string, string>) },
  });
async function countStatuses(all: Promise<Response>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const one of await Promise.all(all)) {
    await one.arrayBuffer();
    counts[one.status] = (counts[one.status] ?? 0) + 1;
  }
  return counts;
}
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
/** Asks until it is refused; returns how often it was answered. Some of the share comes back meanwhile. */
async function wear(ask: (i: number) => Promise<Response>, status: number): Promise<number> {
  let given = 0;
  for (let round = 0; round < 20; round += 1) {
    const counts = await countStatuses(times(100, ask));
    given += counts[status] ?? 0;
    if (counts[429] !== undefined) return given;
  }
  throw new Error(`Answered ${given} times, and never refused`);
}
const oneClick = (): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
});

test('guesses from one address are few, by any page and form, and whoever sits elsewhere is not held up', async () => {
  const guess = (i: number): Promise<Response> =>
    [
      () => open(`/preferences/${'A'.repeat(60)}${i}`, '192.0.2.1'),
      () => open(`/u/${'B'.repeat(60)}${i}`, '192.0.2.1'),
      () =>
        open(`/preferences/${i}`, '192.0.2.1', {
          method: 'POST',
          body: new URLSearchParams({ ask: 'access' }),
        }),
      () => open(`/u/${i}`, '192.0.2.1', { method: 'POST', body: new URLSearchParams({ stop: 'all' }) }),
    ][i % 4]?.() as Promise<Response>;
  assert.ok((await wear(guess, 404)) >= perMinute.unknown);
  const ask = (): Promise<Response> => open('/preferences/x?lang=pl', '192.0.2.1');
  let refused = await ask();
  // A slow machine gets one back meanwhile.
  for (let i = 0; refused.status !== 429 && i < 10; i += 1) refused = await ask();
  assert.equal(refused.status, 429);
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait >= 1 && wait <= 60);
  assert.match(await refused.text(), new RegExp(`<h1>Za dużo naraz</h1>[^]*Poczekaj ${wait} s`));
  assert.equal((await open('/preferences/x', '192.0.2.2')).status, 404);
  assert.equal((await open((await makeLink()).path, '192.0.2.1')).status, 200, 'a link that opens goes on');
  await sleep(wait * 1000 + 200);
  assert.equal((await open('/preferences/x', '192.0.2.1')).status, 404);
});

test('forms of pages that stop messages are few too, where their link opens nothing', async () => {
  const press = (i: number): Promise<Response> =>
    open(`/u/${i}`, '192.0.2.50', { method: 'POST', body: new URLSearchParams({ stop: 'all' }) });
  assert.ok((await wear(press, 404)) >= perMinute.unknown);
});

test('a link that is opened without end wears out itself alone', async () => {
  const [worn, other] = await Promise.all([makeLink(), makeLink()]);
  assert.ok((await wear((i) => open(worn.path, `198.51.100.${i}`), 200)) >= perMinute.link);
  assert.equal((await open(other.path, '192.0.2.9')).status, 200);
});

test('no one click is lost, however many come from one address, also for a link that was worn out', async () => {
  const { path, oneClick: stop } = await makeLink();
  await wear(() => open(path, '198.51.100.1'), 200);
  const all = [
    ...times(100, () => open(stop, '198.51.100.1', oneClick())),
    ...times(100, (i) => open(`/u/${i}`, '198.51.100.1', oneClick())),
  ];
  assert.deepEqual(await countStatuses(all), { 200: 200 });
  const { body } = await server.api<{ reason: { code: string } }>('POST', '/api/decide', {
    ...{ subject: contact, purpose: 'marketing.email' },
  });
  assert.equal(body.reason.code, 'consent_refused');
});

test('addresses of one place count together', () => {
  for (const [address, place] of [
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [undefined, 'nobody'],
  ] as const)
    assert.equal(placeOf(address), place);
});
