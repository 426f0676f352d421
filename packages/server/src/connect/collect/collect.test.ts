// Collect over HTTP, as clients use it: addresses, write keys, bodies, answers. The numbers are those of the contract
// with the clients.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import { errorTable } from '@rapport/protocol';
import {
  type Answer,
  aTrack,
  type Fault,
  type Headers,
  nextMessageId,
  type SentBody,
  type SourceBody,
  startTestServer,
  type TestServer,
  testWriteKey,
  toBasic,
} from '../../testing/index.ts';

let server: TestServer;
let shop: SourceBody;
before(async () => {
  server = await startTestServer();
  shop = await server.createSource('Shop server');
});
after(() => server.stop());

/** A POST with nothing but these headers. */
const post = (path: string, body: SentBody, headers?: Headers) =>
  server.request<Fault & { success?: boolean }>('POST', path, body, headers);

function assertAccepted(answer: Answer<{ success?: boolean }>): void {
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.text, '{"success":true}');
  assert.equal(answer.headers.get('content-type'), 'application/json');
}

function assertFault(answer: Answer<Fault>, code: keyof typeof errorTable, sentence?: RegExp): void {
  assert.equal(answer.body.error?.code, code, answer.text);
  assert.equal(answer.status, errorTable[code].status);
  assert.match(answer.body.error.message, sentence ?? /^[A-Z].+[.…]$/);
  assert.equal(answer.headers.get('content-type'), 'application/json');
}

/** The types of what is stored of this person; settle first. */
async function typesOf(userId: string): Promise<string[]> {
  return (await server.listEvents('user_id', userId)).map((event) => event.type).sort();
}

describe('1. Addresses', () => {
  const calls: [string, string[], object][] = [
    ['track', ['/v1/track', '/v1/t', '/api/s/track', '/api/s/s2s/track'], { event: 'Product Viewed' }],
    ['identify', ['/v1/identify', '/v1/i', '/api/s/identify', '/api/s/s2s/identify'], { traits: {} }],
    ['page', ['/v1/page', '/v1/p', '/api/s/page'], { name: 'Home' }],
    ['screen', ['/v1/screen', '/v1/s', '/api/s/screen'], { name: 'Home' }],
    ['group', ['/v1/group', '/v1/g', '/api/s/group'], { groupId: 'office' }],
    ['alias', ['/v1/alias', '/v1/a', '/api/s/alias'], {}],
  ];
  for (const [type, paths, fields] of calls) {
    test(`${type}: ${paths.join(', ')}`, async () => {
      const all = paths.flatMap((path) => [path, `${path}/`, `${path}?x=1`]);
      for (const path of all) {
        // 19. The type comes from the path when the body has none, and the path wins when they differ.
        const message = { ...fields, userId: `address ${path}`, previousId: `before ${path}` };
        assertAccepted(await server.collect(path, message));
        assertAccepted(await server.collect(path, { ...message, type: 'other' }));
      }
      await server.settle();
      for (const path of all) assert.deepEqual(await typesOf(`address ${path}`), [type, type], path);
    });
  }

  test('batch: /v1/batch, /v1/b, /v1/import', async () => {
    const paths = ['/v1/batch', '/v1/batch/', '/v1/b', '/v1/b/', '/v1/import', '/v1/import/'];
    for (const path of paths) {
      const userId = `batch at ${path}`;
      assertAccepted(await server.collect(path, { batch: [aTrack({ userId }), aTrack({ userId })] }));
    }
    await server.settle();
    for (const path of paths) {
      const events = await server.listEvents('user_id', `batch at ${path}`);
      const imported = path.startsWith('/v1/import');
      assert.deepEqual(
        events.map((event) => [event.type, event.imported]),
        [
          ['track', imported],
          ['track', imported],
        ],
        path,
      );
    }
  });

  test('POST /beacon/v1/batch?writeKey=… without a header', async () => {
    const userId = 'of a beacon';
    const path = `/beacon/v1/batch?writeKey=${testWriteKey}`;
    assertAccepted(await post(path, { batch: [aTrack({ userId })] }));
    await server.settle();
    assert.deepEqual(await typesOf(userId), ['track']);
  });

  test('POST /v1/m swallows the metrics of clients, whatever they hold', async () => {
    for (const body of ['{"series":[]}', 'no json', undefined]) {
      assertAccepted(await post('/v1/m', body, { 'content-type': 'text/plain' }));
    }
  });

  test('Other addresses are nobody’s', async () => {
    for (const path of [
      '/v1/charge',
      '/v1/',
      '/v1/constructor',
      '/api/s/constructor',
      '/api/s/batch',
      '/v2/track',
    ]) {
      const answer = await server.collect(path, aTrack());
      assert.equal(answer.status, 404, path);
      assert.equal(answer.body.error.code, 'not_found', path);
    }
  });

  test('Messages are sent with POST', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      assertFault(await server.request<Fault>(method, '/v1/track'), 'method_not_allowed', /POST/);
    }
  });
});

