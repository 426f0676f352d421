// Suppressions, rates of consent and the record of processing activities on the real server: what is added in the console holds
// for collect at once, until it is lifted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { openRealRoom } from './real-room.ts';

const room = openRealRoom('/suppressions', 'Suppressions');

async function identify(userId: string, email: string): Promise<void> {
  await room.server.send([{ type: 'identify', userId, messageId: `m-${userId}`, traits: { email } }]);
  await room.server.settle();
}

test('an address is suppressed, found in another spelling, and lifted', async () => {
  const { page, server } = room;
  await page.getByText('Nobody is suppressed').waitFor();
  await page.getByRole('button', { name: 'Suppress', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Identifiers, one a line').fill('Sarah@Example.com');
  await dialog.getByLabel('Why').fill('Asked at the till');
  await dialog.getByRole('button', { name: 'Suppress 1 identifier' }).click();
  await page.getByRole('table', { name: 'Suppressions' }).getByText('Asked at the till').waitFor();
  await identify('SW-1', 'sarah@example.com');
  assert.equal(await server.findPerson('user_id', 'SW-1'), undefined);

  await page.getByLabel('Identifier', { exact: true }).fill(' sarah@example.com');
  await page.keyboard.press('Enter');
  assert.deepEqual(await seriousFindings(page), []);
  await page.getByRole('button', { name: 'Lift: Not collected' }).click();
  await dialog.getByLabel('Why').fill('Signed up again');
  await dialog.getByRole('button', { name: 'Lift', exact: true }).click();
  await page.getByText('Nothing is suppressed for it.').waitFor();
  await identify('SW-2', 'sarah@example.com');
  assert.notEqual(await server.findPerson('user_id', 'SW-2'), undefined);
});

test('what people say is a rate, and a browser’s signal a share', async () => {
  const { page, server } = room;
  await page.goto(`${server.url}/consent`);
  await page.getByRole('table').waitFor();
  for (const [value, state] of [
    ['SW-2', 'given'],
    ['NR-3', 'given'],
    ['MP-4', 'refused'],
  ])
    await server.api('POST', '/api/consents', {
      ...{ subject: { type: 'user_id', value }, purpose: 'marketing.sms', state, method: 'form' },
    });
  await server.settle();
  await page.goto(`${server.url}/consent?purpose=marketing.sms`);
  await page
    .getByRole('row', { name: /Marketing by SMS/ })
    .getByText('67%')
    .waitFor();
  await page
    .getByRole('row', { name: /Marketing by SMS/ })
    .getByText('2 of 3')
    .waitFor();
});

test('the record prints what is configured now', async () => {
  const { page, server } = room;
  await page.goto(`${server.url}/processing-record`);
  await page.getByRole('heading', { name: 'Marketing by SMS' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download CSV' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'processing-record.csv');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('navigation').count(), 0);
  assert.ok(await page.getByText(/^Default workspace, as of /).isVisible());
});
