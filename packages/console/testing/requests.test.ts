// Requests of people: what is due, what was written, and that home says so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRoom } from './room.ts';

const room = openRoom();

test('home leads to what waits for an answer, and each shows what was written', async () => {
  const { page, go, fixture } = room;
  await go('/');
  await page.getByText('4 requests of people wait for an answer, the first until').waitFor();
  await page.getByRole('link', { name: 'See the requests' }).click();
  await page.getByRole('heading', { level: 1, name: 'Requests' }).waitFor();
  assert.ok(fixture.requests.some((one) => /^GET \/api\/requests\?.*state=open/.test(one)));
  await page.getByRole('row', { name: /Erasure.*Overdue/ }).waitFor();
  await page
    .getByRole('row', { name: /A correction.*Open/ })
    .first()
    .click();
  const words = page.getByRole('region', { name: 'What they wrote' });
  assert.match(await words.innerText(), /My name is Sarah Wójcik,\nnot Sara\./);
  await page.getByText('find out whether it is the person whom it is about').waitFor();
});
