// Asking visitors for one more thing, in a real browser against the real server: when the card comes, what becomes of an answer,
// of a no and of neither, and that nothing of it happens without permission.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { builtAskingSdk, call, kept, openShop, until, waitMs } from './shop.ts';

const shop = openShop({ script: 'rapport-asking.js' });
const dayMs = 86_400_000;
const given = { Analytics: true, Personalization: true };

const size = {
  what: {
    ...{ attribute: 'shoe_size', kind: 'choice' },
    options: [{ value: '38' }, { value: '39', labels: { en: 'Thirty-nine' } }],
  },
  words: { en: { question: 'Your size?', why: 'To show what fits.', benefit: 'Fewer returns.' } },
  ...{ purpose: 'personalisation', moment: { seconds: 0 }, every_days: 30, rest_days: 180 },
};
const email = {
  ...size,
  what: { attribute: 'email', kind: 'email' },
  words: { en: { ...size.words.en, question: 'Your e-mail address?' } },
};
let made: string[] = [];

/** Only these are asked. */
async function configure(asks: Record<string, object>, banner = { enabled: false }): Promise<void> {
  await shop.setBanner(banner);
  for (const slug of made) await put(slug, { ...size, enabled: false });
  for (const [slug, ask] of Object.entries(asks)) await put(slug, ask);
  made = [...new Set([...made, ...Object.keys(asks)])];
}
async function put(slug: string, ask: object): Promise<void> {
  const isNew = !made.includes(slug);
  const { status, text } = await (isNew
    ? shop.server.api('POST', '/api/asks', { ...ask, slug })
    : shop.server.api('PUT', `/api/asks/${slug}`, ask));
  assert.equal(status, isNew ? 201 : 200, text);
}

const cardOf = (page: Page = shop.page): Locator => page.getByRole('dialog');
const isShown = async (page: Page = shop.page, question?: string): Promise<void> => {
  await cardOf(page).waitFor();
  if (question !== undefined) assert.equal(await cardOf(page).getByRole('heading').innerText(), question);
};
/** Long enough for a card that would come. */
const isNotShown = async (page: Page = shop.page): Promise<void> => {
  await waitMs(500);
  assert.equal(await cardOf(page).count(), 0);
};
const press = (name: string, page: Page = shop.page) => cardOf(page).getByRole('button', { name }).click();
const memory = async (): Promise<Record<string, unknown> | null> => {
  const { local } = (await kept(shop.page)) as { local: Record<string, string> };
  return JSON.parse(local[`rapport.${shop.server.writeKey}.asks`] ?? 'null');
};
const names = async () => Object.keys((await memory()) ?? {}).sort();
const asked = () => shop.front.asked.filter((one) => one.startsWith('GET /sdk/asks')).length;
const told = () => shop.front.messages().filter(({ event }) => event?.startsWith('Ask '));
/** The same page again, as if so much later than now. Timers go as ever. */
async function comeBack(later = 0, page = shop.page): Promise<void> {
  // The name of a window stays while pages come and go.
  await page.evaluate((ms) => Object.assign(window, { name: String(ms) }), later);
  await shop.open(page);
}
async function bendTime(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + Number(window.name || 0);
  });
}

async function uncached(page: Page): Promise<void> {
  const session = await shop.browser.context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
}
beforeEach(() => Promise.all([uncached(shop.page), bendTime(shop.page)]));

test('the SDK with everything that asks has at most 12 kB compressed, and its goal is 9', () => {
  const bytes = gzipSync(readFileSync(builtAskingSdk), { level: 9 }).length;
  assert.ok(bytes <= 12 * 1024, `${bytes} bytes`);
});

