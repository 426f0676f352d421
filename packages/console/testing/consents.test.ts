// What a person said, what follows from it, the notices they saw, and asking the gate.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetConsents } from './fixture/consents.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetConsents);

const LEDGER = '/people/email/sarah@example.com?tab=consent';
const entry = (name: RegExp) => room.page.getByRole('button', { name });

/** The body of the next change that the page asks for. */
const nextBody = async (path: string): Promise<unknown> =>
  (
    await room.page.waitForRequest((each) => each.method() === 'POST' && each.url().endsWith(path))
  ).postDataJSON();

test('a mark leads to the reason, the reason to the statement, and that to what was seen', async () => {
  const { page, go } = room;
  await go('/people/email/sarah@example.com');
  await page.getByRole('button', { name: /^Marketing by phone ?: Denied/ }).click();
  await page.waitForURL(/tab=consent/);
  const permitted = page.getByRole('list', { name: 'Permitted now' });
  const phone = permitted.getByRole('listitem').filter({ hasText: 'Marketing by phone' });
  await phone.getByText('This person refused.').waitFor();
  await permitted.getByText('Also binds Adriatic Ads and Contoso Audiences').waitFor();
  await phone.getByRole('button', { name: /^Refused on .*: e-mail, the person$/ }).click();
  await page.waitForURL(/inspect=9/);
  await page.getByText('Please do not phone me, I work nights.').waitFor();
  await page.getByText('Ines Okafor').waitFor();
  const receipt = page.getByRole('link', { name: 'Signed receipt' });
  assert.equal(await receipt.getAttribute('href'), '/api/consents/9/receipt');
  await page.getByRole('button', { name: 'Read “Phone calls”' }).click();
  const notice = page.getByRole('dialog', { name: 'Phone calls' });
  await notice.getByText('May our shop phone you with offers?').waitFor();
});

test('what came late, is unproven or has ended says so, and statements that disagree are both shown', async () => {
  const { page, go } = room;
  await go(LEDGER);
  await entry(/^Refused: Sharing Decides now Arrived 6 days later/).press('Enter');
  await page.getByText('Its own time is too long before it arrived').waitFor();
  await entry(/^Consent given: Personalisation Decides now Ended by itself/).waitFor();
  await entry(/^Consent given: Marketing by SMS Decides now Unproven/).waitFor();
  await page.getByText('The stricter holds, and both are kept.').waitFor();
  await page.getByRole('button', { name: 'Show the one that permits' }).click();
  await page.waitForURL(/inspect=4/);
  assert.equal(await entry(/^Consent given: Marketing by e-mail/).getAttribute('aria-expanded'), 'true');
  assert.equal(await entry(/^Refused: Sharing/).getAttribute('aria-expanded'), 'false');
});

test('a statement that a link names is found however far down it is', async () => {
  const { page, fixture, go } = room;
  fixture.setScenario('enormous');
  await go(`${LEDGER}&inspect=300`);
  await page.locator('[aria-expanded=true] #statement-300').waitFor();
  assert.equal(fixture.requests.filter((each) => each.includes('/consents?')).length, 2);
});

test('what a person said is recorded, and a consent can name the signal that it answers', async () => {
  const { page, go } = room;
  await go(`${LEDGER}&record=1`);
  const drawer = page.getByRole('dialog', { name: 'Record what was said' });
  const verb = drawer.getByRole('button', { name: 'Record it' });
  assert.ok(await verb.isDisabled());
  await drawer.getByLabel('Purpose').selectOption('marketing.*');
  assert.equal(await drawer.getByLabel('Notice they saw or heard').locator('option').count(), 4);
  await drawer.getByLabel('Purpose').selectOption('sale');
  await drawer.getByLabel('What they said').selectOption('refused');
  assert.equal(await drawer.getByLabel('Holds until').count(), 0);
  await drawer.getByLabel('What they said').selectOption('given');
  await drawer.getByRole('checkbox', { name: 'Was told that their browser says no' }).check();
  await drawer.getByLabel('When').fill('2026-11-20T09:30');
  await drawer.getByLabel('Said on').selectOption({ label: 'e-mail: sarah@example.com' });
  await drawer.getByLabel('Evidence').fill('Call 4711');
  assert.deepEqual(await seriousFindings(page), []);
  const [body] = await Promise.all([nextBody('/api/consents'), verb.click()]);
  assert.deepEqual(body, {
    ...{ subject: { type: 'email', value: 'sarah@example.com' }, purpose: 'sale', state: 'given' },
    ...{ method: 'phone_call', expressed_by: 'operator', event_time: '2026-11-20T09:30:00.000Z' },
    ...{ resolves: ['6'], evidence: { source: 'Call 4711' } },
  });
  await page.getByText('It is recorded, and counts from now on.').waitFor();
  await entry(/^Consent given: Sale/).waitFor();
  await drawer.waitFor({ state: 'hidden' });
});

