// Purposes and labels on the real server: publishing, changing what is meant, retiring; and a note that looks personal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRealRoom } from './real-room.ts';

const room = openRealRoom('/purposes', 'Purposes');

const subject = { type: 'user_id', value: 'SW-30010' };
const ask = async (): Promise<string> => {
  const body = { subject, purpose: 'research' };
  const answer = await room.server.api<{ reason: { code: string } }>('POST', '/api/decide', body);
  return answer.body.reason.code;
};

test('a purpose is published, means more, asks anew, and is retired', async () => {
  const { page, server } = room;
  await page.getByRole('button', { name: 'Publish a purpose' }).click();
  const editor = page.getByRole('dialog');
  await editor.getByRole('textbox', { name: 'Name' }).fill('Research');
  await editor.getByLabel('Slug').fill('research');
  await editor.getByLabel('What it is for').fill('Find out what people need.');
  await editor.getByRole('button', { name: 'Publish a purpose' }).click();
  await page.waitForURL('**/purposes/research');
  const given = { subject, purpose: 'research', state: 'given', method: 'account_page' };
  const consent = await server.api('POST', '/api/consents', { ...given, expressed_by: 'subject' });
  assert.equal(consent.status, 201, consent.text);
  assert.equal(await ask(), 'consent_given');
  await page.getByRole('button', { name: 'Change' }).click();
  await editor.getByLabel('Find a category').fill('behavio');
  await editor.getByRole('checkbox', { name: 'Behaviour', exact: true }).check();
  await editor.getByText('Consents that were given count only for the data').waitFor();
  await editor.getByRole('button', { name: 'Publish version 2' }).click();
  await page.getByText('Data: + Behaviour').waitFor();
  await page.getByText('Consents to it count in part').waitFor();
  assert.equal(await ask(), 'consent_version_stale');
  await page.getByRole('button', { name: 'Retire' }).click();
  await editor.getByLabel('Type “research” to confirm').fill('research');
  await editor.getByRole('button', { name: 'Retire it for good' }).click();
  await page.getByText('Nothing may be done for it any more.').waitFor();
  await page.getByRole('link', { name: 'Purposes' }).first().click();
  await page.getByRole('table', { name: 'Retired' }).getByText('Research').waitFor();
});

test('a note with the number of a card waits, until somebody says what it holds', async () => {
  const { page, server } = room;
  const properties = { note: 'my card 4111 1111 1111 1111', total: 12.5 };
  const sent = await fetch(`${server.url}/v1/track`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${server.writeKey}:`)}` },
    body: JSON.stringify({ userId: 'SW-30010', event: 'Order Completed', properties }),
  });
  assert.equal(sent.status, 200);
  await server.settle();
  await page.getByRole('link', { name: 'Data labels' }).click();
  await page.getByText('Values look like numbers of payment cards.').waitFor();
  await page.getByRole('button', { name: /^Confirm note: / }).click();
  await page.getByText('Nothing waits for review').waitFor();
  await page.getByRole('tab', { name: 'Confirmed' }).click();
  await page.locator('tbody tr').filter({ hasText: 'Order Completed' }).getByText('you').waitFor();
});
