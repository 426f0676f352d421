// The log of messages: filtered, and each with the story of why it went, waits or was refused.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetMessages } from './fixture/messages.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetMessages);

test('a refused call says who said no, when and how', async () => {
  const { page, go, fixture } = room;
  await go('/messages');
  assert.ok(fixture.requests.some((one) => /^GET \/api\/messages\?.*purpose=/.test(one)));
  await page.getByRole('row', { name: /Sarah Whitcombe.*Phone.*Refused/ }).click();
  const why = page.getByRole('region', { name: 'Why' });
  await why.getByText('the person objected on 2026-11-20').waitFor();
  await why.getByText('Decided by the gate.').waitFor();
  await why.getByText('Asked for by you').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await why.getByRole('link', { name: 'See the decision' }).click();
  await page.waitForURL('**/gate?decision=d-4712');
});

test('one that waits says until when, which channel was asked before, and is called back', async () => {
  const { page, go, fixture } = room;
  await go('/messages?inspect=6998');
  const why = page.getByRole('region', { name: 'Why' });
  await why.getByText('It waits until 2026-11-29 08:00 (Europe/Warsaw).').waitFor();
  await why.getByText('The person is not reached by web_push.').waitFor();
  await why.getByRole('link', { name: 'discount_seekers' }).waitFor();
  await why.getByText('In the experiment it is in the arm B').waitFor();
  await page.getByRole('button', { name: 'Call it back' }).click();
  const history = page.getByRole('region', { name: 'What became of it' });
  await history.getByText('Called back by hand').waitFor();
  assert.ok(fixture.requests.includes('POST /api/messages/6998/cancel'));
  assert.equal(await page.getByRole('button', { name: 'Call it back' }).count(), 0);
});

test('one that failed tells its way and what was seen, and is sent again', async () => {
  const { page, go, fixture } = room;
  await go('/messages?inspect=6996');
  const why = page.getByRole('region', { name: 'Why' });
  await why.getByText('Journey abandoned-cart').waitFor();
  await why.getByText('On the way Cart left → Waited 2 hours → Worth more than 50').waitFor();
  await why.getByText('"cart_total"').waitFor();
  await page.getByText('Tried too often: 451 4.3.0 Try later').waitFor();
  await page.getByRole('button', { name: 'Send it again' }).click();
  await page.getByText('Sent again by hand').waitFor();
  assert.ok(fixture.requests.includes('POST /api/messages/6996/retry'));
});

test('filters are in the address and asked of the server', async () => {
  const { page, go, fixture } = room;
  await go('/messages');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Bounced' }).click();
  await page.waitForURL('**/messages?state=bounced');
  await page.getByRole('row', { name: /Neha Raghavan.*Bounced/ }).waitFor();
  assert.equal(await page.getByRole('row', { name: /Refused/ }).count(), 0);
  assert.ok(fixture.requests.some((one) => /^GET \/api\/messages\?.*state=bounced/.test(one)));
  await go('/messages?campaign=winter-sale&channel=sms');
  await page.getByRole('row', { name: /SMS.*Waits.*Quiet hours/ }).waitFor();
  await page.getByRole('button', { name: 'Remove the filter Campaign' }).click();
  await page.waitForURL('**/messages?channel=sms');
});

test('who may only look decides nothing', async () => {
  const { page, go, fixture } = room;
  fixture.setScenario('reader');
  await go('/messages?inspect=6996');
  await page.getByText('Tried too often: 451').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Send it again' }).count(), 0);
});