test('who may not record sees no button, and no drawer through the address', async () => {
  const { page, fixture, go } = room;
  fixture.setScenario('reader');
  await go(`${LEDGER}&record=1`);
  await entry(/^Refused: Marketing by phone/).waitFor();
  assert.equal(await page.getByText('Record what was said').count(), 0);
});

test('a notice is stored with its purposes, and read from its address', async () => {
  const { page, go } = room;
  await go('/notices');
  await page.getByRole('button', { name: 'Sample Shop news' }).click();
  await page.waitForURL(/inspect=.*\.en/);
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: 'Store another text or language' }).click();
  const drawer = page.getByRole('dialog', { name: 'Store a notice' });
  assert.equal(await drawer.getByLabel('Name in programs').inputValue(), 'newsletter');
  await drawer.getByLabel('Language').fill('pl');
  await drawer.getByText('Polish').waitFor();
  await drawer.getByLabel('Title').fill('Nowości');
  await drawer.getByLabel('Text').fill('Zostaw nam swój adres.');
  await drawer.getByRole('checkbox', { name: 'Personalisation' }).uncheck();
  const verb = drawer.getByRole('button', { name: 'Store a notice' });
  const [body] = await Promise.all([nextBody('/api/notices'), verb.click()]);
  assert.deepEqual(body, {
    ...{ slug: 'newsletter', language: 'pl', title: 'Nowości', text: 'Zostaw nam swój adres.' },
    purposes: ['marketing.email'],
  });
  await panel.getByText('Zostaw nam swój adres.').waitFor();
});

test('the gate is asked from the ledger, and the question and its answer are in the address', async () => {
  const { page, fixture, go } = room;
  await go(LEDGER);
  await page.getByRole('link', { name: 'Ask the gate about Marketing by phone' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Person' }).inputValue(), 'sarah@example.com');
  await page.getByLabel('Data').selectOption('user.contact.phone_number');
  const ask = page.getByRole('button', { name: 'Ask', exact: true });
  const [body] = await Promise.all([nextBody('/api/decide'), ask.click()]);
  assert.deepEqual(body, {
    subject: { type: 'email', value: 'sarah@example.com' },
    ...{ purpose: 'marketing.phone', categories: ['user.contact.phone_number'] },
  });
  const answer = page.getByRole('region', { name: 'The answer' });
  await answer.getByText('Marketing by phone may not use this person’s data').waitFor();
  const rule = answer.getByRole('listitem').filter({ hasText: 'Nobody said no' });
  await rule.getByText('Denies').waitFor();
  await answer.getByText('Phone calls', { exact: true }).waitFor();
  fixture.requests.length = 0;
  await page.reload();
  await rule.getByText('Denies').waitFor();
  assert.ok(
    fixture.requests.every((each) => !each.startsWith('POST')),
    'it is not asked again',
  );
  assert.equal(await page.getByLabel('Purpose').inputValue(), 'marketing.phone');
  await page.getByLabel('Recipient').fill('Somebody else');
  await page.getByLabel('Recipient').blur();
  await page.waitForURL(/recipient=Somebody/);
  await page.getByText('Nothing was asked yet').waitFor();
  await ask.click();
  await answer.getByRole('listitem').filter({ hasText: 'names the recipient' }).getByText('Denies').waitFor();
  await page.goBack();
  await rule.getByText('Denies').waitFor();
  assert.equal(await page.getByLabel('Recipient').inputValue(), '');
});

test('a decision is looked up by its id, and one that was never given is said to be none', async () => {
  const { page, go } = room;
  await go('/gate');
  await page.getByLabel('Id of a decision').fill('7d0a3c52-51d4-4b7e-9a7c-1f6f6a0f9e21 ');
  await page.keyboard.press('Enter');
  await page.getByText('Marketing by phone may not use this person’s data').waitFor();
  await page.getByRole('link', { name: 'Profile 589858' }).waitFor();
  await page.getByLabel('Id of a decision').fill('nothing');
  await page.getByRole('button', { name: 'Look it up' }).click();
  await page.getByText('There is no such decision').waitFor();
});
