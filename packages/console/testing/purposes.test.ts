// Purposes: published, changed with what follows told beforehand, carried over a newer version, and retired.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { changePurposeElsewhere, forgetPurposes } from './fixture/purposes.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetPurposes);

/** The bodies of all changes that the page asks for, from now on. */
function watchBodies(): { call: string; body: Record<string, unknown> }[] {
  const bodies: { call: string; body: Record<string, unknown> }[] = [];
  room.page.on('request', (request) => {
    if (request.method() === 'GET') return;
    const body = request.postDataJSON() as Record<string, unknown>;
    bodies.push({ call: `${request.method()} ${new URL(request.url()).pathname}`, body });
  });
  return bodies;
}

const editor = () => room.page.getByRole('dialog');
const effect = () => editor().getByRole('region', { name: 'What follows from the change' });

test('the list says what silence means, and leads to one purpose by keys', async () => {
  const { page, go } = room;
  await go('/purposes');
  const analytics = page.locator('tbody tr').filter({ hasText: 'Analytics' }).first();
  await analytics.getByText('denied in EU').waitFor();
  await page.getByRole('table', { name: 'Retired' }).getByText('Customer research').waitFor();
  await page.getByRole('link', { name: 'Customer service' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/purposes/message.transactional');
  await page.getByText('Needed to do what was agreed with the person (contract).').waitFor();
});

test('versions say what changed, and which consents still count', async () => {
  const { page, go } = room;
  await go('/purposes/marketing.email');
  const versions = page.getByRole('list', { name: 'Versions' }).locator('> li');
  assert.equal(await versions.count(), 4);
  await versions.nth(0).getByText('Same meaning').waitFor();
  await versions.nth(1).getByText('Recipients: + mailer').waitFor();
  await versions.nth(1).getByText('Consents to it count', { exact: true }).waitFor();
  await versions.nth(2).getByText('Kept for: Not set → 2 years').waitFor();
  await versions.nth(2).getByText('Consents to it count in part').waitFor();
});

test('a change says before it is published whether the meaning changes, and what follows', async () => {
  const { page, go } = room;
  await go('/purposes/marketing.email');
  const bodies = watchBodies();
  await page.getByRole('button', { name: 'Change' }).click();
  await effect().getByText('Nothing is different yet.').waitFor();
  const publish = editor().getByRole('button', { name: 'Publish version 5' });
  assert.ok(await publish.isDisabled());
  await editor().getByLabel('Kept for').fill('3');
  await effect().getByText('Only how it is carried out').waitFor();
  await effect().getByText('Nobody has to be asked again.').waitFor();
  await effect().getByText('Kept for: 2 years → 3 years').waitFor();
  await editor().getByLabel('Find a category').fill('credit');
  await editor().getByRole('checkbox', { name: 'Payment card' }).check();
  await effect().getByText('Its meaning changes').waitFor();
  await effect().getByText('Consents that were given count only for the data and recipients').waitFor();
  await editor().getByRole('checkbox', { name: 'Train models' }).check();
  await effect().getByText('Consents that were given stop counting at once.').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await publish.click();
  await page.getByText('“Marketing by e-mail”: version 5 holds from now on.').waitFor();
  await editor().waitFor({ state: 'hidden' });
  await page.getByText('Data: + Payment card').waitFor();
  const [put] = bodies;
  assert.equal(put?.call, 'PUT /api/purposes/marketing.email');
  assert.equal(put?.body.expected_version, 4);
  assert.equal(put?.body.retention, 'P3Y');
  assert.deepEqual((put?.body.data_categories as string[] | undefined)?.slice(-2), [
    'system',
    'user.financial.credit_card',
  ]);
});

test('when somebody else was faster, mine go on from theirs', async () => {
  const { page, go } = room;
  await go('/purposes/marketing.email?edit=1');
  await editor().getByLabel('Part of').selectOption({ label: 'Personalisation' });
  changePurposeElsewhere('marketing.email', { retention: 'P1Y' });
  const bodies = watchBodies();
  await editor().getByRole('button', { name: 'Publish version 5' }).click();
  await editor().getByText('Version 5 was published while you were editing.').waitFor();
  await editor().getByRole('button', { name: 'Go on from it, keep my changes' }).click();
  await effect().getByText('Part of: Not set → Personalisation').waitFor();
  await editor().getByRole('button', { name: 'Publish version 6' }).click();
  await page.getByText('version 6 holds from now on').waitFor();
  const last = bodies.at(-1)?.body;
  assert.deepEqual([last?.parent, last?.retention, last?.expected_version], ['personalisation', 'P1Y', 5]);
});

test('what is not published is not lost by a slip', async () => {
  const { page, go } = room;
  await go('/purposes/analytics?edit=1');
  await editor().getByRole('textbox', { name: 'Name' }).fill('Counting');
  await page.keyboard.press('Escape');
  await editor().getByText('What you changed is not published.').waitFor();
  await editor().getByRole('button', { name: 'Go on editing' }).click();
  assert.equal(await editor().getByRole('textbox', { name: 'Name' }).inputValue(), 'Counting');
  await editor().getByRole('button', { name: 'Close' }).click();
  await editor().getByRole('button', { name: 'Discard' }).click();
  await editor().waitFor({ state: 'hidden' });
});

test('a new purpose is published, and what is missing is said at its field', async () => {
  const { page, go } = room;
  await go('/purposes');
  await page.getByRole('button', { name: 'Publish a purpose' }).click();
  const bodies = watchBodies();
  await editor().getByLabel('Slug').fill('Loyalty Programme');
  await editor().getByRole('button', { name: 'Publish a purpose' }).click();
  await editor().getByText('3 fields above are missing or wrong.').waitFor();
  await editor().getByText('Give it a name.').waitFor();
  await editor().getByRole('textbox', { name: 'Name' }).fill('Loyalty programme');
  await editor().getByLabel('Slug').fill('loyalty');
  await editor().getByLabel('What it is for').fill('Keep the points of members.');
  await editor().getByLabel('Legal basis').selectOption({ label: 'Contract' });
  await editor().getByLabel('Jurisdiction', { exact: true }).fill('us-ca');
  await page.keyboard.press('Enter');
  const place = editor().getByRole('group', { name: 'US-CA' });
  await place.getByLabel('Legal basis').selectOption({ label: 'Legitimate interest' });
  await editor().getByLabel('Recipients').fill('points-desk, ');
  await editor().getByRole('button', { name: 'Publish a purpose' }).click();
  await page.waitForURL('**/purposes/loyalty');
  await page.getByRole('heading', { level: 1, name: 'Loyalty programme' }).waitFor();
  await page.getByText('US-CA: Legitimate interest. Permitted until a person objects.').waitFor();
  const { body } = bodies.at(-1) ?? {};
  assert.deepEqual([body?.slug, body?.legal_basis, body?.consent_model], ['loyalty', 'contract', 'none']);
  assert.deepEqual(body?.recipients, ['points-desk']);
});

test('a purpose is retired by its name, and stays to be read', async () => {
  const { page, go } = room;
  await go('/purposes/marketing.sms');
  await page.getByRole('button', { name: 'Retire' }).click();
  const dialog = page.getByRole('dialog');
  assert.ok(await dialog.getByRole('button', { name: 'Retire it for good' }).isDisabled());
  await dialog.getByLabel('Type “marketing.sms” to confirm').fill('marketing.sms');
  await dialog.getByRole('button', { name: 'Retire it for good' }).click();
  await page.getByText('“Marketing by SMS” is retired.').waitFor();
  await page.getByText('Nothing may be done for it any more.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Change' }).count(), 0);
});

test('who may only look sees no verbs; an unknown name is said to be one', async () => {
  const { page, fixture, go } = room;
  fixture.setScenario('reader');
  await go('/purposes/service?edit=1');
  await page.getByRole('heading', { level: 1, name: 'Customer service' }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^(Change|Retire)$/ }).count(), 0);
  assert.equal(await page.getByRole('dialog').count(), 0);
  await go('/purposes/nothing');
  await page.getByText('There is no purpose “nothing”').waitFor();
  await page.getByRole('link', { name: 'All purposes' }).click();
  await page.waitForURL('**/purposes');
});
