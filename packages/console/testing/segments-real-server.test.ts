// Segments and traits on the real server: built, counted while somebody types, refused at its place, saved, exported.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { aTrack } from '../../server/src/testing/index.ts';
import { openRealRoom } from './real-room.ts';

const room = openRealRoom('/segments', 'Segments', async ({ server }) => {
  const order = (userId: string, total: number) =>
    aTrack({ userId, event: 'Order Completed', properties: { total } });
  await server.send([order('SW-30010', 150.98), order('SW-30010', 40), order('NR-30020', 12.5)]);
  await server.settle();
});

test('the count follows what is typed, and the question can be read', async () => {
  const { page, server } = room;
  await page.goto(`${server.url}/segments/new`);
  await page.getByLabel('Title').fill('Regulars');
  await page.getByLabel('Choose a purpose').selectOption({ value: 'service' });
  const row = page.getByRole('group', { name: 'Event happened' });
  await row.getByLabel('Name of the event').fill('Order Completed');
  const effect = page.getByRole('complementary', { name: 'What it would find' });
  await effect.getByText('2 of 2 people (100%)').waitFor();
  await row.getByLabel('Value', { exact: true }).fill('2');
  await effect.getByText('1 of 2 people (50%)').waitFor();
  await row.getByLabel('In which time').selectOption('in the calendar');
  await row.getByLabel('Time zone').selectOption('time in');
  await row.getByRole('combobox', { name: 'Name of the time zone' }).fill('Asia/Kolkata');
  await effect.getByText('(time in Asia/Kolkata)').waitFor();
  await effect.getByText('1 of 2 people (50%)').waitFor();
  await effect.getByRole('button', { name: 'Show SQL' }).click();
  await effect
    .getByRole('region', { name: 'Question to the event store' })
    .getByText(/select/i)
    .waitFor();
  await effect.getByRole('region', { name: 'Its parameters' }).getByText('Order Completed').waitFor();
  assert.equal(await effect.evaluate((card) => card.scrollWidth - card.clientWidth), 0);
});

test('what the server alone knows to be wrong is said at its row, and goes when it is mended', async () => {
  const { page } = room;
  const json = page.getByLabel('The definition as JSON');
  await page.getByRole('radio', { name: 'JSON' }).check();
  const right = { events: { name: 'Order Completed' }, count: { at_least: 2 } };
  await json.fill(JSON.stringify({ all: [right, { segment: 'nowhere' }] }));
  await page.getByRole('radio', { name: 'Build' }).check();
  const row = page.getByRole('group', { name: 'In a segment' });
  await row.getByText('It asks segment:nowhere, which does not exist.').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Create', exact: true }).isDisabled());
  await row.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByText('1 of 2 people (50%)').waitFor();
});

test('it is saved, listed with its sentence and who set it, explained, and exported', async () => {
  const { page, server } = room;
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Regulars' }).waitFor();
  await server.settle();
  await page.goto(`${server.url}/segments`);
  await page.getByRole('row', { name: /Regulars.*Order Completed happened at least 2 times.*1$/ }).click();
  await page.getByRole('tab', { name: 'Versions' }).click();
  await page.getByText(/Regulars · \S+/).waitFor();
  await page.getByRole('tab', { name: 'Why?' }).click();
  await page.getByLabel('Known by').selectOption('user_id');
  await page.getByRole('textbox', { name: 'Person' }).fill('NR-30020');
  await page.keyboard.press('Enter');
  await page.getByText('Not in the segment').waitFor();
  await page.getByRole('button', { name: 'Export' }).click();
  for (const [format, beginning] of [
    ['CSV', 'id,display_name,since,reason'],
    ['Parquet', 'PAR1'],
  ] as const) {
    await page.getByRole('radio', { name: format }).check();
    const loading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the file' }).click();
    const file = await loading;
    assert.equal(file.suggestedFilename(), `regulars.${format.toLowerCase()}`);
    const text = (await readFile(await file.path())).toString('latin1');
    assert.equal(text.slice(0, beginning.length), beginning);
    if (format === 'CSV') await page.getByRole('button', { name: 'Export' }).click();
  }
});

test('a trait is tried while it is built', async () => {
  const { page, server, errors } = room;
  await page.goto(`${server.url}/traits/new`);
  await page.getByLabel('Kind of value').selectOption('Sum of a property');
  await page.getByLabel('Property', { exact: true }).fill('total');
  await page.getByLabel('Name of the event').fill('Order Completed');
  await page.getByText('2 people have a value').waitFor();
  await page.getByText('from 12.5 to 191').waitFor();
  assert.deepEqual(errors, []);
});
