// Phone tasks: the number comes with taking the call, whom the gate refuses is not called, and how it ended is told.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetTasks } from './fixture/phone-tasks.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetTasks);

test('a call is taken, with the service view beside it, and its end is told', async () => {
  const { page, go } = room;
  const sent: unknown[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/outcome')) sent.push(request.postDataJSON());
  });
  await go('/phone-tasks');
  await page.getByRole('row', { name: /Ask how the ring fits/ }).click();
  const call = page.getByRole('dialog', { name: 'Ask how the ring fits' });
  await call.getByText('Journey after-delivery').waitFor();
  assert.equal(await call.getByText('+48600600601').count(), 0);
  assert.ok((await call.getByRole('region', { name: 'The person' }).innerText()).length > 40);
  await call.getByRole('button', { name: 'Take this call' }).click();
  await call.getByRole('link', { name: '+48600600601' }).waitFor();
  await call.getByText('Does it fit?').waitFor();
  await call.getByText('Was on a train.').waitFor();
  const save = call.getByRole('button', { name: 'Save how it ended' });
  assert.ok(await save.isDisabled());
  await call.getByLabel('How it ended').selectOption('Call back later');
  assert.ok(await save.isDisabled(), 'it is not said when');
  await call.getByLabel('How it ended').selectOption('Wants no more calls');
  await call.getByText('it is kept as their choice').waitFor();
  await call.getByLabel('What was said').fill('No more calls, please.');
  assert.deepEqual(await seriousFindings(page), []);
  await save.click();
  await call.waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /Ask how the ring fits.*Wants no more calls/ }).waitFor();
  assert.deepEqual(sent, [{ outcome: 'refused', note: 'No more calls, please.' }]);
});

test('whom the gate refuses is not called, and it is said who said so', async () => {
  const { page, go } = room;
  await go('/phone-tasks?task=6799');
  const call = page.getByRole('dialog');
  await call.getByRole('button', { name: 'Take this call' }).click();
  await call.getByText('They must not be called. Sarah objected to calls on 2026-11-20').waitFor();
  await call.getByText('Must not be called').first().waitFor();
  assert.equal(await call.getByRole('link', { name: /^\+/ }).count(), 0);
  assert.equal(await call.getByRole('button', { name: 'Take this call' }).count(), 0);
});
