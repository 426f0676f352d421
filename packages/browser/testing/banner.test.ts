// The consent banner in a real browser against the real server: what leaves the page before an answer, what each answer does,
// by keyboard alone, in four languages, on narrow screens, and with Global Privacy Control.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { seriousFindings } from '../../console/testing/accessibility.ts';
import { builtAskingSdk, call, kept, nothing, openShop, until, waitMs } from './shop.ts';

const shop = openShop({ script: 'rapport-asking.js' });
const set = (body: object) => shop.setBanner(body);

const dialog = (page: Page = shop.page) => page.getByRole('dialog');
const button = (name: string, page: Page = shop.page) => dialog(page).getByRole('button', { name });
const press = async (name: string) => {
  await button(name).click();
  await dialog().waitFor({ state: 'detached' });
};
const openAsked = async (attributes = '') => {
  await shop.open(shop.page, attributes);
  await dialog().waitFor();
};
/** Opens a page on which nothing is asked. */
const openUnasked = async () => {
  await shop.open();
  await waitMs(700);
  assert.equal(await dialog().count(), 0);
};
const paths = () => shop.front.asked.map((one) => one.split('?')[0]);
const choices = () => call(shop.page, 'choices');
const messages = async (count: number) => {
  await until(() => shop.front.messages().length >= count, `${count} messages`);
  await shop.settle();
  return shop.front.messages();
};
const [all, none] = [true, false].map((is) => ({
  ...{ Analytics: is, Personalization: is, Advertising: is, DataSharing: is },
}));

test('with it the SDK has at most 12 kB compressed', () => {
  const bytes = gzipSync(readFileSync(builtAskingSdk), { level: 9 }).length;
  assert.ok(bytes <= 12 * 1024, `${bytes} bytes`);
});

describe('Before an answer', () => {
  test('the script and the words are all that is asked for, and nothing is kept in the page', async () => {
    await openAsked('data-page');
    await call(shop.page, 'track', 'Looked');
    await waitMs(1500);
    assert.deepEqual(paths(), ['GET /sdk/rapport-asking.js', 'GET /sdk/banner']);
    assert.deepEqual(await kept(shop.page), nothing);
    await shop.page.keyboard.press('Escape');
    await shop.page.goto(shop.at('/empty'));
    await waitMs(700);
    assert.deepEqual(paths(), ['GET /sdk/rapport-asking.js', 'GET /sdk/banner']);
    assert.deepEqual(await kept(shop.page), nothing);
    assert.deepEqual(await shop.browser.context.cookies(), []);
  });

  test('Escape chooses nothing: the banner goes, and comes on the next page', async () => {
    await openAsked();
    await button('Reject all').focus();
    await shop.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    assert.equal(await choices(), undefined);
    await openAsked();
  });

  test('a server that does not answer leaves a page that works and collects nothing', async () => {
    await shop.page.route('**/sdk/banner*', (route) => route.abort());
    await shop.open();
    await call(shop.page, 'track', 'Looked');
    await waitMs(1000);
    assert.equal(await dialog().count(), 0);
    assert.equal(await choices(), undefined);
    assert.deepEqual(await kept(shop.page), nothing);
    assert.deepEqual(paths(), ['GET /sdk/rapport-asking.js']);
  });
});

describe('An answer', () => {
  test('to accept all is told with the notices that were read, sends what waited, and is not asked for again', async () => {
    await openAsked('data-page');
    await press('Accept all');
    assert.deepEqual(await choices(), all);
    const [choice, page] = await messages(2);
    assert.deepEqual(choice?.context.consent.categoryPreferences, all);
    assert.equal(page?.type, 'page');
    type Item = { purpose: string; state: string; notice: { title: string; language: string } | null };
    const path = `/api/profiles/anonymous_id/${choice?.anonymousId}/consents`;
    const { items } = (await shop.server.api<{ items: Item[] }>('GET', path)).body;
    assert.deepEqual(
      items
        .map(({ purpose, state, notice }) => `${purpose} ${state} ${notice?.language} ${notice?.title}`)
        .sort()[0],
      'analytics given en May we use what you do here? Counting how our offers are used',
    );
    assert.ok(items.length === 4 && items.every(({ notice }) => notice !== null));
    shop.front.asked.length = 0;
    await openUnasked();
    assert.ok(!paths().includes('GET /sdk/banner'), 'the words were looked at today');
  });

  test('to reject all sends nothing but one more in the sums, and is remembered', async () => {
    await openAsked('data-page');
    shop.front.asked.length = 0;
    await press('Reject all');
    await waitMs(1500);
    assert.deepEqual(paths(), ['POST /sdk/banner/outcomes']);
    assert.deepEqual(await choices(), none);
    const { local, cookies } = (await kept(shop.page)) as { local: Record<string, string>; cookies: string };
    const names = Object.keys(local).map((name) => name.split('.').at(-1));
    assert.deepEqual([names.sort(), cookies], [['asked', 'choice'], '']);
    shop.front.asked.length = 0;
    await openUnasked();
    await call(shop.page, 'track', 'Looked');
    await waitMs(700);
    assert.deepEqual(paths(), ['GET /sdk/rapport-asking.js']);
  });

  test('to choose shows one thing after the other with nothing ticked', async () => {
    await openAsked();
    await button('Choose').click();
    const switches = dialog().getByRole('switch');
    assert.equal(await switches.count(), 4);
    for (const one of await switches.all()) assert.equal(await one.isChecked(), false);
    await dialog().getByRole('switch', { name: 'Counting how our offers are used' }).check();
    await press('Save my choices');
    assert.deepEqual(await choices(), { ...none, Analytics: true });
  });

  test('in another tab, or by a call of the page, takes the banner away', async () => {
    await openAsked();
    const other = await shop.openTab();
    await shop.open(other);
    await button('Reject all', other).click();
    await dialog().waitFor({ state: 'detached' });
    await shop.page.evaluate(() => localStorage.clear());
    await openAsked();
    await call(shop.page, 'consent', all);
    await dialog().waitFor({ state: 'detached' });
  });

  test('on another page takes the banner away from one that the browser kept for "back", which heard nothing', async () => {
    await openAsked();
    await shop.page.evaluate(
      ([key, choices]) => {
        localStorage.setItem(`rapport.${key}.choice`, JSON.stringify({ choices }));
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      },
      [shop.server.writeKey, none] as const,
    );
    await dialog().waitFor({ state: 'detached' });
  });

  test('where the storage is blocked holds for the page', async () => {
    await shop.page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    });
    await openAsked();
    await press('Reject all');
    assert.deepEqual(await choices(), none);
  });
});

