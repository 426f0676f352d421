// "Why did I get this?" in a real browser: without a script, by keyboard alone, on a narrow screen, in four languages, light and dark.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { seriousFindings } from '../../console/testing/accessibility.ts';
import { type LaunchedBrowser, launchBrowser } from '../../console/testing/browser.ts';
import { anIdentify, startTestServer, type TestServer } from '../../server/src/testing/index.ts';
import { insertSent, linksOf } from '../../server/src/testing/sent-messages.ts';

const languages = ['en', 'zh-Hant', 'zh-Hans', 'pl'];
const contact = { type: 'email', value: 'neha@shop.example' };
let server: TestServer;
let browser: LaunchedBrowser;
/** Without scripts. */
let plain: LaunchedBrowser;
/** Of a campaign, of a receipt, and of nothing. */
let pages: string[];

before(async () => {
  server = await startTestServer();
  browser = await launchBrowser({ viewport: { width: 1024, height: 900 } });
  plain = await launchBrowser({ javaScriptEnabled: false, viewport: { width: 1024, height: 900 } });
  await server.sendInTurn([
    anIdentify({ userId: 'neha', traits: { email: contact.value, first_name: 'Neha' } }),
  ]);
  const accents = { accent: '#7a1f4d', accent_dark: '#ffb3d6' };
  assert.equal(
    (await server.api('POST', '/api/brands', { slug: 'shop', name: 'Sample Shop', ...accents })).status,
    201,
  );
  const titles = { en: 'Rings and chains', pl: 'Pierścionki i łańcuszki' };
  const topic = {
    slug: 'rings',
    brand: 'shop',
    purpose: 'marketing.*',
    channels: ['email'],
    default: 'in',
    titles,
  };
  assert.equal((await server.api('POST', '/api/topics', topic)).status, 201);
  const given = { subject: contact, purpose: 'marketing.email', state: 'given', method: 'form' };
  assert.equal((await server.api('POST', '/api/consents', given)).status, 201);
  const id = Number((await server.getPerson('user_id', 'neha')).id);
  const event = { name: 'Order Completed', message_id: 'm1', timestamp: '2026-03-01T12:00:00.000Z' };
  const ids = [
    await insertSent(server.db, id, { to: contact }),
    await insertSent(server.db, id, {
      to: contact,
      topic: null,
      trigger: { kind: 'api', name: 'shop', event },
    }),
  ];
  pages = await Promise.all(ids.map(async (messageId) => (await linksOf(server, { messageId })).links.why));
  pages.push(`${server.url}/why/none`);
});
after(async () => {
  await plain?.close();
  await browser?.close();
  await server?.stop();
});

async function withPage(context: BrowserContext, width: number, use: (page: Page) => Promise<void>) {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.setViewportSize({ width, height: 800 });
  try {
    await use(page);
  } finally {
    await page.close();
  }
}

test('nothing serious is wrong for whoever cannot see it well, in any language, light and dark, also when it is narrow', async () => {
  for (const language of languages)
    for (const scheme of ['light', 'dark'] as const)
      for (const address of pages)
        await withPage(browser.context, 320, async (page) => {
          await page.emulateMedia({ colorScheme: scheme });
          await page.goto(`${address}?lang=${language}`);
          assert.equal(await page.locator('html').getAttribute('lang'), language);
          assert.deepEqual(await seriousFindings(page), [], `${address} ${language} ${scheme}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= 320, `${address} in ${language} is ${wide} wide`);
          assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
          for (const button of await page.getByRole('button').all()) {
            const box = await button.boundingBox();
            assert.ok(box && box.height >= 40 && box.width >= 40);
          }
        });
});

test('by keyboard alone and without a script it is read, and its messages are stopped', async () => {
  await withPage(plain.context, 1024, async (page) => {
    await page.goto(pages[0] as string);
    assert.match(await page.locator('main').innerText(), /Press once, and we stop: Rings and chains\./);
    const button = page.getByRole('button', { name: 'Stop these messages' });
    let tabs = 0;
    for (; tabs < 20 && !(await button.evaluate((one) => one === document.activeElement)); tabs += 1)
      await page.keyboard.press('Tab');
    assert.ok(tabs < 20, 'it is reached');
    assert.equal(
      await button.evaluate((one) => getComputedStyle(one).outlineStyle),
      'solid',
      'where one is, is seen',
    );
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Done. We have stopped it.' }).waitFor();
    await page.getByRole('link', { name: 'All your choices' }).click();
    await page.getByRole('heading', { name: 'Your choices' }).waitFor();
  });
  const { body } = await server.api<{ topics: { topic: string; decision: string }[] }>(
    'GET',
    `/api/preferences/email/${contact.value}`,
  );
  assert.equal(body.topics.find(({ topic }) => topic === 'rings')?.decision, 'deny');
});

test('it loads nothing but itself and its style sheets, and keeps nothing', async () => {
  await withPage(browser.context, 1024, async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(pages[0] as string);
    const rest = asked
      .slice(1)
      .filter((path) => !/^\/preferences\/(style|colours\/[\w-]+)\.css$|^\/favicon/.test(path));
    assert.deepEqual(rest, []);
    assert.deepEqual(await page.context().cookies(), []);
  });
});
