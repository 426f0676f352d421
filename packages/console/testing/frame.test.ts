// The frame around the pages: signing in and out, finding, keys, language, theme, and what a first visit costs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openRoom } from './room.ts';

const room = openRoom();

test('a signed-out member signs in and comes back to the page that was asked for', async () => {
  const { page, fixture } = room;
  fixture.setScenario('signed-out');
  await page.goto(`${fixture.url}/people?q=sarah`);
  await page.getByLabel('E-mail').fill('owner@rapport.localhost');
  await page.getByLabel('Password').fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('do not belong together').waitFor();
  await page.getByLabel('Password').fill('right');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/people?q=sarah');
  await page.getByText('Sarah Whitcombe').waitFor();
});

test('the address after signing in cannot lead to another site', async () => {
  const { page, fixture } = room;
  fixture.setScenario('signed-out');
  await page.goto(`${fixture.url}/sign-in?next=//evil.example/`);
  await page.getByLabel('E-mail').fill('owner@rapport.localhost');
  await page.getByLabel('Password').fill('right');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  assert.equal(new URL(page.url()).origin, fixture.url);
});

test('a session that ends while working leads to signing in, and back', async () => {
  const { page, fixture, go } = room;
  await go('/pipeline');
  fixture.setScenario('signed-out');
  await page.getByText('You were signed out').waitFor({ timeout: 12_000 });
  assert.match(page.url(), /next=%2Fpipeline/);
});

test('signing out forgets what was shown', async () => {
  const { page, go } = room;
  await go('/people');
  await page.getByRole('button', { name: /Owner/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Rapport' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Sign in to Rapport' }).waitFor();
});

test('finding: people by any identifier, pages and actions, all by keyboard', async () => {
  const { page, go } = room;
  await go('/');
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]:focus').waitFor();
  await page.keyboard.type('neha@');
  await page.getByRole('option', { name: /Neha Raghavan/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.match(page.url(), /\/people\/profile_id\/601177/);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]:focus').waitFor();
  await page.keyboard.type('quaran');
  await page.getByRole('option', { name: 'Quarantine' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/quarantine');
});

test('finding still offers pages when people cannot be searched', async () => {
  const { page, go, fixture } = room;
  await go('/purposes');
  fixture.setScenario('failing');
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]:focus').waitFor();
  await page.keyboard.type('live');
  await page.getByRole('option', { name: 'Live' }).waitFor();
  await page.getByText('People could not be searched').waitFor();
});

test('g and a letter go to a page, ? shows every key, and typing is left alone', async () => {
  const { page, go } = room;
  await go('/');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.waitForURL('**/people');
  await page.getByRole('searchbox').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('gl');
  await page.waitForURL('**/people?q=gl');
  await page.getByRole('main').press('Tab');
  await page.locator('body').press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
});

test('the first Tab offers to skip the navigation', async () => {
  const { page, go } = room;
  await go('/');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'content');
});

test('language and theme change at once and are remembered', async () => {
  const { page, go } = room;
  // This page must keep what it chooses, so it starts without the language that other tests are given.
  const own = await room.browser.context.newPage();
  await own.goto(`${room.fixture.url}/pipeline`);
  await own.getByRole('heading', { name: 'Pipeline' }).waitFor();
  for (const [language, words] of [
    ['polski', 'Przetwarzanie'],
    ['繁體中文', '處理管線'],
    ['简体中文', '处理流程'],
  ] as const) {
    await own.getByRole('button', { name: /Owner/ }).click();
    await own.getByRole('menuitemcheckbox', { name: language }).click();
    await own.getByRole('heading', { level: 1, name: words }).waitFor();
  }
  await own.getByRole('button', { name: /Owner/ }).click();
  await own.getByRole('menuitemcheckbox', { name: '深色' }).click();
  await own.reload();
  await own.getByRole('heading', { level: 1, name: '处理流程' }).waitFor();
  const { lang, scheme } = await own.evaluate(() => ({
    lang: document.documentElement.lang,
    scheme: document.documentElement.dataset.mantineColorScheme,
  }));
  assert.deepEqual({ lang, scheme }, { lang: 'zh-Hans', scheme: 'dark' });
  await own.close();
  await go('/');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
});

/** What Home brings after it can be read: the charts, and what draws them. */
const LATER = /\/(?:vitals|drawing)-[\w-]+\.js$/;

test('a first visit to Home loads less than 250 kB of JavaScript, gzipped, and then what draws the charts', async () => {
  const { page, go } = room;
  const [scripts, later]: Promise<number>[][] = [[], []];
  page.on('response', (response) => {
    if (!response.url().endsWith('.js')) return;
    const size = response.body().then((body) => gzipSync(body).length);
    (LATER.test(response.url()) ? later : scripts)?.push(size);
  });
  await go('/');
  const totalOf = async (sizes: Promise<number>[] = []): Promise<number> =>
    (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  const [total, totalLater] = [await totalOf(scripts), await totalOf(later)];
  assert.ok(total > 50_000, 'the scripts were not seen');
  assert.ok(total < 250_000, `${Math.round(total / 1000)} kB`);
  assert.ok(totalLater > 50_000, 'what draws the charts was not seen');
  assert.ok(totalLater < 200_000, `${Math.round(totalLater / 1000)} kB later`);
});

test('on a phone the navigation opens in a drawer and closes after choosing', async () => {
  const { page, go } = room;
  await page.setViewportSize({ width: 390, height: 844 });
  await go('/');
  await page.getByRole('button', { name: 'Open the navigation' }).click();
  const drawer = page.getByRole('dialog', { name: 'Navigation' });
  await drawer.getByRole('link', { name: 'Sources' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
  await drawer.waitFor({ state: 'hidden' });
});