describe('Asking again', () => {
  test('is about what is new alone, and leaves what was chosen as it was', async () => {
    await set({ purposes: ['analytics', 'marketing.ads'] });
    await openAsked();
    await press('Reject all');
    await set({});
    await passDays(2);
    await openAsked();
    const names = await dialog().getByRole('listitem').allInnerTexts();
    assert.deepEqual(names, ['Suggestions that fit you', 'Sharing with partners']);
    await press('Accept all');
    assert.deepEqual(await choices(), { ...all, Analytics: false, Advertising: false });
  });

  test('about what was refused waits as long as was set', async () => {
    await openAsked();
    await press('Reject all');
    await passDays(300);
    await openUnasked();
    await passDays(70);
    await openAsked();
  });

  test('whoever comes after a log-out is asked, but not about what was refused on this device', async () => {
    await openAsked();
    await button('Choose').click();
    await dialog().getByRole('switch', { name: 'Counting how our offers are used' }).check();
    await press('Save my choices');
    await call(shop.page, 'reset');
    await dialog().waitFor();
    assert.deepEqual(await dialog().getByRole('listitem').allInnerTexts(), [
      'Counting how our offers are used',
    ]);
  });

  /** As if what is kept had been kept so many days ago. */
  const passDays = (days: number) =>
    shop.page.evaluate((back) => {
      for (const name of Object.keys(localStorage).filter((one) => one.endsWith('.asked'))) {
        const kept = Object.entries(JSON.parse(localStorage.getItem(name) ?? '{}') as Record<string, number>);
        localStorage.setItem(
          name,
          JSON.stringify(Object.fromEntries(kept.map(([key, day]) => [key, day - back]))),
        );
      }
    }, days);
});

describe('To change one’s mind', () => {
  test('takes no more than to agree, and shows what was chosen', async () => {
    await openAsked();
    await press('Accept all');
    await messages(1);
    await call(shop.page, 'showConsent');
    await dialog().waitFor();
    for (const one of await dialog().getByRole('switch').all()) assert.equal(await one.isChecked(), true);
    await press('Reject all');
    assert.deepEqual(await choices(), none);
    const told = (await messages(2)).at(-1);
    assert.deepEqual(told?.context.consent.categoryPreferences, none);
    await call(shop.page, 'showConsent');
    await press('Accept all');
    assert.deepEqual(await choices(), all);
  });

  test('the focus goes in and comes back, and Escape or Close change nothing', async () => {
    await openAsked();
    await press('Accept all');
    await shop.page.evaluate(() => {
      const link = document.createElement('button');
      link.textContent = 'Privacy choices';
      link.onclick = () => (window as unknown as { rapport: { showConsent(): void } }).rapport.showConsent();
      document.body.append(link);
    });
    for (const leave of [() => shop.page.keyboard.press('Escape'), () => button('Close').click()]) {
      await shop.page.getByRole('button', { name: 'Privacy choices' }).click();
      await dialog().waitFor();
      assert.equal(await dialog().locator(':focus').getAttribute('role'), 'switch');
      await leave();
      await dialog().waitFor({ state: 'detached' });
      assert.equal(await shop.page.evaluate(() => document.activeElement?.textContent), 'Privacy choices');
    }
    assert.deepEqual(await choices(), all);
  });
});

test('Where the banner cannot be shown, the page that calls for it is told', async () => {
  await shop.page.route('**/sdk/banner*', (route) => route.abort());
  await shop.open();
  assert.equal(await call(shop.page, 'showConsent'), false);
});

