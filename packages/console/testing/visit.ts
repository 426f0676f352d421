// Goes to a page of the console and waits until it shows what it has to show.
import type { Page } from 'playwright-core';
import type { Scenario } from './fixture/scenarios.ts';

/** Opens an address and waits for its state to be complete: loaded, or (when the server is slow) its skeleton. */
export async function visit(page: Page, url: string, scenario: Scenario = 'usual'): Promise<void> {
  await page.goto(url);
  await page.waitForSelector('h1', { state: 'attached' });
  if (scenario !== 'slow') {
    // A failed read is tried again twice before the page says so.
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'), undefined, {
      timeout: 8000,
    });
  }
  await page.evaluate(() => document.fonts.ready);
}

/** Remembers preferences as a member would have chosen them, before the page loads. */
export async function prefer(page: Page, preferences: Record<string, string>): Promise<void> {
  await page.addInitScript((stored) => {
    // Frames without an origin have no storage.
    if (self === top) localStorage.setItem('rapport.preferences', JSON.stringify(stored));
  }, preferences);
}

/** Lets another tab of the member choose this language, and waits until the page speaks it. */
export async function speak(page: Page, language: string): Promise<void> {
  await page.evaluate((wished) => {
    localStorage.setItem('rapport.preferences', JSON.stringify({ language: wished }));
    window.dispatchEvent(new StorageEvent('storage', { key: 'rapport.preferences' }));
  }, language);
  await page.waitForFunction((wished) => document.documentElement.lang === wished, language);
}

/** How many pixels the page is wider than the window: more than 0 means sideways scrolling. */
export function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });
}

/** Lets the system change its colour scheme, and waits until the console has followed. */
export async function switchTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (wished) => document.documentElement.dataset.mantineColorScheme === wished,
    colorScheme,
  );
  // Colours that are being faded are not yet the theme's.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((each) => each.effect?.getTiming().iterations === Infinity || each.playState !== 'running'),
  );
}
