// Tests of the loader against a small HTTP server that counts what arrives and refuses now and then.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { type LoadProgress, loadSampleShop } from './loader.ts';
import type { Message } from './message.ts';
import { simulateSampleShop } from './simulate.ts';

const now = new Date('2026-11-22T15:20:00.000Z');
const writeKey = 'shop-write-key';
const adminKey = 'shop-admin-key';

type Answer = { status: number; headers?: Record<string, string> };

/** What the server has seen, and what it will answer: `refuse` decides for each import, by its number from 1 on. */
type Desk = {
  arrived: Map<string, number>;
  requests: { at: number; bytes: number; messages: number; status: number }[];
  settled: number;
  /** Consents that were recorded. */
  choices: number;
  /** Objects of the catalog, by type. */
  objects: Record<string, number>;
  /** Views that were added. */
  views: string[];
  /** Names of traits, segments, brands and topics that were set. */
  definitions: string[];
  settleFailures: number;
  waiting: number;
  eventsTotal: number;
  createdAt: string;
  refuse: (request: number) => Answer | undefined;
};

async function openServer(t: TestContext, given: Partial<Desk> = {}): Promise<{ url: string; desk: Desk }> {
  const desk: Desk = {
    arrived: new Map(),
    requests: [],
    settled: 0,
    choices: 0,
    objects: {},
    views: [],
    definitions: [],
    settleFailures: 0,
    waiting: 0,
    eventsTotal: 0,
    createdAt: now.toISOString(),
    refuse: () => undefined,
    ...given,
  };
  const server = createServer((request, response) => void serve(request, response, desk));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, desk };
}

