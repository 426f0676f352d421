// What browsers need of collect: preflights, the settings documents of their clients, and care with their addresses.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  aPage,
  aTrack,
  type Headers,
  type Loose,
  nextMessageId,
  type Sent,
  type SourceBody,
  startTestServer,
  type TestServer,
  testWriteKey,
  toBasic,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const origin = 'https://shop.example';
const browser: Headers = { origin, 'user-agent': 'Mozilla/5.0 (a browser)', 'content-type': 'text/plain' };

describe('5. Any page may send, with nobody’s cookies', () => {
  test('A preflight is allowed what the clients ask for', async () => {
    for (const path of [
      '/v1/t',
      '/v1/batch',
      '/v1/p/',
      '/v1/m',
      '/v1/projects/x/settings',
      '/api/s/track',
      '/sourceConfig',
    ]) {
      const answer = await server.request('OPTIONS', path, undefined, {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-retry-count',
      });
      assert.equal(answer.status, 204, path);
      assert.equal(answer.text, '');
      assert.equal(answer.headers.get('access-control-allow-origin'), origin);
      assert.match(answer.headers.get('access-control-allow-methods') ?? '', /POST/);
      assert.match(answer.headers.get('vary') ?? '', /origin/i);
      assert.ok(Number(answer.headers.get('access-control-max-age')) > 0);
      assert.equal(answer.headers.get('access-control-allow-credentials'), null);
      const allowed = answer.headers.get('access-control-allow-headers')?.split(/\s*,\s*/);
      for (const header of ['authorization', 'content-type', 'x-retry-count'])
        assert.ok(allowed?.includes(header));
    }
  });

  test('A preflight that names no headers gets the list of those that clients send', async () => {
    const { headers } = await server.request('OPTIONS', '/v1/t', undefined, { origin });
    const allowed = headers.get('access-control-allow-headers')?.split(/\s*,\s*/) ?? [];
    for (const header of ['content-type', 'authorization', 'x-retry-count', 'x-write-key', 'anonymousid'])
      assert.ok(allowed.includes(header), header);
  });

  test('Answers carry the origin, good ones and faults', async () => {
    const good = await server.collect('/v1/t', aTrack(), browser);
    const fault = await server.collect('/v1/t', 'no json', browser);
    const refused = await server.collect('/v1/t', aTrack(), {
      ...browser,
      authorization: toBasic('unknown-key'),
    });
    assert.deepEqual([good.status, fault.status, refused.status], [200, 400, 401]);
    for (const { headers } of [good, fault, refused]) {
      assert.equal(headers.get('access-control-allow-origin'), origin);
      assert.equal(headers.get('access-control-allow-credentials'), null);
    }
    const { headers } = await server.collect('/v1/t', aTrack());
    assert.equal(headers.get('access-control-allow-origin'), null);
  });
});

