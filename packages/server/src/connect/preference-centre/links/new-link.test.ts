// Asking for a new link where one opens nothing: who may be sent one is written down, and nobody learns of whom something is known.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, startTestServer, type TestServer } from '../../../testing/index.ts';

let server: TestServer;
/** Each asks from a place of its own. */
let places = 0;
const known = 'sarah@shop.example';
before(async () => {
  server = await startTestServer({ env: { RAPPORT_TRUSTED_PROXIES: '127.0.0.1' } });
  await server.sendInTurn([anIdentify({ userId: 'sarah', traits: { email: known } })]);
});
after(() => server.stop());

type Answer = { status: number; text: string; ms: number };
async function askFor(path: string, address: string, more: Record<string, string> = {}): Promise<Answer> {
  places += 1;
  const from = { 'x-forwarded-for': `198.51.100.${places % 250}` };
  const body = new URLSearchParams({ new_link: '1', address, lang: 'en', ...more });
  const began = performance.now();
  const answer = await fetch(server.url + path, { method: 'POST', body, headers: from, redirect: 'manual' });
  const text = await answer.text();
  return { status: answer.status, text, ms: performance.now() - began };
}
type Asked = { id: string; contact: { type: string; value: string }; language: string };
const list = async (): Promise<Asked[]> =>
  (await server.api<{ items: Asked[] }>('GET', '/api/preference-link-requests')).body.items;
async function makePath(contact: object, days = 1): Promise<string> {
  const { body } = await server.api<{ url: string }>('POST', '/api/preference-links', { contact, days });
  return new URL(body.url).pathname;
}
const forged = `/preferences/${'A'.repeat(80)}`;

test('the page of a link that opens nothing has one form, whatever became of the link', async () => {
  const path = await makePath({ type: 'email', value: 'old@shop.example' });
  await server.advance('P2D');
  const pages = await Promise.all(
    [path, forged, path.replace('/preferences/', '/u/'), `${path}x`].map(async (one) => {
      const answer = await fetch(server.url + one);
      return [answer.status, await answer.text()];
    }),
  );
  for (const page of pages) assert.deepEqual(page, pages[0]);
  assert.match(String(pages[0]?.[1]), /<input type="email" name="address"[^>]*>.*Send me a new link/s);
});

test('an address that is known is written down, another one is not; the answer is the same, after the same time', async () => {
  const asked = await askFor(forged, ` ${known.toUpperCase()} `);
  assert.equal(asked.status, 200);
  assert.match(asked.text, /If we know the address, a new link is sent to it\./);
  assert.deepEqual(
    (await list()).map(({ contact, language }) => [contact.value, language]),
    [[known, 'en']],
  );
  const others = [
    'nobody@shop.example',
    'no address',
    '',
    `${'x'.repeat(400)}@shop.example`,
    '<b>@shop.example',
  ];
  for (const address of others) {
    const { status, text } = await askFor(forged, address);
    assert.deepEqual([status, text], [200, asked.text], address);
  }
  assert.equal((await list()).length, 1);
  const times: Record<string, number[]> = { known: [], unknown: [] };
  for (let i = 0; i < 8; i += 1) {
    times.known?.push((await askFor(forged, known)).ms);
    times.unknown?.push((await askFor(forged, `nobody-${i}@shop.example`)).ms);
  }
  const [mine, theirs] = Object.values(times).map((all) => all.toSorted((a, b) => a - b)[4] as number);
  assert.ok(Math.abs(Number(mine) - Number(theirs)) < 60, `${mine} ${theirs}`);
  assert.ok(Number(mine) >= 295);
  assert.equal((await list()).length, 1, 'asked again, it stands there once');
});

test('a link that has ended needs no address, and goes to nobody but whose it was', async () => {
  const contact = { type: 'email', value: 'came-by-message@shop.example' };
  const path = await makePath(contact);
  await askFor(path, '');
  assert.ok(!(await list()).some((one) => one.contact.value === contact.value), 'it opens still');
  await server.advance('P2D');
  const { status, text } = await askFor(path, '', { lang: 'pl' });
  assert.deepEqual([status, /Przyjęliśmy to/.test(text)], [200, true]);
  const found = (await list()).find((one) => one.contact.value === contact.value);
  assert.equal(found?.language, 'pl');
  await askFor(path, 'nobody-at-all@shop.example');
  await askFor(`${path}x`, '');
  assert.equal((await list()).length, 2);
});

test('of whom nothing may be kept, nothing is', async () => {
  const contact = { type: 'email', value: 'gone@shop.example' };
  const path = await makePath(contact);
  const stop = { identifier: contact, scope: 'no_collect', reason: 'Asked for it' };
  assert.equal((await server.api('POST', '/api/suppressions', stop)).status, 201);
  await server.advance('P2D');
  assert.equal((await askFor(path, '')).status, 200);
  assert.ok(!(await list()).some((one) => one.contact.value === contact.value));
});

test('whoever sends the link takes the request off the list; what nobody took is forgotten', async () => {
  const [first, second] = await list();
  assert.ok(first && second);
  const page = await server.api<{ items: Asked[]; next_cursor: string }>(
    'GET',
    '/api/preference-link-requests?limit=1',
  );
  assert.deepEqual([page.body.items[0]?.id, page.body.next_cursor], [first.id, first.id]);
  const next = await server.api<{ items: Asked[] }>(
    'GET',
    `/api/preference-link-requests?cursor=${first.id}`,
  );
  assert.deepEqual(
    next.body.items.map(({ id }) => id),
    [second.id],
  );
  const path = `/api/preference-link-requests/${first.id}`;
  assert.deepEqual(
    [(await server.api('DELETE', path)).status, (await server.api('DELETE', path)).status],
    [204, 404],
  );
  await server.advance('P8D');
  assert.deepEqual(await list(), []);
  await askFor(forged, known);
  const kept = await server.db.query('select value from link_requests');
  assert.deepEqual(kept, [{ value: known }]);
});

test('from one place few are asked for', async () => {
  const statuses = [];
  for (let i = 0; i < 9; i += 1) {
    const body = new URLSearchParams({ new_link: '1', address: known });
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    statuses.push((await fetch(server.url + forged, { method: 'POST', body, headers })).status);
  }
  assert.ok(statuses.includes(429) && statuses.filter((one) => one === 200).length <= 7, statuses.join());
});
