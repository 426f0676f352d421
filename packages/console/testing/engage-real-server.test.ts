// Messages on the real server: a channel is set up and tried, rules are set, and what is sent, refused or waits is told with its why.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { openRealRoom } from './real-room.ts';

const room = openRealRoom('/channels', 'Channels', async ({ server }) => {
  const good = async (path: string, body: object): Promise<void> => {
    const { status, text } = await server.api('POST', path, body);
    assert.ok(status < 300, `${path}: ${text}`);
  };
  await good('/api/brands', { slug: 'shop', name: 'Shop' });
  await good('/api/topics', {
    ...{ slug: 'offers', brand: 'shop', titles: { en: 'Offers' }, channels: ['email'] },
    ...{ purpose: 'marketing.email', default: 'in' },
  });
  const contents = (subject: string) => ({
    email: {
      en: {
        subject,
        html: '<p>Dear {{ person.first_name }}</p><a href="{{ links.unsubscribe }}">No more</a>',
      },
    },
  });
  const offer = { slug: 'offer', title: 'Offer', topic: 'offers', contents: contents('An offer') };
  const receipt = {
    ...{ slug: 'receipt', title: 'Receipt', purpose: 'message.transactional' },
    contents: { email: { en: { subject: 'Your receipt', html: '<p>Dear {{ person.first_name }}</p>' } } },
  };
  for (const template of [offer, receipt]) {
    await good('/api/templates', template);
    await good(`/api/templates/${template.slug}/publish`, { version: 1 });
  }
  const traits = { email: 'sarah@shop.example', first_name: 'Sarah' };
  await server.send([{ type: 'identify', userId: 'sarah', messageId: 'm-1', traits }]);
  await server.settle();
  for (const { slug } of [receipt, offer])
    await good('/api/messages', { to: { type: 'user_id', value: 'sarah' }, template: slug });
});

test('what went says why, and its mail lies in the outbox', async () => {
  const { page, server } = room;
  await page.goto(`${server.url}/messages`);
  const receipt = page.getByRole('row', { name: /Receipt/ });
  await page.getByRole('row', { name: /Offer.*Refused/ }).waitFor();
  await receipt.click();
  const why = page.getByRole('region', { name: 'Why' });
  await why.getByText('Asked for by API key').waitFor();
  await why.getByText('Permitted').first().waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await page.goto(`${server.url}/outbox?purpose=message.transactional`);
  await page.getByRole('article', { name: 'Your receipt' }).waitFor();
  await page.frameLocator('iframe').getByText('Dear Sarah').waitFor();
});

test('an offer that she never agreed to is refused, and it is said why', async () => {
  const { page, server } = room;
  await page.goto(`${server.url}/messages?state=refused`);
  await page.getByRole('row', { name: /Offer.*Refused/ }).click();
  const why = page.getByRole('region', { name: 'Why' });
  await why.getByText('needs consent, and none was given').waitFor();
  await why.getByText('Decided by the gate.').waitFor();
});

test('a mail server is set up and tried, and its secret never comes back', async () => {
  const { page, server } = room;
  await page.goto(`${server.url}/channels`);
  await page.getByText('No mail leaves Rapport').waitFor();
  await page.getByRole('button', { name: 'Add an account' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Relay');
  await dialog.getByLabel('Name in programs').fill('relay');
  await dialog.getByLabel('Host').fill('127.0.0.1');
  await dialog.getByLabel('Port').fill('1');
  await dialog.getByLabel('User').fill('shop');
  await dialog.getByLabel('Password').fill('s3cret');
  await dialog.getByLabel('Sender’s address').fill('hello@shop.example');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Test Relay' }).click();
  await page.getByText('It does not work:').waitFor();
  await page.getByRole('button', { name: 'Change Relay' }).click();
  assert.equal(await dialog.getByLabel('Password').getAttribute('placeholder'), 'kept, type to replace');
  const { text } = await server.api('GET', '/api/channels');
  assert.ok(!text.includes('s3cret'));
});

test('quiet hours are set, and hold', async () => {
  const { page, server } = room;
  await page.goto(`${server.url}/message-rules`);
  await page.getByText('As shipped: nobody has set anything here.').waitFor();
  await page.getByRole('button', { name: 'Add quiet hours' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').check();
  await dialog.getByLabel('Sunday').uncheck();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^E-mail: nothing from/).waitFor();
  const { body } = await server.api<{ version: number; quiet_hours: object[] }>('GET', '/api/message-rules');
  assert.deepEqual([body.version, body.quiet_hours.length], [1, 2]);
});
