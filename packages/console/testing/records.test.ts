// Suppressions, rates of consent and the record of processing activities: looked at, changed, printed.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetController, forgetSuppressions } from './fixture/respect-records.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(() => {
  forgetSuppressions();
  forgetController();
});

const dialog = () => room.page.getByRole('dialog');
const list = () => room.page.getByRole('table', { name: 'Suppressions' });

test('pasted lines are suppressed at once; the one that is none is named, and no address holds any of them', async () => {
  const { page, go } = room;
  const sent: unknown[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.postDataJSON());
  });
  await go('/suppressions');
  await page.getByRole('button', { name: 'Suppress', exact: true }).click();
  await dialog().getByLabel('What must not happen').selectOption('Not contacted');
  await dialog().getByLabel('Channel').selectOption('e-mail');
  await dialog().getByLabel('Identifiers, one a line').fill('"ann@example.com",\nben\nann@example.com\n');
  await dialog().getByText('2 identifiers, repetitions left out').waitFor();
  const add = dialog().getByRole('button', { name: 'Suppress 2 identifiers' });
  assert.ok(await add.isDisabled());
  await dialog().getByLabel('Why').fill('Answered a letter');
  await add.click();
  await dialog().getByText('This cannot be an identifier of this kind: ben').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await dialog().getByLabel('Identifiers, one a line').fill('ann@example.com\nben@example.com');
  await dialog().getByRole('button', { name: 'Suppress 2 identifiers' }).click();
  await page.getByText('2 identifiers are suppressed from now on.').waitFor();
  await list().getByText('Answered a letter').first().waitFor();
  const item = (value: string) => ({
    ...{ identifier: { type: 'email', value }, scope: 'no_contact', channel: 'email' },
    reason: 'Answered a letter',
  });
  assert.deepEqual(sent.at(-1), { items: [item('ann@example.com'), item('ben@example.com')] });
  assert.doesNotMatch(`${page.url()} ${room.fixture.requests.join(' ')}`, /example/);
});

test('who is found on the list is lifted with a reason, and stays among the lifted', async () => {
  const { page, go } = room;
  await go('/suppressions');
  const identifier = page.getByLabel('Identifier', { exact: true });
  await identifier.fill('nobody@example.com');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing is suppressed for it.').waitFor();
  await identifier.fill('sarah@example.com');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Lift: Not collected' }).click();
  const lift = dialog().getByRole('button', { name: 'Lift', exact: true });
  assert.ok(await lift.isDisabled());
  await dialog().getByLabel('Why').fill('Signed up at the till');
  await lift.click();
  await page.getByText('Lifted. The entry stays in the list, with your reason.').waitFor();
  await page.getByRole('button', { name: 'Lift: Not collected' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Lifted' }).click();
  await list().getByText('Signed up at the till').waitFor();
  assert.match(page.url(), /state=lifted/);
});

test('a new key is made only by whoever types the name of the workspace', async () => {
  const { page, fixture, go } = room;
  await go('/suppressions');
  await page.getByRole('button', { name: 'Rotate the key' }).click();
  await dialog().getByText('Those that are there stay in force').waitFor();
  const rotate = dialog().getByRole('button', { name: 'Rotate the key' });
  await dialog().getByRole('textbox').fill('Another Shop');
  assert.ok(await rotate.isDisabled());
  await dialog().getByRole('textbox').fill('Sample Shop');
  await rotate.click();
  await page.getByText('New entries are made with key 3 from now on.').waitFor();
  fixture.setScenario('reader');
  await go('/suppressions');
  await list().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Rotate the key' }).count(), 0);
});

test('rates of consent: the period and the purpose are in the address, and each chart has its table', async () => {
  const { page, go } = room;
  await go('/consent');
  await page.getByRole('heading', { level: 2, name: 'Marketing by e-mail' }).waitFor();
  await page
    .getByRole('row', { name: /Marketing by e-mail/ })
    .getByText('67%')
    .waitFor();
  await page.getByRole('row', { name: /Advertising/ }).click();
  await page.getByRole('heading', { level: 2, name: 'Advertising' }).waitFor();
  await page.getByRole('radio', { name: '1 year' }).check();
  await page.waitForURL('**/consent?purpose=marketing.ads&days=365');
  const chart = page.getByRole('figure').filter({ hasText: 'Visitors whose browser asks' });
  await chart.getByRole('button', { name: 'Show as table' }).click();
  assert.equal(await chart.locator('tbody tr').count(), 52);
  await chart
    .getByText(/^\d+% \([\d,]+ of [\d,]+\)$/)
    .first()
    .waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 2, name: 'Advertising' }).waitFor();
});

test('the record tells what only the company knows, and is printed alone, black on white', async () => {
  const { page, go } = room;
  await page.emulateMedia({ colorScheme: 'dark' });
  await go('/processing-record');
  await page.getByRole('button', { name: 'Edit' }).click();
  await dialog().getByLabel('Data protection officer').fill('Office for data protection');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await page.getByText('Office for data protection').waitFor();
  await page
    .getByText('mailer: United States (standard contractual clauses · Contract of March 2025, annex 3)')
    .first()
    .waitFor();
  for (const format of ['csv', 'json'])
    assert.equal(
      await page.getByRole('link', { name: `Download ${format.toUpperCase()}` }).getAttribute('download'),
      `processing-record.${format}`,
    );

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
  assert.ok(await page.getByText(/^Sample Shop, as of /).isVisible());
  for (const [role, name] of [
    ['navigation', 'Navigation'],
    ['button', 'Print'],
    ['button', 'Edit'],
  ] as const)
    assert.equal(await page.getByRole(role, { name }).count(), 0, name);
  const look = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body);
    return {
      color,
      backgroundColor,
      breaks: getComputedStyle(document.querySelector('article') as Element).breakInside,
    };
  });
  assert.deepEqual(look, { color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)', breaks: 'avoid' });
  assert.deepEqual(await seriousFindings(page), []);
});
