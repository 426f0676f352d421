// The banner in a browser that asks not to be sold (Global Privacy Control): it says that this is honoured, and turns nothing on
// that the browser speaks against unless somebody turns on just that.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { seriousFindings } from '../../console/testing/accessibility.ts';
import { askNotToBeSold, call, openShop, until } from './shop.ts';

const shop = openShop({ script: 'rapport-asking.js' });
beforeEach(async () => {
  await shop.browser.context.setExtraHTTPHeaders({ 'Sec-GPC': '1' });
  await askNotToBeSold(shop.page);
});
after(() => shop.browser.context.setExtraHTTPHeaders({}).catch(() => {}));

const dialog = () => shop.page.getByRole('dialog');
const press = (name: string) => dialog().getByRole('button', { name }).click();
const choices = () => call(shop.page, 'choices');
const preferences = async (count: number) => {
  await until(() => shop.front.messages().length >= count, `${count} messages`);
  return shop.front.messages().at(-1)?.context.consent.categoryPreferences;
};

test('it says so in each language, and nothing is wrong with how', async () => {
  for (const [lang, words] of [
    ['en', 'Opt-out request honoured'],
    ['zh-Hant', '已遵從您的退出請求'],
    ['zh-Hans', '已遵从您的退出请求'],
    ['pl', 'Żądanie rezygnacji uwzględnione'],
  ] as const) {
    await shop.page.emulateMedia({ reducedMotion: 'reduce' });
    await shop.page.goto(shop.at('/', { lang }));
    await dialog().getByText(words).waitFor();
    assert.deepEqual(await seriousFindings(shop.page), [], lang);
  }
});

test('to accept all turns nothing on that the browser speaks against, and it is not asked about again', async () => {
  await shop.open();
  await press('Accept all');
  const given = { Analytics: true, Personalization: true, Advertising: false, DataSharing: false };
  assert.deepEqual(await choices(), given);
  assert.deepEqual(await preferences(1), given);
  await shop.open();
  assert.equal(await dialog().count(), 0);
});

test('each is off and says why, and is turned on only by whoever turns on just that', async () => {
  await shop.open();
  await press('Choose');
  const ads = dialog().getByRole('switch', { name: 'Advertising elsewhere' });
  assert.equal(await ads.isChecked(), false);
  const described = (await ads.getAttribute('aria-describedby')) ?? '';
  assert.match(await dialog().locator(`#${described}`).innerText(), /Off, as your browser asks/);
  await ads.check();
  await press('Save my choices');
  // It is kept, and nothing is promised that the browser speaks against.
  await shop.page.getByText(/^Saved\. While your browser asks, we follow it;/).waitFor();
  const given = { Analytics: false, Personalization: false, Advertising: true, DataSharing: false };
  assert.deepEqual(await choices(), given);
  assert.deepEqual(await preferences(1), given);
  // What is on stays on, and what is off stays off, whoever accepts the rest later.
  await call(shop.page, 'showConsent');
  assert.equal(await ads.isChecked(), true);
  await press('Accept all');
  assert.deepEqual(await choices(), { ...given, Analytics: true, Personalization: true });
});

test('whoever refused is not asked again within a year, however soon others are', async () => {
  await shop.setBanner({ ask_again_months: 6 });
  await shop.open();
  await press('Reject all');
  for (const [days, names] of [
    [200, ['Counting how our offers are used', 'Suggestions that fit you']],
    [
      370,
      [
        'Counting how our offers are used',
        'Suggestions that fit you',
        'Advertising elsewhere',
        'Sharing with partners',
      ],
    ],
  ] as const) {
    await shop.page.evaluate((back) => {
      const day = Math.floor(Date.now() / 86_400_000) - back;
      const name = Object.keys(localStorage).find((one) => one.endsWith('.asked')) ?? '';
      localStorage.setItem(name, JSON.stringify({ chose: day, looked: day }));
    }, days);
    await shop.open();
    await dialog().waitFor();
    assert.deepEqual(await dialog().getByRole('listitem').allInnerTexts(), names);
  }
});
