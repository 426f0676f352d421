// Topics in the preference centre: what is offered by the channels that reach somebody, chosen, limited and paused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from '../../../testing/index.ts';

let server: TestServer;
let path: string;
const contact = { type: 'email', value: 'neha@shop.example' };

before(async () => {
  server = await startTestServer();
  await make('/api/brands', { slug: 'rowan', name: 'Rowan & Wren' });
  const topic = { brand: 'rowan', purpose: 'marketing.*', default: 'out', channels: ['email', 'sms'] };
  const titles = { en: 'Rings & <earrings>', pl: 'Pierścionki' };
  await make('/api/topics', { ...topic, slug: 'rings', titles, descriptions: { en: 'New pieces.' } });
  await make('/api/topics', { ...topic, slug: 'calls', titles: { en: 'Calls' }, channels: ['phone'] });
  const link = await make<{ url: string }>('/api/preference-links', { contact });
  path = new URL(link.url).pathname;
});
after(() => server.stop());

async function make<Body>(at: string, given: object): Promise<Body> {
  const { status, body, text } = await server.api<Body>('POST', at, given);
  assert.equal(status, 201, text);
  return body;
}
const look = async (lang = 'en'): Promise<string> =>
  (await fetch(`${server.url}${path}?lang=${lang}`)).text();
async function press(fields: Record<string, string>): Promise<string | null> {
  const body = new URLSearchParams({ topic: 'rings', channel: 'email', ...fields });
  const answer = await fetch(server.url + path, { method: 'POST', body, redirect: 'manual' });
  assert.equal(answer.status, 303);
  return answer.headers.get('location');
}
type Wanted = {
  topic: string;
  channel: string;
  decision: string;
  reason: { code: string };
  frequency: string;
};
async function wanted(): Promise<Wanted> {
  const { body } = await server.api<{ topics: Wanted[] }>('GET', `/api/preferences/email/${contact.value}`);
  const found = body.topics.find(({ topic, channel }) => topic === 'rings' && channel === 'email');
  assert.ok(found);
  return found;
}

test('what reaches the address is offered, in the words and the language of the company, as text', async () => {
  const page = await look();
  assert.match(page, /<h2 id="wishes">What you want to hear about<\/h2>/);
  assert.ok(page.includes('Rings &amp; &lt;earrings&gt;, by e-mail') && page.includes('New pieces.'));
  assert.ok(!page.includes('&gt;, by text message') && !page.includes('Calls, by phone'));
  assert.match(await look('pl'), /Pierścionki, e-mailem/);
});

test('a press chooses and stops, and holds at once', async () => {
  assert.equal((await wanted()).decision, 'deny');
  assert.equal(await press({ wish: 'in' }), '?lang=en&told=saved');
  assert.deepEqual([(await wanted()).decision, (await wanted()).reason.code], ['permit', 'topic_chosen']);
  await press({ wish: 'often', frequency: 'weekly' });
  assert.equal((await wanted()).frequency, 'weekly');
  assert.match(await look(), /<option value="weekly" selected/);
  await press({ wish: 'out' });
  assert.equal((await wanted()).reason.code, 'topic_off');
});

test('a break holds for all of it, can be made shorter, and ends when it is said', async () => {
  await press({ wish: 'in' });
  await press({ wish: 'three_months' });
  assert.equal((await wanted()).reason.code, 'paused_until');
  assert.match(await look(), /Paused until \d+ \w+ \d{4}\./);
  assert.match(await look(), /<strong>On<\/strong>/, 'what was chosen stands behind it');
  await press({ wish: 'one_month' });
  await press({ wish: 'resume' });
  assert.equal((await wanted()).decision, 'permit');
  assert.doesNotMatch(await look(), /Paused until/);
});

test('one click in a message ends its topic, and nothing else', async () => {
  await press({ wish: 'in' });
  const given = { subject: contact, purpose: 'marketing.email', state: 'given', method: 'form' };
  await make('/api/consents', given);
  const link = await make<{ one_click_url: string }>('/api/preference-links', {
    ...{ contact, ends: { topic: 'rings' } },
  });
  assert.match(await (await fetch(link.one_click_url)).text(), /we stop: Rings &amp; &lt;earrings&gt;\./);
  assert.equal((await wanted()).decision, 'permit', 'a look changes nothing');
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  const answer = await fetch(link.one_click_url, { method: 'POST', body, redirect: 'manual' });
  assert.deepEqual([answer.status, await answer.text()], [200, '']);
  const { reason } = await wanted();
  assert.equal(reason.code, 'topic_off');
  const decided = await server.api<{ decision: string }>('POST', '/api/decide', {
    ...{ subject: contact, purpose: 'marketing.email' },
  });
  assert.equal(decided.body.decision, 'permit');
  const unknown = await server.api('POST', '/api/preference-links', { contact, ends: { topic: 'none' } });
  assert.equal(unknown.status, 404);
});

test('a no to a topic that is not offered any more is there when it comes back', async () => {
  await press({ wish: 'in' });
  const link = await make<{ one_click_url: string }>('/api/preference-links', {
    ...{ contact, ends: { topic: 'rings' } },
  });
  const topic = { brand: 'rowan', purpose: 'marketing.*', default: 'out', channels: ['email', 'sms'] };
  const set = async (retired: boolean): Promise<void> => {
    const body = { ...topic, titles: { en: 'Rings' }, retired };
    const { status, text } = await server.api('PUT', '/api/topics/rings', body);
    assert.equal(status, 200, text);
  };
  await set(true);
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  assert.equal((await fetch(link.one_click_url, { method: 'POST', body })).status, 200);
  await set(false);
  assert.equal((await wanted()).reason.code, 'topic_off');
});

test('what is not offered cannot be said', async () => {
  const others: Record<string, string>[] = [
    { topic: 'calls', channel: 'phone' },
    { topic: 'none' },
    { channel: 'sms' },
  ];
  for (const fields of others) assert.equal(await press({ wish: 'in', ...fields }), '?lang=en');
  assert.equal(await press({ wish: 'often', frequency: 'hourly' }), '?lang=en');
  const { body } = await server.api<{ items: { topic: string; source: string }[] }>(
    'GET',
    `/api/preferences/email/${contact.value}/history`,
  );
  assert.ok(
    body.items.every(
      ({ topic, source }) => topic !== 'calls' && ['preference_centre', 'one_click'].includes(source),
    ),
  );
});