describe('Permission', () => {
  test('nothing is fetched, shown or kept before it, nor after a refusal', async () => {
    await configure({ size });
    await shop.open();
    await call(shop.page, 'ask', 'size');
    await isNotShown();
    assert.deepEqual([asked(), (await kept(shop.page)).local], [0, {}]);
    await call(shop.page, 'consent', {});
    await isNotShown();
    assert.deepEqual([asked(), await memory()], [0, null]);
  });

  test('of something else does not do, and that of its purpose shows it at once', async () => {
    await configure({ size });
    await shop.open();
    await call(shop.page, 'consent', { Analytics: true });
    await isNotShown();
    assert.deepEqual([asked(), await memory()], [1, null]);
    await call(shop.page, 'consent', { Personalization: true });
    await isShown(shop.page, 'Your size?');
    const text = await cardOf().innerText();
    for (const part of ['To show what fits.', 'Fewer returns.', 'We use your answer for:'])
      assert.ok(text.includes(part), text);
    await until(() => told().length === 1, 'the card is told of');
    assert.deepEqual(told()[0]?.properties, { ask: 'size' });
  });

  test('that is taken back closes the card and forgets, here and in other tabs; a no stays', async () => {
    await configure({ size, email: { ...email, moment: { called: true } } });
    await shop.open();
    await call(shop.page, 'consent', given);
    await isShown();
    await press('No, do not ask');
    await comeBack(dayMs);
    await call(shop.page, 'ask', 'email');
    await isShown(shop.page, 'Your e-mail address?');
    const tab = await shop.openTab();
    await shop.open(tab);
    await call(tab, 'consent', { Personalization: false });
    await until(async () => (await cardOf().count()) === 0, 'the card of the other tab goes');
    assert.deepEqual(await names(), ['card', 'declined.size', 'page']);
    await call(tab, 'consent', {});
    // The tabs write at once; what is left in the end counts.
    await until(async () => (await names()).join() === 'declined.size', 'all but the no goes');
  });

  test('of whoever logs out is nothing of whoever comes next, who is asked nothing that was refused here', async () => {
    await configure({ size, email: { ...email, order: 1 } });
    await shop.open();
    await call(shop.page, 'consent', given);
    await isShown(shop.page, 'Your size?');
    await call(shop.page, 'reset');
    await until(async () => (await cardOf().count()) === 0, 'the card goes');
    assert.equal(await memory(), null);
    await call(shop.page, 'consent', given);
    await isShown(shop.page, 'Your size?');
    await press('No, do not ask');
    await call(shop.page, 'reset');
    await comeBack();
    await call(shop.page, 'consent', given);
    await isShown(shop.page, 'Your e-mail address?');
  });
});

describe('The moment', () => {
  test('is an event, a page, some seconds, or the call of the page', async () => {
    await configure({ size: { ...size, moment: { event: 'Product Viewed' } } });
    await shop.open();
    await call(shop.page, 'consent', given);
    await call(shop.page, 'track', 'Something else');
    await isNotShown();
    await call(shop.page, 'track', 'Product Viewed');
    await isShown();

    await configure({ place: { ...size, moment: { page: '/knives' } } });
    await shop.page.evaluate(() =>
      localStorage.removeItem(Object.keys(localStorage).find((k) => k.endsWith('.asks')) ?? ''),
    );
    await comeBack();
    await isNotShown();
    await shop.page.goto(shop.at('/knives'));
    await isShown();

    await configure({ later: { ...size, moment: { seconds: 2 } } });
    await comeBack(dayMs);
    await isNotShown();
    await isShown();

    await configure({ called: { ...size, moment: { called: true } } });
    await comeBack(2 * dayMs);
    await isNotShown();
    await call(shop.page, 'ask', 'nothing');
    await isNotShown();
    await call(shop.page, 'ask', 'called');
    await isShown();
  });

  test('that came before the list, or before permission, counts', async () => {
    await configure({ size: { ...size, moment: { event: 'Product Viewed' } } });
    await shop.open();
    await call(shop.page, 'track', 'Product Viewed');
    await isNotShown();
    await call(shop.page, 'consent', given);
    await isShown();
  });
});

describe('An answer', () => {
  test('is an attribute, and an e-mail address makes the visitor known; no event holds it', async () => {
    await configure({ email });
    await shop.open();
    await call(shop.page, 'consent', given);
    await isShown();
    await press('Send');
    const field = cardOf().getByRole('textbox', { name: 'Your e-mail address?' });
    await cardOf().getByText('There is no answer yet.').waitFor();
    for (const wrong of ['dora', 'dora@', 'do ra@shop.example', 'dora@shop']) {
      await field.fill(wrong);
      await field.press('Enter');
      await cardOf().getByText('This is not an e-mail address.').waitFor();
    }
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await field.fill(' dora@shop.example ');
    await field.press('Enter');
    await shop.page.getByText('Thank you.').waitFor();
    await until(() => told().length === 2, 'it is told of');
    await waitMs(500);
    await shop.settle();
    assert.deepEqual(
      told().map(({ event, properties }) => [event, properties]),
      [
        ['Ask Shown', { ask: 'email' }],
        ['Ask Answered', { ask: 'email' }],
      ],
    );
    const identify = shop.front.messages().find(({ type }) => type === 'identify');
    assert.deepEqual(identify?.traits, { email: 'dora@shop.example' });
    const dora = await shop.server.getPerson('email', 'dora@shop.example');
    const visitor = await shop.server.getPerson('anonymous_id', String(identify?.anonymousId));
    assert.equal(dora.id, visitor.id);
    assert.equal(dora.attributes.email?.value, 'dora@shop.example');
    // What somebody chose on a device, not signed in, is no choice of whoever has the address; nor was more asked.
    for (const [purpose, code] of [
      ['personalisation', 'consent_on_device_only'],
      ['marketing.email', 'consent_unknown'],
    ] as const) {
      const { attributes, denied } = await shop.server.getPerson('email', 'dora@shop.example', purpose);
      assert.deepEqual(attributes, {});
      assert.equal(denied.find(({ field }) => field === 'email')?.reason.code, code);
    }
    await comeBack(4000 * dayMs);
    await isNotShown();
  });

  test('of a choice is its value', async () => {
    await configure({ size });
    await shop.open();
    await call(shop.page, 'consent', given);
    await cardOf().getByText('Thirty-nine').click();
    await press('Send');
    await until(() => shop.front.messages().some(({ type }) => type === 'identify'), 'it is sent');
    const identify = shop.front.messages().find(({ type }) => type === 'identify');
    assert.deepEqual(identify?.traits, { shoe_size: '39' });
    await waitMs(500);
    await shop.settle();
    const visitor = ['anonymous_id', String(identify?.anonymousId)] as const;
    const { attributes } = await shop.server.getPerson(...visitor, 'personalisation');
    assert.equal(attributes.shoe_size?.value, '39');
    assert.deepEqual((await shop.server.getPerson(...visitor, 'marketing.email')).attributes, {});
  });

  test('that the page gave itself is not asked for', async () => {
    await configure({ email: { ...email, moment: { seconds: 1 } } });
    await shop.open();
    await call(shop.page, 'consent', given);
    await call(shop.page, 'identify', 'dora', { email: 'dora@shop.example' });
    await waitMs(1500);
    await isNotShown();
    await comeBack(4000 * dayMs);
    await waitMs(1500);
    await isNotShown();
  });
});

