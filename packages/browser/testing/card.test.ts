// The card in a real browser, on a page with a strict content security policy and of another origin than the server.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { seriousFindings } from '../../console/testing/accessibility.ts';
import { type LaunchedBrowser, launchBrowser } from '../../console/testing/browser.ts';
import type { Answer, Field } from '../src/card/answer.ts';
import { denied, floor, sarah } from './answers.ts';
import { builtCard, type Desk, openDesk } from './desk.ts';
import { watchFaults } from './faults.ts';

let desk: Desk;
let browser: LaunchedBrowser;
let page: Page;
let faults: string[] = [];
before(async () => {
  desk = await openDesk();
  browser = await launchBrowser({ viewport: { width: 320, height: 900 } });
});
beforeEach(async () => {
  [desk.asked.length, faults] = [0, []];
  desk.answers = sarah;
  page = await browser.context.newPage();
  page.setDefaultTimeout(10_000);
  watchFaults(page, faults);
});
afterEach(async () => {
  await page.close();
  desk.drop();
  assert.deepEqual(faults, []);
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

const whole = { view: 'service-desk', subject: 'email:sarah@example.com', token: 'card_one', locale: 'en' };
const open = (more: Record<string, string> = {}, scheme?: 'light' | 'dark') =>
  page.goto(desk.page({ ...whole, ...more }, scheme));
const withField = (name: string, change: Partial<Field>): Answer => ({
  ...sarah,
  fields: { ...sarah.fields, [name]: { ...(sarah.fields[name] as Field), ...change } as Field },
});

async function until(isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + 5000;
  while (!isSo()) {
    assert.ok(performance.now() < endMs, 'it did not become so');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('the script is small enough to be loaded beside anything', () => {
  const bytes = gzipSync(readFileSync(builtCard), { level: 9 }).length;
  assert.ok(bytes <= 12 * 1024, `${bytes} bytes`);
});

test('it asks by its token alone, and shows who it is and what was refused first', async () => {
  await page.context().addCookies([{ name: 'rapport.session_token', value: 'secret', url: desk.api }]);
  await open();
  await page.getByRole('heading', { name: 'Sarah Whitcombe' }).waitFor();
  const [asked] = desk.asked;
  assert.equal(asked?.url, '/api/views/service-desk/email/sarah%40example.com/stream');
  assert.equal(asked?.headers.authorization, 'Bearer card_one');
  assert.equal(asked?.headers.cookie, undefined);
  const refused = page.getByRole('list', { name: 'Refused permissions' });
  assert.match(
    await refused.innerText(),
    /Do not phone\s+Marketing by phone: refused on May\s3,\s2026\s+Notice: Preferences/,
  );
  const [first, city] = [await refused.boundingBox(), await page.getByText('Columbus').boundingBox()];
  assert.ok((first?.y ?? 0) < (city?.y ?? 0), 'it stands above everything else');
  await page.getByText('$1,028.50').waitFor();
  await page.getByText('Warranty until May 3, 2027').waitFor();
  await page.getByText('4 other members · 3 of them not shown').waitFor();
  await page.context().clearCookies();
});

test('age and origin of a value, by keyboard', async () => {
  await open();
  const button = page.getByRole('button', { name: 'Age and origin of City' });
  const told = page.locator('[data-field=city] > .origin', {
    hasText: /^From Shop · Updated November 20, 2026/,
  });
  await button.focus();
  await page.keyboard.press('Enter');
  await told.waitFor();
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  desk.send('view', withField('lifetime_value', { value: 5000 }));
  await page.getByText('5,000').waitFor();
  assert.ok(await told.isVisible(), 'stays open');
  assert.ok(
    await button.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one),
    'and focused',
  );
  await page.keyboard.press('Enter');
  assert.ok(await told.isHidden());
});

test('each object says where it comes from, when that is asked', async () => {
  await open();
  const lamp = page.locator('.item .item', { hasText: 'Brass reading lamp' });
  await lamp.waitFor();
  assert.ok(await lamp.locator('.origin').isHidden());
  await page.getByRole('button', { name: 'Age and origin of Last orders' }).click();
  assert.match(await lamp.locator('.origin').innerText(), /^From Shop · Updated November 2, 2026/);
});

test('ids that a value holds are shown by what they name, and those that name nothing as they are', async () => {
  await open();
  const viewed = page.locator('[data-field=recently_viewed]');
  await viewed.waitFor();
  assert.match(await viewed.innerText(), /Brass reading lamp\s+LMP-3[\s\S]*\nJEW-1$/);
  assert.equal((await viewed.innerText()).match(/LMP-3/g)?.length, 1);
});

test('a section that was closed stays closed when the answer changes', async () => {
  await open();
  const heading = page.getByRole('heading', { name: 'Last orders' }).getByRole('button');
  await heading.focus();
  await page.keyboard.press('Space');
  assert.equal(await heading.getAttribute('aria-expanded'), 'false');
  assert.ok(await page.getByText('Walnut writing desk').isHidden());
  desk.send('view', withField('city', { value: 'Dayton' }));
  await page.getByText('Dayton').waitFor();
  assert.ok(await page.getByText('Walnut writing desk').isHidden());
  await page.keyboard.press('Space');
  assert.ok(await page.getByText('Walnut writing desk').isVisible());
});

test('an id is copied by a click, or marked where the page may not copy', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await open();
  await page.getByRole('button', { name: 'Copy SH-30010-5' }).click();
  await page.getByRole('status').getByText('Copied: SH-30010-5').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'SH-30010-5');
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('not permitted'));
  });
  await page.getByRole('button', { name: 'Copy FUR-12' }).click();
  await page.waitForFunction(() => String(getSelection()) === 'FUR-12');
  await page.context().clearPermissions();
});

