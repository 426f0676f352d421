// Double opt-in: somebody signed up, and nothing holds until they press in the page that the message led to; once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from '../../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer({ env: { RAPPORT_TRUSTED_PROXIES: '127.0.0.1' } });
  await send('/api/brands', { slug: 'rowan', name: 'Rowan & <Wren>' });
  const topic = {
    brand: 'rowan',
    purpose: 'marketing.*',
    default: 'out',
    channels: ['phone', 'sms', 'email'],
  };
  await send('/api/topics', { ...topic, slug: 'rings', titles: { en: 'Rings <new>', pl: 'Pierścionki' } });
  await send('/api/topics', { ...topic, slug: 'calls', titles: { en: 'Calls' }, channels: ['phone'] });
});
after(() => server.stop());

async function send<Body>(path: string, body: object): Promise<Body> {
  const answer = await server.api<Body>('POST', path, body);
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}
const contactOf = (name: string) => ({ type: 'email', value: `${name}@shop.example` });
const signUp = async (name: string, fields: object = { purpose: 'marketing.email' }): Promise<string> => {
  const { url } = await send<{ url: string }>('/api/confirmations', { contact: contactOf(name), ...fields });
  return new URL(url).pathname;
};

type Page = { status: number; text: string };
async function open(path: string, init: RequestInit = {}): Promise<Page> {
  const headers = { 'x-forwarded-for': '203.0.113.77' };
  const answer = await fetch(server.url + path, { redirect: 'manual', headers, ...init });
  return { status: answer.status, text: await answer.text() };
}
const noticeIn = (page: string): string => /name="notice" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '';
async function press(path: string, more: Record<string, string> = {}): Promise<Page> {
  const { text } = await open(path);
  const [notice, lang = 'en'] = [noticeIn(text), /<html lang="([^"]+)"/.exec(text)?.[1]];
  const body = new URLSearchParams({ lang, confirm: '1', ...(notice !== '' && { notice }), ...more });
  return open(path, { method: 'POST', body });
}

type Decided = {
  decision: string;
  reason: { code: string; consent_event?: { method: string; notice: { title: string } } };
};
const decide = async (name: string, purpose = 'marketing.email'): Promise<Decided> => {
  const asked = { subject: contactOf(name), purpose };
  return (await server.api<Decided>('POST', '/api/decide', asked)).body;
};
type Event = {
  state: string;
  method: string;
  evidence: Record<string, string>;
  notice: { hash: string } | null;
};
const ledger = async (name: string): Promise<Event[]> =>
  (await server.api<{ items: Event[] }>('GET', `/api/profiles/email/${name}@shop.example/consents`)).body
    .items;

test('until it is confirmed the ledger says that it was asked for, and the gate says no', async () => {
  const path = await signUp('ann');
  assert.deepEqual(
    (await ledger('ann')).map(({ state, method }) => [state, method]),
    [['requested', 'double_opt_in']],
  );
  assert.deepEqual((await decide('ann')).reason.code, 'consent_unknown');
  const page = await open(path);
  assert.equal(page.status, 200);
  assert.match(page.text, /Press once, and it holds: Offers by e-mail\./);
  assert.ok(!page.text.includes('ann@') && !decodeURIComponent(path).includes('ann'));
  for (const method of ['GET', 'HEAD', 'GET']) await open(`${path}?confirm=1`, { method });
  for (const body of [new URLSearchParams(), new URLSearchParams({ lang: 'pl' })])
    assert.equal((await open(path, { method: 'POST', body })).status, 200);
  assert.equal((await decide('ann')).decision, 'deny');
  const done = await press(path);
  assert.deepEqual([done.status, /Confirmed\. It holds from now on\./.test(done.text)], [200, true]);
  const { decision, reason } = await decide('ann');
  assert.deepEqual([decision, reason.consent_event?.method], ['permit', 'double_opt_in']);
  assert.equal(reason.consent_event?.notice.title, 'Your choices: Offers by e-mail');
  const [given] = await ledger('ann');
  assert.equal(given?.state, 'given');
  assert.equal(given?.evidence.from, '203.0.113.0/24');
  assert.ok(
    Date.parse(String(given?.evidence.requested_at)) <= Date.parse(String(given?.evidence.confirmed_at)),
  );
});

test('a link works once: used again it says so, tells nothing, and records nothing', async () => {
  const path = await signUp('ben', { purpose: 'marketing.email', language: 'pl' });
  assert.equal((await press(path)).status, 200);
  const before = await ledger('ben');
  const withdrawn = {
    subject: contactOf('ben'),
    purpose: 'marketing.email',
    state: 'withdrawn',
    method: 'form',
  };
  await send('/api/consents', withdrawn);
  for (const answer of [await open(path), await press(path), await open(path, { method: 'POST' })]) {
    assert.equal(answer.status, 410);
    assert.match(answer.text, /Ten odnośnik został już użyty|This link was used already/);
    assert.doesNotMatch(answer.text, /ben|@|Offers|Oferty/);
  }
  assert.equal((await ledger('ben')).length, before.length + 1);
  assert.equal((await decide('ben')).reason.code, 'consent_withdrawn', 'what was said later holds');
});