async function serve(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  const body = Buffer.concat(await request.toArray());
  const answer = (status: number, value: unknown, headers: Record<string, string> = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  const path = `${request.method} ${request.url?.split('?')[0]}`;
  if (path === 'POST /v1/import') return void receive(request, body, answer, desk);
  assert.equal(request.headers.authorization, `Bearer ${adminKey}`);
  if (path === 'POST /api/notices')
    return void answer(desk.choices === 0 ? 201 : 200, { hash: 'ab'.repeat(32) });
  if (path === 'POST /api/consents') {
    desk.choices += 1;
    return void answer(201, { items: [] });
  }
  if (path.startsWith('POST /api/catalog/objects/')) {
    const { objects } = JSON.parse(body.toString()) as { objects: object[] };
    const type = path.split('/').at(-1) as string;
    assert.ok(objects.length <= 1_000, `${objects.length} objects at once`);
    desk.objects[type] = (desk.objects[type] ?? 0) + objects.length;
    return void answer(200, { stored: objects.length, rejected: [] });
  }
  if (serveDefinitions(path, body, answer, desk)) return;
  if (/^POST \/api\/(traits|segments|brands|topics)$/.test(path)) {
    const { name, slug } = JSON.parse(body.toString()) as { name?: string; slug?: string };
    desk.definitions.push(String(slug ?? name));
    return void answer(201, {});
  }
  if (path === 'GET /api/sources') {
    const source = {
      name: 'Demo',
      write_key: writeKey,
      created_at: desk.createdAt,
      events_total: desk.eventsTotal,
    };
    return void answer(200, { items: [{ ...source, write_key: 'another' }, source], next_cursor: null });
  }
  if (path === 'POST /api/pipeline/settle') {
    desk.settled += 1;
    return void answer(desk.settled <= desk.settleFailures ? 504 : 200, {});
  }
  if (path === 'GET /api/pipeline') {
    desk.waiting = Math.max(0, desk.waiting - 900);
    return void answer(200, { inbox: { events_waiting: desk.waiting } });
  }
  if (path === 'GET /api/home') {
    return void answer(200, { people_known: 809, people_anonymous: 1_700, events_total: desk.arrived.size });
  }
  answer(404, {});
}

/** What is there to be added and changed: views and their traits. */
function serveDefinitions(path: string, body: Buffer, answer: Send, desk: Desk): boolean {
  const name = path.split('/').at(-1) as string;
  const [method = '', place = ''] = path.split(' ');
  if (place === '/api/ready-made-views')
    answer(200, {
      items: [
        { name: 'service-desk', added: true },
        { name: 'marketing', added: false },
      ],
    });
  else if (method === 'POST' && place.startsWith('/api/ready-made-views/')) {
    desk.views.push(place);
    answer(201, {});
  } else if (method === 'GET' && place.startsWith('/api/traits/'))
    answer(200, {
      ...{ title: name, definition: { count: { name: 'Product Viewed', local: { from: '18:00' } } } },
    });
  else if (method === 'PUT' && place.startsWith('/api/traits/')) {
    assert.match(body.toString(), /"local":\{"from":"18:00","zone":"America\/New_York"\}/);
    desk.definitions.push(name);
    answer(200, {});
  } else return false;
  return true;
}

type Send = (status: number, value: unknown, headers?: Record<string, string>) => unknown;

function receive(request: IncomingMessage, body: Buffer, answer: Send, desk: Desk): void {
  assert.equal(request.headers.authorization, `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`);
  const { batch } = JSON.parse(body.toString()) as { batch: Message[] };
  const refusal = desk.refuse(desk.requests.length + 1);
  const status = refusal?.status ?? 200;
  desk.requests.push({ at: performance.now(), bytes: body.length, messages: batch.length, status });
  if (refusal) return void answer(status, { error: { code: 'test', message: 'not now' } }, refusal.headers);
  for (const { messageId } of batch) desk.arrived.set(messageId, (desk.arrived.get(messageId) ?? 0) + 1);
  answer(200, { success: true });
}

describe('the loader', () => {
  const expected = new Set(Array.from(simulateSampleShop({ now }), (message) => message.messageId));

  it('sends every message once, in batches that every server takes, and tells what came of it', async (t) => {
    const { url, desk } = await openServer(t, { settleFailures: 1, waiting: 2_000 });
    const steps: LoadProgress[] = [];
    const result = await loadSampleShop({
      url,
      writeKey,
      adminKey,
      now,
      onProgress: (step) => steps.push(step),
    });
    assert.deepEqual(new Set(desk.arrived.keys()), expected);
    assert.ok([...desk.arrived.values()].every((times) => times === 1));
    assert.ok(desk.requests.every(({ bytes, messages }) => bytes <= 410_000 && messages <= 2_500));
    assert.equal(desk.settled, 3);
    assert.ok(desk.definitions.includes('discount_seekers') && desk.definitions.includes('jewellery'));
    assert.equal(desk.definitions[0], 'sample-shop');
    assert.ok(desk.definitions.indexOf('evening_share') < desk.definitions.indexOf('evening_shoppers'));
    assert.deepEqual(desk.views, ['/api/ready-made-views/marketing/add']);
    assert.equal(result.messages, expected.size);
    assert.equal(result.events, expected.size);
    assert.equal(result.requests, desk.requests.length);
    assert.deepEqual([result.wasLoaded, result.retries, result.people], [false, 0, 2_509]);
    assert.ok(result.merges > 1_000, `${result.merges} merges`);
    const filling = steps.filter(({ stage }) => stage === 'catalog');
    const objects = Object.values(desk.objects).reduce((sum, count) => sum + count, 0);
    assert.deepEqual(filling.at(0), {
      ...{ stage: 'catalog', label: 'Filling the catalog', unit: 'objects' },
      ...{ done: 0, total: objects },
    });
    assert.equal(filling.at(-1)?.done, objects);
    assert.deepEqual(Object.keys(desk.objects), ['product', 'store', 'stock', 'offer']);
    const sending = steps.filter(({ stage }) => stage === 'sending');
    assert.deepEqual(sending[0], {
      stage: 'sending',
      label: 'Loading the sample shop',
      done: 0,
      total: expected.size,
    });
    assert.equal(sending.at(-1)?.done, expected.size);
    const settling = steps
      .filter(({ stage }) => stage === 'settling')
      .map(({ done, total }) => [done, total]);
    assert.deepEqual(settling, [
      [0, 1_100],
      [900, 1_100],
    ]);
  });

  it('waits as long as a 429 says, tries again after a 503, and still sends nothing twice', async (t) => {
    const answers: Record<number, Answer> = {
      20: { status: 429, headers: { 'retry-after': '2' } },
      60: { status: 503 },
    };
    const { url, desk } = await openServer(t, { refuse: (request) => answers[request] });
    const result = await loadSampleShop({ url, writeKey, adminKey, now });
    assert.deepEqual(new Set(desk.arrived.keys()), expected);
    assert.ok([...desk.arrived.values()].every((times) => times === 1));
    assert.equal(result.retries, 2);
    const refused = desk.requests.findIndex(({ status }) => status === 429);
    const refusedAt = desk.requests[refused]?.at ?? 0;
    // What was in flight when the server refused may still arrive; everything else waits.
    const meanwhile = desk.requests.slice(refused + 1).filter(({ at }) => at - refusedAt < 1_900);
    assert.ok(meanwhile.length <= 3, `${meanwhile.length} requests came before the time was up`);
  });

  it('loads nothing where the shop is there already', async (t) => {
    // Some hours later there are a few facts more; that is no reason to load it again.
    const { url, desk } = await openServer(t, { eventsTotal: expected.size - 500 });
    const result = await loadSampleShop({ url, writeKey, adminKey, now });
    assert.deepEqual([result.wasLoaded, result.messages, desk.requests.length], [true, 0, 0]);
    assert.deepEqual(desk.objects, {});
  });

  it('completes a load that was broken off, unless it is too old for the server to know the doubles', async (t) => {
    const young = await openServer(t, { eventsTotal: 60_000 });
    const result = await loadSampleShop({ url: young.url, writeKey, adminKey, now });
    assert.equal(result.messages, expected.size);
    const old = await openServer(t, { eventsTotal: 60_000, createdAt: '2026-11-10T00:00:00.000Z' });
    await assert.rejects(loadSampleShop({ url: old.url, writeKey, adminKey, now }), /empty data directory/);
    assert.equal(old.desk.requests.length, 0);
  });

  it('gives up at once when the key is wrong, and says what the server said', async (t) => {
    const { url, desk } = await openServer(t, { refuse: () => ({ status: 401 }) });
    await assert.rejects(
      loadSampleShop({ url, writeKey, adminKey, now }),
      /\/v1\/import answered 401: .*not now/,
    );
    assert.ok(desk.requests.length <= 4);
    await assert.rejects(
      loadSampleShop({ url, writeKey: 'unknown', adminKey, now }),
      /No source has this write key/,
    );
  });
});
