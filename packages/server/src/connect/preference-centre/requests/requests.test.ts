// What is asked for in the centre: recorded once, acknowledged with a number and a day, read by those who have to answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from '../../../testing/index.ts';

let server: TestServer;
let path: string;
const contact = { type: 'email', value: 'Sarah@Shop.example' };
before(async () => {
  server = await startTestServer();
  path = await makePath(contact);
});
after(() => server.stop());

async function makePath(of: object): Promise<string> {
  const { body, text } = await server.api<{ url: string }>('POST', '/api/preference-links', { contact: of });
  assert.ok(body.url !== undefined, text);
  return new URL(body.url).pathname;
}

type Asked = {
  id: string;
  reference: string;
  kind: string;
  words: string[];
  contact_point: { type: string; value: string };
  state: string;
  language: string;
  received_at: string;
  due_at: string;
  closed_at: string | null;
  is_overdue: boolean;
};
const list = async (query = ''): Promise<Asked[]> => {
  const { status, body, text } = await server.api<{ items: Asked[] }>('GET', `/api/requests${query}`);
  assert.equal(status, 200, text);
  return body.items;
};
async function press(fields: Record<string, string>, at = path): Promise<string> {
  const body = new URLSearchParams({ lang: 'en', ...fields });
  const answer = await fetch(server.url + at, { method: 'POST', body, redirect: 'manual' });
  assert.equal(answer.status, 303, await answer.text());
  return new URLSearchParams(answer.headers.get('location')?.slice(1)).get('told') ?? '';
}
const look = async (at = path): Promise<string> => (await fetch(server.url + at)).text();
const section = (page: string): string =>
  page
    .slice(page.indexOf('id="requests"'), page.indexOf('</section>', page.indexOf('id="requests"')))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

test('what may be asked for has a button, and asking leaves a number, a day and what happens next', async () => {
  assert.match(section(await look()), /Ask for a copy .*Ask for a correction .*Ask to erase it/);
  assert.equal(await press({ ask: 'access' }), 'requested');
  const [asked, ...others] = await list();
  assert.ok(asked !== undefined && others.length === 0);
  assert.deepEqual(
    [asked.kind, asked.state, asked.language, asked.words, asked.closed_at, asked.is_overdue],
    ['access', 'received', 'en', [], null, false],
  );
  assert.deepEqual(asked.contact_point, { type: 'email', value: 'sarah@shop.example' });
  const [received, due] = [asked.received_at, asked.due_at].map((at) => new Date(at)) as [Date, Date];
  const month =
    (due.getUTCFullYear() - received.getUTCFullYear()) * 12 + due.getUTCMonth() - received.getUTCMonth();
  assert.equal(month, 1);
  const page = await look(`${path}?told=requested`);
  assert.match(page, /role="status"[^>]*>We have received it\./);
  const words = section(page);
  assert.ok(words.includes(`Number: ${asked.reference}`) && /We answer by \d+ \w+ \d{4}\./.test(words));
  assert.match(words, /A person looks at it\./);
  assert.doesNotMatch(words, /Ask for a copy/);
});

test('a button that is pressed again, or twenty times at once, asks once', async () => {
  assert.equal(await press({ ask: 'access' }), 'requested_before');
  const told = await Promise.all(Array.from({ length: 20 }, () => press({ ask: 'erasure' })));
  assert.deepEqual(
    told.toSorted(),
    [...Array.from({ length: 19 }, () => 'requested_before'), 'requested'].toSorted(),
  );
  assert.equal((await list('?kind=erasure')).length, 1);
});

