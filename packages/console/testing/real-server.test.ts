// The console on the real server: what a newcomer does in the first half hour, in one browser, in this order.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startTestServer, type TestServer, testMember } from '../../server/src/testing/index.ts';
import { seriousFindings } from './accessibility.ts';
import { type LaunchedBrowser, launchBrowser } from './browser.ts';
import { prefer } from './visit.ts';

let server: TestServer;
let browser: LaunchedBrowser;
let page: Page;
const errors: string[] = [];

before(async () => {
  server = await startTestServer();
  browser = await launchBrowser({ reducedMotion: 'reduce' });
  page = await browser.context.newPage();
  page.setDefaultTimeout(15_000);
  await prefer(page, { language: 'en' });
  page.on('pageerror', (error) => errors.push(error.message));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Sends messages as a client would, with the key of a source. */
async function send(key: string, messages: object[]): Promise<void> {
  const response = await fetch(`${server.url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ batch: messages }),
  });
  assert.equal(response.status, 200);
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

test('the first member signs in and is welcomed', async () => {
  await page.goto(server.url);
  await page.getByLabel('E-mail').fill(testMember.email);
  await page.getByLabel('Password').fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByText('do not belong together').waitFor();
  await page.getByLabel('Password').fill(testMember.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Welcome to Rapport' }).waitFor();
  assert.deepEqual(await seriousFindings(page), []);
});

let helpDeskKey = '';

test('a new source waits, and turns green when its first event arrives', async () => {
  await page.goto(`${server.url}/sources?new=1`);
  await page.getByLabel('Name').fill('Help desk');
  await page.getByLabel('Kind').selectOption('support');
  await page.getByRole('button', { name: 'Create the source' }).click();
  await page.getByText('Waiting for the first event').waitFor();
  await page.getByRole('button', { name: 'Show the key' }).click();
  helpDeskKey =
    (await page
      .locator('code')
      .filter({ hasText: /^[\w-]{20,}$/ })
      .first()
      .textContent()) ?? '';
  await send(helpDeskKey, [
    {
      type: 'identify',
      userId: 'SW-30010',
      anonymousId: 'dev-1',
      traits: { name: 'Sarah Whitcombe', email: 'Sarah@Example.com', city: 'Dayton' },
      timestamp: hoursAgo(50),
    },
  ]);
  await page.getByText('The first event is here').waitFor();
});

test('Live shows events as they arrive, and one of them whole', async () => {
  await page.goto(`${server.url}/live`);
  await page.getByText('Receiving').waitFor();
  await send(server.writeKey, [
    {
      type: 'track',
      event: 'Refund Requested',
      userId: 'SW-30010',
      properties: { order_id: 'SH-30010-5', total: 150.98, currency: 'USD' },
    },
  ]);
  const row = page.locator('tbody').getByRole('button', { name: 'Refund Requested' });
  await row.waitFor();
  await row.press('Enter');
  const inspector = page.getByRole('complementary');
  await inspector.getByText('SH-30010-5').first().waitFor();
  await inspector.getByRole('tab', { name: 'As sent' }).click();
  await inspector.getByText('"userId"').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await inspector.getByRole('link', { name: 'SW-30010' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sarah Whitcombe' }).waitFor();
});

test('the person has a story, attributes with their origin, and evidence for being one', async () => {
  await send(helpDeskKey, [
    { type: 'identify', userId: 'SW-30010', traits: { city: 'Columbus' }, timestamp: hoursAgo(2) },
    { type: 'page', anonymousId: 'dev-1', name: 'Returns', timestamp: hoursAgo(49) },
    { type: 'group', userId: 'SW-30010', groupId: 'acct-4711', traits: { name: 'Whitcombe Studio' } },
  ]);
  await server.settle();
  await page.goto(`${server.url}/people/email/sarah@example.com`);
  await page.getByText('Viewed Returns').waitFor();
  await page.getByRole('button', { name: 'Where does “city” come from?' }).press('Enter');
  const lineage = page.getByRole('dialog', { name: 'Where “city” comes from' });
  await lineage.getByText('Columbus').waitFor();
  await lineage.getByText('Dayton').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Whitcombe Studio').waitFor();
  await page.getByText('3 identifiers. 2 links join them.').waitFor();
  await page.getByRole('button', { name: /Refund Requested/ }).click();
  await page.getByText('"SH-30010-5"').first().waitFor();
  assert.deepEqual(await seriousFindings(page), []);
});

test('two that are not one person are unlinked, after a look at what follows, and allowed again', async () => {
  await send(helpDeskKey, [
    { type: 'identify', userId: 'SW-30010', anonymousId: 'till-tablet', traits: {}, timestamp: hoursAgo(1) },
    { type: 'track', anonymousId: 'till-tablet', event: 'Till Opened', timestamp: hoursAgo(1) },
  ]);
  await server.settle();
  const graph = `${server.url}/people/email/sarah@example.com?tab=identity`;
  await page.goto(graph);
  const link = page.getByRole('button', { name: /^Link between user id SW-30010 and device till-tablet/ });
  await link.press('Enter');
  const inspector = page.getByRole('complementary');
  await inspector.getByText('Help desk said that both are one person').waitFor();
  await inspector.getByRole('button', { name: /Told about themselves/ }).waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await inspector.getByRole('button', { name: 'Unlink these two' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('This person has').waitFor();
  await dialog.getByText(/^A new person, profile \d+, with$/).waitFor();
  const unlink = dialog.getByRole('button', { name: 'Unlink these two' });
  assert.ok(await unlink.isDisabled(), 'a reason is asked for');
  await dialog.getByLabel('Why').fill('The tablet stands at the till');
  assert.deepEqual(await seriousFindings(page), []);
  await unlink.click();
  await dialog.getByText('Done. It shows in lists within seconds.').waitFor();
  await dialog.getByRole('link', { name: 'Open the person' }).last().click();
  await page.getByRole('heading', { level: 1, name: 'Anonymous visitor' }).waitFor();
  await page.getByText('Till Opened').waitFor();

  await page.goto(graph);
  await page.getByText('1 link was set apart by hand.').waitFor();
  await page.getByText('Unlinked: user id SW-30010 and device till-tablet').waitFor();
  await page.getByText('Owner: The tablet stands at the till').waitFor();
  await link.click();
  await inspector.getByRole('button', { name: 'Allow again' }).click();
  await dialog.getByText(/^Profile \d+ becomes part of that person/).waitFor();
  await dialog.getByLabel('Why').fill('It is hers after all');
  await dialog.getByRole('button', { name: 'Allow again' }).click();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByText('4 identifiers. 3 links join them.').waitFor();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByText('Till Opened').waitFor();
});

test('a purpose without consent sees nothing of the person, and says why', async () => {
  await page.getByRole('button', { name: /Seen for/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Marketing by e-mail' }).click();
  await page.getByRole('heading', { level: 1, name: 'Name hidden' }).waitFor();
  await page.getByText('What happened is hidden from this purpose').waitFor();
  const shown = (await page.getByRole('main').textContent()) ?? '';
  for (const secret of ['Sarah', 'sarah@', 'SW-30010', 'Columbus', 'Refund', 'Studio']) {
    assert.ok(!shown.includes(secret), `${secret} is shown`);
  }
  await page.getByRole('button', { name: /Seen for/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Customer service' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sarah Whitcombe' }).waitFor();
});

test('a refusal of calls is recorded in the ledger, and the gate denies a call and says why', async () => {
  await page.goto(`${server.url}/notices?new=1`);
  await page.getByLabel('Title').fill('Phone calls');
  await page.getByLabel('Text').fill('May our shop phone you with offers? You can say no at any time.');
  await page.getByLabel('Name in programs').fill('phone-calls');
  await page.getByRole('checkbox', { name: 'Marketing by phone' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Store a notice' }).click();
  await page.getByRole('complementary', { name: 'Phone calls' }).getByText('You can say no').waitFor();

  await page.goto(`${server.url}/people/email/sarah@example.com?tab=consent`);
  await page.getByText('Nothing was said yet').waitFor();
  await page.getByRole('button', { name: 'Record what was said' }).click();
  const drawer = page.getByRole('dialog', { name: 'Record what was said' });
  await drawer.getByLabel('Purpose').selectOption('marketing.phone');
  await drawer.getByLabel('What they said').selectOption('refused');
  await drawer.getByLabel('Notice they saw or heard').selectOption({ label: 'Phone calls (en, version 1)' });
  await drawer.getByLabel('In their words').fill('I work nights.');
  await drawer.getByRole('button', { name: 'Record it' }).click();
  await page.getByText('It is recorded, and counts from now on.').waitFor();
  await page.getByRole('button', { name: /^Refused: Marketing by phone Decides now phone call/ }).waitFor();
  assert.deepEqual(await seriousFindings(page), []);

  await page.getByRole('link', { name: 'Ask the gate about Marketing by phone' }).click();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  const answer = page.getByRole('region', { name: 'The answer' });
  await answer.getByText('Marketing by phone may not use this person’s data').waitFor();
  const statement = answer.getByRole('region', { name: 'The statement that decided' });
  await statement.getByText('Refused', { exact: true }).waitFor();
  await statement.locator(`time[datetime^="${new Date().toISOString().slice(0, 10)}"]`).waitFor();
  await statement.getByText('phone call, the person, through a member').waitFor();
  await statement.getByRole('button', { name: 'Read the notice' }).click();
  await page.getByRole('dialog', { name: 'Phone calls' }).getByText('You can say no').waitFor();
  await page.keyboard.press('Escape');
  assert.deepEqual(await seriousFindings(page), []);
  const asked = page.url();
  await page.goto(`${server.url}/gate?decision=${new URL(asked).searchParams.get('decision')}`);
  await answer.getByText('consent_refused').waitFor();
  await answer.getByRole('link', { name: 'Show the statement' }).click();
  await page.getByText('I work nights.').waitFor();
});

test('people are found by a part of their name, address or attribute', async () => {
  await page.goto(`${server.url}/people`);
  for (const wished of ['whitc', 'sarah@exa', 'SW-300', 'columbus']) {
    await page.getByRole('searchbox').fill(wished);
    await page.getByText('1 person found').waitFor();
    await page.locator('tbody').getByText('Sarah Whitcombe').waitFor();
  }
  await page.getByRole('searchbox').fill('nobody has this');
  await page.getByText('Nobody found for').waitFor();
});

test('a message without an id waits in quarantine, is sent again, and dropped', async () => {
  await send(server.writeKey, [
    { type: 'track', event: 'Order Completed', messageId: 'lost-1', properties: { order_id: 'SH-1' } },
  ]);
  await server.settle();
  await page.goto(`${server.url}/quarantine`);
  // The rows may come before the reasons: a row that is clicked twice is open and closed again.
  const reasons = page.getByRole('list', { name: 'Reasons' });
  await reasons.getByRole('button', { name: /No id of a person/ }).click();
  await page.locator('tbody').getByRole('button', { name: 'No id of a person' }).click();
  await page.getByRole('complementary').getByText('"lost-1"').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await page.getByRole('button', { name: 'Send again', exact: true }).click();
  await page.getByText('1 message was sent again').waitFor();
  await server.settle();
  await page.goto(`${server.url}/quarantine`);
  await page.locator('tbody').getByRole('button', { name: 'No id of a person' }).click();
  await page.getByRole('button', { name: 'Drop', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('lost-1');
  await page.getByRole('dialog').getByRole('button', { name: 'Drop 1 message' }).click();
  await page.getByText('Nothing is in quarantine').waitFor();
});

test('a file is tried, imported and found as people', async () => {
  await page.goto(`${server.url}/import`);
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  await page.setInputFiles('input[type=file]', {
    name: 'members.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('customer_id,name,email\nNR-30020,Neha Raghavan,neha@example.com\n,Nobody,\n'),
  });
  await page.getByText('CSV with 3 columns').waitFor();
  assert.equal(await page.getByLabel('Each row is').inputValue(), 'identify');
  await page.getByRole('button', { name: 'Try without storing' }).click();
  await page.getByText('Nothing was stored. 1 would be accepted, 1 refused.').waitFor();
  await page.getByRole('button', { name: 'Import members.csv' }).click();
  await page.getByText('Done', { exact: true }).first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByText('1 row, with the reason').click(),
  ]);
  assert.match(download.suggestedFilename(), /members.*rejects\.csv/);
  await server.settle();
  await page.goto(`${server.url}/people?q=neha`);
  await page.locator('tbody').getByText('Neha Raghavan').waitFor();
});

test('Home and Pipeline know what happened', async () => {
  await page.goto(server.url);
  await page.getByRole('heading', { level: 1, name: 'All is well' }).waitFor();
  await page.getByText('Imported members.csv').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await page.getByRole('link', { name: /Behind by/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Pipeline' }).waitFor();
  await page.getByText('Running', { exact: true }).waitFor();
  await page.getByText('No stage reported an error.').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
});

test('purposes are listed with their legal basis in plain words', async () => {
  await page.goto(`${server.url}/purposes`);
  const rows = page.getByRole('table', { name: 'Purposes' }).getByRole('row');
  await rows.filter({ hasText: 'Marketing by phone' }).getByText('Consent').waitFor();
  assert.equal(await rows.count(), 1 + 13);
});

test('a rotated key takes the place of the old one at once', async () => {
  await page.goto(`${server.url}/sources`);
  await page.getByRole('link', { name: 'Help desk' }).click();
  await page.getByRole('button', { name: 'Rotate the key' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Help desk');
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate the key' }).click();
  await page.getByText('The key was rotated').waitFor();
  await assert.rejects(send(helpDeskKey, []));
});

test('signing out ends the session, and nothing broke on the way', async () => {
  await page.getByRole('button', { name: /Owner|owner@/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Rapport' }).waitFor();
  await page.goto(`${server.url}/people`);
  await page.getByRole('heading', { name: 'Sign in to Rapport' }).waitFor();
  assert.deepEqual(errors, []);
});