test('a page that nobody sees for a while holds no stream, and asks again when it is seen', async () => {
  await page.clock.install();
  await open();
  await page.getByText('Columbus').waitFor();
  const see = (state: string) =>
    page.evaluate((visibility) => {
      Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await see('hidden');
  await page.clock.fastForward(20_000);
  await see('visible');
  assert.equal(desk.streams(), 1, 'a short look elsewhere costs nothing');
  await see('hidden');
  await page.clock.fastForward(31_000);
  await until(() => desk.streams() === 0);
  desk.answers = withField('city', { value: 'Dayton' });
  await see('visible');
  await page.getByText('Dayton').waitFor();
  assert.equal(desk.asked.length, 2);
});

test('a change is shown as one for a moment, and said', async () => {
  await open();
  await page.getByText('Columbus').waitFor();
  desk.send('view', withField('city', { value: 'Dayton' }));
  await page.getByText('Dayton').waitFor();
  assert.equal(await page.locator('.changed').getAttribute('data-field'), 'city');
  await page.getByRole('status').getByText('Changed: City').waitFor({ state: 'attached' });
  await page.locator('.changed').waitFor({ state: 'detached' });
});

test('text stays text, whatever it holds', async () => {
  const evil = '<img src=x onerror=alert(1)><b>bold</b>';
  desk.answers = { ...withField('city', { value: evil, title: evil }), title: evil };
  await open();
  await page.getByText(evil).first().waitFor();
  assert.equal(await page.locator('rapport-view img, rapport-view b').count(), 0);
});

test('a purpose that may not see the person says so, and still what was refused', async () => {
  desk.answers = denied;
  await open();
  await page.getByText('This purpose may not see this person.').waitFor();
  await page.getByText('The person objected on 2026-11-01').waitFor();
  await page.getByText('Do not phone').waitFor();
  assert.equal(await page.getByText('Columbus').count(), 0);
});

test('what is withheld is said, with the reason', async () => {
  await open();
  await page.getByText('3 values are not shown in full').click();
  await page.getByText('It was collected for analytics, not for service.').waitFor();
  await page.getByText('Lately · Address').waitFor();
});

test('a token that has ended empties the card, tells the page, and another one goes on', async () => {
  await open();
  await page.getByText('Columbus').waitFor();
  await page.evaluate(() => {
    document.addEventListener('rapport-view-expired', ({ target }) => {
      document.title = (target as Element).tagName;
    });
  });
  desk.send('end', { code: 'card_token_ended', message: 'This card token has ended.' });
  await page.getByText('Access has ended').waitFor();
  assert.equal(await page.title(), 'RAPPORT-VIEW');
  assert.equal(
    await page.getByText('Columbus').count(),
    0,
    'nothing is left of what may not be seen any more',
  );
  await page.locator('rapport-view').evaluate((card) => card.setAttribute('token', 'card_two'));
  await page.getByText('Columbus').waitFor();
  assert.equal(desk.asked.at(-1)?.headers.authorization, 'Bearer card_two');
});

test('another subject leaves nothing of the one before', async () => {
  await open();
  await page.getByText('Columbus').waitFor();
  desk.answers = 'silence';
  await page
    .locator('rapport-view')
    .evaluate((card) => card.setAttribute('subject', 'email:neha@example.com'));
  await page.locator('rapport-view section[aria-busy=true]').waitFor();
  assert.equal(await page.getByText('Sarah').count(), 0);
});

test('a stream that breaks leaves the answer, as of when, and comes again', async () => {
  await open();
  await page.getByText('Columbus').waitFor();
  desk.answers = { status: 503, code: 'storage_unavailable', message: '' };
  desk.drop();
  await page.getByText(/Not up to date: as of/).waitFor();
  assert.ok(await page.getByText('Columbus').isVisible());
  desk.answers = withField('city', { value: 'Dayton' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Dayton').waitFor();
  assert.equal(await page.getByText(/Not up to date/).count(), 0);
  assert.equal(desk.asked.at(-1)?.headers['last-event-id'], '"1"');
});

test('whoever reads too often waits as long as the server says', async () => {
  desk.answers = { status: 429, code: 'view_reads_limited', message: '', retryAfter: 60 };
  await open();
  await page.getByText('Could not load').waitFor();
  await page.waitForTimeout(2500);
  assert.equal(desk.asked.length, 1);
});

for (const [status, code, text] of [
  [404, 'profile_not_found', 'Nobody is known by sarah@example.com.'],
  [403, 'forbidden', 'This card token was made for another view.'],
  [401, 'card_token_ended', 'Load the page again to go on.'],
] as const)
  test(`${code}: it says so and asks no more`, async () => {
    desk.answers = { status, code, message: 'This card token was made for another view.' };
    await open();
    await page.getByText(text).waitFor();
    await page.waitForTimeout(1500);
    assert.equal(desk.asked.length, 1);
  });

test('without a view or a token it says what it needs', async () => {
  await open({ token: '' });
  await page.getByText('This card needs the attributes view and token.').waitFor();
  assert.equal(desk.asked.length, 0);
});

test('a view of the business needs nobody', async () => {
  desk.answers = floor;
  await open({ view: 'shop-floor', subject: '' });
  await page.getByRole('heading', { name: 'Shop floor' }).waitFor();
  assert.equal(desk.asked[0]?.url, '/api/views/shop-floor/stream');
  await page.getByText('17 people · before: 30').waitFor();
});

test('it speaks four languages, and counts, dates and money in each', async () => {
  for (const [locale, order, amount] of [
    ['pl', 'Nie dzwoń', '1028,50 USD'],
    ['zh-CN', '请勿致电', 'US$1,028.50'],
    ['zh-Hant-HK', '請勿致電', 'US$1,028.50'],
    ['de', 'Do not phone', '1.028,50 $'],
  ] as const) {
    await open({ locale });
    await page.getByText(order).waitFor();
    await page.getByText(amount.replace(' ', '\u00a0')).waitFor();
  }
});

test('axe finds nothing serious and nothing scrolls sideways, in both schemes and all states', async () => {
  const states: Desk['answers'][] = [sarah, denied, { status: 404, code: 'profile_not_found', message: '' }];
  for (const scheme of ['light', 'dark'] as const)
    for (const answers of states) {
      desk.answers = answers;
      await page.setViewportSize({ width: 280, height: 900 });
      await open({}, scheme);
      await page.locator('rapport-view section[aria-busy=false]').waitFor();
      await page.locator('rapport-view strong').first().waitFor();
      for (const one of await page.locator('rapport-view summary').all()) await one.click();
      assert.deepEqual(await seriousFindings(page), [], scheme);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }
});
