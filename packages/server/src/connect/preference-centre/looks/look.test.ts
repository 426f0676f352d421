// What the pages of the centre wear: which brand's face, with colours and a logo from here and from nowhere else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { nearestReadable } from '@rapport/protocol';
import { startTestServer, type TestServer, testAdminKey } from '../../../testing/index.ts';
import { toColoursSheet } from '../style.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  for (const [path, body] of [
    ['brands', { slug: 'rowan', name: 'Rowan & <Wren>', accent: '#8b0000' }],
    ['brands', { slug: 'finch', name: 'Finch' }],
    [
      'topics',
      { slug: 'seeds', brand: 'finch', titles: { en: 'Seeds' }, channels: ['email'], purpose: 'marketing.*' },
    ],
  ] as const)
    assert.equal((await server.api('POST', `/api/${path}`, body)).status, 201);
});
after(() => server.stop());

const contact = { type: 'email', value: 'ann@shop.example' };
async function open(fields: object): Promise<string> {
  const { status, body, text } = await server.api<{ url: string }>('POST', '/api/preference-links', {
    ...{ contact, ...fields },
  });
  assert.equal(status, 201, text);
  return (await fetch(body.url)).text();
}
const brandOf = (page: string): string | undefined => /<p class="brand">(.*?)<\/p>/.exec(page)?.[1];

describe('A page of the centre', () => {
  test('wears the brand of its link, else of the topic that it ends, else none', async () => {
    assert.equal(brandOf(await open({ brand: 'rowan' })), 'Rowan &amp; &lt;Wren&gt;');
    assert.equal(
      brandOf(await open({ brand: 'rowan', ends: { topic: 'seeds' } })),
      'Rowan &amp; &lt;Wren&gt;',
    );
    assert.equal(brandOf(await open({ ends: { topic: 'seeds' } })), 'Finch');
    assert.equal(brandOf(await open({ ends: { purpose: 'marketing.email' } })), undefined);
    assert.equal(brandOf(await open({})), undefined);
    const unknown = await server.api('POST', '/api/preference-links', { contact, brand: 'nobody' });
    assert.equal(unknown.status, 404);
  });

  test('has the colours of the brand in a style sheet of ours, light and dark, and its logo', async () => {
    const page = await open({ brand: 'rowan' });
    const path = /href="(\/preferences\/colours\/[^"]+)"/.exec(page)?.[1] ?? '';
    const sheet = await fetch(server.url + path);
    const dark = nearestReadable('#8b0000', 'dark');
    assert.equal(
      await sheet.text(),
      `:root { --act: light-dark(#8b0000, ${dark}); --on-act: light-dark(#ffffff, #000000); }\n`,
    );
    assert.match(String(sheet.headers.get('content-type')), /^text\/css/);
    assert.match(String(sheet.headers.get('cache-control')), /immutable/);
    assert.doesNotMatch(page, /style="|<style/);
    await fetch(`${server.url}/api/brands/rowan/logo`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${testAdminKey}`, 'content-type': 'image/svg+xml' },
      body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    });
    assert.match(
      brandOf(await open({ brand: 'rowan' })) ?? '',
      /^<img src="\/preferences\/logo\/[0-9a-f]{64}" alt="Rowan &amp; &lt;Wren&gt;" \/>$/,
    );
  });

  test('keeps its own colours where a brand has none', async () => {
    assert.doesNotMatch(await open({ brand: 'finch' }), /preferences\/colours/);
  });
});

test('an address of a logo or of colours that stands for nothing is not found, whatever is in it', async () => {
  for (const path of [
    'logo/x',
    'logo/%00',
    `logo/${'0'.repeat(64)}`,
    'logo/..%2f',
    'colours/x',
    'colours/%00.css',
  ])
    assert.equal((await fetch(`${server.url}/preferences/${path}`)).status, 404, path);
});

test('a style sheet of colours holds colours that can be read, and nothing else', () => {
  assert.ok(toColoursSheet('3b2fb0-b9b2ff.css'));
  for (const name of [
    'ffffff-ffffff.css',
    '3b2fb0-3b2fb0.css',
    '3b2fb0.css',
    '3b2fb0-b9b2ff',
    '}body{}-b9b2ff.css',
  ])
    assert.equal(toColoursSheet(name), undefined, name);
});