test('of a correction all that was written is kept, as text, and counted as people count', async () => {
  const markup = '<script>alert(1)</script>\r\nMy name is "Sara" & not Sarah.';
  assert.equal(await press({ ask: 'correction', words: ' ' }), 'words_missing');
  assert.equal(await press({ ask: 'correction', words: 'x'.repeat(2001) }), 'words_too_many');
  assert.deepEqual(await list('?kind=correction'), []);
  assert.equal(await press({ ask: 'correction', words: markup }), 'requested');
  const page = await look();
  assert.ok(!page.includes('<script') && page.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
  assert.equal(await press({ ask: 'correction', words: '名'.repeat(2000) }), 'added');
  assert.equal(await press({ ask: 'correction', words: '名'.repeat(2000) }), 'requested_before');
  for (let i = 0; i < 8; i += 1) assert.equal(await press({ ask: 'correction', words: `And ${i}` }), 'added');
  assert.equal(await press({ ask: 'correction', words: 'One more' }), 'words_too_many');
  const [asked] = await list('?kind=correction');
  assert.equal(asked?.words.length, 10);
  assert.equal(asked?.words[0], markup.replace('\r', ''));
});

test('it is of this contact point alone, and can be taken back by it alone', async () => {
  const [{ reference = '' } = {}] = await list('?kind=erasure');
  const other = await makePath({ type: 'email', value: 'neha@shop.example' });
  assert.doesNotMatch(section(await look(other)), /Number:/);
  assert.equal(await press({ ask: 'take_back', reference }, other), '');
  assert.equal((await list('?state=closed')).length, 0);
  assert.equal(await press({ ask: 'take_back', reference }), 'taken_back');
  assert.equal(await press({ ask: 'take_back', reference }), '');
  assert.deepEqual(
    (await list('?state=closed')).map(({ kind, state }) => [kind, state]),
    [['erasure', 'taken_back']],
  );
  assert.match(section(await look()), /Ask to erase it/);
  assert.equal(await press({ ask: 'erasure' }), 'requested');
  const all = await list('?kind=erasure');
  assert.equal(all.length, 2);
  assert.notEqual(all[0]?.reference, all[1]?.reference);
});

test('what there is no button for asks for nothing', async () => {
  const before = await list();
  for (const ask of ['', 'portability', 'access ', '<b>']) assert.equal(await press({ ask }), '');
  assert.deepEqual(await list(), before);
});

test('a contact point that has no channel, or must not be collected, may ask', async () => {
  const suppressed = { type: 'email', value: 'gone@shop.example' };
  const stop = { identifier: suppressed, scope: 'no_collect', reason: 'Asked for it' };
  const { status, text } = await server.api('POST', '/api/suppressions', stop);
  assert.ok(status < 300, text);
  for (const one of [suppressed, { type: 'loyalty_card', value: '123 456' }])
    assert.equal(await press({ ask: 'access' }, await makePath(one)), 'requested');
  assert.equal((await list('?kind=access')).length, 3);
});

test('a month later it is overdue', async () => {
  await server.advance('P32D');
  assert.ok((await list('?state=open')).every((one) => one.is_overdue));
  assert.ok((await list('?state=closed')).every((one) => !one.is_overdue));
});

test('it is read by those who may, who see addresses as they may, and that they did is known', async () => {
  const makeKey = async (fields: object): Promise<Record<string, string>> => {
    const { body, text } = await server.api<{ key: string }>('POST', '/api/keys', { name: 'K', ...fields });
    assert.ok(body.key !== undefined, text);
    return { authorization: `Bearer ${body.key}` };
  };
  const unmasked = { sensitivity: 0 };
  const desk = await makeKey({ scopes: ['requests:read'], unmasked });
  const masked = await server.request('GET', '/api/requests?kind=access', undefined, desk);
  assert.equal(masked.status, 200, masked.text);
  assert.doesNotMatch(masked.text, /sarah@shop\.example/);
  for (const fields of [
    { scopes: ['profiles:read'] },
    { scopes: ['requests:read'], purposes: ['marketing.*'] },
  ]) {
    const { status } = await server.request('GET', '/api/requests', undefined, await makeKey(fields));
    assert.equal(status, 403);
  }
  const [{ id = '' } = {}] = await list();
  const one = await server.api<Asked>('GET', `/api/requests/${id}`);
  assert.equal(one.body.id, id);
  assert.equal((await server.api('GET', '/api/requests/999')).status, 404);
  const reads = await server.api<{ items: { exit: string; fields: string[] }[] }>('GET', '/api/reads');
  assert.deepEqual(reads.body.items.find(({ exit }) => exit === 'GET /api/requests/:id')?.fields, [
    `requests.${id}`,
  ]);
});
