// A browser, a page and a fixture server for one test file, started before its tests and stopped after them.
import { after, afterEach, before, beforeEach } from 'node:test';
import type { Page } from 'playwright-core';
import { type LaunchedBrowser, type LaunchOptions, launchBrowser } from './browser.ts';
import { type Fixture, startFixture } from './fixture/server.ts';
import { prefer, visit } from './visit.ts';

export type Room = {
  page: Page;
  fixture: Fixture;
  browser: LaunchedBrowser;
  /** Goes to a path of the fixture and waits until it is complete. */
  go: (path: string) => Promise<void>;
};

/** Each test gets a new page and the usual scenario. Call at the top of a test file. */
export function openRoom(options: LaunchOptions = {}): Room {
  const room = {} as Room;
  before(async () => {
    room.browser = await launchBrowser({ reducedMotion: 'reduce', ...options });
    room.fixture = await startFixture();
    room.go = (path) => visit(room.page, room.fixture.url + path);
  });
  beforeEach(async () => {
    room.fixture.setScenario('usual');
    room.fixture.requests.length = 0;
    room.page = await room.browser.context.newPage();
    room.page.setDefaultTimeout(10_000);
    await prefer(room.page, { language: 'en' });
  });
  afterEach(() => room.page.close());
  after(async () => {
    await room.browser.close();
    await room.fixture.close();
  });
  return room;
}
