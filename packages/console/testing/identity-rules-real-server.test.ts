// Identity rules on the real server: what two accounts on one device leave behind, and a limit that takes a person apart
// and puts them together again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startTestServer, type TestServer, testMember } from '../../server/src/testing/index.ts';
import { seriousFindings } from './accessibility.ts';
import { type LaunchedBrowser, launchBrowser } from './browser.ts';
import { prefer } from './visit.ts';

let server: TestServer;
let browser: LaunchedBrowser;
let page: Page;
const errors: string[] = [];

before(async () => {
  server = await startTestServer();
  browser = await launchBrowser({ reducedMotion: 'reduce' });
  page = await browser.context.newPage();
  page.setDefaultTimeout(15_000);
  await prefer(page, { language: 'en' });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${server.url}/sign-in?next=/identity/refusals`);
  await page.getByLabel('E-mail').fill(testMember.email);
  await page.getByLabel('Password').fill(testMember.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Refusals and super-nodes' }).waitFor();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function identify(
  ...messages: { userId: string; anonymousId?: string; traits?: object }[]
): Promise<void> {
  const response = await fetch(`${server.url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${server.writeKey}:`)}` },
    body: JSON.stringify({ batch: messages.map((each) => ({ type: 'identify', ...each })) }),
  });
  assert.equal(response.status, 200);
  await server.settle();
}

test('before anything was refused, the lists say that nothing is wrong', async () => {
  await page.getByText('No link was refused').waitFor();
  await page.getByRole('tab', { name: 'Super-nodes' }).click();
  await page.getByText('No super-nodes').waitFor();
  await page.getByRole('tab', { name: 'Decided by hand' }).click();
  await page.getByText('Nobody decided anything by hand').waitFor();
});

test('two accounts on one device: the refusal says why, and leads to both people', async () => {
  await identify({
    userId: 'SW-30010',
    anonymousId: 'tablet-of-a-family',
    traits: { name: 'Sarah Whitcombe' },
  });
  await identify({
    userId: 'NR-30020',
    anonymousId: 'tablet-of-a-family',
    traits: { name: 'Neha Raghavan' },
  });
  await page.goto(`${server.url}/identity/refusals`);
  await page.getByText('As one person they would break a limit (user id: at most 1).').waitFor();
  await page.getByText('is shared from then on, and nobody’s.').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await page.getByRole('link', { name: 'NR-30020' }).click();
  await page.getByRole('heading', { level: 1, name: 'Neha Raghavan' }).waitFor();
});

test('a decision by hand is listed with who and why', async () => {
  await identify({ userId: 'SW-30010', traits: { phone: '+16145550100' } });
  const identifier = { type: 'phone', value: '+16145550100' };
  const answer = await server.api('POST', '/api/identity/remove', {
    identifier,
    reason: 'The number of the shop.',
  });
  assert.equal(answer.status, 200);
  await page.goto(`${server.url}/identity/refusals?show=decisions`);
  await page.getByText('Taken out').waitFor();
  await page.getByText('“The number of the shop.”').waitFor();
});
