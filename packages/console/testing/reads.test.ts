// The log of who read what: which view, for which purpose, of whom, by a member or by a card of a key.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRoom } from './room.ts';

const room = openRoom();

test('who read what is told by names: the key of a card, the view, the purpose', async () => {
  const { page, go, fixture } = room;
  await go('/reads');
  const row = page.getByRole('row', { name: /Help desk.*View “Service desk”.*Customer service/ }).first();
  await row.waitFor();
  assert.match(await row.innerText(), /Last orders/);
  await page
    .getByRole('row', { name: /you.*GET \/api\/profiles.*3 people/ })
    .first()
    .waitFor();
  await row.getByRole('link', { name: 'View “Service desk”' }).click();
  await page.getByRole('heading', { level: 1, name: 'Service desk' }).waitFor();
  await go('/reads?profile=589858');
  await page.getByText('Who read what of the person 589858').waitFor();
  assert.ok(fixture.requests.some((one) => /^GET \/api\/reads\?.*profile_id=589858/.test(one)));
  await page.getByRole('link', { name: 'Show all' }).click();
  await page.getByText('Who read what of whom').waitFor();
});
