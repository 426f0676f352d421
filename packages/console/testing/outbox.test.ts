// The outbox: a mail is looked at as it is, and looking tells nobody.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRoom } from './room.ts';

const room = openRoom();

test('the newest mail is shown beside the list, and others by click and key', async () => {
  const { page, go } = room;
  await go('/outbox');
  const mail = page.getByRole('article');
  await mail.getByRole('heading', { name: 'Jewellery for the winter, from 19 dollars' }).waitFor();
  const list = page.getByRole('list', { name: 'Outbox' });
  await list
    .getByRole('button', { name: /Your receipt SH-10421/ })
    .first()
    .click();
  await mail.getByRole('heading', { name: 'Your receipt SH-10421' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await mail.getByRole('heading', { name: 'Two days left' }).waitFor();
  await page.waitForURL('**/outbox?mail=6998');
  await mail.getByRole('link', { name: 'See why it was sent' }).click();
  await page.waitForURL('**/messages?inspect=6998');
});

test('looking tells of no opening and no click, and no script runs', async () => {
  const { page, go } = room;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await go('/outbox?mail=6998');
  const frame = page.frameLocator('iframe[title^="Two days left"]');
  await frame.getByText('Neha, these have just come in').waitFor();
  await frame.getByRole('link', { name: 'See the rings' }).click();
  await frame.getByText('Neha, these have just come in').waitFor();
  assert.deepEqual(
    asked.filter((path) => path.startsWith('/m/')),
    [],
  );
  assert.equal(await frame.getByText('A script ran').count(), 0);
});

test('plain text and headers are a tab away', async () => {
  const { page, go } = room;
  await go('/outbox');
  await page.getByRole('tab', { name: 'Plain text' }).click();
  await page.getByText('See the rings <https://shop.example/m/c/1>').waitFor();
  await page.getByRole('tab', { name: 'Headers' }).click();
  await page.getByText('List-Unsubscribe=One-Click').waitFor();
});

test('on a phone a mail covers the list, and goes again', async () => {
  const { page, go } = room;
  await page.setViewportSize({ width: 390, height: 844 });
  await go('/outbox');
  assert.equal(await page.getByRole('article').count(), 0);
  await page
    .getByRole('button', { name: /Your receipt/ })
    .first()
    .click();
  const drawer = page.getByRole('dialog', { name: 'Mail' });
  await drawer.getByRole('heading', { name: 'Your receipt SH-10421' }).waitFor();
  await drawer.getByRole('button', { name: 'Close' }).click();
  await drawer.waitFor({ state: 'hidden' });
});

test('for a purpose that no mail was sent for there is nothing, and that is said', async () => {
  const { page, go } = room;
  await go('/outbox?purpose=compliance');
  await page.getByText(/^No mail for “/).waitFor();
});
