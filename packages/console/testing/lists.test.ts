// Lists: made, filled by pasting, emptied, and kept while a segment asks them. And what segments made of a person, and what they
// said of how they are written to, in their story.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetLists } from './fixture/lists.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetLists);

test('a list is made, people are pasted, and whom nobody knows stays there to be mended', async () => {
  const { page, go } = room;
  await go('/lists');
  await page.getByRole('button', { name: 'Create a list' }).click();
  await page.getByLabel('Title').fill('Friends of the shop');
  assert.equal(await page.getByLabel('Name for programs').inputValue(), 'friends_of_the_shop');
  await page.getByRole('dialog').getByRole('button', { name: 'Create a list' }).click();
  await page.getByRole('heading', { level: 1, name: 'Friends of the shop' }).waitFor();
  await page.getByRole('button', { name: 'Add people' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add people to “Friends of the shop”' });
  await dialog
    .getByLabel('Identifiers, one a line')
    .fill('sarah@example.com\nghost@example.com\nneha@example.com');
  await dialog.getByText('3 identifiers, repetitions left out').waitFor();
  await dialog.getByRole('button', { name: 'Add people' }).click();
  await dialog.getByText(/^Nobody has 1 of these identifiers/).waitFor();
  assert.equal(await dialog.getByLabel('Identifiers, one a line').inputValue(), 'ghost@example.com');
  assert.deepEqual(await seriousFindings(page), []);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByText('2 people, put here by hand.').waitFor();
  await page.getByRole('button', { name: 'Take Sarah Whitcombe off the list' }).click();
  await page.getByText('1 person, put here by hand.').waitFor();
  assert.match(page.url(), /\/lists\/friends_of_the_shop/, 'the row was not opened');
});

test('a name that is taken is said at its field, and a list that a segment asks stays', async () => {
  const { page, go } = room;
  await go('/lists?new=1');
  await page.getByLabel('Title').fill('Wholesale');
  await page.getByRole('dialog').getByRole('button', { name: 'Create a list' }).click();
  await page.getByText('Another list has this name.').waitFor();
  await go('/lists/beta_testers');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('beta_testers');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Loyal customers asks for it. Change that first.').waitFor();
});

test('a story says when somebody came into segments, by itself and between events', async () => {
  const { page, go } = room;
  await go('/people/email/sarah@example.com');
  const entry = page.getByRole('button', { name: /Came into “Lapsed after a refund”/ });
  await entry.waitFor();
  assert.match((await entry.textContent()) ?? '', /Definition set/);
  assert.equal(await page.getByText('“Share of orders refunded” became 0.25').count(), 0);
  await page.getByRole('radio', { name: 'Changes' }).check({ force: true });
  await page.getByText('“Share of orders refunded” became 0.25').waitFor();
  await page.getByRole('button', { name: /Left “Beta programme”/ }).click();
  await page.getByText('It was removed since.').waitFor();
  await entry.click();
  await page.getByRole('link', { name: 'Open the segment' }).click();
  await page.getByRole('heading', { level: 1, name: 'Lapsed after a refund' }).waitFor();
});

test('a story says what somebody wants to receive, by itself and between events', async () => {
  const { page, go } = room;
  await go('/people/email/sarah@example.com');
  const off = page.getByRole('button', { name: /Wants no “all topics” by text message/ });
  await off.waitFor();
  assert.match((await off.textContent()) ?? '', /One click in a message/);
  await page.getByRole('radio', { name: 'Preferences' }).check({ force: true });
  await page.getByText('“Jewellery” by e-mail: at most once a month').waitFor();
  await page.getByText(/^No “sample-shop\.\*” by e-mail until /).waitFor();
  assert.equal(await page.getByText(/^Refund Requested/).count(), 0);
  await page.getByRole('button', { name: /Wants “Offers” by e-mail/ }).click();
  await page.getByText('sarah@example.com').last().waitFor();
});