test('of many who press at the same moment one is recorded', async () => {
  const path = await signUp('cat', { purpose: 'marketing.email', topic: 'rings' });
  const statuses = (await Promise.all(Array.from({ length: 20 }, () => press(path)))).map(
    ({ status }) => status,
  );
  assert.deepEqual(statuses.toSorted(), [200, ...Array.from({ length: 19 }, () => 410)]);
  assert.equal((await ledger('cat')).filter(({ state }) => state === 'given').length, 1);
  const history = await server.api<{ items: { source: string }[] }>(
    'GET',
    '/api/preferences/email/cat@shop.example/history',
  );
  assert.deepEqual(
    history.body.items.map(({ source }) => source),
    ['double_opt_in'],
  );
});

test('a topic is signed up for by one channel, and its page wears the brand, as text', async () => {
  const path = await signUp('dan', { topic: 'rings' });
  const { text } = await open(path);
  assert.match(text, /it holds: Rings &lt;new&gt;\./);
  assert.match(text, /Rowan &amp; &lt;Wren&gt;/);
  assert.deepEqual(await ledger('dan'), undefined);
  assert.equal((await press(path)).status, 200);
  type Wanted = { topics: { topic: string; channel: string; reason: { code: string } }[] };
  const wanted = async (at: string) =>
    (await server.api<Wanted>('GET', `/api/preferences/${at}`)).body.topics;
  const chosen = (all: Wanted['topics']) =>
    all.flatMap(({ topic, channel, reason }) =>
      reason.code === 'topic_chosen' ? [`${topic} ${channel}`] : [],
    );
  assert.deepEqual(chosen(await wanted('email/dan@shop.example')), ['rings email']);
  const phone = { type: 'phone', value: '+16145550100' };
  const { url } = await send<{ url: string }>('/api/confirmations', { contact: phone, topic: 'rings' });
  await press(new URL(url).pathname);
  assert.deepEqual(chosen(await wanted('phone/+16145550100')), ['rings sms'], 'and not by calls');
});

test('the notice of the message is kept with it, and shown as text', async () => {
  const notice = {
    slug: 'news',
    language: 'en',
    title: 'News',
    text: 'Yes to <b>news</b>\nonce a week',
    purposes: ['marketing.email'],
  };
  const { hash } = await send<{ hash: string }>('/api/notices', notice);
  const path = await signUp('eve', { purpose: 'marketing.email', notice: hash, language: 'en' });
  assert.match(
    (await open(`${path}?lang=pl`)).text,
    /<blockquote lang="en">Yes to &lt;b&gt;news&lt;\/b&gt;\nonce a week</,
  );
  const changed = await press(path, { notice: 'f'.repeat(64) });
  assert.match(changed.text, /The text of this choice was changed/);
  assert.equal((await decide('eve')).decision, 'deny');
  assert.equal((await press(path)).status, 200);
  assert.equal((await ledger('eve'))[0]?.notice?.hash, hash);
});

test('what was forged, is of another kind or has ended opens the page that every link like that opens', async () => {
  const path = await signUp('fay');
  const { url } = await send<{ url: string }>('/api/preference-links', { contact: contactOf('fay') });
  const other = new URL(url).pathname.replace('/preferences/', '/confirm/');
  const reused = path.replace('/confirm/', '/preferences/');
  await server.advance('P8D');
  const pages = await Promise.all([path, `${path}x`, other, reused, '/confirm/x'].map((one) => open(one)));
  for (const page of pages) assert.deepEqual([page.status, page.text], [404, pages[0]?.text]);
  for (const at of [path, other]) {
    const body = new URLSearchParams({ confirm: '1' });
    assert.equal((await open(at, { method: 'POST', body })).status, 404);
  }
  assert.equal((await decide('fay')).decision, 'deny');
  await signUp('gus');
  const kept = await server.db.query<{ value: string }>('select value from confirmations');
  assert.deepEqual(
    kept.map(({ value }) => value),
    ['gus@shop.example'],
    'what has ended is forgotten',
  );
});

test('nobody is sent a link that confirms nothing', async () => {
  for (const [fields, code] of [
    [{}, 'invalid_request'],
    [{ purpose: 'none' }, 'purpose_unknown'],
    [{ purpose: 'marketing.*' }, 'purpose_unknown'],
    [{ purpose: 'service' }, 'consent_invalid'],
    [{ topic: 'none' }, 'topic_not_found'],
    [{ topic: 'calls' }, 'preference_invalid'],
    [{ purpose: 'marketing.email', notice: '0'.repeat(64) }, 'notice_unknown'],
    [{ purpose: 'marketing.email', days: 31 }, 'invalid_request'],
  ] as const) {
    const body = { contact: contactOf('hal'), ...fields };
    const answer = await server.api<{ error: { code: string } }>('POST', '/api/confirmations', body);
    assert.equal(answer.body.error?.code, code, JSON.stringify(fields));
  }
  assert.deepEqual(await ledger('hal'), undefined);
  const stop = { identifier: contactOf('ida'), scope: 'no_collect', reason: 'Asked for it' };
  await send('/api/suppressions', stop);
  for (const fields of [{ topic: 'rings' }, { purpose: 'marketing.email' }]) {
    const body = { contact: contactOf('ida'), ...fields };
    const answer = await server.api<{ error: { message: string } }>('POST', '/api/confirmations', body);
    assert.match(answer.body.error.message, /must not be collected/);
  }
  const kept = await server.db.query("select 1 from confirmations where value like 'ida@%'");
  assert.deepEqual(kept, []);
});
