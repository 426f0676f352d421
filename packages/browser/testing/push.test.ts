// A push in a real browser: the worker shows what the server sent, and nothing of what others send.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type LaunchedBrowser, launchBrowser } from '../../console/testing/browser.ts';
import { closeServer, listen } from './listening.ts';

const built = (name: string) => readFileSync(join(import.meta.dirname, '../dist', name));
const files: Record<string, () => string | Buffer> = {
  // A browser without a screen lets nobody show anything: what would be shown is remembered instead.
  '/worker.js': () => `
    const shown = [];
    ServiceWorkerRegistration.prototype.showNotification = async (title, options) => void shown.push({ title, ...options });
    addEventListener('message', ({ ports }) => ports[0].postMessage(shown));
    importScripts('/sdk/rapport-push.js');`,
  '/sdk/rapport-push.js': () => built('rapport-push.js'),
  '/sdk/rapport-push-subscribe.js': () => built('rapport-push-subscribe.js'),
};
const server = createServer((request, response) => {
  const file = files[request.url ?? ''];
  response.setHeader('content-type', file === undefined ? 'text/html' : 'text/javascript');
  response.end(
    file?.() ?? '<!doctype html><title>Shop</title><script src="/sdk/rapport-push-subscribe.js"></script>',
  );
});

let browser: LaunchedBrowser;
let page: Page;
let origin: string;
let deliver: (data: string) => Promise<unknown>;
before(async () => {
  origin = await listen(server);
  browser = await launchBrowser();
  page = await browser.context.newPage();
  await page.goto(`${origin}/`);
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0] !== undefined) resolve(registrations[0].registrationId);
    }),
  );
  await session.send('ServiceWorker.enable');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/worker.js');
    await navigator.serviceWorker.ready;
  });
  const registrationId = await registered;
  deliver = (data) => session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
});
after(async () => {
  await browser.close();
  await closeServer(server);
});

const shown = (): Promise<unknown[]> =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise<unknown[]>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data as unknown[]);
    });
    active?.postMessage('shown', [port2]);
    return answer;
  });

test('shows what was sent, under one tag however often it comes, and nothing that is not ours', async () => {
  const said = { id: '17', title: 'Kolczyki', body: 'Żółte', url: '/r', icon: null, lang: 'pl' };
  const push = JSON.stringify({ ...said, actions: [{ title: 'Zobacz', url: '/b' }] });
  for (const data of ['of somebody else', '{"title":1}', 'null', push, push]) await deliver(data);
  let all = await shown();
  for (let i = 0; i < 50 && all.length < 2; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    all = await shown();
  }
  const once = {
    ...{
      title: 'Kolczyki',
      body: 'Żółte',
      lang: 'pl',
      tag: 'rapport-17',
      data: { url: '/r', actions: ['/b'] },
    },
    actions: [{ action: '0', title: 'Zobacz' }],
  };
  assert.deepEqual(all, [once, once]);
});

test('the page has a way to subscribe', async () => {
  const names = await page.evaluate(() =>
    Object.keys((window as unknown as { rapportPush: object }).rapportPush),
  );
  assert.deepEqual(names.sort(), ['subscribe', 'unsubscribe']);
});
