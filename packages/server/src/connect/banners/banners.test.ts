// The banner of a running server: set and read, asked for by pages without a credential, and counted without a person.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aTrack, startTestServer, type TestServer, testWriteKey } from '../../testing/index.ts';

let server: TestServer;
let path: string;
before(async () => {
  server = await startTestServer();
  const { items } = (await server.api<{ items: { id: number; kind: string }[] }>('GET', '/api/sources')).body;
  path = `/api/sources/${items.find(({ kind }) => kind === 'browser')?.id}/banner`;
});
after(() => server.stop());

type Shown = {
  version: number;
  language: string;
  words: Record<string, string>;
  questions: { categories: string[]; purposes: { name: string }[]; notice: string; gpc: boolean }[];
};
const ask = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/sdk/banner?${query}`, { headers });
const read = async (lang: string): Promise<Shown> =>
  (await (await ask(`write_key=${testWriteKey}&lang=${lang}&again=1`)).json()) as Shown;
const tell = (body: object | string) =>
  fetch(`${server.url}/sdk/banner/outcomes`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const set = (body: object) => server.api<Record<string, unknown>>('PUT', path, body);

describe('The words of a banner', () => {
  test('come in the language that is asked for, name what the preference centre names, and are published before', async () => {
    for (const [lang, language, title] of [
      ['de-DE,pl-PL,en', 'pl', 'Liczenie, jak używana jest nasza oferta'],
      ['zh-TW', 'zh-Hant', undefined],
      ['zh-CN,zh', 'zh-Hans', undefined],
      ['fr', 'en', 'Counting how our offers are used'],
      ['!!,', 'en', undefined],
    ] as const) {
      const shown = await read(lang);
      assert.equal(shown.language, language, lang);
      const names = shown.questions.map(({ purposes }) => purposes[0]?.name);
      assert.equal(names.length, 4);
      if (title !== undefined) assert.equal(names[0], title);
      for (const { notice } of shown.questions) {
        const { status, body } = await server.api<{ language: string }>('GET', `/api/notices/${notice}`);
        assert.equal(status, 200);
        assert.equal(body.language, language);
      }
    }
    const { questions } = await read('en');
    assert.deepEqual(
      questions.map(({ categories, gpc }) => [categories.join(), gpc]),
      [
        ['Analytics', false],
        ['Personalization', false],
        ['Advertising', true],
        ['DataSharing', true],
      ],
    );
  });

  test('may be read by any page, without a cookie, and are not sent again while they are the same', async () => {
    const first = await ask(`write_key=${testWriteKey}&lang=en&again=1`, { origin: 'https://shop.example' });
    assert.equal(first.headers.get('access-control-allow-origin'), '*');
    assert.equal(first.headers.get('set-cookie'), null);
    assert.equal(first.headers.get('access-control-allow-credentials'), null);
    const tag = first.headers.get('etag') as string;
    const again = await ask(`write_key=${testWriteKey}&lang=en&again=1`, { 'if-none-match': tag });
    assert.deepEqual([again.status, await again.text()], [304, '']);
  });

  test('of a key that does not exist, or is no key of pages, or is left out, tell nothing', async () => {
    const made = await server.api<{ write_key: string; id: number }>('POST', '/api/sources', {
      name: 'Till',
      kind: 'store',
    });
    for (const key of ['nobody', made.body.write_key]) {
      const { status } = await ask(`write_key=${key}`);
      assert.equal(status, 404);
      assert.equal(
        (await tell({ write_key: key, language: 'en', version: 0, outcomes: ['shown'] })).status,
        404,
      );
    }
    for (const odd of ['', 'write_key=', `write_key=${'k'.repeat(300)}`, 'write_key=a&write_key=b'])
      assert.equal((await ask(odd)).status, 400, odd.slice(0, 40));
    assert.equal((await ask('write_key=%00')).status, 404);
    assert.equal((await server.api('GET', `/api/sources/${made.body.id}/banner`)).status, 404);
  });
});

describe('A choice in a banner', () => {
  type Item = { purpose: string; state: string; notice: { title: string; language: string } | null };
  const choose = async (userId: string, notice: object | undefined): Promise<string[]> => {
    const categoryPreferences = { Analytics: true, Advertising: false };
    const context = { consent: { categoryPreferences, ...(notice && { notice }) } };
    await server.sendInTurn([aTrack({ userId, event: 'Segment Consent Preference Updated', context })]);
    const { body } = await server.api<{ items: Item[] }>('GET', `/api/profiles/user_id/${userId}/consents`);
    return body.items
      .map((one) => `${one.purpose} ${one.state} ${one.notice?.language}: ${one.notice?.title}`)
      .sort();
  };

  test('keeps the notice that was read, for each purpose its own', async () => {
    const { questions } = await read('pl');
    const hashes = Object.fromEntries(
      questions.map(({ categories, notice }) => [categories[0] as string, notice]),
    );
    assert.deepEqual(await choose('nina', { language: 'pl', hashes }), [
      'analytics given pl: Czy możemy korzystać z tego, co tu robisz? Liczenie, jak używana jest nasza oferta',
      'marketing.ads refused pl: Czy możemy korzystać z tego, co tu robisz? Reklamy w innych miejscach',
    ]);
  });

  test('counts without a notice, where what is named is unknown, of another purpose or language, or nothing at all', async () => {
    const { questions } = await read('en');
    const [analytics, , ads] = questions.map(({ notice }) => notice);
    for (const [i, notice] of [
      undefined,
      { language: 'en', hashes: { Analytics: 'f'.repeat(64), Advertising: 'x' } },
      { language: 'en', hashes: { Analytics: ads, Advertising: analytics } },
      { language: 'pl', hashes: { Analytics: analytics, Advertising: ads } },
      { language: 7, hashes: { Analytics: analytics } },
      { language: 'en', hashes: [analytics] },
      { language: 'en', hashes: null },
      { language: 'en', hashes: Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`a${n}`, ads])) },
      'notice',
      { hashes: { Analytics: { deep: [] }, Advertising: '\u0000' } },
    ].entries())
      assert.deepEqual(await choose(`odd-${i}`, notice as object), [
        'analytics given undefined: undefined',
        'marketing.ads refused undefined: undefined',
      ]);
  });
});

describe('A banner', () => {
  test('is as Rapport ships it, until somebody sets it who saw the newest version', async () => {
    const shipped = await server.api<Record<string, unknown>>('GET', path);
    assert.equal(shipped.body.version, 0);
    assert.equal(shipped.body.enabled, true);
    const words = { en: { title: 'May we?', accept: 'Yes to all' } };
    const body = { words, purposes: ['analytics', 'marketing.ads'], place: 'centre', expected_version: 0 };
    const { status, body: now, text } = await set(body);
    assert.equal(status, 200, text);
    assert.deepEqual([now.version, now.place], [1, 'centre']);
    assert.equal((await set(body)).status, 409);
    const shown = await read('en');
    assert.deepEqual(
      [shown.words.title, shown.words.accept, shown.words.reject],
      ['May we?', 'Yes to all', 'Reject all'],
    );
    assert.deepEqual(
      shown.questions.map(({ categories }) => categories[0]),
      ['Analytics', 'Advertising'],
    );
    assert.notEqual((await read('pl')).words.title, 'May we?');
  });

  test('that shares a category between purposes asks about them together, also where one alone is wanted', async () => {
    const purpose = { slug: 'heat.maps', name: 'Heat maps', description: 'See where people look.' };
    const ground = {
      legal_basis: 'consent',
      consent_model: 'opt_in',
      banner_categories: ['Analytics', 'Maps'],
    };
    const made = await server.api('POST', '/api/purposes', { ...purpose, ...ground });
    assert.equal(made.status, 201, made.text);
    assert.equal((await set({ purposes: ['heat.maps'] })).status, 200);
    const { questions } = await read('en');
    assert.equal(questions.length, 1);
    assert.deepEqual(questions[0]?.categories.toSorted(), ['Analytics', 'Maps']);
    assert.deepEqual(
      questions[0]?.purposes.map(({ name }) => name),
      ['Counting how our offers are used', 'Heat maps'],
    );
  });

  test('that is switched off has no words', async () => {
    assert.equal((await set({ enabled: false })).status, 200);
    assert.equal((await ask(`write_key=${testWriteKey}`)).status, 204);
    assert.equal((await set({})).status, 200);
    assert.equal((await ask(`write_key=${testWriteKey}&again=1`)).status, 200);
  });

  test('does not take what nobody could read or be asked', async () => {
    for (const [field, body] of [
      ['languages', { languages: [] }],
      ['languages.0', { languages: ['de'] }],
      ['default_language', { languages: ['pl'], default_language: 'en' }],
      ['purposes', { purposes: ['service'] }],
      ['purposes', { purposes: ['nothing-like-this'] }],
      ['words.en.title', { words: { en: { title: 'a\u0007b' } } }],
      ['privacy_urls.en', { privacy_urls: { en: 'javascript:alert(1)' } }],
      ['ask_again_months', { ask_again_months: 1 }],
    ] as const) {
      const { status, body: fault } = await server.api<{
        error: { details: { fields: { field: string }[] } };
      }>('PUT', path, body);
      assert.deepEqual([status, fault.error.details.fields[0]?.field], [400, field]);
    }
    assert.equal((await set({ brand: 'nobody' })).status, 404);
  });
});

test('A preview shows what is not saved, in any language, and publishes nothing', async () => {
  const count = async () => (await server.db.query('select 1 from notices')).length;
  const before = await count();
  const settings = { words: { pl: { title: 'Czy możemy, proszę?' } }, purposes: ['analytics'] };
  const preview = await server.api<Shown>('POST', `${path}/preview`, { ...settings, language: 'pl' });
  assert.equal(preview.status, 200, preview.text);
  assert.deepEqual([preview.body.language, preview.body.words.title], ['pl', 'Czy możemy, proszę?']);
  assert.equal(await count(), before);
  assert.notEqual((await read('pl')).words.title, 'Czy możemy, proszę?');
  const wrong = await server.api('POST', `${path}/preview`, { purposes: ['nothing-like-this'] });
  assert.equal(wrong.status, 400);
});

describe('Counts', () => {
  type Sums = { shown: number; accepted: number; rejected: number; chosen: number; ignored: number };
  type Rates = {
    total: Sums & { rates: Record<string, number> | null };
    languages: (Sums & { language: string })[];
  };
  const rates = async (query = ''): Promise<Rates> =>
    (await server.api<Rates>('GET', `${path}/rates${query}`)).body;

  test('are sums by language and day of what was shown and answered, and the rest was ignored', async () => {
    const { version } = (await server.api<{ version: number }>('GET', path)).body;
    const before = (await rates()).total;
    assert.equal(before.rates, null);
    for (let i = 0; i < 4; i += 1) await ask(`write_key=${testWriteKey}&lang=pl`);
    await ask(`write_key=${testWriteKey}&lang=en`);
    await fetch(`${server.url}/sdk/banner?write_key=${testWriteKey}&lang=en`, { method: 'HEAD' });
    for (const outcome of ['accepted', 'rejected'])
      assert.equal(
        (await tell({ write_key: testWriteKey, language: 'pl', version, outcomes: [outcome] })).status,
        204,
      );
    // Somebody who had answered before is shown what is new, and says so with the answer.
    await tell({ write_key: testWriteKey, language: 'en', version, outcomes: ['shown', 'chosen'] });
    const { total, languages } = await rates();
    assert.deepEqual(
      languages.map(({ language, shown, accepted, rejected, chosen, ignored }) => [
        language,
        shown,
        accepted,
        rejected,
        chosen,
        ignored,
      ]),
      [
        ['pl', 4, 1, 1, 0, 2],
        ['en', 2, 0, 0, 1, 1],
      ],
    );
    assert.deepEqual(total.rates, { accepted: 1 / 6, rejected: 1 / 6, chosen: 1 / 6, ignored: 3 / 6 });
    assert.equal((await rates('?from=2020-01-01&to=2020-01-31')).total.shown, 0);
    assert.equal((await server.api('GET', `${path}/rates?from=2020-01-01`)).status, 400);
  });

  test('hold nothing but sums, take nothing else, and stay bounded whatever is sent', async () => {
    const columns = await server.db.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_name = 'banner_counts' order by ordinal_position",
    );
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['workspace_id', 'source_id', 'day', 'language', 'version', 'outcome', 'times'],
    );
    const good = { write_key: testWriteKey, language: 'en', version: 0, outcomes: ['shown'] };
    for (const bad of [
      '',
      '{',
      '[]',
      { ...good, anonymousId: 'a' },
      { ...good, outcomes: [] },
      { ...good, outcomes: ['opened'] },
      { ...good, version: -1 },
      { ...good, language: 'e'.repeat(5000) },
    ])
      assert.equal(Math.floor((await tell(bad)).status / 100), 4, JSON.stringify(bad).slice(0, 80));
    const before = await server.db.query('select * from banner_counts order by 1, 2, 3, 4, 5, 6');
    for (const odd of [{ language: 'xx' }, { version: 77 }])
      assert.equal((await tell({ ...good, ...odd })).status, 204);
    await rates();
    assert.deepEqual(await server.db.query('select * from banner_counts order by 1, 2, 3, 4, 5, 6'), before);
  });

  test('are not kept where the company does not want them', async () => {
    const { version } = (await set({ count_choices: false })).body as { version: number };
    const { total } = await rates();
    await ask(`write_key=${testWriteKey}&lang=en`);
    await tell({ write_key: testWriteKey, language: 'en', version, outcomes: ['accepted'] });
    assert.deepEqual((await rates()).total, total);
  });
});