describe('How it is shown', () => {
  test('to accept and to reject stand in one layer, with one role, size and look', async () => {
    for (const place of ['bottom', 'centre'])
      for (const [lang, accept, reject] of [
        ['en', 'Accept all', 'Reject all'],
        ['pl', 'Akceptuj wszystko', 'Odrzuć wszystko'],
        ['zh-Hant', '全部接受', '全部拒絕'],
        ['zh-Hans', '全部接受', '全部拒绝'],
      ] as const) {
        await set({ place });
        await shop.page.goto(shop.at('/', { lang }));
        await dialog().waitFor();
        const looks = async (name: string) => {
          const { width = 0, height = 0 } = (await button(name).boundingBox()) ?? {};
          const style = await button(name).evaluate((one) => {
            const { backgroundColor, color, fontSize, fontWeight, borderColor } = getComputedStyle(one);
            return { backgroundColor, color, fontSize, fontWeight, borderColor };
          });
          return { width, height, style };
        };
        const [yes, no] = [await looks(accept), await looks(reject)];
        assert.deepEqual(yes.style, no.style);
        for (const side of ['width', 'height'] as const)
          assert.ok(
            Math.abs(yes[side] / no[side] - 1) <= 0.1,
            `${lang} ${side}: ${yes[side]} and ${no[side]}`,
          );
        assert.ok(yes.height >= 44);
      }
    await set({});
  });

  test('by keyboard alone, it is first on the page, takes no focus by itself and traps nobody', async () => {
    await openAsked();
    assert.equal(await shop.page.evaluate(() => document.activeElement?.tagName), 'BODY');
    const focused = () => dialog().locator(':focus').first();
    await shop.page.keyboard.press('Tab');
    assert.equal(await focused().innerText(), 'Reject all');
    assert.equal(await focused().evaluate((one) => getComputedStyle(one).outlineStyle), 'solid');
    await shop.page.keyboard.press('Tab');
    assert.equal(await focused().innerText(), 'Accept all');
    await shop.page.keyboard.press('Tab');
    await shop.page.keyboard.press('Enter');
    assert.equal(await focused().getAttribute('role'), 'switch');
    await shop.page.keyboard.press('Space');
    for (let tabs = 0; (await focused().innerText()) !== 'Save my choices'; tabs += 1) {
      assert.ok(tabs < 10);
      await shop.page.keyboard.press('Tab');
    }
    await shop.page.keyboard.press('Tab');
    assert.equal(await focused().count(), 0, 'one more leaves it');
    await shop.page.keyboard.press('Shift+Tab');
    await shop.page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    assert.deepEqual(await choices(), { ...none, Analytics: true });
  });

  test('in the centre it holds the focus while it is open, and Escape chooses nothing', async () => {
    await set({ place: 'centre' });
    await openAsked();
    assert.equal(await dialog().locator(':focus').innerText(), 'May we use what you do here?');
    for (let tabs = 0; tabs < 8; tabs += 1) {
      await shop.page.keyboard.press('Tab');
      assert.notEqual(await shop.page.evaluate(() => document.activeElement?.tagName), 'A');
    }
    await shop.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    assert.equal(await choices(), undefined);
    await set({});
  });

  test('nothing is wrong for axe and nothing scrolls sideways, in each language, place and layer, dark and light', async () => {
    const chooses = { en: 'Choose', 'zh-Hant': '自行選擇', 'zh-Hans': '自行选择', pl: 'Wybierz' };
    for (const place of ['bottom', 'centre']) {
      await set({ place, privacy_urls: { en: 'https://shop.example/privacy' } });
      for (const [lang, choose] of Object.entries(chooses))
        for (const [width, colorScheme] of [
          [320, 'light'],
          [512, 'dark'],
        ] as const) {
          await shop.page.setViewportSize({ width, height: 480 });
          await shop.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await shop.page.goto(shop.at('/', { lang }));
          await dialog().waitFor();
          for (const layer of [1, 2]) {
            if (layer === 2) await button(choose).click();
            const where = `${place} ${lang} ${width} ${colorScheme} layer ${layer}`;
            assert.deepEqual(await seriousFindings(shop.page), [], where);
            const wide = await dialog().evaluate((one) => [
              one.scrollWidth,
              one.clientWidth,
              document.documentElement.scrollWidth,
            ]);
            assert.ok((wide[0] ?? 0) <= (wide[1] ?? 0) && (wide[2] ?? 0) <= width, `${where}: ${wide}`);
            const box = await dialog().boundingBox();
            assert.ok(box && box.y >= 0 && box.y + box.height <= 481, where);
            for (const one of await dialog().getByRole('button').all()) {
              const { y = -1, height = 0 } = (await one.boundingBox()) ?? {};
              assert.ok(y >= 0 && y + height <= 480, `${where}: ${await one.innerText()} is seen`);
            }
          }
        }
    }
    await set({});
  });

  test('what a company writes stays text', async () => {
    const hostile = '<img src=x onerror="document.title=1"><b>';
    await set({ words: { en: { title: hostile, body: hostile, accept: '"><script>' } } });
    await openAsked();
    assert.equal(await dialog().getByRole('heading').innerText(), hostile);
    assert.equal(await dialog().locator('img, b, script').count(), 0);
    await set({});
  });
});
