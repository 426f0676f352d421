// Pages in each of their states: nothing that axe calls serious, no sideways scrolling at any width, no
// error in the browser; and as usual in the other languages on a phone, with all their words. Nothing here measures time, so
// it runs beside other tests.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { en } from '../src/language/en/index.ts';
import { enOnDemand } from '../src/language/en/on-demand.ts';
import { colourRules, seriousFindings } from './accessibility.ts';
import { type LaunchedBrowser, launchBrowser } from './browser.ts';
import type { Scenario } from './fixture/scenarios.ts';
import { type Fixture, startFixture } from './fixture/server.ts';
import type { PageCase } from './page-case.ts';
import { prefer, sidewaysPixels, speak, switchTheme, visit } from './visit.ts';

const WIDTHS = [390, 1024, 1440];
const LANGUAGES = ['pl', 'zh-Hant', 'zh-Hans'];
/**
 * As usual a page is looked at in both themes, in its other states in one, from page to page the other: axe takes most of the
 * time. `npm run bench:pages` looks at all of them in both.
 */
const inBothThemes = (scenario: Scenario): boolean =>
  scenario === 'usual' || process.env.RAPPORT_ALL_THEMES === '1';
/** What i18next shows where a text is missing: its key. */
const KEYS = new Set(listKeys({ ...en, ...enOnDemand }, ''));
const KEY_LIKE = /\b[a-z][a-zA-Z]*(\.\w+)+\b/g;

function listKeys(texts: object, path: string): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string'
      ? `${path}${name.replace(/_(one|other)$/, '')}`
      : listKeys(text, `${path}${name}.`),
  );
}

/** Declares a test for each page and state. Call once, at the top of a test file. */
export function checkPages(pages: readonly PageCase[]): void {
  let browser: LaunchedBrowser;
  let fixture: Fixture;
  let page: Page;
  let errors: string[] = [];
  // Switching takes long: a page is looked at first in the theme in which the one before was left.
  let theme: 'light' | 'dark' = 'light';

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

  async function check(path: string, scenario: Scenario): Promise<void> {
    errors = [];
    fixture.setScenario(scenario);
    await page.setViewportSize({ width: 1440, height: 900 });
    await visit(page, fixture.url + path, scenario);
    assert.deepEqual(await seriousFindings(page), [], `in the ${theme} theme`);
    if (inBothThemes(scenario)) {
      theme = theme === 'light' ? 'dark' : 'light';
      await switchTheme(page, theme);
      assert.deepEqual(await seriousFindings(page, colourRules), [], `in the ${theme} theme`);
    }
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await sidewaysPixels(page), 0, `it scrolls sideways at ${width} px`);
    }
    if (scenario === 'usual') await checkLanguages();
    assert.deepEqual(errors, []);
  }

  async function checkLanguages(): Promise<void> {
    await page.setViewportSize({ width: WIDTHS[0] as number, height: 900 });
    for (const language of LANGUAGES) {
      await speak(page, language);
      assert.equal(await sidewaysPixels(page), 0, `it scrolls sideways in ${language}`);
      const words = (await page.locator('body').innerText()).match(KEY_LIKE) ?? [];
      assert.deepEqual(
        words.filter((word) => KEYS.has(word)),
        [],
        language,
      );
    }
  }

  for (const { name, path, scenarios } of pages)
    for (const scenario of scenarios) test(`${name}, ${scenario}`, () => check(path, scenario));
}