describe('6. The settings that browser clients fetch', () => {
  test('Segment’s and Customer.io’s', async () => {
    const answer = await server.request('GET', `/v1/projects/${testWriteKey}/settings`, undefined, {
      origin,
    });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('cache-control') ?? '', /max-age=\d+/);
    assert.equal(answer.headers.get('access-control-allow-origin'), origin);
    const open = { __default: { enabled: true, integrations: {} } };
    const { integrations, plan, ...rest } = answer.body as Record<string, Loose>;
    assert.deepEqual(plan, { track: open, identify: open, group: open });
    for (const name of ['Segment.io', 'Customer.io Data Pipelines']) {
      const delivery = integrations?.[name];
      assert.equal(delivery?.apiKey, testWriteKey);
      assert.equal(delivery?.protocol, 'http');
      assert.equal(`http://${delivery?.apiHost}`, `${server.url}/v1`);
    }
    for (const name of ['edgeFunction', 'middlewareSettings', 'enabledMiddleware'])
      assert.deepEqual(rest[name], {});
    assert.deepEqual(rest.remotePlugins, []);
    assert.deepEqual(rest.metrics, { sampleRate: 0 });
  });

  test('For one of them alone, so that a client from a script tag has no reason to fetch the rest of itself', async () => {
    for (const [client, name] of [
      ['segment', 'Segment.io'],
      ['customerio', 'Customer.io Data Pipelines'],
    ]) {
      const path = `/v1/projects/${testWriteKey}/settings`;
      const { status, body } = await server.request('GET', `/${client}${path}`);
      const both = await server.request('GET', path);
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(body.integrations ?? {}), [name]);
      assert.deepEqual(body.integrations?.[name as string], both.body.integrations?.[name as string]);
    }
    assert.equal((await server.request('GET', '/segment/v1/projects/nobody/settings')).status, 401);
    assert.equal((await server.collect('/segment/v1/track', aTrack())).status, 404);
  });

  test('Through a name of its own the server is reached over https', async () => {
    const path = `/v1/projects/${testWriteKey}/settings/`;
    const hosts = { 'cdp.shop.example': 'https', 'localhost:3141': 'http', '[::1]:80': 'http' };
    for (const [host, protocol] of Object.entries(hosts)) {
      const body = await getAtHost(path, host);
      assert.deepEqual([body.apiHost, body.protocol], [`${host}/v1`, protocol]);
    }
  });

  test('RudderStack’s', async () => {
    for (const [path, headers] of [
      [`/sourceConfig/?p=npm&v=3&writeKey=${testWriteKey}`, {}],
      ['/sourceConfig', { authorization: toBasic(testWriteKey) }],
    ] as const) {
      const { status, body } = await server.request('GET', path, undefined, headers);
      assert.equal(status, 200);
      assert.equal(body.source?.writeKey, testWriteKey);
      assert.equal(body.source?.enabled, true);
      assert.deepEqual(body.source?.destinations, []);
    }
  });

  test('With an unknown key there is none', async () => {
    for (const path of [
      '/v1/projects/nobody/settings',
      '/v1/projects/%ff/settings',
      '/sourceConfig?writeKey=x',
      '/sourceConfig',
    ]) {
      const { status, body } = await server.request('GET', path);
      assert.equal(status, 401, path);
      assert.equal(body.error?.code, 'write_key_unknown', path);
    }
  });

  /** The delivery settings as a request with this Host header gets them: fetch cannot set it. */
  async function getAtHost(path: string, host: string): Promise<Loose> {
    const { get } = await import('node:http');
    const text = await new Promise<string>((resolve, reject) => {
      get(server.url + path, { headers: { host } }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve(Buffer.concat(chunks).toString('utf8'));
      }).on('error', reject);
    });
    return (JSON.parse(text) as Loose).integrations?.['Segment.io'] as Loose;
  }
});

