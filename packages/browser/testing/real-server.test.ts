// The card on the real server: what happens to a customer shows in a ticket, and stops when it may not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type LaunchedBrowser, launchBrowser } from '../../console/testing/browser.ts';
import { startTestServer, type TestServer } from '../../server/src/testing/index.ts';
import { type Desk, openDesk } from './desk.ts';

let server: TestServer;
let browser: LaunchedBrowser;
let desk: Desk;
let page: Page;
let key: { id: number; key: string };
before(async () => {
  server = await startTestServer();
  desk = await openDesk(server.url);
  browser = await launchBrowser({ viewport: { width: 400, height: 900 } });
  page = await browser.context.newPage();
  page.setDefaultTimeout(15_000);
});
after(async () => {
  await browser?.close();
  await desk?.close();
  await server?.stop();
});

const subject = { type: 'email', value: 'sarah@example.com' };

async function tell(traits: object): Promise<void> {
  await server.collect(
    '/v1/identify',
    { userId: 'SW-30010', traits },
    { authorization: `Bearer ${server.writeKey}` },
  );
  await server.settle();
}

test('a key that is bound to views makes a token, and the card shows the person by it', async () => {
  await tell({ name: 'Sarah Whitcombe', email: 'sarah@example.com', city: 'Columbus' });
  const view = {
    ...{ name: 'ticket', title: 'Ticket', purpose: 'service' },
    fields: [
      { name: 'city', title: 'City', attribute: 'city' },
      { name: 'contact', title: 'Contact', permits: ['marketing.phone'] },
    ],
  };
  assert.equal((await server.api('POST', '/api/views', view)).status, 201);
  const grants = { scopes: ['views:read', 'cards:write'], views: ['ticket'], purposes: ['service'] };
  const made = await server.api<typeof key>('POST', '/api/keys', { name: 'Help desk', ...grants });
  assert.equal(made.status, 201, made.text);
  key = made.body;
  const authorization = `Bearer ${key.key}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const token = await server.request<{ token: string }>(
    'POST',
    '/api/card-tokens',
    { view: 'ticket', subject },
    headers,
  );
  assert.equal(token.status, 201, token.text);
  for (const path of ['/api/profiles?purpose=service', '/api/view-definitions/ticket', '/api/reads'])
    assert.equal((await server.request('GET', path, undefined, { authorization })).status, 403, path);
  await page.goto(
    desk.page({ view: 'ticket', subject: 'email:sarah@example.com', token: token.body.token, locale: 'en' }),
  );
  await page.getByRole('heading', { name: 'Sarah Whitcombe' }).waitFor();
  await page.getByText('Columbus').waitFor();
});

test('what is told next shows without loading the page again', async () => {
  await tell({ city: 'Dayton' });
  await page.getByText('Dayton').waitFor();
  await page.getByRole('status').getByText('Changed: City').waitFor({ state: 'attached' });
});

test('a refusal shows at once, above everything', async () => {
  const refused = await server.api('POST', '/api/consents', {
    ...{
      subject: { type: 'user_id', value: 'SW-30010' },
      purpose: 'marketing.phone',
      state: 'refused',
    },
    method: 'telephone',
  });
  assert.ok(refused.status < 300, refused.text);
  await page.getByText('Do not phone').waitFor();
});

test('the read is recorded with the view, under the key that made the token', async () => {
  const { body } = await server.api<{ items: { view: string | null; reader: string }[] }>(
    'GET',
    '/api/reads',
  );
  const [read] = body.items;
  assert.deepEqual([read?.view, read?.reader], ['ticket', `api_key:${key.id}`]);
});

test('the card of another person, and one whose key is revoked, shows nobody', async () => {
  const card = page.locator('rapport-view');
  await card.evaluate((one) => one.setAttribute('subject', 'email:neha@example.com'));
  await page.getByText('This card token was made for somebody else.').waitFor();
  await server.api('DELETE', `/api/keys/${key.id}`);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await card.evaluate((one) => one.setAttribute('subject', 'email:sarah@example.com'));
  await page.getByText('Access has ended').waitFor();
  assert.equal(await page.getByText('Sarah').count(), 0);
});
