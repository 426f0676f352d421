// Asks of a running server: made and changed, what a page is told of them, and what becomes of an answer.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import { chooseTexts } from '../preference-centre/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Fault = { error: { code: string; details: { fields?: { field: string }[] } } };
type Shown = {
  slug: string;
  language: string;
  words: Record<string, string>;
  options: { value: string; label: string }[];
  categories: string[];
};

const fault = async (method: string, path: string, body?: object) => {
  const { status, body: answer } = await server.api<Fault>(method, path, body);
  return [status, answer.error.code, answer.error.details.fields?.[0]?.field];
};
const good = async <Body>(method: string, path: string, body?: object): Promise<Body> => {
  const { status, body: answer, text } = await server.api<Body>(method, path, body);
  assert.ok(status < 300, text);
  return answer;
};
const shown = async (lang = '', key = server.writeKey): Promise<Shown[]> => {
  const query = new URLSearchParams({ write_key: key, lang });
  const { status, body, text } = await server.request<{ asks: Shown[] }>('GET', `/sdk/asks?${query}`);
  assert.equal(status, 200, text);
  return body.asks;
};
const nameIn = (language: string) => chooseTexts([language]).purposes.personalisation?.name;
const size = {
  what: {
    ...{ attribute: 'shoe_size', kind: 'choice' },
    options: [{ value: '38', labels: { pl: 'trzydzieści osiem' } }, { value: '39' }],
  },
  words: {
    en: { question: 'Your size?', why: 'To show what fits.', benefit: 'Fewer returns.', yes: 'Keep it' },
    pl: { question: 'Rozmiar?', why: 'Pokażemy, co pasuje.', benefit: 'Mniej zwrotów.' },
  },
  ...{ purpose: 'personalisation', moment: { event: 'Product Viewed' } },
};
const email = { ...size, what: { attribute: 'email', kind: 'email' }, moment: { seconds: 3 }, order: 1 };

