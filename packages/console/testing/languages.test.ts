// Every page in the languages that are not English, on a phone: it fits, and all its words are there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGES } from './pages.ts';
import { openRoom } from './room.ts';
import { prefer, sidewaysPixels, visit } from './visit.ts';

const room = openRoom();
/** What i18next shows where a text is missing: its key. (`identity.link` is the slug of a purpose.) */
const KEY =
  /\b(ui|shell|home|identity(?!\.link\b)|live|people|graph|sources|quarantine|imports|purposes|labels|categories|consents|notices|gate|pipeline|consentRates|suppressions|processingRecord|error)\.[a-z]+[\w.]*\b/g;

for (const language of ['pl', 'zh-Hant', 'zh-Hans']) {
  test(`no page scrolls sideways on a phone in ${language}, and none shows a key instead of words`, async () => {
    const { page, fixture } = room;
    await prefer(page, { language });
    await page.setViewportSize({ width: 390, height: 844 });
    for (const { name, path } of PAGES.filter((each) => each.scenarios.includes('usual'))) {
      await visit(page, fixture.url + path);
      assert.equal(await sidewaysPixels(page), 0, name);
      const words = (await page.locator('body').innerText()).match(KEY) ?? [];
      assert.deepEqual(words, [], name);
    }
  });
}
