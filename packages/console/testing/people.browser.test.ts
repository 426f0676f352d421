// People: found while typing, told as a story, and shown as a purpose may see them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRoom } from './room.ts';
import { prefer } from './visit.ts';

const room = openRoom();

test('people are found while typing, in less than 200 ms after the last key', async () => {
  const { page, go } = room;
  await go('/people');
  const field = page.getByRole('searchbox');
  await field.fill('sara');
  await page.getByText('Neha Raghavan').waitFor({ state: 'detached' });
  const tookMs = await page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('input[type=search]');
    if (!input) throw new Error('There is no search field.');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    const start = performance.now();
    set?.call(input, 'neha@example');
    input.dispatchEvent(new Event('input', { bubbles: true }));
    while (!document.querySelector('tbody')?.textContent?.includes('Neha Raghavan')) {
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - start;
  });
  assert.ok(tookMs < 200, `${Math.round(tookMs)} ms`);
  await page.getByText('1 person found').waitFor();
  assert.match(page.url(), /q=neha/);
});

test('nobody found says what was searched and leads back to everybody', async () => {
  const { page, go } = room;
  await go('/people?q=zzz');
  await page.getByText('Nobody found for “zzz”').waitFor();
  await page.getByRole('button', { name: 'Show everyone' }).click();
  await page.getByText('Sarah Whitcombe').waitFor();
});

test('a million people: names of every script, and more on request', async () => {
  const { page, fixture, go } = room;
  fixture.setScenario('enormous');
  await go('/people');
  await page.getByText('1,048,576 people').waitFor();
  await page.getByText('歐陽靜宜').first().waitFor();
  await page.getByText('محمد عبد الرحمن').first().waitFor();
  const before = await page.locator('tbody tr').count();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.waitForFunction((count) => document.querySelectorAll('tbody tr').length > count, before);
});

test('the story is told by day and session, filtered by kind, each entry opening to its message', async () => {
  const { page, go } = room;
  await go('/people/email/sarah@example.com');
  const story = page.locator('section').filter({ has: page.getByRole('heading', { name: 'What happened' }) });
  await story
    .getByText(/2 events from .*, within/)
    .first()
    .waitFor();
  assert.ok((await story.getByRole('heading', { level: 3 }).count()) >= 5);
  const refund = story.getByRole('button', { name: /Refund Requested/ });
  await refund.press('Enter');
  await story.getByText('"Novimex Swivel Fabric Task Chair"').waitFor();
  await story.getByRole('tab', { name: 'As sent' }).click();
  await story.getByText('"messageId"').waitFor();
  await story.getByRole('radio', { name: 'Pages' }).check();
  await page.waitForURL(/type=page/);
  await refund.waitFor({ state: 'detached' });
  await story.getByText('Viewed Returns').waitFor();
});

test('every attribute tells where it comes from, one click away', async () => {
  const { page, go } = room;
  await go('/people/email/sarah@example.com');
  await page.getByRole('button', { name: 'Where does “city” come from?' }).press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Where “city” comes from' });
  await drawer.getByText('Columbus', { exact: true }).waitFor();
  await drawer.getByText('Not taken').waitFor();
  await drawer.getByText('Website ranks higher than Help desk.').waitFor();
  await drawer.getByText('Told by Help desk').waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
});

test('an identifier shows its origin, as it was given', async () => {
  const { page, go } = room;
  await go('/people/email/sarah@example.com');
  await page.getByRole('button', { name: /e-mail sarah@example.com/ }).click();
  await page.getByText('Sarah@Example.com', { exact: true }).waitFor();
});

test('another purpose hides what it may not see, names it, and says why', async () => {
  const { page, fixture, go } = room;
  await go('/people/email/sarah@example.com');
  await page.getByRole('button', { name: /Seen for/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Marketing by e-mail' }).click();
  await page.getByRole('heading', { level: 1, name: 'Name hidden' }).waitFor();
  await page.getByText('13 fields are hidden').waitFor();
  await page.getByText('Marketing by e-mail may not use this person’s data.').waitFor();
  await page.getByText('What happened is hidden from this purpose').waitFor();
  assert.match(page.url(), /purpose=marketing.email/);
  const shown = await page.getByRole('main').textContent();
  for (const secret of ['Sarah', 'SW-30010', 'Columbus', '92cf39df', 'Whitcombe Studio']) {
    assert.ok(!shown?.includes(secret), `${secret} is shown`);
  }
  fixture.requests.length = 0;
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Name hidden' }).waitFor();
  assert.ok(
    fixture.requests
      .filter((each) => each.includes('/api/profiles/'))
      .every((each) => each.includes('purpose=marketing.email')),
  );
});

test('only purposes that the role may name are offered, and the remembered one where it is one of them', async () => {
  const { page, fixture, go } = room;
  fixture.setScenario('reader');
  await prefer(page, { language: 'en', purpose: 'marketing.email' });
  fixture.requests.length = 0;
  await go('/people');
  await page.getByText('n•••@e•••.com').waitFor();
  const lists = fixture.requests.filter((each) => each.includes('/api/profiles?'));
  assert.ok(lists.length > 0 && lists.every((each) => each.includes('purpose=service')), lists.join());
  await page.getByRole('button', { name: /Customer service/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Transactional messages' }).waitFor();
  assert.equal(await page.getByRole('menuitemcheckbox', { name: /Marketing|Analytics/ }).count(), 0);
});

test('a permission says its reason to a keyboard, and tells unknown from denied', async () => {
  const { page, go } = room;
  await go('/people/email/sarah@example.com');
  const marks = page.getByRole('region', { name: 'What this person’s data may be used for' });
  await marks.getByText('Marketing by phone', { exact: false }).first().focus();
  await page.getByRole('tooltip').getByText('Denied: This person refused.').waitFor();
  assert.match((await marks.textContent()) ?? '', /Marketing by push: Unknown, so denied/);
});

test('nobody has the identifier: says so, and leads to the list', async () => {
  const { page, go } = room;
  await go('/people/email/nobody@example.com');
  await page.getByText('Nobody has the identifier “nobody@example.com”').waitFor();
  await page.getByRole('link', { name: 'All people' }).click();
  await page.getByText('Neha Raghavan').waitFor();
});

test('when the server falls silent the page keeps what it has and says from when it is', async () => {
  const { page, fixture, go } = room;
  await go('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  fixture.setScenario('failing');
  await page.getByText('Rapport does not answer right now').waitFor({ timeout: 25_000 });
  await page.getByText('People known').waitFor();
});
