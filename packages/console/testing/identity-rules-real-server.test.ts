// Identity rules on the real server: what two accounts on one device leave behind, and a limit that takes a person apart
// and puts them together again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { openRealRoom } from './real-room.ts';

const room = openRealRoom('/identity/refusals', 'Refusals and super-nodes');

async function identify(
  ...messages: { userId: string; anonymousId?: string; traits?: object }[]
): Promise<void> {
  const response = await fetch(`${room.server.url}/v1/batch`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${btoa(`${room.server.writeKey}:`)}`,
    },
    body: JSON.stringify({ batch: messages.map((each) => ({ type: 'identify', ...each })) }),
  });
  assert.equal(response.status, 200);
  await room.server.settle();
}

test('before anything was refused, the lists say that nothing is wrong', async () => {
  const { page } = room;
  await page.getByText('No link was refused').waitFor();
  await page.getByRole('tab', { name: 'Super-nodes' }).click();
  await page.getByText('No super-nodes').waitFor();
  await page.getByRole('tab', { name: 'Decided by hand' }).click();
  await page.getByText('Nobody decided anything by hand').waitFor();
});

test('two accounts on one device: the refusal says why, and leads to both people', async () => {
  const { page, server } = room;
  await identify({
    userId: 'SW-30010',
    anonymousId: 'tablet-of-a-family',
    traits: { name: 'Sarah Whitcombe' },
  });
  await identify({
    userId: 'NR-30020',
    anonymousId: 'tablet-of-a-family',
    traits: { name: 'Neha Raghavan' },
  });
  await page.goto(`${server.url}/identity/refusals`);
  await page.getByText('As one person they would break a limit (user id: at most 1).').waitFor();
  await page.getByText('is shared from then on, and nobody’s.').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await page.getByRole('link', { name: 'NR-30020' }).click();
  await page.getByRole('heading', { level: 1, name: 'Neha Raghavan' }).waitFor();
});

test('a decision by hand is listed with who and why', async () => {
  const { page, server } = room;
  await identify({ userId: 'SW-30010', traits: { phone: '+16145550100' } });
  const identifier = { type: 'phone', value: '+16145550100' };
  const answer = await server.api('POST', '/api/identity/remove', {
    identifier,
    reason: 'The number of the shop.',
  });
  assert.equal(answer.status, 200);
  await page.goto(`${server.url}/identity/refusals?show=decisions`);
  await page.getByText('Taken out').waitFor();
  await page.getByText('“The number of the shop.”').waitFor();
});
