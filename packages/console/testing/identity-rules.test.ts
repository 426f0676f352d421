// Identity rules: edited, looked at before they hold, applied, and carried over when somebody else was faster; and what
// the rules did.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetRules, setRulesElsewhere } from './fixture/identity-rules.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetRules);

/** The bodies of all changes that the page asks for, from now on. */
function watchBodies(): { path: string; body: Record<string, unknown> }[] {
  const bodies: { path: string; body: Record<string, unknown> }[] = [];
  room.page.on('request', (request) => {
    if (request.method() !== 'POST') return;
    bodies.push({
      path: new URL(request.url()).pathname,
      body: request.postDataJSON() as Record<string, unknown>,
    });
  });
  return bodies;
}

const bar = () => room.page.getByRole('region', { name: 'Changes that are not applied yet' });
/** The first cell opens the row; marks may follow its name. */
const opener = (type: string) => room.page.getByRole('button', { name: new RegExp(`^${type}( |$)`) });
const row = (type: string) => room.page.locator('tbody tr').filter({ has: opener(type) });

async function setLimit(type: string, limit: string): Promise<void> {
  await opener(type).click();
  await room.page.getByRole('complementary').getByLabel('A person may have at most').fill(limit);
}

async function apply(reason: string): Promise<void> {
  await bar().getByRole('button', { name: 'See what would change' }).click();
  await room.page.getByRole('dialog').getByLabel('Why').fill(reason);
  await room.page.getByRole('dialog').getByRole('button', { name: 'Apply these rules' }).click();
}

test('the table follows each key, and what is no number is explained and not taken over', async () => {
  const { page, go } = room;
  await go('/identity/rules');
  await setLimit('phone', '2');
  await row('phone').getByText('at most 2').waitFor();
  await row('phone').getByText('Changed').waitFor();
  await bar().getByText('phone, limit: 5 → 2').waitFor();
  await page.getByRole('complementary').getByLabel('A person may have at most').fill('many');
  await page.getByText('A whole number from 1 to 1,000,000.').waitFor();
  await row('phone').getByText('at most 2').waitFor();
  await page.getByRole('complementary').getByLabel('When that is too many').selectOption('keep');
  assert.equal(await page.getByLabel('Days unseen until it may move').count(), 0);
  assert.match(page.url(), /type=phone/);
  await bar().getByRole('button', { name: 'Discard' }).click();
  await bar().waitFor({ state: 'detached' });
  await row('phone').getByText('at most 5').waitFor();
});

