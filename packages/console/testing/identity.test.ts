// The identity graph of a person: looked through by keyboard, and decided about after a look at what follows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { openRoom } from './room.ts';

const room = openRoom();
const GRAPH = '/people/email/sarah@example.com?tab=identity';
/** An identifier in the drawing, by its type, what is not plain about it, and its value. */
const node = (name: RegExp) => room.page.locator('button[data-key]').filter({ hasText: name });
const focused = () =>
  room.page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
  );

test('the story leads to the graph, and both are tabs with an address', async () => {
  const { page, go } = room;
  await go('/people/email/sarah@example.com');
  await page.getByText('6 identifiers. 6 links join them.').waitFor();
  await page.getByRole('link', { name: 'Show the identity graph' }).click();
  await node(/^user idSW-30010/).waitFor();
  assert.match(page.url(), /tab=identity/);
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('button', { name: /Refund Requested/ }).waitFor();
  assert.doesNotMatch(page.url(), /tab=/);
});

test('arrow keys go through identifiers and links, Enter shows the evidence, Escape closes it', async () => {
  const { page, go } = room;
  await go(GRAPH);
  await node(/^user idSW-30010/).focus();
  await page.keyboard.press('ArrowRight');
  assert.match((await focused()) ?? '', /^Link between user id SW-30010 and/);
  await page.keyboard.press('ArrowRight');
  assert.match((await focused()) ?? '', /^(device|e-mail)/);
  assert.equal(await page.locator('[data-key][tabindex="0"]').count(), 1, 'one of them is in the tab order');
  await page.getByRole('button', { name: /^Link between user id SW-30010 and e-mail sarah/ }).press('Enter');
  const inspector = page.getByRole('complementary', { name: 'Link' });
  await inspector.getByText('Website said that both are one person').waitFor();
  const event = inspector.getByRole('button', { name: /Told about themselves/ });
  await event.press('Enter');
  await inspector.getByText('"do_not_phone"').first().waitFor();
  assert.match(page.url(), /inspect=0-1/);
  await page.keyboard.press('Escape');
  await inspector.waitFor({ state: 'detached' });
});

test('a link that a member made says so, and has no message', async () => {
  await room.go('/people/email/sarah@example.com?tab=identity&inspect=1-2');
  const inspector = room.page.getByRole('complementary', { name: 'Link' });
  await inspector.getByText('A member linked the two by hand').waitFor();
  assert.equal(await inspector.getByText('decision-6').count(), 0);
});

test('an identifier says in words what is not plain about it', async () => {
  const { page, go } = room;
  await go(GRAPH);
  await node(/^e-mail named with too many peopleinfo@shop.example/).waitFor();
  await node(/16145550100/).click();
  const inspector = page.getByRole('complementary');
  await inspector.getByText('Joins nobody: one of the two is not this person’s.').waitFor();
  assert.equal(
    await inspector.getByRole('link').getAttribute('href'),
    '/people/profile_id/601177?purpose=service&tab=identity',
  );
  await node(/^devicec653caeb/).click();
  await inspector.getByRole('button', { name: /SW-30011/ }).click();
  await inspector.getByText('Kept apart: a person has at most 1 user id').waitFor();
  assert.equal(
    await inspector.getByRole('button', { name: 'Unlink these two' }).count(),
    0,
    'nothing to unlink',
  );
});

test('an identifier is taken out after a look at what follows, with a reason', async () => {
  const { page, fixture, go } = room;
  await go(GRAPH);
  await node(/^devicec653caeb/).click();
  await page.getByRole('complementary').getByRole('button', { name: 'Take out' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take this identifier out?' });
  await dialog.getByText('Profile 589860 comes back with').waitFor();
  assert.ok(!fixture.requests.includes('POST /api/identity/remove'), 'only a look so far');
  assert.deepEqual(await seriousFindings(page), []);
  await dialog.getByLabel('Why').fill('A tablet in the shop');
  await page.keyboard.press('Enter');
  await dialog.getByText('Done.').waitFor();
  assert.ok(fixture.requests.includes('POST /api/identity/remove'));
  await dialog.getByRole('link', { name: 'Open the person' }).last().click();
  await page.waitForURL('**/people/profile_id/589860**');
});

test('what is split off is chosen, some but not all, with what follows beside it', async () => {
  const { page, fixture, go } = room;
  await go(GRAPH);
  await page.getByRole('button', { name: 'Split off identifiers' }).click();
  const dialog = page.getByRole('dialog', { name: 'Split off identifiers' });
  await dialog.getByText('Choose some of the identifiers, but not all of them.').waitFor();
  await dialog.getByRole('checkbox', { name: /whitcombe.studio/ }).check();
  await dialog.getByText('Profile 589860 comes back with').waitFor();
  for (const box of await dialog.getByRole('checkbox').all()) await box.check();
  await dialog.getByText('Choose some of the identifiers, but not all of them.').waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Split off' }).isDisabled());
  assert.ok(!fixture.requests.includes('POST /api/identity/split'));
});

test('a merge shows its message and is reverted from there', async () => {
  const { page, fixture, go } = room;
  await go(GRAPH);
  await page.getByRole('button', { name: /Profile 589860 became part of this one/ }).press('Enter');
  await page.getByRole('button', { name: /Told about themselves/ }).waitFor();
  await page.getByRole('button', { name: 'Revert this merge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Revert this merge?' });
  await dialog.getByText('Profile 589860 comes back with').waitFor();
  fixture.setScenario('failing');
  await dialog.getByLabel('Why').fill('They are mother and daughter');
  await dialog.getByRole('button', { name: 'Revert this merge' }).click();
  await dialog.getByText('req-7f3a91').waitFor();
});

test('who may not change it is told why there are no buttons', async () => {
  const { page, fixture, go } = room;
  fixture.setScenario('reader');
  await go(`${GRAPH}&inspect=0-1`);
  await page.getByText('that needs the permission profiles:write').waitFor();
  for (const name of ['Unlink these two', 'Split off identifiers', 'Revert this merge'])
    assert.equal(await page.getByRole('button', { name }).count(), 0);
});

test('of two hundred identifiers the strongest are drawn, and all are in the list', async () => {
  const { page, fixture, go } = room;
  fixture.setScenario('enormous');
  await go(GRAPH);
  await page.getByText('The strongest 100 are drawn. 100 more are in the list below.').waitFor();
  assert.equal(await page.locator('[data-key^="1"]:not([data-key*="-"]), [data-key^="4"]').count(), 99);
  const outside = await page.evaluate(() => {
    const right =
      document.querySelector('[data-key]')?.closest('section')?.getBoundingClientRect().right ?? 0;
    return [...document.querySelectorAll('[data-key]')].filter(
      (each) => each.getBoundingClientRect().right > right - 320,
    ).length;
  });
  assert.equal(outside, 0, 'all within the frame, left of the inspector');
  await page.getByRole('button', { name: 'Show all 200 identifiers' }).click();
  await page.getByRole('table', { name: 'Identifiers' }).getByText('00000150-42bb').waitFor();
});
