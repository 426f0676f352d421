// The card that asks, as people meet it: by keyboard, by screen reader, narrow, in each language, and with words that mean harm.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from '../../console/testing/accessibility.ts';
import { call, openShop, until } from './shop.ts';

const shop = openShop({ script: 'rapport-asking.js' });
const hostile = '<img src=x onerror="document.title=\'taken\'">"&amp;';
const languages = ['en', 'zh-Hant', 'zh-Hans', 'pl'];
const words = (language: string) => ({
  question: `${language}: Your size?`,
  ...{ why: 'So that we show what fits. '.repeat(10).trim(), benefit: 'Fewer returns.' },
});
const ask = {
  what: { attribute: 'shoe_size', kind: 'choice', options: ['38', '39', '40'].map((value) => ({ value })) },
  words: Object.fromEntries(languages.map((language) => [language, words(language)])),
  ...{ purpose: 'personalisation', moment: { called: true }, every_days: 1 },
};
const asks = {
  choice: ask,
  email: { ...ask, what: { attribute: 'email', kind: 'email' } },
  text: {
    ...ask,
    what: { attribute: 'hobby', kind: 'text' },
    words: { en: { question: hostile, why: hostile, benefit: 'x'.repeat(200), yes: hostile.slice(0, 40) } },
  },
};
// Once, and not in a `before`: that would not wait for the one in which the shop opens.
let isMade = false;
beforeEach(async () => {
  if (isMade) return;
  isMade = true;
  await shop.setBanner({ enabled: false });
  for (const [slug, one] of Object.entries(asks)) {
    const { status, text } = await shop.server.api('POST', '/api/asks', { ...one, slug });
    assert.equal(status, 201, text);
  }
});

async function show(slug: keyof typeof asks, language = 'en'): Promise<void> {
  await shop.page.goto(shop.at('/empty'));
  await shop.page.evaluate(() => localStorage.clear());
  await shop.page.addInitScript((lang) => {
    Object.defineProperty(Navigator.prototype, 'languages', { get: () => [lang] });
    document.addEventListener('DOMContentLoaded', () => {
      document.documentElement.lang = lang;
      document.documentElement.style.colorScheme = 'light dark';
    });
    // Before the script of the page has run: it asks in this language.
    new MutationObserver(() => document.documentElement?.setAttribute('lang', lang)).observe(document, {
      childList: true,
    });
  }, language);
  await shop.open();
  await call(shop.page, 'consent', { Analytics: true, Personalization: true });
  await call(shop.page, 'ask', slug);
  await card().waitFor();
}
const card = () => shop.page.getByRole('dialog');
const focused = () =>
  shop.page.evaluate(() => {
    const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    return inner?.getAttribute('aria-label') ?? (inner as HTMLInputElement | null)?.value ?? '';
  });

test('axe finds nothing serious, nothing scrolls sideways at 320 pixels, and buttons are large and alike, in each language', async () => {
  await shop.page.setViewportSize({ width: 320, height: 640 });
  for (const [i, language] of languages.entries())
    for (const slug of ['choice', 'email'] as const) {
      await shop.page.emulateMedia({ colorScheme: i % 2 === 0 ? 'light' : 'dark' });
      await show(slug, language);
      assert.equal(await card().getByRole('heading').innerText(), `${language}: Your size?`);
      await card().locator('button:not([type]):not([class])').click();
      await card().locator('.fault:not(:empty)').waitFor();
      assert.deepEqual(await seriousFindings(shop.page), [], `${language} ${slug}`);
      const { wide, sizes } = await shop.page.evaluate(() => {
        const root = document.body.firstElementChild?.shadowRoot;
        const own = root?.querySelector('.card')?.getBoundingClientRect();
        const buttons = [...(root?.querySelectorAll('.buttons button') ?? [])];
        return {
          wide: [document.documentElement.scrollWidth, own?.left, own?.right, own?.top],
          sizes: buttons
            .map((one) => one.getBoundingClientRect())
            .map(({ width, height }) => [width, height]),
        };
      });
      const [scroll = 0, left = 0, right = 0, top = 0] = wide as number[];
      assert.ok(scroll <= 320 && left >= 0 && right <= 320 && top >= 0, `${wide}`);
      const [no, yes] = sizes as [number[], number[]];
      assert.deepEqual(no, yes);
      assert.ok(Math.min(...no) >= 44, `${no}`);
    }
});

test('by keyboard alone: it leaves the focus where it is, comes first, and gives the focus back', async () => {
  await show('choice');
  await shop.page.evaluate(() => {
    const search = Object.assign(document.createElement('input'), { value: 'search' });
    document.body.append(search);
    search.focus();
  });
  assert.equal(await focused(), 'search');
  await until(
    async () => (await shop.page.getByRole('status').innerText()) === 'en: Your size?',
    'it is said to screen readers',
  );
  await shop.page.keyboard.press('Shift+Tab');
  assert.equal(await focused(), 'Not now');
  await shop.page.keyboard.press('Shift+Tab');
  await shop.page.keyboard.press('Shift+Tab');
  await shop.page.keyboard.press('Shift+Tab');
  await shop.page.keyboard.press('ArrowDown');
  await shop.page.keyboard.press('Enter');
  await shop.page.getByText('Thank you.').waitFor();
  assert.equal(await focused(), 'search');
  await until(() => shop.front.messages().some(({ type }) => type === 'identify'), 'the answer is sent');

  await show('email');
  await shop.page.keyboard.press('Tab');
  await shop.page.keyboard.type('dora@shop.example');
  await shop.page.keyboard.press('Escape');
  assert.equal(await card().count(), 0);
  const events = shop.front.messages().map(({ event }) => event);
  assert.ok(!events.includes('Ask Declined'));
});

test('what the company wrote is text', async () => {
  await show('text');
  assert.equal(await card().getByRole('heading').innerText(), hostile);
  assert.equal(await card().locator('img').count(), 0);
  assert.equal(await shop.page.title(), 'Kitchen knives');
  await card().getByRole('textbox').fill(hostile);
  await card().getByRole('textbox').press('Enter');
  await until(() => shop.front.messages().some(({ type }) => type === 'identify'), 'the answer is sent');
  const identify = shop.front.messages().find(({ type }) => type === 'identify');
  assert.deepEqual(identify?.traits, { hobby: hostile });
});