test('what would change is shown first; then why, applying, and how far it is', async () => {
  const { page, go } = room;
  await go('/identity/rules');
  const bodies = watchBodies();
  await setLimit('e-mail email', '2');
  await bar().getByRole('button', { name: 'See what would change' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2,441 → 2,450').waitFor();
  await dialog.getByText('Would split into 2 people').waitFor();
  await dialog.getByText('2 of 15 that would change').waitFor();
  await dialog.getByText('New person').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  const button = dialog.getByRole('button', { name: 'Apply these rules' });
  assert.ok(await button.isDisabled());
  await dialog.getByLabel('Why').fill('Nobody has three.');
  await button.click();
  await page.getByText('Version 3 holds from now on.').waitFor();
  await page.getByText('Version 3 is being applied').waitFor();
  await page.getByRole('progressbar').waitFor();
  await page.getByText(/Version 3 was applied to everybody/).waitFor();
  assert.equal(await bar().count(), 0);
  await page.getByText('e-mail, limit: 3 → 2').waitFor();
  const rules = bodies[0]?.body.rules as { types: Record<string, unknown> };
  assert.deepEqual(rules.types.email, { limit: 2, priority: 4 });
  assert.deepEqual(bodies, [
    { path: '/api/identity/preview', body: { action: 'rules', rules } },
    { path: '/api/identity/rules', body: { rules, reason: 'Nobody has three.', expected_version: 2 } },
  ]);
});

test('edited rules are still there after looking something up on another page', async () => {
  const { page, go } = room;
  await go('/identity/rules');
  await setLimit('CRM id', '1');
  await page.getByRole('link', { name: 'Refusals, super-nodes' }).click();
  await page.getByRole('heading', { level: 1, name: 'Refusals and super-nodes' }).waitFor();
  await page.getByRole('link', { name: 'Identity rules' }).first().click();
  await bar().getByText('CRM id, limit: 5 → 1').waitFor();
});

test('what the server does not take is said at its field', async () => {
  const { page, go } = room;
  await go('/identity/rules');
  await page.getByRole('radio', { name: 'Pattern' }).check();
  await page.getByLabel('Pattern', { exact: true }).last().fill('[');
  await page.getByText('This is not a pattern yet').waitFor();
  await page.getByLabel('Pattern', { exact: true }).last().fill('(a|b)');
  await page.getByRole('button', { name: 'Block it' }).click();
  await bar().getByRole('button', { name: 'See what would change' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const value = page.getByRole('listitem').filter({ hasText: '(a|b)' }).first();
  await value.getByText('must be a pattern of letters').waitFor();
  await bar().getByText('(a|b): must be a pattern of letters').waitFor();
  await page.getByRole('button', { name: 'Allow “(a|b)” again' }).click();
  await bar().waitFor({ state: 'detached' });
});

test('when somebody else was faster, mine stay in sight and go on from theirs', async () => {
  const { page, go } = room;
  await go('/identity/rules');
  await setLimit('e-mail email', '2');
  await setLimit('CRM id', '1');
  setRulesElsewhere((rules) => ({
    ...rules,
    super_node_max: 20,
    types: { ...rules.types, email: { limit: 9, priority: 4 } },
  }));
  const bodies = watchBodies();
  await apply('Tighter.');
  await page.getByText('Version 3 was set while you were editing').waitFor();
  await page.getByText('Two shops, two mailboxes.').first().waitFor();
  await page.getByText('Super-node from more than: as shipped → 20').first().waitFor();
  await page.getByText('You both changed: e-mail. Yours is kept.').waitFor();
  await row('e-mail email').getByText('at most 2').waitFor();
  assert.ok(await bar().getByRole('button', { name: 'See what would change' }).isDisabled());
  assert.deepEqual(await seriousFindings(page), []);
  await page.getByRole('button', { name: 'Go on from theirs, keep my changes' }).click();
  await bar().getByText('e-mail, limit: 9 → 2').waitFor();
  await apply('Tighter, with theirs.');
  await page.getByText('Version 4 holds from now on.').waitFor();
  const last = bodies.at(-1)?.body as { rules: Record<string, unknown>; expected_version: number };
  assert.equal(last.expected_version, 3);
  assert.equal(last.rules.super_node_max, 20);
});

test('a type of one’s own is added, and taken out again', async () => {
  const { page, go } = room;
  await go('/identity/rules');
  await page.getByRole('button', { name: 'Add a type' }).click();
  const panel = page.getByRole('complementary');
  await panel.getByLabel('Name').fill('Passport');
  await panel.getByText('Begin with a small letter').waitFor();
  await panel.getByLabel('Name').fill('email');
  await panel.getByText('This type exists.').waitFor();
  await panel.getByLabel('Name').fill('passport');
  await panel.getByRole('button', { name: 'Add this type' }).click();
  await row('passport').getByText('New').waitFor();
  await panel.getByRole('button', { name: 'Remove this type' }).click();
  await row('passport').waitFor({ state: 'detached' });
  assert.equal(await bar().count(), 0);
});

test('a shipped type goes back to as shipped, and earlier rules can be edited from', async () => {
  const { page, go } = room;
  await go('/identity/rules?type=email');
  await page.getByRole('button', { name: 'Back to as shipped' }).click();
  await row('e-mail email').getByText('as shipped').first().waitFor();
  await page.getByText('This type will be as shipped again.').waitFor();
  await bar().getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Edit from these' }).last().click();
  await bar().getByText('card_id: no rule of your own any more').waitFor();
});

test('refusals, super-nodes and decisions have an address each, and lead to people', async () => {
  const { page, fixture, go } = room;
  fixture.setScenario('enormous');
  await go('/identity/refusals');
  const refusals = page.getByRole('list', { name: 'Refused links' });
  await refusals.getByText('As one person they would break a limit (user id: at most 1).').first().waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.waitForFunction(() => document.querySelectorAll('main ul[aria-label] > li').length > 50);
  assert.ok(
    fixture.requests.some((each) =>
      each.includes('/api/identity/refusals?purpose=service&limit=50&cursor=1_2_3'),
    ),
  );
  await page.getByRole('tab', { name: 'Super-nodes' }).click();
  await page.getByText('1,412').waitFor();
  assert.match(page.url(), /show=super-nodes/);
  await page.getByRole('tab', { name: 'Decided by hand' }).click();
  await page.getByText('Decided by you: “She called: the tablet is her son’s.”').waitFor();
  fixture.setScenario('usual');
  await page.getByRole('tab', { name: 'Refused links' }).click();
  await page.getByRole('link', { name: 'SW-30010' }).first().click();
  await page.waitForURL('**/people/profile_id/589858');
});

test('both pages are found by name, and reached by keys', async () => {
  const { page, go } = room;
  await go('/');
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]:focus').waitFor();
  await page.keyboard.type('super-n');
  await page.getByRole('option', { name: 'Refusals, super-nodes' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/identity/refusals');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.waitForURL('**/identity/rules');
});
