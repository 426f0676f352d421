// Segment's browser client from a script tag, out of the files of its npm package: it asks us for its settings, sends
// its events here, and asks nobody else for anything.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type LaunchedBrowser, launchBrowser } from '../../../../console/testing/browser.ts';
import { type SourceBody, startTestServer, type TestServer } from '../index.ts';
import { type PageServer, startPageServer } from './page-server.ts';

let server: TestServer;
let pages: PageServer;
let browser: LaunchedBrowser;
const shown: Record<string, string> = {};
before(async () => {
  server = await startTestServer();
  pages = await startPageServer(shown);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await pages?.close();
  await server?.stop();
});

/** The client as one file that the page calls. It does not know where else its parts lie. */
const withOneFile = ({ write_key }: SourceBody, cdnUrl: string): string => `<!doctype html>
<title>Shop</title>
<script src="index.js"></script>
<script>
  window.analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey: '${write_key}', cdnURL: '${cdnUrl}' });
  analytics.page('Shop');
  analytics.track('Product Viewed', { sku: 'K-1' });
</script>`;

/** The snippet of Segment's documentation, which keeps calls until the client is there; with our address in it. */
const withSnippet = ({ write_key }: SourceBody, cdnUrl: string): string => `<!doctype html>
<title>Shop</title>
<script>
  !function(){var i="analytics",analytics=window[i]=window[i]||[];analytics.invoked=!0;
  analytics.methods=["track","page","identify","group","alias","ready","on"];
  analytics.factory=function(e){return function(){if(window[i].initialized)return window[i][e].apply(window[i],arguments);
    var n=Array.prototype.slice.call(arguments);n.unshift(e);analytics.push(n);return analytics}};
  for(var n=0;n<analytics.methods.length;n++){var key=analytics.methods[n];analytics[key]=analytics.factory(key)}
  analytics.load=function(key,n){var t=document.createElement("script");t.async=!0;t.src="/standalone.js";
    document.head.appendChild(t);analytics._loadOptions=n};
  analytics._writeKey="${write_key}";analytics._cdn="${cdnUrl}";analytics.SNIPPET_VERSION="5.2.0";
  analytics.load("${write_key}");
  analytics.page('Shop');
  analytics.track('Product Viewed', { sku: 'K-1' });}();
</script>`;

/** Opens the page and waits until both events are in the list. Returns what the page asked other hosts for. */
async function visit(page: (source: SourceBody, cdnUrl: string) => string, path: string): Promise<string[]> {
  const source = await server.createSource('Website', 'browser');
  const name = `/${source.slug}.html`;
  shown[name] = page(source, server.url + path);
  const foreign: string[] = [];
  const faults: string[] = [];
  const tab = await browser.context.newPage();
  tab.on('pageerror', (error) => faults.push(error.message));
  // Nothing that is meant for somebody else leaves this machine, also when the test fails.
  await tab.route(
    (url) => url.origin !== pages.url && url.origin !== server.url,
    (route) => {
      foreign.push(route.request().url());
      return route.abort();
    },
  );
  await tab.goto(pages.url + name);
  const until = performance.now() + 10_000;
  let events: string[] = [];
  while (events.length < 2 && foreign.length === 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const list = await server.api<{ items: { type: string }[] }>(
      'GET',
      `/api/events?purpose=service&source=${source.id}`,
    );
    events = list.body.items.map(({ type }) => type).sort();
  }
  // Long enough for what a client fetches after its first events.
  await tab.waitForTimeout(500);
  await tab.close();
  if (foreign.length === 0) assert.deepEqual([events, faults], [['page', 'track'], []]);
  return foreign;
}

describe('@segment/analytics-next from a script tag', () => {
  for (const [how, page] of Object.entries({ 'as one file': withOneFile, 'by its snippet': withSnippet })) {
    it(`${how}, with the settings that are for it alone, asks nobody else for anything`, async () => {
      assert.deepEqual(await visit(page, '/segment'), []);
    });
  }

  it('with settings that name a second client it would fetch a part of itself, which is why there are two', async () => {
    const [first = ''] = await visit(withOneFile, '');
    assert.match(first, /^https:\/\/cdn\.segment\.com\/.*ajs-destination/);
  });
});
