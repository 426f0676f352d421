// What is masked says so and why: on hover, on focus, and to screen readers; in lists, in messages and in the graph.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRoom } from './room.ts';

const room = openRoom();
const WHY = 'Your role sees data of this kind masked.';

test('a masked value gives its reason wherever it stands, and one in clear gives none', async () => {
  const { page, fixture, go } = room;
  await go('/live?inspect=2000003');
  await page.getByText('"message_id"').first().waitFor();
  assert.equal(await page.getByText(WHY).count(), 0);
  fixture.setScenario('reader');
  await go('/live?inspect=2000003');
  const value = page.getByText('"s•••@e•••.com"').first();
  await value.focus();
  await page.getByRole('tooltip', { name: WHY }).waitFor();
  assert.match((await value.textContent()) ?? '', /masked: Your role sees/);

  await go('/people');
  const person = page.getByRole('row').filter({ hasText: 'S•••' }).first();
  await person.getByText('S•••').first().hover();
  await page.getByRole('tooltip', { name: WHY }).waitFor();

  await go('/people/email/sarah@example.com?tab=identity');
  await page
    .getByRole('button', { name: /s•••@e•••\.com \(masked: Your role sees/ })
    .first()
    .waitFor();
});
