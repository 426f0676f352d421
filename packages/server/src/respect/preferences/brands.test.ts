// The looks of brands on a running server: colours that nobody could read are refused with one that will do, and logos are files.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { contrastOnPages, isReadable } from '@rapport/protocol';
import { startTestServer, type TestServer, testAdminKey } from '../../testing/index.ts';
import { logoBytesMax, toMediaType } from './logos.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.api('POST', '/api/brands', { slug: 'rowan', name: 'Rowan & Wren' });
});
after(() => server.stop());

type Brand = { version: number; accent: string | null; accent_dark: string | null; logo_url: string | null };
type Fault = {
  error: { code: string; message: string; details: { ratio?: number; needed?: number; nearest?: string } };
};

const svg =
  '<?xml version="1.0"?>\n<!-- A bird --><!-- - -->\n<svg xmlns="http://www.w3.org/2000/svg"></svg>';
const files: [string, string | undefined, Buffer][] = [
  ['a PNG', 'image/png', Buffer.from('\x89PNG\r\n\x1a\n0', 'latin1')],
  ['a JPEG', 'image/jpeg', Buffer.from('\xff\xd8\xff\xe0', 'latin1')],
  ['a GIF', 'image/gif', Buffer.from('GIF89a')],
  ['a WebP', 'image/webp', Buffer.from('RIFF\x00\x00\x00\x00WEBPVP8 ', 'latin1')],
  ['an SVG', 'image/svg+xml', Buffer.from(svg)],
  ['an SVG with a mark of its order', 'image/svg+xml', Buffer.from('\uFEFF<svg/>')],
  ['a page', undefined, Buffer.from('<!doctype html><svg></svg>')],
  ['a script', undefined, Buffer.from('alert(1)')],
  ['nothing', undefined, Buffer.alloc(0)],
  ['a comment that does not end', undefined, Buffer.from('<!-- <svg>')],
  ['a video', undefined, Buffer.from('RIFF\x00\x00\x00\x00AVI ', 'latin1')],
];

/** A file as it is, which the client of the tests would send as JSON. */
async function upload(file: Buffer, type = 'application/octet-stream'): Promise<[number, Brand & Fault]> {
  const response = await fetch(`${server.url}/api/brands/rowan/logo`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${testAdminKey}`, 'content-type': type },
    body: new Uint8Array(file),
  });
  return [response.status, (await response.json()) as Brand & Fault];
}

describe('The colours of a brand', () => {
  const put = (body: object) =>
    server.api<Brand & Fault>('PUT', '/api/brands/rowan', { name: 'Rowan', ...body });

  test('are kept where they can be read', async () => {
    const { status, body } = await put({ accent: '#8B0000', accent_dark: '#ff9a9a' });
    assert.deepEqual([status, body.accent, body.accent_dark], [200, '#8b0000', '#ff9a9a']);
    const { body: plain } = await put({});
    assert.deepEqual([plain.accent, plain.accent_dark], [null, null]);
  });

  test('are refused otherwise, with what was measured, what is needed, and the nearest that will do', async () => {
    for (const [field, colour, shade] of [
      ['accent', '#ff8800', 'light'],
      ['accent_dark', '#3b2fb0', 'dark'],
    ] as const) {
      const { status, body } = await put({ [field]: colour });
      assert.deepEqual([status, body.error.code], [422, 'accent_unreadable']);
      const { ratio = 0, needed, nearest = '' } = body.error.details;
      assert.ok(ratio < 4.5 && ratio <= contrastOnPages(colour, shade) && needed === 4.5);
      assert.ok(isReadable(nearest, shade) && body.error.message.includes(nearest));
      assert.equal((await put({ [field]: nearest })).status, 200);
    }
    const made = { slug: 'pale', name: 'Pale', accent: '#ffffff' };
    assert.equal((await server.api<Fault>('POST', '/api/brands', made)).body.error.code, 'accent_unreadable');
  });
});

describe('The logo of a brand', () => {
  test('is a picture by its first bytes, whatever it is called', () => {
    for (const [what, type, file] of files) assert.equal(toMediaType(file), type, what);
    const many = Buffer.from('<!---->'.repeat(20_000));
    assert.equal(toMediaType(many), undefined);
  });

  test('is uploaded, and served to everybody at an address of its own, as a picture and nothing else', async () => {
    const [status, brand] = await upload(Buffer.from(svg), 'text/html');
    assert.equal(status, 200);
    assert.equal(brand.logo_url, `${server.url}/preferences/logo/${hash('sha256', svg, 'hex')}`);
    const served = await fetch(String(brand.logo_url));
    assert.equal(await served.text(), svg);
    assert.deepEqual(
      ['content-type', 'content-security-policy', 'x-content-type-options', 'cache-control'].map((name) =>
        served.headers.get(name),
      ),
      [
        ...['image/svg+xml', "default-src 'none'; style-src 'unsafe-inline'; sandbox", 'nosniff'],
        'public, max-age=31536000, immutable',
      ],
    );
    const removed = await server.api<Brand>('DELETE', '/api/brands/rowan/logo');
    assert.deepEqual([removed.body.logo_url, removed.body.version], [null, brand.version + 1]);
    assert.equal((await fetch(String(brand.logo_url))).status, 404);
    assert.equal(
      (await server.api<Fault>('DELETE', '/api/brands/rowan/logo')).body.error.code,
      'logo_not_found',
    );
  });

  test('is refused where it is no picture, or too large', async () => {
    const page = await upload(Buffer.from('<!doctype html><script>alert(1)</script>'), 'image/png');
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(logoBytesMax)]);
    const large = await upload(png);
    assert.deepEqual(
      [page, large].map(([status, { error }]) => [status, error.code]),
      [
        [422, 'logo_invalid'],
        [422, 'logo_invalid'],
      ],
    );
    assert.equal((await upload(Buffer.alloc(5 * logoBytesMax)))[1].error.code, 'body_too_large');
  });
});
