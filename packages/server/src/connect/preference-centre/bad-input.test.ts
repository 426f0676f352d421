// What is sent to the public pages by whoever means harm, or does not know better: nothing of it changes what it should not, tells
// what it should not, or becomes more than text.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
const sarah = { type: 'email', value: 'sarah@shop.example' };
const neha = { type: 'email', value: 'neha@shop.example' };
const markup = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
/** The pages of Sarah, by their kind. */
const paths = { centre: '', unsubscribe: '', confirm: '' };

before(async () => {
  server = await startTestServer({ env: { RAPPORT_TRUSTED_PROXIES: '127.0.0.1' } });
  await server.createSource(`Shop ${markup}`);
  const meaning = { legal_basis: 'consent', consent_model: 'opt_in', recipients: ['partner'] };
  const told = { name: `Offers ${markup}`, description: `News ${markup}` };
  await send('POST', '/api/purposes', {
    ...{ slug: 'constructor', ...told, ...meaning, data_categories: ['user'] },
    translations: { pl: { name: `Oferty ${markup}`, description: markup } },
  });
  const wordings = { titles: { en: `Rings ${markup}` }, descriptions: { en: markup } };
  await send('POST', '/api/brands', { slug: 'rowan', name: `Rowan ${markup}` });
  await send('POST', '/api/topics', {
    ...{
      slug: 'rings',
      brand: 'rowan',
      purpose: 'marketing.*',
      channels: ['email'],
      default: 'in',
      ...wordings,
    },
  });
  await send('PUT', '/api/recipients/partner', {
    name: `Partner ${markup}`,
    country: 'PL',
    mechanism: 'none',
  });
  const notice = { slug: 'news', language: 'en', title: `News ${markup}`, text: markup };
  const { hash } = await send<{ hash: string }>('POST', '/api/notices', {
    ...notice,
    purposes: ['constructor'],
  });
  await server.sendInTurn([anIdentify({ userId: 'sarah', traits: { email: sarah.value, name: markup } })]);
  const given = { purpose: 'constructor', state: 'given', method: 'form', notice: hash };
  await send('POST', '/api/consents', { subject: sarah, ...given });
  Object.assign(paths, await makePaths(sarah, hash));
});
after(() => server.stop());

async function send<Body>(method: 'POST' | 'PUT', path: string, body: object): Promise<Body> {
  const answer = await server.api<Body>(method, path, body);
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
}

async function makePaths(contact: object, notice: string): Promise<typeof paths> {
  const link = await send<{ url: string; one_click_url: string }>('POST', '/api/preference-links', {
    ...{ contact, ends: { topic: 'rings' } },
  });
  const signUp = { contact, purpose: 'constructor', topic: 'rings', notice };
  const { url } = await send<{ url: string }>('POST', '/api/confirmations', signUp);
  const [centre = '', unsubscribe = '', confirm = ''] = [link.url, link.one_click_url, url].map(
    (one) => new URL(one).pathname,
  );
  return { centre, unsubscribe, confirm };
}

let places = 0;
async function ask(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  places += 1;
  const from = { 'x-forwarded-for': `198.51.${Math.floor(places / 250) % 250}.${places % 250}` };
  const headers = { ...from, ...(init.headers as Record<string, string>) };
  const answer = await fetch(server.url + path, { redirect: 'manual', ...init, headers });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}
const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
});

