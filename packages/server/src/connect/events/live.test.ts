// The live stream: events as they arrive, to those who watch, for a purpose.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import Fastify from 'fastify';
import {
  aPage,
  aTrack,
  type EventBody,
  startTestServer,
  type TestServer,
  testAdminKey,
} from '../../testing/index.ts';
import { openEventStream } from './stream.ts';
import { openWatching } from './watching.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Watch = {
  status: number;
  type: string | null;
  events: EventBody[];
  until(count: number): Promise<void>;
  stop(): void;
};

async function watch(query: string, headers = { authorization: `Bearer ${testAdminKey}` }): Promise<Watch> {
  const controller = new AbortController();
  const response = await fetch(`${server.url}/api/events/live?${query}`, {
    headers,
    signal: controller.signal,
  });
  const events: EventBody[] = [];
  const reading = read(response, events).catch(() => undefined);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    events,
    async until(count) {
      const end = performance.now() + 10_000;
      while (events.length < count && performance.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 10));
    },
    stop() {
      controller.abort();
      void reading;
    },
  };
}

async function read(response: Response, events: EventBody[]): Promise<void> {
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const lines = (rest + Buffer.from(chunk).toString('utf8')).split('\n\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data: ')) events.push(JSON.parse(line.slice(6)) as EventBody);
      else assert.match(line, /^: /);
    }
  }
}

describe('The live stream', { timeout: 60_000 }, () => {
  test('Each watcher sees what it asked for, once, in the shape of the list', async () => {
    const all = await watch('purpose=service');
    const pages = await watch('purpose=service&type=page');
    const paid = await watch('purpose=service&event=Paid');
    assert.deepEqual([all.status, all.type], [200, 'text/event-stream']);
    const sent = [
      aTrack({ userId: 'watched', event: 'Paid', properties: { total: 5, currency: 'PLN', order_id: '7' } }),
      aPage({ userId: 'watched', anonymousId: 'd' }),
      aTrack(),
    ];
    await server.send(sent);
    await server.settle();
    await Promise.all([all.until(3), pages.until(1), paid.until(1)]);
    for (const one of [all, pages, paid]) one.stop();
    assert.deepEqual(
      all.events.map((event) => event.message_id).sort(),
      sent.map(({ messageId }) => messageId).sort(),
    );
    assert.deepEqual(
      pages.events.map(({ type }) => type),
      ['page'],
    );
    assert.deepEqual(
      paid.events.map(({ event }) => event),
      ['Paid'],
    );
    const listed = await server.api<{ items: EventBody[] }>('GET', '/api/events?purpose=service&event=Paid');
    assert.deepEqual(paid.events[0], listed.body.items[0]);
    assert.equal(paid.events[0]?.excerpt, '5 PLN · 7');
  });

  test('By source', async () => {
    const source = await server.createSource('Till');
    const till = await watch(`purpose=service&source=${source.id}`);
    const message = aTrack({ userId: 'at the till' });
    await server.send([aTrack()]);
    await server.send([message], source.write_key);
    await till.until(1);
    till.stop();
    assert.deepEqual(
      till.events.map((event) => [event.message_id, event.source.name]),
      [[message.messageId, 'Till']],
    );
  });

  test('Not without a purpose, not for one that denies, not without a key', async () => {
    assert.equal((await watch('')).status, 400);
    assert.equal((await watch('purpose=curiosity')).status, 422);
    assert.equal((await watch('purpose=service', { authorization: 'Bearer wrong' })).status, 401);
    const marketing = await watch('purpose=marketing.email');
    const service = await watch('purpose=service');
    await server.send([aTrack()]);
    await service.until(1);
    marketing.stop();
    service.stop();
    assert.equal(service.events.length, 1);
    assert.deepEqual(marketing.events, []);
  });

  test('Not for a purpose that denies by now, though the events were collected for it', async () => {
    const early = await watch('purpose=analytics');
    await server.send([aTrack({ userId: 'collected for analytics' })]);
    await early.until(1);
    early.stop();
    const [shown] = early.events;
    await server.settle();
    const answers = () =>
      Promise.all([
        server.api('GET', '/api/events?purpose=analytics&limit=1'),
        server.api('GET', `/api/events/${shown?.id}?purpose=analytics`),
      ]);
    assert.deepEqual(
      (await answers()).map(({ status }) => status),
      [200, 200],
    );
    await server.db.query(
      `insert into purposes select workspace_id, slug, 2, bit, name, description, 'consent', 'opt_in', published_at, null
       from purposes where slug = 'analytics'`,
    );
    const [list, one] = await answers();
    assert.deepEqual(list?.body, { items: [], next_cursor: null });
    assert.equal(one?.status, 404);
    const late = await watch('purpose=analytics');
    const service = await watch('purpose=service');
    await server.send([aTrack({ userId: 'collected for analytics' })]);
    await service.until(1);
    late.stop();
    service.stop();
    assert.deepEqual(late.events, []);
  });

  test('It ends when whoever watches may not go on', async () => {
    const stream = openEventStream();
    const app = Fastify();
    const watching = openWatching(app, stream, 20);
    let permitted = true;
    app.get('/', (_request, reply) =>
      watching(
        reply,
        new Map(),
        async () => [],
        async () => assert.ok(permitted),
      ),
    );
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const response = await fetch(url);
    const text = response.text();
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok(stream.watched());
    permitted = false;
    assert.match(await text, /^: watching\n\n(: ping\n\n)+event: end\ndata: .*"code":"internal".*\n\n$/);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(!stream.watched());
    await app.close();
  });

  test('A crowd of events is shown as a sample, and watching slows nothing down', async () => {
    const one = await watch('purpose=service');
    await server.send(Array.from({ length: 2000 }, () => aTrack({ userId: 'crowd' })));
    await server.settle();
    await one.until(1);
    one.stop();
    assert.ok(one.events.length > 0 && one.events.length <= 2000);
    assert.equal((await server.getPerson('user_id', 'crowd')).event_count, 2000);
  });

  test('The server stops although somebody watches', async () => {
    const one = await watch('purpose=service');
    const startedAt = performance.now();
    await server.restart();
    assert.ok(performance.now() - startedAt < 10_000);
    one.stop();
  });
});
