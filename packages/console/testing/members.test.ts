// Members and roles: a password shown once, another role, a member removed by name, and a role changed with a reason.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetMembers } from './fixture/members.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetMembers);

test('a member is added with a password that is shown once, gets another role, and is removed', async () => {
  const { page, go, fixture } = room;
  const dialog = page.getByRole('dialog');
  const row = page.getByRole('row', { name: /Newsletter team/ });
  await go('/members');
  await page.getByRole('button', { name: 'Add a member' }).click();
  await dialog.getByLabel('Name').fill('Newsletter team');
  await dialog.getByLabel('E-mail').fill('news@sample-shop.example');
  await dialog.getByLabel('Role').selectOption('Editor');
  await dialog.getByRole('button', { name: 'Add and make a password' }).click();
  await dialog.getByText('uX3kQm9rTz7LpWc2').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await row.getByText('Editor').waitFor();
  assert.equal(await page.getByText('uX3kQm9rTz7LpWc2').count(), 0);

  await row.click();
  await dialog.getByLabel('Role').selectOption('Reader');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await row.getByText('Reader').waitFor();
  await row.click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  const remove = dialog.getByRole('button', { name: 'Remove' });
  await dialog.getByRole('textbox').fill('news@sample-shop.exampl');
  assert.ok(await remove.isDisabled());
  await dialog.getByRole('textbox').fill('news@sample-shop.example');
  await remove.click();
  await row.waitFor({ state: 'detached' });
  assert.ok(fixture.requests.includes('DELETE /api/members/m4'));
});

test('a role is changed with a reason: what it may do, what for, and what it sees in clear', async () => {
  const { page, go, fixture } = room;
  const sent: unknown[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent.push(request.postDataJSON());
  });
  const dialog = page.getByRole('dialog');
  await go('/members');
  await page.getByText(/^Last changed by you, .*: The desk calls people back/).waitFor();
  await page.getByRole('button', { name: 'Change the role Service desk' }).click();
  await dialog.getByLabel('Change: card tokens').check();
  assert.equal(await dialog.getByLabel('Read: card tokens').count(), 0, 'a token is shown once');
  await dialog.getByLabel('Change: suppressions').check();
  await dialog.getByRole('checkbox', { name: 'Advertising' }).check();
  await dialog.getByLabel('Sees in clear').selectOption('1');
  const save = dialog.getByRole('button', { name: 'Save' });
  assert.ok(await save.isDisabled());
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Answers letters too');
  assert.deepEqual(await seriousFindings(page), []);
  await save.click();
  await page.getByText('The role gives this from now on.').waitFor();
  const shown = page.locator('dl > div').filter({ hasText: 'Shows these views' });
  await shown.getByText('Service desk and Sales', { exact: true }).waitFor();
  await shown
    .getByText(/Marketing.*and Shop floor/)
    .first()
    .waitFor();
  const [told] = sent as { scopes: string[]; purposes: string[]; unmasked: object; reason: string }[];
  assert.deepEqual(told?.scopes.slice(-2), ['suppressions:read', 'suppressions:write']);
  assert.deepEqual(told?.purposes, ['service', 'message.transactional', 'marketing.ads']);
  assert.deepEqual(told?.unmasked, { sensitivity: 1, categories: ['user.contact.phone_number'] });
  fixture.setScenario('reader');
  await go('/members');
  await page.getByRole('heading', { name: 'Service desk' }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^(Change|Add)/ }).count(), 0);
});