describe('How often', () => {
  test('after a no not again before its days have passed', async () => {
    await configure({ size });
    await shop.open();
    await call(shop.page, 'consent', given);
    await press('No, do not ask');
    await until(() => told().length === 2, 'it is told of');
    assert.deepEqual([told()[1]?.event, told()[1]?.properties], ['Ask Declined', { ask: 'size' }]);
    for (const days of [0, 31, 179]) {
      await comeBack(days * dayMs);
      await isNotShown();
    }
    await comeBack(181 * dayMs);
    await isShown();
  });

  test('put away it is no answer, and comes again after its days', async () => {
    await configure({ size });
    await shop.open();
    await call(shop.page, 'consent', given);
    await isShown();
    await shop.page.keyboard.press('Escape');
    await isNotShown();
    await comeBack(29 * dayMs);
    await isNotShown();
    await comeBack(31 * dayMs);
    await isShown();
    await press('Not now');
    await until(() => told().length === 2, 'both are told of');
    assert.deepEqual(
      told().map(({ event }) => event),
      ['Ask Shown', 'Ask Shown'],
    );
  });

  test('one card in a visit, over all its pages and tabs', async () => {
    await configure({ size, email: { ...email, order: 1 } });
    await shop.open();
    await call(shop.page, 'consent', given);
    await isShown(shop.page, 'Your size?');
    const tab = await shop.openTab();
    await uncached(tab);
    await shop.open(tab);
    await isNotShown(tab);
    await tab.close();
    // Half an hour counts from the last page, not from the card.
    for (const minutes of [20, 40, 60]) {
      await comeBack(minutes * 60_000);
      await isNotShown();
    }
    await comeBack(100 * 60_000);
    await isShown(shop.page, 'Your e-mail address?');
  });

  test('who cannot be remembered is not asked', async () => {
    await configure({ size });
    await shop.page.goto(shop.at('/', { policy: 'sandbox allow-scripts' }));
    await call(shop.page, 'consent', given);
    await until(() => asked() === 1, 'the list is fetched');
    await isNotShown();
  });
});

test('The banner goes first, and what is chosen in it counts', async () => {
  await configure({ size }, { enabled: true });
  await shop.open();
  await shop.page.getByRole('dialog', { name: 'May we use what you do here?' }).waitFor();
  await call(shop.page, 'consent', given);
  await waitMs(1000);
  const ask = shop.page.getByRole('dialog', { name: 'Your size?' });
  assert.equal(await ask.count(), 0);
  await shop.page.getByRole('button', { name: 'Accept' }).click();
  await ask.waitFor();
  await call(shop.page, 'reset');
  assert.equal(await ask.count(), 0);
  await comeBack();
  await shop.page.getByRole('button', { name: 'Accept' }).click();
  await ask.waitFor();
  await configure({}, { enabled: false });
});

test('A page works where the list does not come, and calls of nothing break nothing', async () => {
  await shop.page.route('**/sdk/asks*', (route) => route.fulfill({ status: 500, body: '<html>' }));
  await shop.open();
  await call(shop.page, 'consent', given);
  await call(shop.page, 'ask');
  await call(shop.page, 'track', 'Looked');
  await until(() => shop.front.messages().length === 2, 'what is tracked arrives');
  await isNotShown();
});
