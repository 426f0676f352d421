// Every page in each of its states: nothing that axe calls serious in either theme, no sideways scrolling at any width,
// no error in the browser. Nothing here measures time, so it runs beside other tests.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { colourRules, seriousFindings } from './accessibility.ts';
import { type LaunchedBrowser, launchBrowser } from './browser.ts';
import { type Fixture, startFixture } from './fixture/server.ts';
import { PAGES } from './pages.ts';
import { prefer, sidewaysPixels, switchTheme, visit } from './visit.ts';

const WIDTHS = [390, 1024, 1440];
/** What i18next shows where a text is missing: its key. (`identity.link` is the slug of a purpose.) */
const KEY =
  /\b(ui|shell|home|identity(?!\.link\b)|live|people|graph|sources|quarantine|imports|purposes|pipeline|error)\.[a-z]+[\w.]*\b/g;

let browser: LaunchedBrowser;
let fixture: Fixture;
let page: Page;
let errors: string[] = [];

before(async () => {
  browser = await launchBrowser({ reducedMotion: 'reduce' });
  fixture = await startFixture();
  page = await browser.context.newPage();
  await prefer(page, { language: 'en' });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // The browser itself reports every refused request; those are the scenario, not a fault.
    const refused = message.text().includes('Failed to load resource');
    if (message.type() === 'error' && !refused) errors.push(message.text());
  });
});
after(async () => {
  await browser.close();
  await fixture.close();
});

for (const { name, path, scenarios } of PAGES) {
  for (const scenario of scenarios) {
    test(`${name}, ${scenario}`, async () => {
      errors = [];
      fixture.setScenario(scenario);
      await page.setViewportSize({ width: 1440, height: 900 });
      await visit(page, fixture.url + path, scenario);
      await switchTheme(page, 'light');
      assert.deepEqual(await seriousFindings(page), [], 'in the light theme');
      await switchTheme(page, 'dark');
      assert.deepEqual(await seriousFindings(page, colourRules), [], 'in the dark theme');
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        assert.equal(await sidewaysPixels(page), 0, `${name} scrolls sideways at ${width} px`);
      }
      assert.deepEqual(errors, []);
    });
  }
}

for (const language of ['pl', 'zh-Hant', 'zh-Hans']) {
  test(`no page scrolls sideways on a phone in ${language}, and none shows a key instead of words`, async () => {
    fixture.setScenario('usual');
    const own = await browser.context.newPage();
    await prefer(own, { language });
    await own.setViewportSize({ width: 390, height: 844 });
    for (const { name, path } of PAGES.filter((each) => each.scenarios.includes('usual'))) {
      await visit(own, fixture.url + path);
      assert.equal(await sidewaysPixels(own), 0, name);
      const words = (await own.locator('body').innerText()).match(KEY) ?? [];
      assert.deepEqual(words, [], name);
    }
    await own.close();
  });
}
