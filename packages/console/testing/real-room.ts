// A browser and a page on the real server for one test file, with the member signed in: started before its tests, which share
// them in their order, and stopped after them.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { startTestServer, type TestServer, testMember } from '../../server/src/testing/index.ts';
import { type LaunchedBrowser, launchBrowser } from './browser.ts';
import { prefer } from './visit.ts';

export type RealRoom = {
  server: TestServer;
  browser: LaunchedBrowser;
  page: Page;
  /** What went wrong in the page without being shown: nothing, or the file fails. */
  errors: string[];
};

/**
 * `path` and `title`: of the page that the member comes to. `prepare`: what the server has to know before that, and who else
 * listens to the page. Call at the top of a test file.
 */
export function openRealRoom(
  path: string,
  title: string,
  prepare?: (room: RealRoom) => Promise<void>,
): RealRoom {
  const room = { errors: [] as string[] } as RealRoom;
  before(async () => {
    room.server = await startTestServer();
    room.browser = await launchBrowser({ reducedMotion: 'reduce' });
    room.page = await room.browser.context.newPage();
    const { page, errors } = room;
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => errors.push(error.message));
    await prefer(page, { language: 'en' });
    await prepare?.(room);
    await page.goto(`${room.server.url}/sign-in?next=${path}`);
    await page.getByLabel('E-mail').fill(testMember.email);
    await page.getByLabel('Password').fill(testMember.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  });
  after(async () => {
    await room.browser?.close();
    await room.server?.stop();
    assert.deepEqual(room.errors, []);
  });
  return room;
}
