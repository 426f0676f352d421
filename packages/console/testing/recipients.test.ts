// Recipients and residency: where a recipient is gets recorded, and a rule says what follows before it holds.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetRecipients } from './fixture/recipients.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetRecipients);

test('a recipient without a country is recorded; a rule is changed and taken away, with what follows', async () => {
  const { page, go } = room;
  const sent: unknown[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent.push(request.postDataJSON());
  });
  const dialog = page.getByRole('dialog');
  await go('/recipients');
  const network = page.getByRole('row', { name: /ads-network/ });
  await network.getByText('Not recorded', { exact: true }).waitFor();
  await network.click();
  await dialog.getByText('Named by Advertising. Nothing is recorded of it yet.').waitFor();
  await dialog.getByLabel('Name').fill('Advertising network');
  await dialog.getByLabel('Country').selectOption('Japan');
  await dialog.getByLabel('Lawful by').selectOption('Adequacy decision');
  assert.deepEqual(await seriousFindings(page), []);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('row', { name: /Advertising network/ })
    .getByText('Japan')
    .waitFor();
  assert.deepEqual(sent.pop(), {
    ...{ name: 'Advertising network', country: 'JP', mechanism: 'adequacy', safeguards: null },
  });

  await page.getByRole('button', { name: 'Change the rule: European Economic Area' }).click();
  await dialog.getByText('Nothing changes for the recipients that purposes name now.').waitFor();
  await dialog.getByLabel('Standard contractual clauses').uncheck();
  await dialog
    .getByText('Mailing service gets no data of these people any more: European Economic Area.')
    .waitFor();
  const save = dialog.getByRole('button', { name: 'Save the rule' });
  assert.ok(await save.isDisabled());
  await dialog.getByLabel('Why').fill('The contract ended');
  await save.click();
  await page.getByText('The rule holds from now on.').waitFor();

  await page.getByRole('button', { name: 'Take away the rule: United States (CA)' }).click();
  await dialog
    .getByText('Advertising network gets data of these people again: United States (CA).')
    .waitFor();
  await dialog.getByLabel('Why').fill('No such law');
  await dialog.getByRole('button', { name: 'Take away' }).click();
  await page.getByText('The rule holds no more.').waitFor();
  const rules = [{ jurisdiction: 'EU', within: ['EU'], mechanisms: ['adequacy', 'bcr'] }];
  assert.deepEqual(sent.pop(), { rules, reason: 'No such law' });
});
