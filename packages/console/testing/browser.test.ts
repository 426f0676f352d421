// The test browser itself: starts, renders, runs script, and leaves no profile directory behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser } from './browser.ts';

test('a headless browser starts from npm packages and runs a page', async () => {
  const browser = await launchBrowser({ viewport: { width: 390, height: 800 } });
  try {
    const page = await browser.context.newPage();
    await page.setContent('<h1>Hello</h1><script>document.title = String(6 * 7)</script>');
    assert.equal(await page.title(), '42');
    assert.equal(await page.evaluate(() => innerWidth), 390);
  } finally {
    await browser.close();
  }
});
