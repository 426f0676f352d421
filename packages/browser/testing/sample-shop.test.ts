// The card in a ticket of another site, on the real server with a part of the sample shop: the help desk's key makes a token for
// Sarah, and what happens to her shows while the ticket is open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { seriousFindings } from '../../console/testing/accessibility.ts';
import { type LaunchedBrowser, launchBrowser } from '../../console/testing/browser.ts';
import { startTestServer, type TestServer } from '../../server/src/testing/index.ts';
import { loadPartOfShop, type PartOfShop } from '../../server/src/testing/part-of-shop.ts';
import { type Desk, openDesk } from './desk.ts';

let server: TestServer;
let shop: PartOfShop;
let browser: LaunchedBrowser;
let desk: Desk;
let page: Page;
const subject = { type: 'email', value: 'sarah@example.com' };

before(async () => {
  server = await startTestServer();
  shop = await loadPartOfShop(server);
  desk = await openDesk(server.url);
  browser = await launchBrowser({ viewport: { width: 400, height: 1000 } });
  page = await browser.context.newPage();
  page.setDefaultTimeout(15_000);
});
after(async () => {
  await browser?.close();
  await desk?.close();
  await server?.stop();
});

/** As the server of the help desk would, with its own key. */
async function makeToken(): Promise<string> {
  const grants = { scopes: ['views:read', 'cards:write'], views: ['service-desk'], purposes: ['service'] };
  const key = await server.api<{ key: string }>('POST', '/api/keys', { name: 'Help desk', ...grants });
  assert.equal(key.status, 201, key.text);
  const made = await server.request<{ token: string }>(
    'POST',
    '/api/card-tokens',
    { view: 'service-desk', subject },
    { authorization: `Bearer ${key.body.key}`, 'content-type': 'application/json' },
  );
  assert.equal(made.status, 201, made.text);
  return made.body.token;
}

const field = (name: string) => page.locator(`rapport-view [data-field=${name}]`);
const last = (event: string) =>
  shop.messages.filter((one) => one.userId === shop.sarahId && one.event === event).at(-1);

test('the ticket shows that Sarah is not to be phoned, her chair under warranty, and the open refund', async () => {
  const token = await makeToken();
  await page.goto(
    desk.page({ view: 'service-desk', subject: 'email:sarah@example.com', token, locale: 'en' }),
  );
  await page.getByRole('heading', { name: 'Sarah Whitcombe' }).waitFor();
  const refused = page.getByRole('list', { name: 'Refused permissions' }).getByRole('listitem').first();
  const wish = new Date(last('Contact Preference Stated')?.timestamp ?? '');
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(wish);
  const words = (await refused.innerText()).replace(/\s+/g, ' ');
  assert.equal(words, `Do not phone Marketing by phone: refused on ${day} Notice: Calls from Sample Shop`);
  const bought = last('Order Completed');
  const until = Temporal.PlainDate.from((bought?.timestamp ?? '').slice(0, 10)).add({ years: 5 });
  const untilDay = until.toLocaleString('en', { dateStyle: 'medium' });
  const order = field('last_orders').locator('.item').first();
  assert.match(await order.innerText(), new RegExp(String(bought?.properties?.order_id)));
  await order.getByText('Novimex Swivel Fabric Task Chair').waitFor();
  await order.getByText(`Warranty until ${untilDay}`).waitFor();
  assert.match(await field('refunds').innerText(), /refund_requested/);
  assert.match(await field('open_tickets').innerText(), /Chair arrived with a cracked base/);
  const all = await page.getByRole('main').innerText();
  for (const hidden of ['Jewellery', 'Interests', 'favourite', 'answered'])
    assert.ok(!all.includes(hidden), hidden);
  assert.deepEqual(await seriousFindings(page), []);
});

test('what happens to her shows in the open ticket, and a refusal above everything', async () => {
  const properties = { order_id: last('Order Completed')?.properties?.order_id, total: 150.98 };
  const refund = { type: 'track', event: 'Order Refunded', userId: shop.sarahId, properties };
  await server.send([{ ...refund, messageId: 'refund-of-the-chair', timestamp: new Date().toISOString() }]);
  await page
    .getByRole('status')
    .getByText(/Changed: .*Refunds/)
    .waitFor({ state: 'attached' });
  await field('refunds').getByText('refunded', { exact: true }).waitFor();
  const said = { subject: { type: 'user_id', value: shop.sarahId }, purpose: 'marketing.email' };
  await server.api('POST', '/api/consents', { ...said, state: 'withdrawn', method: 'telephone' });
  await page
    .getByRole('list', { name: 'Refused permissions' })
    .getByText(/Marketing by e-mail: refused on/)
    .waitFor();
});
