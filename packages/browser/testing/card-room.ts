// A help desk, a browser and a page for one test file; each test gets a new page, on which nothing may fail.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import type { Page } from 'playwright-core';
import { type LaunchedBrowser, launchBrowser } from '../../console/testing/browser.ts';
import type { Answer, Field } from '../src/card/answer.ts';
import { sarah } from './answers.ts';
import { type Desk, openDesk } from './desk.ts';
import { watchFaults } from './faults.ts';

export type CardRoom = {
  desk: Desk;
  page: Page;
  /** Opens the ticket, with the card of Sarah in it unless told. */
  open(more?: Record<string, string>, scheme?: 'light' | 'dark'): Promise<unknown>;
};

/** Call at the top of a test file. */
export function openCardRoom(): CardRoom {
  const room = {} as CardRoom;
  let browser: LaunchedBrowser;
  let faults: string[] = [];
  before(async () => {
    room.desk = await openDesk();
    browser = await launchBrowser({ viewport: { width: 320, height: 900 } });
    const whole = {
      ...{ view: 'service-desk', subject: 'email:sarah@example.com', token: 'card_one', locale: 'en' },
    };
    room.open = (more = {}, scheme) => room.page.goto(room.desk.page({ ...whole, ...more }, scheme));
  });
  beforeEach(async () => {
    [room.desk.asked.length, faults] = [0, []];
    room.desk.answers = sarah;
    room.page = await browser.context.newPage();
    room.page.setDefaultTimeout(10_000);
    watchFaults(room.page, faults);
  });
  afterEach(async () => {
    await room.page.close();
    room.desk.drop();
    assert.deepEqual(faults, []);
  });
  after(async () => {
    await browser?.close();
    await room.desk?.close();
  });
  return room;
}

/** What Sarah's card says, with one more field of this value. */
export const withValue = (value: unknown, more: Partial<Field> = {}): Answer => ({
  ...sarah,
  fields: {
    ...sarah.fields,
    odd: {
      ...{ kind: 'attribute', title: 'Odd', value, updated_at: '2026-11-20T09:12:00.000Z', origin: null },
      ...more,
    } as Field,
  },
});
