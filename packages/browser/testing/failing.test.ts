// What the card says and does when something is in the way: ended, taken away, too many, offline; and that it comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFindings } from '../../console/testing/accessibility.ts';
import { openCardRoom, withValue } from './card-room.ts';

const room = openCardRoom();
const shown = () => room.page.locator('rapport-view section').innerText();

test('a view that was taken away is gone from the card at once, in words, and is not asked for again', async () => {
  const { page, desk, open } = room;
  await open();
  await page.getByText('Columbus').waitFor();
  desk.send('end', { code: 'view_not_found', message: 'There is no view called "service-desk".' });
  await page.getByText('This view is no longer there').waitFor();
  assert.equal(await page.getByText(/Columbus|Sarah/).count(), 0);
  await page.waitForTimeout(1500);
  assert.equal(desk.asked.length, 1);
});

test('too many open views: it says so, waits as long as it was told, also when the network comes back', async () => {
  const { page, desk, open } = room;
  desk.answers = { status: 429, code: 'view_streams_limited', message: '', retryAfter: 3 };
  await open();
  await page.getByText('Too much is asked at once. It is tried again.').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.waitForTimeout(1500);
  assert.equal(desk.asked.length, 1);
  desk.answers = withValue('there');
  await page.getByText('Columbus').waitFor();
  assert.equal(desk.asked.length, 2);
});

test('offline keeps what was true, says as of when, and comes back with the network and not later', async () => {
  const { page, desk, open } = room;
  await open();
  await page.getByText('Columbus').waitFor();
  await page.context().setOffline(true);
  desk.drop();
  await page.getByText(/Not up to date: as of/).waitFor();
  assert.match(await shown(), /Columbus/);
  assert.match(await shown(), /Do not phone/, 'what was refused stays above all');
  // Some tries in vain, after which the next one would be long in coming.
  await page.waitForTimeout(4000);
  desk.answers = withValue('back again');
  await page.context().setOffline(false);
  await page.getByText('back again').waitFor({ timeout: 2000 });
  assert.equal(await page.getByText(/Not up to date/).count(), 0);
});

test('whoever embeds it sets its colours and shape, in both schemes', async () => {
  const { page, open } = room;
  for (const scheme of ['light', 'dark'] as const) {
    await open({}, scheme);
    await page.getByText('Columbus').waitFor();
    const card = page.locator('rapport-view');
    const seen = () =>
      card.evaluate((one) => {
        const style = getComputedStyle(one.shadowRoot?.querySelector('section') as Element);
        const { backgroundColor, color, borderRadius, fontSize } = style;
        return { backgroundColor, color, borderRadius, fontSize };
      });
    const before = await seen();
    await card.evaluate((one: HTMLElement) => {
      one.style.setProperty('--rapport-surface', 'rgb(1, 2, 3)');
      one.style.setProperty('--rapport-text', 'rgb(250, 251, 252)');
      one.style.setProperty('--rapport-radius', '3px');
      one.style.setProperty('--rapport-font', '17px/1.5 serif');
    });
    const set = { backgroundColor: 'rgb(1, 2, 3)', color: 'rgb(250, 251, 252)' };
    assert.deepEqual(await seen(), { ...set, borderRadius: '3px', fontSize: '17px' });
    assert.notEqual(before.backgroundColor, set.backgroundColor);
  }
});

test('every button is reached by Tab, in the order in which it is seen, and focus can be seen', async () => {
  const { page, open } = room;
  await open();
  await page.getByText('Columbus').waitFor();
  const tops: number[] = [];
  const buttons = await page.locator('rapport-view :is(button, summary):visible').count();
  for (let n = 0; n < buttons; n++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const own = document.querySelector('rapport-view')?.shadowRoot?.activeElement as HTMLElement | null;
      if (!own) return undefined;
      return { top: own.getBoundingClientRect().top + scrollY, outline: getComputedStyle(own).outlineStyle };
    });
    assert.equal(at?.outline, 'solid', `stop ${n + 1} of ${buttons}`);
    tops.push(at?.top ?? 0);
  }
  assert.ok(
    tops.every((top, n) => n === 0 || top >= (tops[n - 1] ?? 0) - 24),
    tops.join(),
  );
});
