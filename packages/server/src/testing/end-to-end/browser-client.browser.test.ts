// Segment's browser client, unmodified, in a real browser on a page of another origin: one request per event and in
// batches, over a line that fails.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { type LaunchedBrowser, launchBrowser } from '../../../../console/testing/browser.ts';
import { aTrack, type EventBody, type SourceBody, startTestServer, type TestServer } from '../index.ts';
import { type Exchange, type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type PageServer, startPageServer } from './page-server.ts';

/** What the page calls; the client itself has the real types. */
type Client = {
  ready(): Promise<unknown>;
  user(): Promise<{ anonymousId(): string }>;
  page(category: string | undefined, name: string, properties?: object): Promise<unknown>;
  track(event: string, properties?: object): Promise<unknown>;
  identify(userId: string, traits: object, options?: object): Promise<unknown>;
  group(groupId: string, traits: object): Promise<unknown>;
  alias(userId: string): Promise<unknown>;
};
type ClientWindow = {
  analytics: Client;
  AnalyticsNext: { AnalyticsBrowser: { load(settings: object, options: object): Client } };
};

let server: TestServer;
let proxy: FaultProxy;
let pages: PageServer;
let browser: LaunchedBrowser;
before(async () => {
  server = await startTestServer();
  proxy = await startFaultProxy(() => server.url);
  pages = await startPageServer();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await pages?.close();
  await proxy?.close();
  await server?.stop();
});

const strategies = {
  'one request per event': undefined,
  batches: { strategy: 'batching', config: { size: 20, timeout: 200 } },
};

/** Opens a page of the website and loads the client on it, as its documentation says. */
async function openPage(
  name: string,
  source: SourceBody,
  deliveryStrategy: object | undefined,
): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(`${pages.url}/${name}.html?utm_source=letter&utm_campaign=spring`);
  const settings = { writeKey: source.write_key, cdnURL: proxy.url };
  const delivery = { apiHost: `${new URL(proxy.url).host}/v1`, protocol: 'http', deliveryStrategy };
  await page.evaluate(
    async ([given, integration]) => {
      const here = window as unknown as ClientWindow;
      here.analytics = here.AnalyticsNext.AnalyticsBrowser.load(given, {
        integrations: { 'Segment.io': integration },
      });
      await here.analytics.ready();
    },
    [settings, delivery] as const,
  );
  return page;
}

/** The next page has a visitor who was never here. */
async function forgetVisitor(): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto(`${pages.url}/empty.html`);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await browser.context.clearCookies();
}

