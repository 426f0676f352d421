// Topics and brands of a running server: made, changed by whoever saw the newest version, and kept while somebody spoke of them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Fault = { error: { code: string; message: string; details: { fields?: { field: string }[] } } };
type Topic = { slug: string; version: number; updated_by: string; retired: boolean; order: number };

const fault = async (method: string, path: string, body?: object) => {
  const { status, body: answer } = await server.api<Fault>(method, path, body);
  return [status, answer.error.code, answer.error.details.fields?.[0]?.field];
};
const good = async <Body>(method: string, path: string, body?: object): Promise<Body> => {
  const { status, body: answer, text } = await server.api<Body>(method, path, body);
  assert.ok(status < 300, text);
  return answer;
};
const offers = {
  ...{
    brand: 'rowan',
    titles: { en: 'Offers', 'zh-Hant': '優惠', pl: 'Oferty' },
    channels: ['email', 'sms'],
  },
  purpose: 'marketing.*',
};

describe('Brands and topics', () => {
  test('are made, read, changed and removed', async () => {
    const made = await good<object>('POST', '/api/brands', { slug: 'rowan', name: 'Rowan & Wren' });
    assert.deepEqual(
      { ...made, updated_at: '', updated_by: '', updated_by_name: '' },
      {
        ...{ slug: 'rowan', name: 'Rowan & Wren', accent: null, accent_dark: null, logo_url: null },
        version: 1,
        ...{ updated_at: '', updated_by: '', updated_by_name: '' },
      },
    );
    await good('POST', '/api/topics', { ...offers, slug: 'offers', order: 2 });
    await good('POST', '/api/topics', { ...offers, slug: 'news', order: 1, default: 'in' });
    const { items } = await good<{ items: Topic[] }>('GET', '/api/topics');
    assert.deepEqual(
      items.map(({ slug }) => slug),
      ['news', 'offers'],
    );
    const { version, retired, updated_by } = await good<Topic>('PUT', '/api/topics/news', {
      ...{ ...offers, retired: true, expected_version: 1 },
    });
    assert.deepEqual([version, retired], [2, true]);
    assert.match(updated_by, /^api_key:/);
    assert.equal((await server.api('DELETE', '/api/topics/news')).status, 204);
    assert.deepEqual(await fault('GET', '/api/topics/news'), [404, 'topic_not_found', undefined]);
  });

  test('are changed only by whoever saw the newest version', async () => {
    const both = await Promise.all(
      [1, 2].map((order) =>
        server.api('PUT', '/api/topics/offers', { ...offers, order, expected_version: 1 }),
      ),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    const stale = { name: 'Rowan', expected_version: 7 };
    assert.deepEqual((await fault('PUT', '/api/brands/rowan', stale)).slice(0, 2), [409, 'conflict']);
    assert.equal((await fault('POST', '/api/brands', { slug: 'rowan', name: 'Again' }))[1], 'name_taken');
    assert.equal((await fault('POST', '/api/topics', { ...offers, slug: 'offers' }))[1], 'name_taken');
    for (const path of ['topics', 'brands'])
      assert.equal((await fault('DELETE', `/api/${path}/none`))[0], 404);
  });

  test('are refused with the place of what is wrong', async () => {
    const refused = (body: object) => fault('POST', '/api/topics', { ...offers, slug: 'wrong', ...body });
    for (const [body, field] of [
      [{ brand: 'nobody' }, 'brand'],
      [{ purpose: 'marketing.pigeon' }, 'purpose'],
      [{ purpose: 'marketing.email' }, 'channels.1'],
      [{ channels: ['email', 'in_app'] }, 'channels.1'],
    ] as const)
      assert.deepEqual(await refused(body), [422, 'topic_invalid', field]);
    for (const [body, field] of [
      [{ slug: 'Über' }, 'slug'],
      [{ titles: {} }, 'titles'],
      [{ titles: { 'not a tag': 'x' } }, 'titles'],
      [{ titles: { en: 'a\u0000b' } }, 'titles.en'],
      [{ titles: { en: 'a\ud800b' } }, 'titles.en'],
      [{ channels: ['email', 'email'] }, 'channels'],
      [{ channels: ['pigeon'] }, 'channels.0'],
      [{ default: 'maybe' }, 'default'],
    ] as const)
      assert.deepEqual(await refused(body), [400, 'invalid_request', field]);
    for (const accent of ['red', '#abc', '#3b2fb0;}', 7])
      assert.deepEqual(await fault('POST', '/api/brands', { slug: 'x', name: 'X', accent }), [
        ...[400, 'invalid_request', 'accent'],
      ]);
    // What holds for any channel may be for each.
    await good('POST', '/api/topics', {
      ...{ ...offers, slug: 'orders', channels: ['email', 'in_app'], purpose: 'message.transactional' },
    });
  });

  test('stay while somebody spoke of them', async () => {
    const say = (topic: string) =>
      good('PUT', '/api/preferences/email/anna@shop.example', {
        changes: [{ channel: 'email', topic, state: 'out' }],
      });
    await say('offers');
    assert.deepEqual(await fault('DELETE', '/api/topics/offers'), [409, 'topic_in_use', undefined]);
    assert.equal((await fault('DELETE', '/api/brands/rowan'))[1], 'brand_in_use');
    await good('POST', '/api/brands', { slug: 'finch', name: 'Finch' });
    await good('POST', '/api/topics', { ...offers, slug: 'finches', brand: 'finch' });
    await say('finch.*');
    assert.equal((await server.api('DELETE', '/api/topics/finches')).status, 204);
    assert.equal((await fault('DELETE', '/api/brands/finch'))[1], 'brand_in_use');
  });

  test('are read by readers and changed by editors', async () => {
    const keyOf = async (scopes: string[]) =>
      (await good<{ key: string }>('POST', '/api/keys', { name: 'k', scopes })).key;
    const [reads, none] = [await keyOf(['preferences:read']), await keyOf(['profiles:read'])];
    const ask = async (key: string, method: string, path: string, body?: object) =>
      (
        await server.request(method, path, body, {
          ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        })
      ).status;
    assert.equal(await ask(reads, 'GET', '/api/topics'), 200);
    assert.equal(await ask(reads, 'GET', '/api/preferences/email/anna@shop.example'), 200);
    assert.equal(await ask(reads, 'POST', '/api/brands', { slug: 'y', name: 'Y' }), 403);
    assert.equal(await ask(reads, 'PUT', '/api/preferences/email/anna@shop.example', {}), 403);
    for (const path of ['/api/topics', '/api/brands', '/api/preferences/email/anna@shop.example'])
      assert.equal(await ask(none, 'GET', path), 403);
    const { items } = await good<{ items: { slug: string; scopes: string[] }[] }>('GET', '/api/roles');
    const may = (slug: string) => items.find((one) => one.slug === slug)?.scopes ?? [];
    assert.ok(may('reader').includes('preferences:read') && !may('reader').includes('preferences:write'));
    assert.ok(may('editor').includes('preferences:write'));
  });
});