describe('Asks', () => {
  test('are made, read and changed by whoever saw the newest version', async () => {
    await good('POST', '/api/asks', { ...email, slug: 'email' });
    const made = await good<Record<string, unknown>>('POST', '/api/asks', { ...size, slug: 'size' });
    assert.deepEqual(
      [made.version, made.source, made.every_days, made.rest_days, made.enabled, made.retired],
      [1, null, 30, 365, true, false],
    );
    assert.deepEqual(await good('GET', '/api/asks/size'), made);
    const { items } = await good<{ items: { slug: string }[] }>('GET', '/api/asks');
    assert.deepEqual(
      items.map(({ slug }) => slug),
      ['size', 'email'],
    );
    const both = await Promise.all(
      [7, 8].map((every_days) =>
        server.api('PUT', '/api/asks/size', { ...size, every_days, expected_version: 1 }),
      ),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    assert.deepEqual((await fault('POST', '/api/asks', { ...size, slug: 'size' }))[1], 'name_taken');
    assert.deepEqual((await fault('PUT', '/api/asks/none', size)).slice(0, 2), [404, 'ask_not_found']);
  });

  test('are refused with the place of what is wrong', async () => {
    const server2 = await server.createSource('Till', 'server');
    const refused = (body: object) => fault('POST', '/api/asks', { ...size, slug: 'wrong', ...body });
    for (const [body, field] of [
      [{ purpose: 'nothing' }, 'purpose'],
      // Nobody is asked about it by a banner, so no page knows whether it is permitted.
      [{ purpose: 'marketing.email' }, 'purpose'],
      [{ purpose: 'identity.link' }, 'purpose'],
      [{ source: 'nowhere' }, 'source'],
      [{ source: server2.slug }, 'source'],
    ] as const)
      assert.deepEqual(await refused(body), [422, 'ask_invalid', field]);
    const option = { value: '38' };
    for (const [body, field] of [
      [{ slug: 'Über' }, 'slug'],
      [{ words: {} }, 'words'],
      [{ words: { en: { ...size.words.en, why: 'a\u0000b' } } }, 'words.en.why'],
      [{ words: { 'not a tag': size.words.en } }, 'words'],
      [{ words: { en: { question: 'Your size?', why: 'x' } } }, 'words.en.benefit'],
      [{ what: { ...size.what, options: [] } }, 'what.options'],
      [{ what: { ...size.what, options: [option] } }, 'what.options'],
      [{ what: { ...size.what, options: [option, option] } }, 'what.options'],
      [{ what: { ...size.what, kind: 'text' } }, 'what.options'],
      [{ what: { attribute: 'a b', kind: 'text' } }, 'what.attribute'],
      [{ moment: {} }, 'moment'],
      [{ moment: { seconds: 1, page: '/x' } }, 'moment'],
      [{ every_days: 0 }, 'every_days'],
    ] as const)
      assert.deepEqual(await refused(body), [400, 'invalid_request', field], JSON.stringify(body));
    await good('POST', '/api/asks', { ...size, slug: 'for-service', purpose: 'service', enabled: false });
  });

  test('are read by readers and changed by editors', async () => {
    const keyOf = async (scopes: string[]) =>
      (await good<{ key: string }>('POST', '/api/keys', { name: 'k', scopes })).key;
    const [reads, none] = [await keyOf(['sources:read']), await keyOf(['profiles:read'])];
    const ask = async (key: string, method: string, path: string, body?: object) =>
      (
        await server.request(method, path, body, {
          ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        })
      ).status;
    for (const path of ['/api/asks', '/api/asks/size', '/api/ask-counts']) {
      assert.equal(await ask(reads, 'GET', path), 200);
      assert.equal(await ask(none, 'GET', path), 403);
    }
    assert.equal(await ask(reads, 'PUT', '/api/asks/size', size), 403);
    assert.equal(await ask(reads, 'POST', '/api/asks', { ...size, slug: 'other' }), 403);
  });
});

describe('A page is told', () => {
  test('in the first language that the ask has, with the purpose in the words of the centre', async () => {
    const [inPolish, inEnglish, inChinese] = [
      (await shown('pl-PL,en'))[0],
      (await shown('de,fr'))[0],
      (await shown('zh-TW'))[0],
    ];
    assert.deepEqual([inPolish?.language, inEnglish?.language, inChinese?.language], ['pl', 'en', 'en']);
    assert.deepEqual(
      [inPolish?.words.question, inPolish?.words.yes, inPolish?.words.later],
      ['Rozmiar?', 'Wyślij', 'Nie teraz'],
    );
    assert.deepEqual([inEnglish?.words.yes, inEnglish?.words.no], ['Keep it', 'No, do not ask']);
    assert.equal(inEnglish?.words.purpose, nameIn('en'));
    assert.equal(inPolish?.words.purpose, nameIn('pl'));
    assert.deepEqual(inPolish?.options, [
      { value: '38', label: 'trzydzieści osiem' },
      { value: '39', label: '39' },
    ]);
    assert.deepEqual(inPolish?.categories, ['Personalization']);
  });

  test('in the very language, before another that is written alike, and in what is no language at all', async () => {
    const inLanguage = async (words: object, language: string) => {
      const asked = { ask: { ...size, slug: 'draft', words }, language };
      const { ask } = await good<{ ask: Shown }>('POST', '/api/ask-preview', asked);
      return [ask.language, ask.words.question, ask.words.later];
    };
    const british = { ...size.words.en, question: 'Your size, please?' };
    const both = { en: size.words.en, 'en-GB': british };
    assert.deepEqual(await inLanguage(both, 'en'), ['en', 'Your size?', 'Not now']);
    assert.deepEqual(await inLanguage(both, 'en-GB'), ['en-GB', 'Your size, please?', 'Not now']);
    assert.deepEqual(await inLanguage(both, 'en-US'), ['en', 'Your size?', 'Not now']);
    assert.deepEqual(await inLanguage({ 'en-aa-bb': british }, 'pl'), [
      ...['en-aa-bb', 'Your size, please?', 'Not now'],
    ]);
  });

  test('of those that are enabled and of its source, and nothing else', async () => {
    const other = await server.createSource('Other shop', 'browser');
    const till = await server.createSource('Till', 'server');
    await good('POST', '/api/asks', { ...size, slug: 'other', source: other.slug, order: 9 });
    const slugs = async (key?: string) => (await shown('en', key)).map(({ slug }) => slug);
    assert.deepEqual(await slugs(), ['size', 'email']);
    assert.deepEqual(await slugs(other.write_key), ['size', 'email', 'other']);
    assert.deepEqual(await slugs(till.write_key), []);
    await good('PUT', '/api/asks/email', { ...email, enabled: false });
    await good('PUT', '/api/asks/other', { ...size, source: other.slug, retired: true });
    assert.deepEqual(await slugs(other.write_key), ['size']);
    const text = JSON.stringify(await shown('en', other.write_key));
    assert.doesNotMatch(text, /updated|api_key|version/);
    await good('PUT', '/api/asks/email', email);
  });

  test('without credentials, from any site, and not again while it is the same', async () => {
    const ask = (key: string, headers = {}) =>
      server.request<Fault>('GET', `/sdk/asks?write_key=${key}&lang=en`, undefined, headers);
    const first = await ask(server.writeKey, { origin: 'https://shop.example' });
    assert.equal(first.headers.get('access-control-allow-origin'), '*');
    assert.equal(first.headers.get('set-cookie'), null);
    const tag = first.headers.get('etag') ?? '';
    assert.equal((await ask(server.writeKey, { 'if-none-match': tag })).status, 304);
    const byProxy = { 'if-none-match': `"other", W/${tag}` };
    assert.equal((await ask(server.writeKey, byProxy)).status, 304);
    const without = await server.request<Fault>('GET', '/sdk/asks');
    assert.deepEqual([without.status, without.headers.get('access-control-allow-origin')], [400, '*']);
    const unknown = await ask('unknown-key');
    assert.deepEqual([unknown.status, unknown.body.error.code], [404, 'not_found']);
    const paused = await server.createSource('Paused', 'browser');
    await good('PATCH', `/api/sources/${paused.id}`, { enabled: false });
    assert.deepEqual((await ask(paused.write_key)).body, unknown.body);
  });

  test('nothing of an ask whose purpose was retired', async () => {
    const purpose = {
      ...{ slug: 'fitting', name: 'Fitting', description: 'Show what fits.', consent_model: 'opt_in' },
      ...{ legal_basis: 'consent', banner_categories: ['Fitting'] },
    };
    await good('POST', '/api/purposes', purpose);
    await good('POST', '/api/asks', { ...size, slug: 'fit', purpose: 'fitting' });
    assert.ok((await shown('en')).some(({ slug }) => slug === 'fit'));
    await good('POST', '/api/purposes/fitting/retire', { version: 1 });
    assert.ok(!(await shown('en')).some(({ slug }) => slug === 'fit'));
    await good('PUT', '/api/asks/size', size);
    assert.deepEqual(await fault('PUT', '/api/asks/fit', { ...size, purpose: 'fitting' }), [
      ...[422, 'ask_invalid', 'purpose'],
    ]);
  });
});

test('Counts are of what was collected for the purpose of the ask', async () => {
  const context = (isGiven: boolean) => ({
    consent: { categoryPreferences: { Analytics: true, Personalization: isGiven } },
  });
  const tell = (event: string, ask: unknown, isGiven = true) =>
    aTrack({
      ...{ userId: undefined, anonymousId: `visitor-${isGiven}`, event },
      ...{ properties: { ask }, context: context(isGiven) },
    });
  const chosen = 'Segment Consent Preference Updated';
  await server.sendInTurn(
    [tell(chosen, undefined), tell(chosen, undefined, false)],
    [
      ...[tell('Ask Shown', 'size'), tell('Ask Shown', 'size'), tell('Ask Answered', 'size')],
      ...[tell('Ask Shown', 'email'), tell('Ask Declined', 'email'), tell('Ask Shown', 'unknown')],
      ...[tell('Ask Shown', 7), tell('Ask Shown', 'size', false)],
    ],
  );
  await server.settle();
  const counts = async (query = '') => {
    const { items } = await good<{ items: { slug: string }[] }>('GET', `/api/ask-counts${query}`);
    return Object.fromEntries(items.map(({ slug, ...rest }) => [slug, Object.values(rest)]));
  };
  const { size: ofSize, email: ofEmail, other } = await counts();
  assert.deepEqual(
    [ofSize, ofEmail, other],
    [
      [2, 1, 0],
      [1, 0, 1],
      [0, 0, 0],
    ],
  );
  assert.deepEqual(await fault('GET', '/api/ask-counts?days=0'), [400, 'invalid_request', 'days']);
});