describe('2. The body is JSON whatever its content type says', () => {
  const types = [
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'text/plain;charset=UTF-8',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'nonsense',
    undefined,
  ];
  test('Whatever the type', async () => {
    for (const type of types) {
      const headers: Headers = { authorization: toBasic(testWriteKey) };
      if (type !== undefined) headers['content-type'] = type;
      assertAccepted(await post('/v1/track', aTrack({ userId: `sent as ${type}` }), headers));
    }
    await server.settle();
    for (const type of types) assert.deepEqual(await typesOf(`sent as ${type}`), ['track'], String(type));
  });

  test('A byte order mark in front is overlooked', async () => {
    const userId = 'with a mark';
    assertAccepted(await server.collect('/v1/track', `\ufeff${JSON.stringify(aTrack({ userId }))}`));
    await server.settle();
    assert.deepEqual(await typesOf(userId), ['track']);
  });
});

describe('3. Compression', () => {
  for (const [encoding, type] of [
    ['gzip', 'application/x-www-form-urlencoded'],
    ['gzip', 'application/json'],
    ['GZIP', 'text/plain'],
    ['x-gzip', 'application/json'],
    [undefined, 'application/json'],
  ] as const) {
    test(`gzip announced as ${encoding} with ${type}`, async () => {
      const userId = `zipped ${encoding} ${type}`;
      const body = gzipSync(JSON.stringify({ batch: [aTrack({ userId })] }));
      const headers: Headers = { 'content-type': type };
      if (encoding !== undefined) headers['content-encoding'] = encoding;
      assertAccepted(await server.collect('/v1/batch', body, headers));
      await server.settle();
      assert.deepEqual(await typesOf(userId), ['track']);
    });
  }

  test('Plain JSON that calls itself gzip', async () => {
    assertAccepted(await server.collect('/v1/track', aTrack(), { 'content-encoding': 'gzip' }));
  });

  test('A broken or truncated gzip is refused with a sentence', async () => {
    const whole = gzipSync(JSON.stringify(aTrack()));
    const crooked = Buffer.from(whole);
    crooked.fill(0xff, 10, 30);
    for (const body of [whole.subarray(0, whole.length - 9), crooked]) {
      const answer = await server.collect('/v1/track', body, { 'content-encoding': 'gzip' });
      assertFault(answer, 'malformed_body', /gzip/);
    }
  });

  test('Other encodings are refused', async () => {
    for (const encoding of ['deflate', 'br', 'zstd', 'gzip, gzip']) {
      const body = deflateSync(JSON.stringify(aTrack()));
      const answer = await server.collect('/v1/track', body, { 'content-encoding': encoding });
      assertFault(answer, 'unsupported_encoding', /gzip/);
    }
  });
});