/** Waits until the server has answered 200 to all of so many messages. */
async function untilDelivered(from: number, messages: number): Promise<Exchange[]> {
  const until = performance.now() + 30_000;
  for (;;) {
    const exchanges = proxy.exchanges.slice(from);
    const delivered = exchanges.filter(({ answered }) => answered === 200).flatMap((one) => one.messageIds);
    if (new Set(delivered).size >= messages) return exchanges;
    assert.ok(performance.now() < until, `only ${delivered.length} of ${messages} messages were delivered`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

for (const [name, deliveryStrategy] of Object.entries(strategies)) {
  describe(`@segment/analytics-next in ${name}`, () => {
    const word = name.replaceAll(' ', '-');
    const person = `person-${word}`;
    let source: SourceBody;
    let device: string;
    let strangerId: string;
    let exchanges: Exchange[];
    const foreign: string[] = [];
    const faults: string[] = [];

    before(async () => {
      source = await server.createSource(`Website in ${name}`, 'browser');
      await server.send([aTrack({ userId: person, event: 'Account Imported' })]);
      const from = proxy.exchanges.length;
      await forgetVisitor();
      const page = await openPage('kitchen', source, deliveryStrategy);
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('request', (request) => {
        const { origin } = new URL(request.url());
        if (origin !== pages.url && origin !== proxy.url) foreign.push(request.url());
      });
      device = await page.evaluate(async () =>
        (await (window as unknown as ClientWindow).analytics.user()).anonymousId(),
      );
      proxy.failNext([{ status: 503, stored: true }]);
      await page.evaluate(() => {
        const { analytics } = window as unknown as ClientWindow;
        void analytics.page('Shop', 'Kitchen', { shelf: 3 });
        void analytics.track('Product Viewed', { sku: 'K-1', price: 19.5, name: 'Küchenmesser 刀' });
      });
      await untilDelivered(from, 2);
      await server.settle();
      strangerId = (await server.getPerson('anonymous_id', device)).id;

      // This client fills in an alias each time that it sends it, with whoever the visitor is then: so it goes alone.
      await page.evaluate((other) => {
        void (window as unknown as ClientWindow).analytics.alias(other);
      }, person);
      await untilDelivered(from, 3);

      proxy.failNext([
        { status: 429, retryAfterSeconds: 1 },
        { status: 503 },
        { status: 'cut', stored: true },
      ]);
      await page.evaluate((known) => {
        const { analytics } = window as unknown as ClientWindow;
        // Time enough between the two, however long each request is under way.
        const earlier = { timestamp: new Date(Date.now() - 3_600_000) };
        void analytics.identify(known, { email: `${known}@Shop.Example`, plan: 'free' }, earlier);
        void analytics.track('Order Completed', { revenue: 42.5, products: [{ sku: 'K-1', quantity: 2 }] });
        void analytics.identify(known, { plan: 'pro' });
        void analytics.group(`company-of-${known}`, { name: 'Kitchens Ltd', employees: 7 });
      }, person);
      exchanges = await untilDelivered(from, 7);
      await server.settle();
      await page.close();
    });

    it('asks before it sends, as browsers do across origins', () => {
      const preflights = exchanges.filter(({ method }) => method === 'OPTIONS');
      assert.ok(preflights.length > 0);
      for (const { answered } of preflights) assert.equal(answered, 204);
      for (const { headers } of exchanges.filter(({ method }) => method === 'POST')) {
        assert.equal(headers.origin, pages.url);
        assert.match(headers['content-type'] ?? '', /^text\/plain/);
      }
      const path = deliveryStrategy === undefined ? '/v1/t' : '/v1/b';
      assert.ok(exchanges.some((one) => one.path === path));
    });

    it('finds its settings here, and asks nobody else for anything', () => {
      assert.ok(exchanges.some(({ path }) => path === `/v1/projects/${source.write_key}/settings`));
      assert.deepEqual(foreign, []);
      assert.deepEqual(faults, []);
      const strange = exchanges.filter(
        ({ answered, path }) => answered === 404 || path.includes('integrations'),
      );
      assert.deepEqual(strange, []);
    });

    it('meets every fault and delivers all the same, as often as it takes', () => {
      const answers = exchanges.map(({ answered }) => answered);
      for (const fault of ['cut', 429, 503] as const) assert.ok(answers.includes(fault), `no ${fault}`);
      const repeated = exchanges.filter(({ headers }) => Number(headers['x-retry-count'] ?? 0) > 0);
      assert.ok(repeated.length >= 2, `${repeated.length} retries`);
    });

    it('has every message in the timeline once', async () => {
      const timeline = await server.listEvents('user_id', person);
      assert.deepEqual(timeline.map(toLabel).sort(), [
        'alias',
        'group',
        'identify',
        'identify',
        'page Kitchen',
        'track Account Imported',
        'track Order Completed',
        'track Product Viewed',
      ]);
      const sent = new Set(exchanges.flatMap(({ messageIds }) => messageIds));
      const own = timeline.filter((event) => event.event !== 'Account Imported');
      assert.deepEqual(own.map((event) => event.message_id).sort(), [...sent].sort());
    });

    it('tells page, campaign, browser and a shortened address with each event', async () => {
      const timeline = await server.listEvents('user_id', person);
      const viewed = timeline.find((event) => event.event === 'Product Viewed') as EventBody;
      assert.deepEqual(viewed.properties, { sku: 'K-1', price: 19.5, name: 'Küchenmesser 刀' });
      const context = viewed.context as Record<string, Record<string, unknown>>;
      assert.equal(context.page?.path, '/kitchen.html');
      assert.deepEqual(context.campaign, { source: 'letter', name: 'spring' });
      assert.equal(context.library?.name, 'analytics.js');
      assert.match(String(context.userAgent), /Chrome/);
      assert.equal(context.ip, '127.0.0.0');
      assert.ok(Math.abs(Date.parse(viewed.timestamp) - Date.now()) < 60_000);
      const page = timeline.find((event) => event.type === 'page') as EventBody;
      assert.equal(page.properties.shelf, 3);
      assert.equal(page.properties.category, 'Shop');
    });

    it('becomes one person: the visitor, and the known person with an account from before', async () => {
      const found = await server.getPerson('user_id', person);
      assert.deepEqual(found.identifiers.map(({ type, value }) => `${type} ${value}`).sort(), [
        `anonymous_id ${device}`,
        `email ${person}@shop.example`,
        `user_id ${person}`,
      ]);
      assert.equal(found.attributes.plan?.value, 'pro');
      assert.deepEqual(
        found.accounts.map(({ group_id, name: called }) => [group_id, called]),
        [[`company-of-${person}`, 'Kitchens Ltd']],
      );
      for (const [type, value] of [
        ['anonymous_id', device],
        ['profile_id', strangerId],
      ] as const)
        assert.equal((await server.getPerson(type, value)).id, found.id, `${type} ${value}`);
      const graph = await server.getGraph('user_id', person);
      assert.equal(graph.merges.length, 1);
    });

    it('delivers what is left when its page is closed', async () => {
      const from = proxy.exchanges.length;
      const page = await openPage(
        'goodbye',
        source,
        deliveryStrategy && {
          strategy: 'batching',
          config: { size: 100, timeout: 60_000 },
        },
      );
      await page.evaluate(async () => {
        const { analytics } = window as unknown as ClientWindow;
        const sent = analytics.track('Page Left');
        // A batch resolves when it is queued, a single event when it is sent.
        await sent;
      });
      await page.goto('about:blank');
      await untilDelivered(from, 1);
      await page.close();
      await server.settle();
      const timeline = await server.listEvents('anonymous_id', device);
      assert.equal(timeline.filter((event) => event.event === 'Page Left').length, 1);
    });
  });
}

it('a browser reads the wait that the server itself asks for', async () => {
  const source = await server.createSource('Limited website', 'browser', { rate_limit_per_second: 1 });
  const from = proxy.exchanges.length;
  await forgetVisitor();
  const page = await openPage('limited', source, undefined);
  await page.evaluate(async () => {
    const { analytics } = window as unknown as ClientWindow;
    for (const step of [1, 2, 3]) void analytics.track(`Limited ${step}`);
  });
  const exchanges = await untilDelivered(from, 3);
  const refused = exchanges.find(({ answered }) => answered === 429) as Exchange;
  const id = refused.messageIds[0] as string;
  const again = exchanges.find(
    (one) => one.messageIds.includes(id) && one.arrivedMs > refused.answeredMs,
  ) as Exchange;
  assert.ok(again.arrivedMs - refused.answeredMs >= 990, `${again.arrivedMs - refused.answeredMs} ms`);
  await page.close();
  await server.settle();
  const [first] = await server.listEvents('anonymous_id', await deviceOf(exchanges));
  assert.ok(first !== undefined);
  const names = (await server.listEvents('anonymous_id', String(first.anonymous_id))).map(
    ({ event }) => event,
  );
  for (const step of [1, 2, 3]) assert.equal(names.filter((name) => name === `Limited ${step}`).length, 1);
});

/** The device that the events of these exchanges name. */
async function deviceOf(exchanges: Exchange[]): Promise<string> {
  const ids = new Set(exchanges.flatMap(({ messageIds }) => messageIds));
  const recent = await server.api<{ items: EventBody[] }>('GET', '/api/events?purpose=service&limit=100');
  const event = recent.body.items.find(({ message_id }) => ids.has(message_id));
  return String(event?.anonymous_id);
}

const toLabel = ({ type, name }: EventBody): string => (name === null ? type : `${type} ${name}`);
