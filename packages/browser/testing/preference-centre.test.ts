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
let confirmation: string;
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
  await tellOfReceivers();
  const signUp = { contact, purpose: 'marketing.sms', topic: 'chairs' };
  confirmation = (await server.api<{ url: string }>('POST', '/api/confirmations', signUp)).body.url;
});
after(async () => {
  await plain?.close();
  await browser?.close();
  await server?.stop();
});

const contact = { type: 'email', value: 'sarah@example.com' };

/** One who was let have something, and one who was not. */
async function tellOfReceivers(): Promise<void> {
  const carrier = { name: 'Parcel carrier', country: 'PL', mechanism: 'none' };
  assert.equal((await server.api('PUT', '/api/recipients/carrier', carrier)).status, 200);
  const delivery = {
    slug: 'delivery',
    name: 'Delivery',
    description: 'Bring it.',
    recipients: ['carrier', 'survey'],
  };
  const meaning = { legal_basis: 'contract', consent_model: 'none', data_categories: ['user.contact'] };
  assert.equal((await server.api('POST', '/api/purposes', { ...delivery, ...meaning })).status, 201);
  const asked = { subject: contact, purpose: 'delivery', recipient: 'carrier' };
  assert.equal((await server.api('POST', '/api/decide', asked)).status, 200);
}

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

test('what may be asked for is asked for by keyboard alone, without a script, and taken back', async () => {
  await withPage(plain.context, 320, async (page) => {
    await page.goto(centre);
    assert.match(
      (await page.getByRole('region', { name: 'Who received it' }).innerText()).replaceAll(/\s+/g, ' '),
      /Parcel carrier \(Poland\) We let them have: How you are reached: last on .*survey \(country not recorded\) We have no record/,
    );
    const words = page.getByRole('textbox', { name: 'What is wrong, and what is right?' });
    for (
      let tabs = 0;
      tabs < 80 && !(await words.evaluate((one) => one === document.activeElement));
      tabs += 1
    )
      await page.keyboard.press('Tab');
    await page.keyboard.type('My name is Sarah.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('We have received it.').waitFor();
    const asked = page.getByRole('region', { name: 'What you may ask of us' });
    await asked.getByText('My name is Sarah.').waitFor();
    assert.match(await asked.innerText(), /Number: [2-9A-Z]{4}-[2-9A-Z]{4}/);
    await asked.getByRole('button', { name: 'Ask for a copy' }).click();
    await page.getByRole('button', { name: 'Take it back: A copy of what we know of you' }).click();
    await page.getByRole('status').getByText('You have taken it back.').waitFor();
  });
});

test('a link that opens nothing has a form for another one, and a sign-up one button, without a script', async () => {
  await withPage(plain.context, 320, async (page) => {
    await page.goto(`${centre}x`);
    await page.getByRole('textbox', { name: 'Your e-mail address' }).fill(contact.value);
    await page.getByRole('button', { name: 'Send me a new link' }).click();
    await page.getByRole('status').getByText('If we know the address, a new link is sent to it.').waitFor();
    const { body } = await server.api<{ url: string }>('POST', '/api/confirmations', {
      ...{ contact, purpose: 'marketing.push' },
    });
    await page.goto(body.url);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Confirmed. It holds from now on.' }).waitFor();
    await page.goto(body.url);
    await page.getByRole('heading', { name: 'This link was used already' }).waitFor();
  });
});

test('nothing is wrong for axe, nothing scrolls sideways at 320 pixels, and buttons are large enough, in each language', async () => {
  for (const scheme of ['light', 'dark'] as const)
    for (const language of languages)
      for (const [address, width] of [
        [centre, 320],
        [centre, 512],
        [unsubscribe, 320],
        [confirmation, 320],
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