/** How many rows each table has, and what they hold. */
async function look(): Promise<Record<string, string>> {
  const tables = await server.db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const rows: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await server.db.query<{ is: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as is from "${name}" t`,
    );
    rows[name] = row?.is ?? '';
  }
  return rows;
}

/** What goes on in the background is over. */
async function rest(): Promise<void> {
  await server.settle();
  let seen = '';
  for (let i = 0; i < 40; i += 1) {
    const now = JSON.stringify(await look());
    if (now === seen) return;
    seen = now;
    await sleep(250);
  }
  throw new Error('Something goes on without end');
}

describe('Looking', () => {
  test('at any public address, by any method that looks, as scanners do, changes no row of any table', async () => {
    await rest();
    const fixed = server.routes
      .filter((route) => route.startsWith('GET /') && !/^GET \/(api|health|metrics)(\/|$)/.test(route))
      .map((route) => route.slice('GET '.length))
      .filter((path) => !path.includes(':') && !path.includes('*'));
    assert.ok(fixed.includes('/preferences/style.css'));
    const all = [...fixed, ...Object.values(paths), '/preferences/x', '/u/x', '/confirm/x'];
    const tries = ['?state=off&purpose=constructor&confirm=1&stop=all&ask=erasure&wish=out&new_link=1', ''];
    const before = await look();
    for (const path of all)
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET'])
        for (const query of tries) {
          const { status } = await ask(path + query, { method, headers: { purpose: 'prefetch' } });
          assert.ok(status < 500, `${method} ${path} ${status}`);
        }
    for (const path of Object.values(paths))
      for (const method of ['PUT', 'PATCH', 'DELETE'])
        assert.equal((await ask(path, { method, body: 'confirm=1' })).status < 500, true);
    assert.deepEqual(await look(), before);
  });
});

describe('What a company or a person wrote', () => {
  test('is text on each page, in each language', async () => {
    await ask(paths.centre, form({ ask: 'correction', words: markup }));
    const odd = await makePaths({ type: 'loyalty_card', value: markup }, '').catch(() => undefined);
    assert.equal(odd, undefined, 'no topic reaches a card');
    const { url } = await send<{ url: string }>('POST', '/api/preference-links', {
      contact: { type: 'loyalty_card', value: markup },
    });
    const pages = [...Object.values(paths), new URL(url).pathname];
    let found = 0;
    for (const path of pages)
      for (const lang of ['en', 'zh-Hant', 'zh-Hans', 'pl', markup, '\r\nset-cookie: a=b']) {
        const { text, headers } = await ask(`${path}?${new URLSearchParams({ lang, told: markup })}`);
        assert.doesNotMatch(text, /<script|<img src=x/i);
        // What stands in the quotes of an attribute ends at the next one.
        assert.doesNotMatch(text.replaceAll(/="[^"]*"/g, '=""'), /<[^>]*(\son\w+\s*=|['`])/i);
        assert.equal(headers.get('set-cookie'), null);
        assert.match(headers.get('content-language') ?? '', /^(en|pl|zh-Han[st])$/);
        found += text.includes('&lt;script&gt;alert(1)') ? 1 : 0;
      }
    assert.ok(found >= 15, 'and it is there');
  });

  test('gets into no header by way of a form', async () => {
    for (const lang of ['\r\nset-cookie: a=b', markup, 'en\u0000', '../..', 'https://evil.example/']) {
      const { status, headers } = await ask(
        paths.centre,
        form({ lang, wish: 'in', topic: 'rings', channel: 'email' }),
      );
      assert.equal(status, 303);
      assert.match(headers.get('location') ?? '', /^\?lang=(en|pl|zh-Han[st])(&told=\w+)?$/);
      assert.equal(headers.get('set-cookie'), null);
    }
  });
});