describe('4. Write keys', () => {
  /** The source under which a message with these headers and this body arrives. */
  async function sourceOf(
    headers: Headers,
    extra: object = {},
    path = '/v1/track',
  ): Promise<string | undefined> {
    const userId = `key ${nextMessageId()}`;
    assertAccepted(await post(path, { ...aTrack({ userId }), ...extra }, headers));
    await server.settle();
    const [event] = await server.listEvents('user_id', userId);
    return event?.source.name;
  }
  const site = testWriteKey;

  test('Basic, with and without the colon, in any case', async () => {
    assert.equal(await sourceOf({ authorization: toBasic(shop.write_key) }), 'Shop server');
    const bare = Buffer.from(shop.write_key).toString('base64');
    assert.equal(await sourceOf({ authorization: `Basic ${bare}` }), 'Shop server');
    assert.equal(await sourceOf({ authorization: `basic ${bare}` }), 'Shop server');
    const withPassword = Buffer.from(`${shop.write_key}:password`).toString('base64');
    assert.equal(await sourceOf({ authorization: `BASIC  ${withPassword}` }), 'Shop server');
  });

  test('Bearer, X-Write-Key, query, body', async () => {
    assert.equal(await sourceOf({ authorization: `Bearer ${shop.write_key}` }), 'Shop server');
    assert.equal(await sourceOf({ 'x-write-key': shop.write_key }), 'Shop server');
    assert.equal(
      await sourceOf({ 'x-write-key': `${shop.write_key}:secret` }, {}, '/api/s/track'),
      'Shop server',
    );
    assert.equal(await sourceOf({}, {}, `/v1/track?writeKey=${shop.write_key}`), 'Shop server');
    assert.equal(await sourceOf({}, { writeKey: shop.write_key }), 'Shop server');
  });

  test('The header wins over the query, and both over the body', async () => {
    const all = { writeKey: site };
    assert.equal(
      await sourceOf({ authorization: toBasic(shop.write_key) }, all, `/v1/track?writeKey=${site}`),
      'Shop server',
    );
    assert.equal(
      await sourceOf({ authorization: toBasic(shop.write_key), 'x-write-key': site }),
      'Shop server',
    );
    assert.equal(await sourceOf({}, all, `/v1/track?writeKey=${shop.write_key}`), 'Shop server');
    assert.equal(await sourceOf({ 'x-write-key': shop.write_key }, { writeKey: 'k:***' }), 'Shop server');
  });

  test('A bearer token of somebody else leaves the word to the body, one that is a key does not', async () => {
    const inBody = { writeKey: shop.write_key };
    assert.equal(await sourceOf({ authorization: 'Bearer token-of-a-login' }, inBody), 'Shop server');
    assert.equal(
      await sourceOf({ authorization: `Bearer ${shop.write_key}` }, { writeKey: site }),
      'Shop server',
    );
    const unknown = await server.collect('/v1/track', aTrack(), { authorization: 'Bearer token-of-a-login' });
    assert.equal(unknown.status, 401);
  });

  test('A header that carries no key leaves the word to the body', async () => {
    for (const authorization of [
      'Basic',
      'Basic ',
      'Digest abc',
      'x',
      `Basic ${Buffer.from(':').toString('base64')}`,
    ]) {
      assert.equal(
        await sourceOf({ authorization }, { writeKey: shop.write_key }),
        'Shop server',
        authorization,
      );
    }
  });

  test('11. No key, an unknown key, a key that is not text', async () => {
    assertFault(await post('/v1/track', aTrack()), 'write_key_missing', /base64/);
    assertFault(await post('/v1/track', { ...aTrack(), writeKey: 5 }), 'write_key_missing');
    assertFault(
      await post('/v1/track', { ...aTrack(), writeKey: 'nobody’s' }),
      'write_key_unknown',
      /Sources/,
    );
    const wrong = { authorization: toBasic('unknown-key') };
    assertFault(await post('/v1/track', aTrack(), wrong), 'write_key_unknown');
    assertFault(await post('/v1/track', { ...aTrack(), writeKey: site }, wrong), 'write_key_unknown');
    for (const key of ['__proto__', 'constructor', 'toString']) {
      assertFault(await post('/v1/track', aTrack(), { 'x-write-key': key }), 'write_key_unknown');
    }
  });

  test('A source that is switched off is refused, and works again when it is switched on', async () => {
    const source = await server.createSource('Old till');
    const headers = { authorization: toBasic(source.write_key) };
    await server.api('PATCH', `/api/sources/${source.id}`, { enabled: false });
    assertFault(await post('/v1/track', aTrack(), headers), 'source_disabled', /switched off/);
    await server.api('PATCH', `/api/sources/${source.id}`, { enabled: true });
    assertAccepted(await post('/v1/track', aTrack(), headers));
  });

  test('After a rotation only the new key works', async () => {
    const source = await server.createSource('Partner');
    const path = `/api/sources/${source.id}/rotate-key`;
    const { body } = await server.api<SourceBody>('POST', path);
    assert.notEqual(body.write_key, source.write_key);
    assertFault(
      await post('/v1/track', aTrack(), { authorization: toBasic(source.write_key) }),
      'write_key_unknown',
    );
    assertAccepted(await post('/v1/track', aTrack(), { authorization: toBasic(body.write_key) }));
  });
});

