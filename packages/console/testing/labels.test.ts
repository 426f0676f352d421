// Data labels: guesses confirmed in one click, what waits reviewed one after the other, by mouse and by keys.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { forgetLabels } from './fixture/labels.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetLabels);

/** The labels that the page sets, from now on. */
function watchLabels(): unknown[] {
  const bodies: unknown[] = [];
  room.page.on('request', (request) => {
    if (request.method() === 'PUT') bodies.push(request.postDataJSON());
  });
  return bodies;
}

const panel = () => room.page.getByRole('complementary');
const row = (name: string) => room.page.locator('tbody tr').filter({ hasText: name });

test('what its values look like is confirmed in one click, and the focus stays in the list', async () => {
  const { page, go } = room;
  const said = watchLabels();
  await go('/labels');
  await row('delivery_note').getByText('Values look like telephone numbers.').waitFor();
  await page.getByRole('button', { name: 'Confirm delivery_note: Telephone number' }).click();
  await page.getByText('delivery_note: Telephone number. Confirmed.').waitFor();
  await row('delivery_note').waitFor({ state: 'detached' });
  assert.match((await page.locator(':focus').textContent()) ?? '', /payment_reference/);
  assert.deepEqual(said, [
    ...[{ subject: 'property', event: 'Order Completed', name: 'delivery_note' }].map((each) => ({
      ...each,
      category: 'user.contact.phone_number',
    })),
  ]);
  await page.getByRole('tab', { name: 'Confirmed' }).click();
  await row('delivery_note').getByText('you').waitFor();
});

test('a category is found in the tree and said of every event; the next one follows', async () => {
  const { page, go } = room;
  const said = watchLabels();
  await go('/labels');
  await page.locator('[data-row="0"]').focus();
  for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key);
  await panel().getByText('It is kept out of everything that leaves Rapport').waitFor();
  assert.match(page.url(), /inspect=/);
  assert.ok(await panel().getByRole('radio', { name: 'Payment card' }).isChecked());
  await panel().getByLabel('Find a category').fill('private');
  await panel().getByRole('radio', { name: 'Private content' }).check();
  await panel().getByRole('switch', { name: 'For every event' }).click();
  await panel().getByRole('button', { name: 'Confirm: Private content' }).click();
  await page.getByText('payment_reference: Private content. Confirmed.').waitFor();
  assert.deepEqual(said, [
    { subject: 'property', name: 'payment_reference', category: 'user.content.private' },
  ]);
  await panel().getByRole('heading', { name: 'form' }).waitFor();
  assert.ok(await panel().getByRole('button', { name: 'Confirm', exact: true }).isDisabled());
  await panel().getByRole('radio', { name: 'Nothing personal' }).check();
  await panel().getByRole('button', { name: 'Confirm: Nothing personal' }).click();
  await row('form').waitFor({ state: 'detached' });
  assert.equal((said.at(-1) as { category: unknown }).category, null);
});

test('labels are filtered, found by a part of the name, and kept in the address', async () => {
  const { page, go } = room;
  await go('/labels?show=guessed');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Property' }).click();
  await row('email').waitFor({ state: 'detached' });
  await page.getByLabel('Find by name or event').fill('viewed');
  await row('order_id').waitFor({ state: 'detached' });
  await row('sku').getByText('Nothing personal', { exact: true }).waitFor();
  await page.waitForURL(/show=guessed.*subject=property.*q=viewed/);
  await page.getByLabel('Find by name or event').fill('nothing at all');
  await page.getByText('Nothing like this').waitFor();
});

test('who may only look confirms nothing', async () => {
  const { page, fixture, go } = room;
  fixture.setScenario('reader');
  await go('/labels');
  await row('form').click();
  await panel().getByText('It holds fields whose names speak of something personal.').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Confirm/ }).count(), 0);
});
