// Segment's client with its consent wrapper beside ours, in one page and on one answer: the same consent arrives from both.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import type { Message } from './front.ts';
import { call, openShop, until, waitMs } from './shop.ts';

const shop = openShop({ script: 'rapport-asking.js' });

type Item = { purpose: string; state: string; method: string };

/** By source: the choice that was told last, what the other messages carried, and what the ledger has. */
async function arrived(writeKey: string, ids: Map<string, string>) {
  const { items: sources } = (
    await shop.server.api<{ items: { id: number; write_key: string }[] }>('GET', '/api/sources')
  ).body;
  const id = ids.get(writeKey) ?? '';
  const source = sources.find(({ write_key }) => write_key === writeKey)?.id;
  const { items } = (
    await shop.server.api<{ items: Item[] }>('GET', `/api/profiles/anonymous_id/${id}/consents`)
  ).body;
  return {
    source,
    ledger: items.map(({ purpose, state, method }) => `${purpose} ${state} by ${method}`).sort(),
  };
}

test('@segment/analytics-next with its consent wrapper and our banner tell the same', async () => {
  const other = await shop.server.createSource('Website with another client', 'browser');
  shop.files['/segment.js'] = await bundle(join(import.meta.dirname, 'segment-page.ts'));
  const sent = watch(shop.page);
  const cdn = `${shop.front.url}/segment`;
  const beside = `<script src="/segment.js" data-key="${other.write_key}" data-cdn="${cdn}"></script>`;
  const own = `script-src 'self' ${shop.front.url}; connect-src ${shop.front.url}`;
  await shop.page.goto(shop.at('/', { beside, policy: `default-src 'none'; ${own}` }));
  await call(shop.page, 'track', 'Product Viewed', { sku: 'K-1' });
  await shop.page.getByRole('dialog').waitFor();
  await waitMs(1000);
  assert.deepEqual(sent(), [], 'neither sends anything before');

  await shop.page.getByRole('button', { name: 'Choose' }).click();
  await shop.page.getByRole('switch', { name: 'Counting how our offers are used' }).check();
  await shop.page.getByRole('button', { name: 'Save my choices' }).click();
  const given = { Analytics: true, Personalization: false, Advertising: false, DataSharing: false };
  await until(() => sent().length >= 4, 'two messages of each');
  const ids = new Map(sent().map(({ key, id }) => [key, id]));
  for (const { key, event, preferences } of sent())
    assert.deepEqual(preferences, given, `${event} of ${key === other.write_key ? 'theirs' : 'ours'}`);
  await shop.settle();
  const [ours, theirs] = [await arrived(shop.server.writeKey, ids), await arrived(other.write_key, ids)];
  assert.deepEqual(ours.ledger, theirs.ledger);
  assert.deepEqual(ours.ledger, [
    'analytics given by categories',
    'marketing.ads refused by categories',
    'personalisation refused by categories',
    'sharing refused by categories',
  ]);

  await call(shop.page, 'showConsent');
  await shop.page.getByRole('switch', { name: 'Suggestions that fit you' }).check();
  await shop.page.getByRole('button', { name: 'Save my choices' }).click();
  const last = { ...given, Personalization: true };
  await until(
    () => sent().filter(({ preferences }) => preferences.Personalization === true).length >= 2,
    'both tell it',
  );
  for (const { preferences } of sent().slice(4)) assert.deepEqual(preferences, last);
  await shop.settle();
  assert.deepEqual(
    (await arrived(shop.server.writeKey, ids)).ledger,
    (await arrived(other.write_key, ids)).ledger,
  );
});

type Sent = { key: string; id: string; event: string | undefined; preferences: Record<string, boolean> };
type Body = Partial<Message> & { writeKey?: string; batch?: Message[] };

/** What leaves the page for either source: ours in batches, theirs one by one. */
function watch(page: Page): () => Sent[] {
  const all: Sent[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() !== 'POST' || !pathname.startsWith('/v1/')) return;
    const body: Body = request.postDataJSON();
    for (const { anonymousId = '', event, context } of body.batch ?? [body])
      all.push({
        ...{ key: body.writeKey ?? '', id: anonymousId, event },
        preferences: (context?.consent.categoryPreferences ?? {}) as Record<string, boolean>,
      });
  });
  return () => all;
}

/** One script of a file and what it imports. */
async function bundle(entry: string): Promise<string> {
  const made = await build({
    ...{ configFile: false, logLevel: 'error' },
    build: { write: false, minify: false, lib: { entry, name: 'Page', formats: ['iife'] } },
  });
  const [first] = [made].flat();
  assert.ok(first !== undefined && 'output' in first);
  return first.output[0].code;
}