describe('Forms', () => {
  const [boundary, end] = ['--x', '\r\n'];
  const part = (name: string, value: string, more = ''): string =>
    `${boundary}${end}content-disposition: form-data; name="${name}"${more}${end}${end}${value}${end}`;
  const bodies: [string, string | undefined, string, number[]][] = [
    ['too large', 'application/x-www-form-urlencoded', `words=${'x'.repeat(40_000)}`, [413]],
    ['of too many fields', 'application/x-www-form-urlencoded', 'a=1&'.repeat(100), [413]],
    ['too large, in parts', 'multipart/form-data; boundary=x', part('words', 'x'.repeat(40_000)), [413]],
    ['as JSON', 'application/json', '{"state":"off","confirm":"1","stop":"all"}', [415]],
    ['as text', 'text/plain', 'state=off&confirm=1&stop=all', [415]],
    ['of a type that is none', 'x', 'state=off&confirm=1&stop=all', [415]],
    ['without a boundary', 'multipart/form-data', part('stop', 'all'), [200, 303]],
    ['cut off', 'multipart/form-data; boundary=x', part('stop', 'all').slice(0, 40), [200, 303]],
    [
      'of files',
      'multipart/form-data; boundary=x',
      `${part('stop', 'all', '; filename="a.txt"')}${boundary}--${end}`,
      [200, 303],
    ],
    ['that is no UTF-8', 'application/x-www-form-urlencoded', 'purpose=%ff%fe&state=off&ask=%C3', [200, 303]],
    [
      'with NUL',
      'application/x-www-form-urlencoded',
      'ask=take_back&reference=%00&wish=%00',
      [200, 303, 400],
    ],
    [
      'named as what objects have',
      'application/x-www-form-urlencoded',
      '__proto__=1&constructor=1&ask=toString&purpose=__proto__&state=off',
      [200, 303],
    ],
  ];
  for (const [name, type, body, statuses] of bodies)
    test(`${name} change nothing, and get a page`, async () => {
      await rest();
      const before = await look();
      for (const path of [...Object.values(paths), '/preferences/x', '/confirm/x']) {
        const init = { method: 'POST', body, headers: type === undefined ? {} : { 'content-type': type } };
        const { status, text, headers } = await ask(path, init);
        const isOpen = Object.values(paths).includes(path);
        assert.ok(
          (isOpen ? statuses : [...statuses, 404]).includes(status),
          `${path.slice(0, 12)} ${status}`,
        );
        if (status !== 303) assert.match(headers.get('content-type') ?? '', /^text\/html/);
        if (status >= 400) assert.match(text, /<h1>.+<\/h1>/);
      }
      assert.deepEqual(await look(), before);
    });

  test('say what is wrong in the language that was asked for', async () => {
    const large = { ...form({ words: 'x'.repeat(40_000) }) };
    const { status, text } = await ask(`${paths.centre}?lang=pl`, large);
    assert.deepEqual([status, /<html lang="pl".*To za dużo/s.test(text)], [413, true]);
  });

  test('with the name of somebody else in them are about whoever the link is for', async () => {
    const decide = async () =>
      (
        await server.api<{ reason: object }>('POST', '/api/decide', {
          subject: neha,
          purpose: 'marketing.sms',
        })
      ).body.reason;
    const before = await decide();
    const other = {
      contact: neha.value,
      email: neha.value,
      type: 'email',
      value: neha.value,
      subject: neha.value,
    };
    await ask(paths.centre, form({ purpose: 'marketing.sms', state: 'off', ...other }));
    await ask(paths.unsubscribe, form({ stop: 'all', ...other }));
    assert.deepEqual(await decide(), before);
  });
});

describe('A link that opens nothing', () => {
  const cut = (path: string): string => path.slice(0, -4);
  test('is answered by the same bytes and after the same time, whether it is forged, foreign or has ended', async () => {
    const { url } = await send<{ url: string }>('POST', '/api/preference-links', { contact: neha, days: 1 });
    await server.advance('P2D');
    const ended = new URL(url).pathname;
    const kinds: Record<string, string> = {
      ended,
      forged: `/preferences/${'A'.repeat(ended.length - 13)}`,
      foreign: paths.confirm.replace('/confirm/', '/preferences/'),
      cut: cut(paths.centre),
    };
    const times = new Map(Object.keys(kinds).map((kind) => [kind, [] as number[]]));
    const pages = new Set<string>();
    for (let i = 0; i < 60; i += 1)
      for (const [kind, path] of Object.entries(kinds)) {
        const began = performance.now();
        const { status, text } = await ask(path);
        times.get(kind)?.push(performance.now() - began);
        pages.add(`${status} ${text}`);
      }
    assert.equal(pages.size, 1);
    const medians = [...times.values()].map((all) => all.toSorted((a, b) => a - b)[30] as number);
    const [least, most] = [Math.min(...medians), Math.max(...medians)];
    assert.ok(most - least < Math.max(3, least), `${medians.join(' ')} ms`);
  });

  test('of any length and any signs is none, and breaks nothing', async () => {
    const tokens = [
      '%00',
      '%E0%A4',
      '..%2f..%2fetc',
      'a'.repeat(2000),
      'a'.repeat(6000),
      '%3Cscript%3E',
      '名',
      '-',
      "'or'1",
    ];
    for (const token of tokens)
      for (const page of ['preferences', 'u', 'confirm'])
        for (const init of [{}, form({ confirm: '1', stop: 'all', state: 'off' })]) {
          const { status, text } = await ask(`/${page}/${token}`, init);
          assert.ok(status >= 400 && status < 500, `${page} ${token.slice(0, 10)} ${status}`);
          assert.doesNotMatch(text, /<script>|at \w+ \(|node:internal/);
        }
  });
});
