// Sources and import: from a name to the first event, keys that are rotated, files that become messages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SOURCES } from './fixture/world.ts';
import { openRoom } from './room.ts';

const room = openRoom();

test('a source is created, shown how to use, and turns green with its first event', async () => {
  const { page, fixture, go } = room;
  await go('/sources');
  await page.getByRole('button', { name: 'Create a source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Loyalty app');
  await dialog.getByLabel('Kind').selectOption('server');
  await dialog.getByRole('button', { name: 'Create the source' }).click();
  await page.getByText('Waiting for the first event').waitFor();
  const id = Number(new URL(page.url()).pathname.split('/').at(-1));
  assert.equal(await page.getByRole('tab').first().textContent(), 'Node.js');
  fixture.firstEvent(id);
  await page.getByText('The first event is here').waitFor();
});

test('the key is hidden until asked for, copied whole, and rotated only after typing the name', async () => {
  const { page, browser, go } = room;
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const key = SOURCES[0]?.write_key ?? '';
  await go('/sources/1');
  assert.equal(await page.getByText(key).count(), 0);
  await page.getByRole('button', { name: 'Copy the code' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.includes(key) && copied.includes(room.fixture.url), copied);
  await page.getByRole('button', { name: 'Show the key' }).click();
  await page.getByText(key, { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Rotate the key' }).click();
  const dialog = page.getByRole('dialog');
  const rotate = dialog.getByRole('button', { name: 'Rotate the key' });
  assert.ok(await rotate.isDisabled());
  await dialog.getByRole('textbox').fill('Website');
  await rotate.click();
  await page.getByText('The key was rotated').waitFor();
  await page.getByText(/^rotated-/).waitFor();
});

test('settings are saved as they are changed, and a wrong limit is explained', async () => {
  const { page, go } = room;
  await go('/sources/2');
  await page.getByLabel('IP addresses').selectOption('drop');
  await page.getByText('Addresses are thrown away').waitFor();
  await page.getByRole('switch', { name: 'Accept events' }).press('Space');
  await page.getByText('Switched off', { exact: true }).waitFor();
  await page.getByLabel('Limit, events a second').fill('many');
  await page.getByText('A whole number from 1 to 1,000,000').waitFor();
  await page.getByLabel('Limit, events a second').fill('250');
  await page.getByRole('button', { name: 'Save the limit' }).click();
  await page.getByRole('button', { name: 'Save the limit' }).waitFor({ state: 'hidden' });
  assert.deepEqual(SOURCES[1]?.settings, { ip: 'drop', rate_limit_per_second: 250, rank: 50 });
});

test('tables sort by a click on their head', async () => {
  const { page, go } = room;
  await go('/sources');
  const first = () => page.locator('tbody tr').first().textContent();
  await page.getByRole('button', { name: 'Events', exact: true }).click();
  await page.locator('th[aria-sort]').waitFor();
  const once = await first();
  await page.getByRole('button', { name: 'Events', exact: true }).click();
  assert.notEqual(await first(), once);
});

test('a file is previewed, its columns mapped, tried and imported', async () => {
  const { page, fixture, go } = room;
  await go('/import');
  const bodies: unknown[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/imports'))
      bodies.push(request.postDataJSON());
  });
  await page.setInputFiles('input[type=file]', {
    name: 'orders.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('customer_id,order_date,total,internal_note\nSW-30010,04.11.2026,150.98,\n'),
  });
  await page.getByText('CSV with 4 columns').waitFor();
  assert.ok(fixture.requests.includes('POST /api/imports/preview?file_name=orders.csv'));
  await page.getByLabel('What internal_note becomes').selectOption('out');
  await page.getByLabel('What customer_id becomes').selectOption('out');
  await page.getByText('Choose the column with the user id').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Import orders.csv' }).isDisabled());
  await page.getByLabel('What customer_id becomes').selectOption('userId');
  await page.getByRole('button', { name: 'Try without storing' }).click();
  await page.getByText('Nothing was stored').waitFor();
  await page.getByRole('button', { name: 'Import orders.csv' }).click();
  await page.waitForURL(/\/import\/\d+/);
  const mapping = {
    type: 'track',
    event: 'Order Completed',
    userId: { column: 'customer_id' },
    timestamp: { column: 'order_date', format: 'dd.MM.yyyy' },
    properties: { total: { column: 'total', type: 'number' } },
  };
  assert.deepEqual(bodies, [
    { upload_id: 'u-1', source_id: 4, mapping, dry_run: true },
    { upload_id: 'u-1', source_id: 4, mapping, dry_run: false },
  ]);
});

test('signals that cannot be read stand on the page of their source, and only where there are any', async () => {
  const { page, go } = room;
  await go('/sources/1');
  const title = page.getByRole('heading', { name: 'Signals of permission that cannot be read' });
  await title.waitFor();
  const fault = page.getByRole('listitem').filter({ hasText: 'TCF string' });
  await fault.getByText('1,204 messages').waitFor();
  await fault.getByText(/Update the consent banner to TCF 2\.3/).waitFor();
  await go('/sources/2');
  await page.getByRole('heading', { level: 1, name: 'Stores' }).waitFor();
  assert.equal(await title.count(), 0);
});
