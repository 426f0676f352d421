// What a company sets for its preference centre, on a running server: which pages obey it, and what is refused.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { startTestServer, type TestServer } from '../../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  for (const slug of ['rowan', 'finch'])
    assert.equal((await server.api('POST', '/api/brands', { slug, name: slug })).status, 201);
});
after(() => server.stop());

type Settings = {
  version: number;
  brand: string | null;
  languages: string[];
  texts: object;
  updated_by: string | null;
  available_languages: { language: string; texts: { title: string } }[];
};
type Fault = { error: { code: string; details: { fields?: { field: string }[] } } };

const set = (body: object) => server.api<Settings & Fault>('PUT', '/api/preference-centre', body);
afterEach(() => set({}));

const contact = { type: 'email', value: 'ann@shop.example' };
async function open(fields: object = {}, headers: Record<string, string> = {}): Promise<string> {
  const { body } = await server.api<{ url: string }>('POST', '/api/preference-links', { contact, ...fields });
  return (await fetch(body.url, { headers })).text();
}
const languageOf = (page: string): string | undefined => /<html lang="([\w-]+)"/.exec(page)?.[1];

describe('The settings of the preference centre', () => {
  test('are as it ships until somebody sets them, and tell what there is to set', async () => {
    const { body } = await server.api<Settings>('GET', '/api/preference-centre');
    assert.deepEqual([body.version, body.brand, body.updated_by], [0, null, null]);
    assert.deepEqual(body.languages, ['en', 'zh-Hant', 'zh-Hans', 'pl']);
    assert.equal(body.available_languages[0]?.texts.title, 'Your choices');
  });

  test('put the company’s words in the place of ours, as text, and empty ones leave ours', async () => {
    await set({
      texts: { en: { title: 'Your <b>say</b>', intro: '', saved: 'Kept.' }, pl: { title: 'Twój głos' } },
    });
    const page = await open();
    assert.match(page, /<h1>Your &lt;b&gt;say&lt;\/b&gt;<\/h1>\s*<p>You decide what/);
    assert.match(await open({ language: 'pl' }), /<h1>Twój głos<\/h1>/);
    assert.match(await open({ language: 'zh-Hant' }), /<h1>您的選擇<\/h1>|<h1>[^A-Z]+<\/h1>/);
  });

  test('say which languages are offered; whoever asks for another gets the one that is set', async () => {
    await set({ languages: ['pl', 'zh-Hant'], default_language: 'pl' });
    const page = await open({}, { 'accept-language': 'en-GB, zh-TW;q=0.5' });
    assert.equal(languageOf(page), 'zh-Hant');
    assert.deepEqual(
      Array.from(page.matchAll(/hreflang="([\w-]+)"/g), ([, tag]) => tag),
      ['pl'],
    );
    assert.equal(languageOf(await open({ language: 'en' }, { 'accept-language': 'de' })), 'pl');
    await set({ languages: ['pl'], default_language: 'pl' });
    assert.doesNotMatch(await open(), /class="languages"/);
  });

  test('name the brand that pages wear to which nothing gives another, the privacy notice, and what is not told', async () => {
    await set({
      ...{ brand: 'finch', show_held: false },
      privacy_notice_urls: { en: 'https://shop.example/privacy?a=1&b=2' },
    });
    const page = await open();
    assert.match(page, /<p class="brand">finch<\/p>/);
    assert.match(page, /<footer><a href="https:\/\/shop\.example\/privacy\?a=1&amp;b=2">Privacy notice<\/a>/);
    assert.doesNotMatch(page, /id="held"/);
    assert.match(await open({ brand: 'rowan' }), /<p class="brand">rowan<\/p>/);
    // In a language that has no notice of its own, that of the default one is better than none.
    assert.match(await open({ language: 'pl' }), /https:\/\/shop\.example\/privacy/);
  });

  test('lose a brand that is removed', async () => {
    await server.api('POST', '/api/brands', { slug: 'wren', name: 'wren' });
    await set({ brand: 'wren' });
    assert.equal((await server.api('DELETE', '/api/brands/wren')).status, 204);
    assert.equal((await server.api<Settings>('GET', '/api/preference-centre')).body.brand, null);
    assert.doesNotMatch(await open(), /class="brand"/);
  });

  test('are changed only by whoever saw the newest version', async () => {
    const { version } = (await set({})).body;
    const both = await Promise.all([1, 2].map(() => set({ show_held: false, expected_version: version })));
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
  });

  test('are refused with the place of what is wrong', async () => {
    for (const [body, status, field] of [
      [{ brand: 'nobody' }, 422, 'brand'],
      [{ languages: ['pl'], default_language: 'en' }, 422, 'default_language'],
      [{ languages: [] }, 400, 'languages'],
      [{ languages: ['pl', 'pl'] }, 400, 'languages'],
      [{ languages: ['de'] }, 400, 'languages.0'],
      [{ texts: { de: {} } }, 400, 'texts'],
      [{ texts: { en: { title: 'x'.repeat(81) } } }, 400, 'texts.en.title'],
      [{ texts: { en: { title: 'a\u0000b' } } }, 400, 'texts.en.title'],
      [{ texts: { en: { allow: 'No' } } }, 400, 'texts.en'],
      [{ privacy_notice_urls: { en: 'javascript:alert(1)' } }, 400, 'privacy_notice_urls.en'],
      [{ privacy_notice_urls: { en: 'http://shop.example' } }, 400, 'privacy_notice_urls.en'],
    ] as const) {
      const answer = await set(body);
      assert.deepEqual(
        [answer.status, answer.body.error?.details.fields?.[0]?.field.replace(/^texts\.de$/, 'texts')],
        [status, field],
        JSON.stringify(body),
      );
    }
  });
});

describe('The preview', () => {
  type Preview = { language: string; html: string } & Fault;
  const preview = (body: object) => server.api<Preview>('POST', '/api/preference-centre/preview', body);

  test('is the real page with settings that nobody has saved, of the workspace’s own topics', async () => {
    const offers = {
      slug: 'offers',
      brand: 'finch',
      titles: { en: 'Offers', pl: 'Oferty' },
      channels: ['email'],
    };
    await server.api('POST', '/api/topics', { ...offers, purpose: 'marketing.*' });
    const before = (await server.api<Settings>('GET', '/api/preference-centre')).body.version;
    const { status, body } = await preview({
      brand: 'rowan',
      texts: { pl: { title: 'Twój głos' } },
      language: 'pl',
    });
    assert.deepEqual([status, body.language], [200, 'pl']);
    assert.match(body.html, /<h1>Twój głos<\/h1>/);
    assert.match(body.html, /<p class="brand">rowan<\/p>/);
    assert.match(body.html, /Oferty/);
    // Each state that a choice may have is there, and nothing can be pressed.
    for (const state of ['on', 'off', 'unasked'])
      assert.match(body.html, new RegExp(`<li class="${state}">`));
    assert.match(body.html, /<body inert>/);
    assert.doesNotMatch(body.html, /<script|style="/);
    assert.equal((await server.api<Settings>('GET', '/api/preference-centre')).body.version, before);
    assert.doesNotMatch((await preview({ show_held: false })).body.html, /id="held"/);
  });

  test('refuses what could not be saved', async () => {
    assert.deepEqual((await preview({ brand: 'nobody' })).body.error.code, 'centre_invalid');
    assert.equal(
      (await preview({ languages: ['pl'], default_language: 'pl', language: 'en' })).body.language,
      'pl',
    );
  });
});
