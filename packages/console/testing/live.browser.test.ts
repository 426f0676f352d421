// Live and quarantine: a list that moves, is filtered, paused and inspected; messages that are sent again or dropped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shopEvent } from './fixture/world.ts';
import { openRoom } from './room.ts';

const room = openRoom();
const rows = () => room.page.locator('tbody tr').filter({ has: room.page.locator('[data-row]') });
const unusual = (n: number, name: string) => ({
  ...shopEvent(n, 0),
  type: 'track' as const,
  event: name,
  name,
});

test('events appear as they arrive, newest first', async () => {
  const { page, fixture, go } = room;
  await go('/live');
  await page.getByText('Receiving').waitFor();
  fixture.push(unusual(5001, 'Gift Wrapped'));
  await page.getByText('Gift Wrapped').waitFor();
  fixture.push(unusual(5002, 'Gift Sent'));
  await page.getByText('Gift Sent').waitFor();
  assert.match((await rows().first().textContent()) ?? '', /Gift Sent/);
});

test('pausing holds events back and counts them; resuming shows them once', async () => {
  const { page, fixture, go } = room;
  await go('/live');
  await page.getByText('Receiving').waitFor();
  await page.locator('body').press('p');
  await page.getByText('Paused').waitFor();
  for (const n of [5101, 5102, 5103]) fixture.push(unusual(n, `Held Back ${n}`));
  await page.getByRole('button', { name: 'Resume and show 3 events' }).waitFor();
  assert.equal(await page.getByText('Held Back').count(), 0);
  await page.getByRole('button', { name: /Resume/ }).click();
  await page.getByText('Held Back 5103').waitFor();
  assert.equal(await page.getByText('Held Back').count(), 3);
});

test('who reads further down is not pushed about', async () => {
  const { page, fixture, go } = room;
  await go('/live');
  await page.getByText('Receiving').waitFor();
  await page.getByRole('main').hover({ position: { x: 200, y: 300 } });
  await page.mouse.wheel(0, 1200);
  await page.getByText('Paused').waitFor();
  fixture.push(unusual(5201, 'Arrived Above'));
  await page.getByRole('button', { name: 'Resume and show 1 event' }).waitFor();
});

test('an interrupted stream says so, comes back, and fills in what was missed', async () => {
  const { page, fixture, go } = room;
  await go('/live');
  await page.getByText('Receiving').waitFor();
  fixture.cutStreams();
  await page.getByText('The connection was interrupted').waitFor();
  await page.getByText('The connection was interrupted').waitFor({ state: 'hidden', timeout: 10_000 });
  assert.ok(fixture.requests.filter((each) => each.startsWith('GET /api/events?')).length >= 2);
});

test('filters are chips in the address, and asked of the server', async () => {
  const { page, fixture, go } = room;
  await go('/live');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Order Completed' }).click();
  await page.waitForURL(/event=Order\+Completed/);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('tbody [data-row]')].every((row) => row.textContent === 'Order Completed'),
  );
  assert.ok(fixture.requests.some((each) => /events\/live\?.*event=Order\+Completed/.test(each)));
  await page.getByRole('button', { name: 'Remove the filter Event' }).click();
  await page.getByText('Products Searched').first().waitFor();
  await page.getByRole('searchbox', { name: 'Filter by text' }).fill('no such thing anywhere');
  await page.getByText('No event passes this filter').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText('Products Searched').first().waitFor();
});

test('rows move and open by keyboard; the inspector shows the message as understood and as sent', async () => {
  const { page, go } = room;
  await go('/live');
  await page.locator('[data-row="0"]').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-row')), '2');
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary');
  await inspector.getByText('"message_id"').first().waitFor();
  await inspector.getByRole('tab', { name: 'As sent' }).click();
  await inspector.getByText('"messageId"').waitFor();
  await inspector.getByRole('link').first().click();
  await page.waitForURL(/\/people\/profile_id\//);
  await page.goBack();
  await inspector.waitFor();
  await page.keyboard.press('Escape');
  await inspector.waitFor({ state: 'hidden' });
});

test('the inspector tells of history that it came as history, and that somebody asks not to be sold or shared', async () => {
  const { page, go } = room;
  const inspector = page.getByRole('complementary');
  for (const [id, said, unsaid] of [
    ['2000009', 'As history', 'Sec-GPC'],
    ['2000008', 'Sec-GPC', 'As history'],
  ] as const) {
    await go(`/live?inspect=${id}`);
    await inspector.getByText(said).waitFor();
    assert.equal(await inspector.getByText(unsaid).count(), 0);
  }
});

test('a thousand rows are in the list and few of them in the page', async () => {
  const { page, fixture, go } = room;
  fixture.setScenario('enormous');
  await go('/quarantine');
  const drawn = await rows().count();
  assert.ok(drawn > 10 && drawn < 200, `${drawn} rows are drawn`);
  await page.locator('[data-row="0"]').focus();
  await page.keyboard.press('End');
  await page.locator('[data-row="999"]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-row')), '999');
});

test('columns are chosen and remembered', async () => {
  const { page, go } = room;
  await go('/live');
  assert.equal(await page.getByRole('columnheader', { name: 'Message id' }).count(), 0);
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Message id' }).click();
  await page.keyboard.press('Escape');
  await go('/live');
  await page.getByRole('columnheader', { name: 'Message id' }).waitFor();
});

test('a reason in quarantine is chosen, replayed as a whole, and one message dropped after typing its id', async () => {
  const { page, fixture, go } = room;
  await go('/quarantine');
  await page
    .getByRole('button', { name: /No id of a person/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Send 214 messages again' }).click();
  await page
    .getByText('214 messages were sent again. Not stored, as somebody must not be collected: 2.')
    .waitFor();
  assert.ok(fixture.requests.includes('POST /api/quarantine/replay'));

  await go('/quarantine?inspect=8999');
  await page.getByRole('button', { name: 'Drop', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const drop = dialog.getByRole('button', { name: 'Drop 1 message' });
  assert.ok(await drop.isDisabled());
  await dialog.getByRole('textbox').fill('m-1');
  await drop.click();
  await page.getByText('1 message was dropped').waitFor();
  assert.ok(fixture.requests.includes('POST /api/quarantine/drop'));
});