describe('26. Addresses and browsers', () => {
  /** The stored context of a message that is sent like this. */
  async function contextOf(source: SourceBody | undefined, message: Sent, headers: Headers, batch?: object) {
    const userId = `seen ${nextMessageId()}`;
    const key = source?.write_key ?? testWriteKey;
    const sent = { ...message, userId };
    const [path, body] = batch === undefined ? ['/v1/t', sent] : ['/v1/b', { ...batch, batch: [sent] }];
    const answer = await server.collect(path, body, { ...headers, authorization: toBasic(key) });
    assert.equal(answer.status, 200, answer.text);
    await server.settle();
    const [event] = await server.listEvents('user_id', userId);
    assert.deepEqual(event?.context, event?.raw.context ?? {});
    return event?.context as Loose;
  }

  test('Of a browser, the address and the name of the browser are added where they are missing', async () => {
    const added = await contextOf(undefined, aTrack(), browser);
    assert.deepEqual(added, { ip: '127.0.0.0', userAgent: 'Mozilla/5.0 (a browser)' });
    const own = { ip: '203.0.113.77', userAgent: 'Own', locale: 'pl-PL' };
    const kept = await contextOf(undefined, aTrack({ context: own }), browser);
    assert.deepEqual(kept, { ...own, ip: '203.0.113.0' });
  });

  test('Of a server, nothing is added: it is not the customer', async () => {
    const till = await server.createSource('Till');
    assert.deepEqual(await contextOf(till, aTrack(), { 'user-agent': 'analytics-node' }), {});
    assert.deepEqual(await contextOf(undefined, aTrack(), { 'user-agent': 'analytics-node' }), {});
  });

  test('Behind a proxy, the address that it tells, when it is trusted', async () => {
    const forwarded = { ...browser, 'x-forwarded-for': '198.51.100.9, 203.0.113.77' };
    assert.equal((await contextOf(undefined, aTrack(), forwarded)).ip, '127.0.0.0');
    await server.restart({ RAPPORT_TRUSTED_PROXIES: '127.0.0.1' });
    assert.equal((await contextOf(undefined, aTrack(), forwarded)).ip, '203.0.113.0');
    const hostile = { ...browser, 'x-forwarded-for': '203.0.113.77, <script>' };
    assert.equal((await contextOf(undefined, aTrack(), hostile)).ip, '127.0.0.0');
    await server.restart();
  });

  const ipv6 = '2001:db8:85a3:1234::7334';
  const rules: [string, string, string | undefined][] = [
    ['keep', '203.0.113.77', '203.0.113.77'],
    ['keep', ipv6, ipv6],
    ['truncate', '203.0.113.77', '203.0.113.0'],
    ['truncate', ipv6, '2001:db8:85a3::'],
    ['truncate', 'not an address', undefined],
    ['drop', '203.0.113.77', undefined],
    ['drop', ipv6, undefined],
  ];
  test('The source says what is kept of an address', async () => {
    for (const rule of ['keep', 'truncate', 'drop']) {
      const source = await server.createSource(`Rule ${rule}`, 'browser', { ip: rule });
      const connection = { keep: '127.0.0.1', truncate: '127.0.0.0', drop: undefined }[rule];
      assert.equal((await contextOf(source, aTrack(), browser)).ip, connection, rule);
      for (const [, ip, kept] of rules.filter(([name]) => name === rule)) {
        const what = `${rule} ${ip}`;
        const stored = await contextOf(source, aTrack({ context: { ip, os: 'x' } }), {});
        assert.deepEqual([stored.ip, stored.os], [kept, 'x'], what);
        // 18. The address may stand in the context that a batch shares, beside a context of the message.
        assert.equal((await contextOf(source, aTrack(), {}, { context: { ip } })).ip, kept, what);
        const shared = await contextOf(source, aTrack({ context: { os: 'x' } }), {}, { context: { ip } });
        assert.equal(shared.ip, kept, `${what}, shared by a batch`);
        const wrapped = await contextOf(source, aTrack({ context: { ip: [ip] } }), {});
        assert.deepEqual(wrapped.ip, rule === 'keep' ? [ip] : undefined, `${what}, wrapped in a list`);
      }
    }
  });
});

describe('30. Signals', () => {
  test('Sec-GPC: 1 is recorded with the event, anything else is not', async () => {
    const signals: [string | undefined, boolean][] = [
      ['1', true],
      ['1, 1', true],
      ['0', false],
      ['true', false],
      ['', false],
      ['11', false],
      [undefined, false],
    ];
    for (const [value, recorded] of signals) {
      const headers: Headers = value === undefined ? browser : { ...browser, 'sec-gpc': value };
      const message = aPage({ anonymousId: nextMessageId(), context: {} });
      assert.equal((await server.collect('/v1/p', message, headers)).status, 200);
      await server.settle();
      const [event] = await server.listEvents('anonymous_id', String(message.anonymousId));
      assert.equal(event?.gpc, recorded, String(value));
      assert.deepEqual(Object.keys(event?.raw.context ?? {}).sort(), ['ip', 'userAgent'], 'no signal in it');
      const { body } = await server.api<{ gpc: boolean }>('GET', `/api/events/${event?.id}?purpose=service`);
      assert.equal(body.gpc, recorded);
    }
  });

  test('It holds for all messages of a batch, and comes back with one that was set aside', async () => {
    const anonymousId = nextMessageId();
    const batch = [aPage({ anonymousId }), aTrack({ anonymousId, userId: undefined, event: undefined })];
    const headers = { ...browser, 'sec-gpc': '1' };
    assert.equal((await server.collect('/v1/b', { batch }, headers)).status, 200);
    await server.settle();
    const [event] = await server.listEvents('anonymous_id', anonymousId);
    assert.equal(event?.gpc, true);
    const [row] = await server.db.query<{ gpc: boolean }>(
      `select (envelope->>'gpc')::boolean as gpc from quarantine order by id desc limit 1`,
    );
    assert.equal(row?.gpc, true);
  });

  test('The consent that a client tells stays in the context', async () => {
    const consent = { categoryPreferences: { Advertising: false, Functional: true } };
    await server.send([aTrack({ userId: 'told consent', context: { consent } })]);
    await server.settle();
    const [event] = await server.listEvents('user_id', 'told consent');
    assert.deepEqual(event?.context.consent, consent);
  });
});
