// Asks on the real server: the real card shows what is written before it is saved, pages have it afterwards, and what they
// answered is counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aTrack } from '../../server/src/testing/index.ts';
import { openRealRoom } from './real-room.ts';

const room = openRealRoom('/asks', 'Asks');

const shown = async (): Promise<{ words: { question: string } }[]> =>
  (
    await room.server.request<{ asks: { words: { question: string } }[] }>(
      ...(['GET', `/sdk/asks?write_key=${room.server.writeKey}&lang=en`] as const),
    )
  ).body.asks;

test('what is written is seen in the real card, saved, shown by pages, and counted', async () => {
  const { page, server } = room;
  const dialog = page.getByRole('dialog');
  const card = page.frameLocator('iframe').getByRole('dialog');
  await page.getByRole('button', { name: 'New ask' }).first().click();
  await dialog.getByLabel('Question', { exact: true }).fill('May we have your address?');
  await dialog.getByLabel('Why you ask').fill('To send you the guide.');
  await dialog.getByLabel('What they get from it').fill('A guide to knives.');
  await dialog.getByLabel('Name in programs').fill('guide');
  await dialog.getByLabel('For which purpose').selectOption('service');
  await card.getByRole('heading', { name: 'May we have your address?' }).waitFor();
  await card.getByText('Help with what you bought').waitFor();
  await dialog.getByLabel('Button that sends').fill('Get the guide');
  await card.getByRole('button', { name: 'Get the guide' }).waitFor();
  assert.deepEqual(await shown(), [], 'nothing is saved yet');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row', { name: /May we have your address/ });
  await row.getByText('After 20 s').waitFor();
  assert.equal((await shown())[0]?.words.question, 'May we have your address?');

  const visitor = { userId: undefined, anonymousId: 'visitor', properties: { ask: 'guide' } };
  await server.send(['Ask Shown', 'Ask Shown', 'Ask Answered'].map((event) => aTrack({ ...visitor, event })));
  await server.settle();
  await page.reload();
  await row.getByText('50%').waitFor();

  await row.click();
  await dialog.getByRole('switch', { name: 'Asked on pages' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await row.getByText('Off', { exact: true }).waitFor();
  assert.deepEqual(await shown(), []);
});

test('who saves after somebody else is told, writes over nothing, and is asked before leaving', async () => {
  const { page, server } = room;
  const dialog = page.getByRole('dialog').first();
  const { body } = await server.api<{ items: object[] }>('GET', '/api/asks');
  const [{ slug, version, updated_at, updated_by, updated_by_name, ...fields } = {}] = body.items as Record<
    string,
    unknown
  >[];
  await page.getByRole('row', { name: /May we have your address/ }).click();
  await dialog.getByLabel('Question', { exact: true }).fill('May we write to you?');
  const elsewhere = { ...fields, every_days: 60, expected_version: version };
  assert.equal((await server.api('PUT', `/api/asks/${slug}`, elsewhere)).status, 200);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText(`Version ${Number(version) + 1} was saved meanwhile.`).waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Save' }).isDisabled());
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByText('There are changes that are not saved').waitFor();
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await dialog.getByRole('button', { name: 'Carry your changes over' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /May we write to you/ }).waitFor();
  const kept = await server.api<{ items: { every_days: number }[] }>('GET', '/api/asks');
  assert.equal(kept.body.items[0]?.every_days, 60, 'what the other one changed is kept');
});
