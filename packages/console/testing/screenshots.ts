// Writes a picture of every page in its states, on a desktop and a phone, light and dark, into screenshots/ (which git
// ignores): `npm run screenshots -w @rapport/console [part of a name]`. Look at them; mend what a designer would not ship.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser.ts';
import { startFixture } from './fixture/server.ts';
import { PAGES } from './pages.ts';
import { prefer, visit } from './visit.ts';

const FOLDER = join(import.meta.dirname, '..', 'screenshots');
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const wanted = process.argv[2] ?? '';

mkdirSync(FOLDER, { recursive: true });
const fixture = await startFixture();
const browser = await launchBrowser({ reducedMotion: 'reduce' });
const page = await browser.context.newPage();
await prefer(page, { language: process.env.RAPPORT_SCREENSHOT_LANGUAGE ?? 'en' });
let written = 0;

for (const { name, path, scenarios } of PAGES.filter((each) => each.name.includes(wanted))) {
  for (const scenario of scenarios) {
    fixture.setScenario(scenario);
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await visit(page, fixture.url + path, scenario);
        // Drawers and charts have settled.
        await page.waitForTimeout(150);
        await page.screenshot({ path: join(FOLDER, `${name}-${scenario}-${size}-${colorScheme}.png`) });
        written++;
      }
    }
  }
}

await browser.close();
await fixture.close();
process.stdout.write(`${written} pictures are in ${FOLDER}\n`);
