// The preference centre in a real browser: without a script, by keyboard alone, on a narrow screen, in four languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { seriousFindings } from '../../console/testing/accessibility.ts';
import { type LaunchedBrowser, launchBrowser } from '../../console/testing/browser.ts';
import { anIdentify, startTestServer, type TestServer } from '../../server/src/testing/index.ts';

const languages = ['en', 'zh-Hant', 'zh-Hans', 'pl'];
let server: TestServer;
let browser: LaunchedBrowser;
/** Without scripts. */
let plain: LaunchedBrowser;
let centre: string;
let unsubscribe: string;
before(async () => {
  server = await startTestServer();
  browser = await launchBrowser({ viewport: { width: 1024, height: 900 } });
  plain = await launchBrowser({ javaScriptEnabled: false, viewport: { width: 1024, height: 900 } });
  await server.sendInTurn([anIdentify({ userId: 'SW-30010', traits: { email: contact.value } })]);
  const given = { subject: contact, purpose: 'marketing.phone', state: 'given', method: 'form' };
  assert.equal((await server.api('POST', '/api/consents', given)).status, 201);
  const brand = { slug: 'shop', name: 'Sample Shop' };
  const topic = { slug: 'chairs', brand: 'shop', purpose: 'marketing.*', channels: ['email'], default: 'in' };
  assert.equal((await server.api('POST', '/api/brands', brand)).status, 201);
  const titles = { en: 'Chairs and desks', pl: 'Krzesła i biurka' };
  assert.equal((await server.api('POST', '/api/topics', { ...topic, titles })).status, 201);
  const made = await server.api<{ url: string; one_click_url: string }>('POST', '/api/preference-links', {
    ...{ contact, ends: { purpose: 'marketing.email' } },
  });
  [centre, unsubscribe] = [made.body.url, made.body.one_click_url];
});
after(async () => {
  await plain?.close();
  await browser?.close();
  await server?.stop();
});

const contact = { type: 'email', value: 'sarah@example.com' };

type Decided = {
  decision: string;
  reason: { message: string; consent_event?: { event_time: string; notice: { title: string } | null } };
};
const decide = async (): Promise<Decided> =>
  (await server.api<Decided>('POST', '/api/decide', { subject: contact, purpose: 'marketing.phone' })).body;

/** Pages of one width, which are closed again. */
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

test('Sarah stops calls with one press, without a login and without a script, and is believed at once', async () => {
  assert.equal((await decide()).decision, 'permit');
  await withPage(plain.context, 1024, async (page) => {
    await page.goto(centre);
    await page.getByRole('button', { name: 'Stop: Calls about offers' }).click();
    await page.getByRole('status').getByText('Saved. It holds from now on.').waitFor();
    const item = page.getByRole('listitem').filter({ hasText: 'Calls about offers' });
    assert.match(
      (await item.innerText()).replaceAll(/\s+/g, ' '),
      /Off since .* You withdrew your consent\./,
    );
  });
  const { decision, reason } = await decide();
  assert.equal(decision, 'deny');
  assert.match(reason.message, /withdrew their consent on .* by preference_centre, having seen the notice/);
  assert.equal(reason.consent_event?.notice?.title, 'Your choices: Calls about offers');
});

test('by keyboard alone, it takes no more to stop than to allow', async () => {
  await withPage(plain.context, 1024, async (page) => {
    const press = async (name: string): Promise<number> => {
      await page.goto(centre);
      for (let tabs = 1; tabs < 80; tabs += 1) {
        await page.keyboard.press('Tab');
        const focused = page.locator(':focus');
        if ((await focused.getAttribute('aria-label')) !== name) continue;
        const outline = await focused.evaluate((one) => getComputedStyle(one).outlineStyle);
        assert.equal(outline, 'solid', 'where one is, is seen');
        await page.keyboard.press('Enter');
        await page.getByRole('status').waitFor();
        return tabs;
      }
      throw new Error(`${name} is not reached`);
    };
    const allow = await press('Allow: Calls about offers');
    assert.equal((await decide()).decision, 'permit');
    assert.ok((await press('Stop: Calls about offers')) <= allow);
    assert.equal((await decide()).decision, 'deny');
  });
});

test('nothing is wrong for axe, nothing scrolls sideways at 320 pixels, and buttons are large enough, in each language', async () => {
  for (const scheme of ['light', 'dark'] as const)
    for (const language of languages)
      for (const [address, width] of [
        [centre, 320],
        [centre, 512],
        [unsubscribe, 320],
        [`${centre}x`, 320],
      ] as const)
        await withPage(browser.context, width, async (page) => {
          await page.emulateMedia({ colorScheme: scheme });
          await page.goto(`${address}?lang=${language}`);
          assert.equal(await page.locator('html').getAttribute('lang'), language);
          assert.deepEqual(await seriousFindings(page), [], `${address} ${language} ${scheme}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${address} in ${language} is ${wide} wide`);
          for (const button of await page.getByRole('button').all()) {
            const box = await button.boundingBox();
            assert.ok(box && box.height >= 40 && box.width >= 40);
          }
        });
});

test('the page loads nothing but itself and its style sheet, and keeps nothing', async () => {
  await withPage(browser.context, 1024, async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(centre);
    await page.waitForLoadState('networkidle');
    const own = new URL(centre).pathname;
    assert.deepEqual(
      asked.filter((path) => path !== '/favicon.ico'),
      [own, '/preferences/style.css'],
    );
    assert.deepEqual(await browser.context.cookies(), []);
  });
});
