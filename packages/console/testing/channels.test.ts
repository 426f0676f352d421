// Channels: accounts are set up by the form that the server describes, tried for real, and put in order.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetAccounts } from './fixture/channels.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetAccounts);

/** Bodies of what was changed, with method and path. */
function watchChanges(): [string, Record<string, unknown>][] {
  const sent: [string, Record<string, unknown>][] = [];
  room.page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() !== 'GET' && pathname.startsWith('/api/channels'))
      sent.push([`${request.method()} ${pathname}`, request.postDataJSON() ?? {}]);
  });
  return sent;
}

test('an account is set up, with what is wrong told at its field', async () => {
  const { page, go, fixture } = room;
  fixture.setScenario('empty');
  const sent = watchChanges();
  await go('/channels');
  await page.getByText('No mail leaves Rapport').waitFor();
  await page.getByRole('button', { name: 'Add an account' }).first().click();
  fixture.setScenario('usual');
  const dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: 'Save' });
  await dialog.getByLabel('Name', { exact: true }).fill('Relay');
  await dialog.getByLabel('Name in programs').fill('relay');
  assert.equal(await dialog.getByLabel('Port').inputValue(), '587');
  assert.ok(await save.isDisabled(), 'a host is missing');
  await dialog.getByLabel('Host').fill('nowhere');
  await dialog.getByLabel('Sender’s address').fill('hello@shop.example');
  await dialog.getByLabel('Password').fill('s3cret');
  await save.click();
  await dialog.getByText('A host name or an IP address.', { exact: true }).waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await dialog.getByLabel('Host').fill('relay.example');
  await save.click();
  await page.getByRole('button', { name: 'Test Relay' }).waitFor();
  assert.deepEqual(sent.at(-1), [
    'POST /api/channels/email/accounts',
    {
      ...{ slug: 'relay', title: 'Relay', provider: 'smtp', enabled: true, place: 0 },
      settings: {
        ...{ host: 'relay.example', port: 587, security: 'starttls', from_address: 'hello@shop.example' },
        ...{ password: 's3cret', connections: 5 },
      },
      ...{ recipient: null, per_second: null },
    },
  ]);
});

test('a secret is never shown, and stays unless another is typed', async () => {
  const { page, go } = room;
  const sent = watchChanges();
  await go('/channels?channel=email&account=main');
  const dialog = page.getByRole('dialog');
  const password = dialog.getByLabel('Password');
  assert.deepEqual(
    [
      await password.inputValue(),
      await password.getAttribute('placeholder'),
      await password.getAttribute('type'),
    ],
    ['', 'kept, type to replace', 'password'],
  );
  await dialog.getByLabel('At most so many a second').fill('20');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('20 a second at most').waitFor();
  const [path, body] = sent[0] ?? [];
  assert.deepEqual(
    [path, body?.per_second, body?.expected_version],
    ['PUT /api/channels/email/accounts/main', ...[20, 3]],
  );
  assert.deepEqual(Object.keys(body?.settings ?? {}).includes('password'), false);
});

test('accounts are tried, and put in another order', async () => {
  const { page, go } = room;
  const sent = watchChanges();
  await go('/channels');
  const rows = page.getByRole('list', { name: 'Accounts of E-mail' }).locator('> li');
  await rows.nth(1).getByText('The server refused the sign-in').waitFor();
  await page.getByRole('button', { name: 'Test Mail of the shop' }).click();
  await rows.nth(0).getByText('It works').waitFor();
  await page.getByRole('button', { name: 'Test Our own server' }).click();
  await rows.nth(1).getByText('It does not work: The server refused the sign-in').waitFor();
  await page.getByRole('button', { name: 'Try Our own server earlier' }).click();
  await rows.nth(0).getByText('Our own server').waitFor();
  const places = sent
    .filter(([path]) => path.startsWith('PUT'))
    .map(([path, { place }]) => [path.split('/').at(-1), place]);
  assert.deepEqual(places, [
    ['spare', 0],
    ['main', 1],
  ]);
});

test('an account is removed by its name', async () => {
  const { page, go, fixture } = room;
  await go('/channels?channel=email&account=spare');
  await page.getByRole('button', { name: 'Remove this account' }).click();
  const question = page.getByRole('dialog', { name: 'Remove this account' });
  await question.getByRole('textbox').fill('Our own server');
  await question.getByRole('button', { name: 'Remove this account' }).click();
  await page.getByRole('button', { name: 'Test Our own server' }).waitFor({ state: 'detached' });
  assert.ok(!fixture.requests.some((one) => one.startsWith('PUT ')));
  assert.ok(fixture.requests.includes('DELETE /api/channels/email/accounts/spare'));
});

test('who may only look changes nothing', async () => {
  const { page, go, fixture } = room;
  fixture.setScenario('reader');
  await go('/channels?channel=email&account=main');
  await page.getByText('Mail of the shop').waitFor();
  assert.equal(await page.getByRole('button', { name: /Test|Add an account|Change/ }).count(), 0);
  assert.equal(await page.getByRole('dialog').count(), 0);
});
