// The storefront of the sample shop in a real browser: what arrives of somebody who agrees, of somebody who refuses, and that
// both can buy.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { seriousFindings } from '../../console/testing/accessibility.ts';
import { type LaunchedBrowser, launchBrowser } from '../../console/testing/browser.ts';
import { openStorefront, type Storefront } from '../../server/src/cli/storefront/index.ts';
import { startTestServer, type TestServer } from '../../server/src/testing/index.ts';
import { watchFaults } from './faults.ts';

let server: TestServer;
let shop: Storefront;
let browser: LaunchedBrowser;
let context: BrowserContext;
let page: Page;
const faults: string[] = [];

before(async () => {
  server = await startTestServer();
  const made = await server.api<{ write_key: string }>('POST', '/api/sources', {
    ...{ name: 'Shop server', kind: 'server' },
  });
  shop = await openStorefront({
    sdk: { url: server.url, writeKey: server.writeKey },
    writeKey: made.body.write_key,
    async linkToCentre(value) {
      const body = { contact: { type: 'email', value } };
      return (await server.api<{ url: string }>('POST', '/api/preference-links', body)).body.url;
    },
    port: 0,
  });
  browser = await launchBrowser({ viewport: { width: 360, height: 740 } });
});
beforeEach(() => openVisitor());
afterEach(() => {
  assert.deepEqual(faults, []);
  return context.close();
});
after(async () => {
  await browser?.close();
  await shop?.close();
  await server?.stop();
});

async function openVisitor(more: { javaScriptEnabled?: boolean } = {}): Promise<void> {
  await context?.close();
  const settings = { viewport: { width: 360, height: 740 }, ...more };
  context = (await browser.context.browser()?.newContext(settings)) as BrowserContext;
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  watchFaults(page, faults);
}

const answer = async (name: string) => {
  const banner = page.getByRole('dialog');
  await banner.getByRole('button', { name }).click();
  await banner.waitFor({ state: 'detached' });
};

async function buy(email: string): Promise<void> {
  await page.getByRole('link', { name: /Moon Pendant/ }).click();
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await page.getByLabel('Name').fill('Ana Nowak');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Buy for $17.90' }).click();
  await page.getByRole('heading', { name: 'Thank you, Ana Nowak' }).waitFor();
}

/** Of the customer, in the order in which it happened. */
async function eventsOf(email: string, isAll: (names: string[]) => boolean): Promise<string[]> {
  const path = `/api/profiles/email/${email}/events?purpose=service&limit=100`;
  for (const end = performance.now() + 15_000; ; ) {
    await server.settle();
    const { body } = await server.api<{ items: { type: string; event: string | null }[] }>('GET', path);
    const names = (body.items ?? []).map(({ type, event }) => event ?? type).toReversed();
    if (isAll(names)) return names;
    assert.ok(performance.now() < end, `there is only ${names.join(', ')}`);
  }
}

test('who agrees and buys is known with what they looked at before', async () => {
  await page.goto(shop.url);
  await answer('Accept all');
  await buy('ana@shop.example');
  const names = await eventsOf(
    'ana@shop.example',
    (all) => all.filter((one) => one === 'identify').length === 2,
  );
  for (const name of ['page', 'Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed'])
    assert.ok(names.includes(name), name);
  assert.ok(names.indexOf('Product Viewed') < names.indexOf('Order Completed'));
  await page.getByRole('link', { name: 'your choices' }).click();
  await page.getByRole('heading', { name: 'Your choices' }).waitFor();
});

test('who refuses can buy, and nothing but the order is known', async () => {
  await page.goto(shop.url);
  await answer('Reject all');
  await buy('bea@shop.example');
  assert.deepEqual(await eventsOf('bea@shop.example', (all) => all.length >= 2), [
    'identify',
    'Order Completed',
  ]);
});

test('the choice is seen and changed from any page', async () => {
  await page.goto(shop.url);
  await answer('Reject all');
  await page.getByRole('button', { name: 'Your privacy choices' }).click();
  await page.getByRole('dialog').getByRole('switch').first().waitFor();
  assert.equal(await page.getByRole('dialog').getByRole('switch', { checked: true }).count(), 0);
  await answer('Accept all');
  await page.getByRole('button', { name: 'Your privacy choices' }).click();
  await page.getByRole('dialog').getByRole('switch').first().waitFor();
  assert.equal(await page.getByRole('dialog').getByRole('switch', { checked: false }).count(), 0);
});

test('without scripts people buy too; an order that is sent twice is one, and what is missing is said', async () => {
  await openVisitor({ javaScriptEnabled: false });
  await page.goto(shop.url);
  await buy('cyd@shop.example');
  assert.equal((await page.goto(`${shop.url}/p/nothing`))?.status(), 404);
  await page.goto(`${shop.url}/basket`);
  await page.getByRole('heading', { name: 'Your basket is empty' }).waitFor();
  const order = { order: 'WEB-0000ABCD', name: 'Cyd', email: 'cyd@shop.example' };
  const send = (fields: Record<string, string>) =>
    fetch(`${shop.url}/orders`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
      headers: { cookie: 'basket=JEW-RI-20000231*2' },
    } as RequestInit);
  assert.deepEqual([(await send(order)).status, (await send(order)).status], [200, 200]);
  const wrong = await send({ ...order, name: '<b>Cyd</b>', email: 'nowhere' });
  assert.equal(wrong.status, 422);
  const said = await wrong.text();
  assert.match(said, /role="alert">Type your name[^<]*<[\s\S]*&lt;b&gt;Cyd&lt;\/b&gt;/);
  assert.match(said, /<a href="\/basket">Basket \(2\)<\/a>/);
  const names = await eventsOf('cyd@shop.example', (all) => all.length >= 4);
  assert.equal(names.filter((one) => one === 'Order Completed').length, 2);
});

test('the pages have no finding of axe, and fit 320 px', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ['/', '/p/jew-ne-20000212', '/basket', '/none']) {
    await page.goto(shop.url + path);
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await seriousFindings(page), [], path);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, path);
  }
});
