// Pictures of the card in its states, at the widths of side bars, light and dark: `node testing/screenshots.ts` after a build.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../console/testing/browser.ts';
import { denied, floor, sarah } from './answers.ts';
import { type Desk, openDesk } from './desk.ts';

const folder = join(import.meta.dirname, '../screenshots');
mkdirSync(folder, { recursive: true });
const [desk, browser] = [
  await openDesk(),
  await launchBrowser({ reducedMotion: 'reduce', deviceScaleFactor: 2 }),
];
const states: [string, Desk['answers'], string?][] = [
  ['full', sarah],
  ['polish', sarah, 'pl'],
  ['chinese', sarah, 'zh-TW'],
  ['business', floor],
  ['denied', denied],
  ['loading', 'silence'],
  ['nobody', { status: 404, code: 'profile_not_found', message: 'Nobody has this identifier.' }],
  ['expired', { status: 401, code: 'card_token_ended', message: 'This card token has ended.' }],
  ['forbidden', { status: 403, code: 'forbidden', message: 'This card token was made for another view.' }],
  ['failing', { status: 503, code: 'storage_unavailable', message: 'The database cannot be reached.' }],
];
const page = await browser.context.newPage();
for (const [name, answers, locale] of states)
  for (const width of [320, 400])
    for (const scheme of ['light', 'dark'] as const) {
      desk.answers = answers;
      await page.setViewportSize({ width, height: 900 });
      const subject: Record<string, string> =
        name === 'business' ? {} : { subject: 'email:sarah@example.com' };
      await page.goto(
        desk.page({ view: 'service-desk', token: 'card_x', ...subject, locale: locale ?? 'en' }, scheme),
      );
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: true });
    }
await browser.close();
await desk.close();
