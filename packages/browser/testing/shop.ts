// A shop for tests of the SDK: pages with a strict policy on an origin of their own, Rapport behind a front, and a browser.
// Each test begins with nothing in the browser's storage.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import type { Page } from 'playwright-core';
import { type LaunchedBrowser, launchBrowser } from '../../console/testing/browser.ts';
import { startTestServer, type TestServer } from '../../server/src/testing/index.ts';
import { watchFaults } from './faults.ts';
import { type Front, openFront } from './front.ts';
import { closeServer, listen } from './listening.ts';

export const builtSdk = join(import.meta.dirname, '../dist/rapport.js');
export const builtAskingSdk = join(import.meta.dirname, '../dist/rapport-asking.js');

export type Shop = {
  server: TestServer;
  front: Front;
  browser: LaunchedBrowser;
  page: Page;
  /** A page of the shop, in English unless told. `policy`: instead of the strict one. `beside`: what else is on it. `host`: over http and no loopback, so nothing secure. */
  at(
    path: string,
    more?: { attributes?: string; policy?: string; host?: string; lang?: string; beside?: string },
  ): string;
  /** A page with the SDK, where a test begins unless told. */
  open(page?: Page, attributes?: string): Promise<void>;
  openTab(): Promise<Page>;
  /** Until what came to the front is at the server, and visible everywhere. */
  settle(): Promise<void>;
  /** Sets what the banner of the shop's source is, and leaves nothing of what was set before. */
  setBanner(body: object): Promise<void>;
  /** Scripts of the shop's own, by path. */
  files: Record<string, string>;
  faults: string[];
};

/** Calls the SDK in the page, as a script of the page does. */
export const call = (page: Page, ...given: readonly [name: string, ...unknown[]]): Promise<unknown> =>
  page.evaluate(
    ([name, ...rest]: unknown[]) => {
      const { rapport } = window as unknown as { rapport: Record<string, (...rest: unknown[]) => unknown> };
      return rapport[name as string]?.(...rest);
    },
    [...given],
  );

/** Everything that the site has in the browser. */
export const kept = (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
export const nothing = { local: {}, session: {}, cookies: '', databases: 0, caches: 0 };

export const waitMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Until it holds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, msMax = 15_000) {
  const end = performance.now() + msMax;
  while (!(await holds())) {
    assert.ok(performance.now() < end, `not within ${msMax} ms: ${what}`);
    await waitMs(50);
  }
}

/** Its browser asks in each page to come that its user is not sold. The header that goes with it is set beside. */
export const askNotToBeSold = (page: Page): Promise<unknown> =>
  page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
  );

/** Call at the top of a test file. `script`: which one the pages have, `rapport.js` unless told. */
export function openShop({
  script = 'rapport.js',
  ...launch
}: Parameters<typeof launchBrowser>[0] & { script?: string } = {}): Shop {
  const shop = { faults: [] as string[], files: {} } as unknown as Shop;
  let site: string;
  const pages = createServer((request, response) => {
    const { pathname, searchParams: given } = new URL(request.url ?? '/', 'http://shop.example');
    const file = shop.files[pathname];
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(file);
      return;
    }
    const strict = `default-src 'none'; script-src ${shop.front.url}; connect-src ${shop.front.url}; base-uri 'none'`;
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': given.get('policy') ?? strict,
    });
    const tag = `<script src="${shop.front.url}/sdk/${script}" ${given.get('attributes')}></script>`;
    response.end(
      toPage(pathname === '/empty' ? '' : tag + (given.get('beside') ?? ''), given.get('lang') ?? 'en'),
    );
  });
  before(async () => {
    shop.server = await startTestServer();
    shop.front = await openFront(() => shop.server.url);
    site = await listen(pages);
    shop.browser = await launchBrowser({ viewport: { width: 400, height: 600 }, ...launch });
  });
  shop.at = (path, { host, ...more } = {}) => {
    const home = host === undefined ? site : site.replace('127.0.0.1', host);
    const attributes = `data-write-key="${shop.server.writeKey}" ${more.attributes ?? ''}`;
    return `${home}${path}?${new URLSearchParams({ ...more, attributes })}`;
  };
  shop.open = async (page = shop.page, attributes = '') => {
    await page.goto(shop.at('/', { attributes }));
  };
  shop.setBanner = async (body) => {
    const { items } = (await shop.server.api<{ items: { id: number }[] }>('GET', '/api/sources')).body;
    const { status, text } = await shop.server.api('PUT', `/api/sources/${items[0]?.id}/banner`, body);
    assert.equal(status, 200, text);
  };
  shop.settle = async () => {
    await shop.front.passed();
    await shop.server.settle();
  };
  shop.openTab = async () => {
    const page = await shop.browser.context.newPage();
    page.setDefaultTimeout(10_000);
    watchFaults(page, shop.faults);
    return page;
  };
  beforeEach(async () => {
    shop.faults.length = 0;
    shop.page = await shop.openTab();
    shop.front.road = 'pass';
    await shop.page.goto(shop.at('/empty'));
    await shop.page.evaluate(() => localStorage.clear());
    [shop.front.batches.length, shop.front.asked.length] = [0, 0];
  });
  afterEach(async () => {
    await shop.browser.context.setOffline(false);
    for (const page of shop.browser.context.pages().slice(1)) await page.close();
    assert.deepEqual(shop.faults, []);
  });
  after(async () => {
    await shop.browser?.close();
    await closeServer(pages);
    await shop.front?.close();
    await shop.server?.stop();
  });
  return shop;
}

const toPage = (script: string, lang: string): string =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Kitchen knives</title></head>
    <body><h1>Kitchen knives</h1>${script}</body></html>`;