describe('9. Bodies that cannot be taken', () => {
  const broken: [string, SentBody, keyof typeof errorTable][] = [
    ['empty', '', 'malformed_json'],
    ['no JSON', 'event=Product Viewed', 'malformed_json'],
    ['cut off', JSON.stringify(aTrack()).slice(0, -2), 'malformed_json'],
    ['two objects', '{}{}', 'malformed_json'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'malformed_json'],
    ['NaN', '{"userId":NaN}', 'malformed_json'],
    ['a list', '[{"type":"track"}]', 'malformed_body'],
    ['null', 'null', 'malformed_body'],
    ['a text', '"track"', 'malformed_body'],
    ['a number', '17', 'malformed_body'],
  ];
  for (const [what, body, code] of broken) {
    test(what, async () => {
      assertFault(await server.collect('/v1/batch', body), code);
      assertFault(await server.collect('/v1/track', body), code);
    });
  }

  test('A batch without its list', async () => {
    for (const batch of [undefined, null, {}, 'x', 5]) {
      assertFault(await server.collect('/v1/batch', { batch }), 'malformed_body', /"batch"/);
    }
  });

  test('An empty batch is fine', async () => {
    assertAccepted(await server.collect('/v1/batch', { batch: [] }));
  });

  test('No parser’s words and no piece of the body come back', async () => {
    const answer = await server.collect('/v1/track', '{"email":"sarah@shop.example"');
    assert.doesNotMatch(answer.text, /sarah|position|token/i);
  });
});

test('28. Many requests at once are all answered', { timeout: 60_000 }, async () => {
  const userId = 'in a hurry';
  const answers = await Promise.all(
    Array.from({ length: 300 }, () => server.collect('/v1/track', aTrack({ userId }))),
  );
  for (const answer of answers) assertAccepted(answer);
  await server.settle();
  assert.equal((await typesOf(userId)).length, 300);
});

test('29. What was acknowledged while the server stopped is there after its restart', {
  timeout: 60_000,
}, async () => {
  const userId = 'at closing time';
  const acknowledged = new Set<unknown>();
  let sending = true;
  const senders = Array.from({ length: 8 }, async () => {
    while (sending) {
      const message = aTrack({ userId });
      const answer = await server.collect('/v1/track', message).catch(() => undefined);
      if (answer === undefined) return;
      assert.ok([200, 503].includes(answer.status), answer.text);
      if (answer.status === 200) acknowledged.add(message.messageId);
    }
  });
  while (acknowledged.size < 50) await new Promise((resolve) => setTimeout(resolve, 10));
  await server.restart();
  sending = false;
  await Promise.all(senders);
  await server.settle();
  const stored = (await server.listEvents('user_id', userId)).map((event) => event.message_id);
  assert.equal(new Set(stored).size, stored.length, 'nothing is there twice');
  for (const id of acknowledged) assert.ok(stored.includes(String(id)), `${id} was acknowledged and is lost`);
});
