// Caps and quiet hours: told as sentences, set one by one, and never over what somebody else set meanwhile.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetMessageRules } from './fixture/message-rules.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetMessageRules);

function watchChanges(): Record<string, unknown>[] {
  const sent: Record<string, unknown>[] = [];
  room.page.on('request', (request) => {
    if (request.method() === 'PUT') sent.push(request.postDataJSON());
  });
  return sent;
}

const capsIn = (sent: Record<string, unknown> | undefined) => sent?.caps as object[];

test('quiet hours are told as sentences, and set', async () => {
  const { page, go } = room;
  const sent = watchChanges();
  await go('/message-rules');
  const quiet = page.getByRole('list', { name: 'Quiet hours' });
  await quiet.getByText('SMS, Web push and Phone: nothing from 21:00 to 08:00, every day').waitFor();
  await quiet.getByText('Phone: nothing all day, Sunday').waitFor();
  await page.getByRole('button', { name: 'Add quiet hours' }).click();
  const dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: 'Save' });
  assert.ok(await save.isDisabled(), 'no channel is chosen');
  await dialog.getByLabel('E-mail').check();
  await dialog.getByText('On the next day').waitFor();
  await dialog.getByLabel('Until').fill('21:00');
  await dialog.getByText('This is the time at which they begin.').waitFor();
  assert.ok(await save.isDisabled());
  await dialog.getByLabel('Until').fill('06:30');
  for (const day of ['Saturday', 'Sunday']) await dialog.getByLabel(day).uncheck();
  assert.deepEqual(await seriousFindings(page), []);
  await save.click();
  await quiet.getByText('E-mail: nothing from 21:00 to 06:30, Monday').waitFor();
  const [{ quiet_hours, expected_version, caps } = {}] = sent;
  assert.deepEqual(
    [(quiet_hours as object[]).at(-1), (quiet_hours as object[]).length, (caps as object[]).length],
    [{ channels: ['email'], weekdays: [1, 2, 3, 4, 5], from: '21:00', until: '06:30' }, 4, 3],
  );
  assert.equal(expected_version, 4);
});

test('a cap is changed and taken away', async () => {
  const { page, go } = room;
  const sent = watchChanges();
  await go('/message-rules');
  const caps = page.getByRole('list', { name: 'Caps' });
  await caps.getByText('All messages together: at most 3 messages in 1 day to one person').waitFor();
  await caps.getByRole('button', { name: /^Change: SMS, Offers.*7 days/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Messages at most').fill('2');
  await dialog.getByLabel('In how much time').fill('36');
  assert.ok(await dialog.getByRole('button', { name: 'Save' }).isDisabled(), '36 days are too many');
  await dialog.getByLabel('Unit').selectOption('Hours');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await caps.getByText('SMS, Offers: at most 2 messages in 36 hours to one person').waitFor();
  assert.deepEqual(capsIn(sent[0])[1], { channel: 'sms', topic: 'offers', count: 2, hours: 36 });
  await caps.getByRole('button', { name: /^Change: E-mail/ }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await caps.getByText(/^E-mail: at most/).waitFor({ state: 'detached' });
  assert.equal(capsIn(sent[1]).length, 2);
});

test('topics get a priority, people without a known zone one', async () => {
  const { page, go } = room;
  const sent = watchChanges();
  await go('/message-rules');
  await page.getByLabel('Priority of Offers').selectOption('+3');
  await page.getByText('Set by Owner').waitFor();
  await page.getByLabel('Time zone of people of whom none is known').selectOption('Europe/Warsaw');
  await page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok());
  assert.deepEqual(
    sent.map(({ priorities, time_zone: zone }) => [priorities, zone]),
    [
      [[{ topic: 'offers', priority: 3 }], 'America/New_York'],
      [[{ topic: 'offers', priority: 3 }], 'Europe/Warsaw'],
    ],
  );
});

test('what somebody set meanwhile is not written over', async () => {
  const { page, go, fixture } = room;
  await go('/message-rules?cap=0');
  await page.getByRole('dialog').getByLabel('Messages at most').fill('9');
  const other = { time_zone: 'UTC', quiet_hours: [], caps: [], priorities: [], expected_version: 4 };
  await fetch(`${fixture.url}/api/message-rules`, { method: 'PUT', body: JSON.stringify(other) });
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('There is no cap').waitFor();
});

test('who may only look changes nothing', async () => {
  const { page, go, fixture } = room;
  fixture.setScenario('reader');
  await go('/message-rules?quiet=new');
  await page.getByText('Phone: nothing all day, Sunday').waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(await page.getByRole('button', { name: /Add|Change/ }).count(), 0);
  assert.equal(await page.getByLabel('Priority of Offers').count(), 0);
});
