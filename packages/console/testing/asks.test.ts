// Asks: what is asked is written, in each language, with a name and an answer, and put away again.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetAsks } from './fixture/asks.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetAsks);

test('an ask is made, with what is missing told by what cannot be pressed yet', async () => {
  const { page, go } = room;
  const sent: Record<string, unknown>[] = [];
  page.on('request', (request) => {
    const isSaved = ['POST', 'PUT'].includes(request.method()) && request.url().includes('/api/asks');
    if (isSaved) sent.push(request.postDataJSON());
  });
  const dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: 'Save' });
  await go('/asks');
  await page.getByRole('button', { name: 'New ask' }).click();
  await dialog.getByText('The card appears as soon as it has all that it needs.').waitFor();
  await dialog.getByLabel('Question', { exact: true }).fill('What do you like most?');
  await dialog.getByLabel('Why you ask').fill('Then we show it first.');
  assert.ok(await save.isDisabled());
  await dialog.getByLabel('What they get from it').fill('Less to look through.');
  await dialog.getByLabel('Name in programs').fill('shoe-size');
  await dialog.getByText('There is one of this name.').waitFor();
  await dialog.getByLabel('Name in programs').fill('interest');
  await dialog.getByLabel('Answer', { exact: true }).selectOption('One of several');
  await dialog.getByLabel('Kept as the attribute').fill('interest');
  await dialog.getByLabel('Answers to choose from').fill('rings\n\n ties \nrings');
  await dialog.getByLabel('Shown for “ties”').fill('Ties and scarves');
  await dialog.getByLabel('For which purpose').selectOption('service');
  await dialog.getByLabel('When it is asked').selectOption('After an event');
  await dialog.getByLabel('Name of the event').fill('Product Viewed');
  await dialog.getByText('This is the card itself.').waitFor();
  await dialog.getByLabel('Language').selectOption('polski: not offered');
  await dialog.getByLabel('Question', { exact: true }).fill('Co lubisz?');
  assert.ok(await save.isDisabled(), 'Polish is begun and not finished');
  await dialog.getByLabel('Question', { exact: true }).fill('');
  assert.deepEqual(await seriousFindings(page), []);
  await save.click();
  await page
    .getByRole('row', { name: /What do you like most/ })
    .getByText('After “Product Viewed”')
    .waitFor();
  assert.deepEqual(sent, [
    {
      ...{ slug: 'interest', source: null, purpose: 'service', moment: { event: 'Product Viewed' } },
      what: {
        ...{ attribute: 'interest', kind: 'choice' },
        options: [
          { value: 'rings', labels: {} },
          { value: 'ties', labels: { en: 'Ties and scarves' } },
        ],
      },
      words: {
        en: {
          ...{ question: 'What do you like most?', why: 'Then we show it first.' },
          benefit: 'Less to look through.',
        },
      },
      ...{ every_days: 30, rest_days: 365, order: 3, enabled: true, retired: false },
    },
  ]);
});

test('what was answered is counted, and one that is put away keeps all that it was', async () => {
  const { page, go } = room;
  const sent: Record<string, unknown>[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent.push(request.postDataJSON());
  });
  await go('/asks');
  const row = page.getByRole('row', { name: /Which shoe size do you wear/ });
  await row.getByText('1,840').waitFor();
  await row.getByText('22%').waitFor();
  await row.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('switch', { name: 'Retired' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await row.getByText('Retired').waitFor();
  const [{ words, what, expected_version, retired } = {}] = sent;
  assert.deepEqual([expected_version, retired], [2, true]);
  assert.deepEqual(Object.keys(words as object), ['en', 'pl']);
  assert.deepEqual((what as { options: object[] }).options[0], {
    value: '37',
    labels: { pl: 'rozmiar 37' },
  });
});

test('who may only look changes nothing', async () => {
  const { page, go, fixture } = room;
  fixture.setScenario('reader');
  await go('/asks');
  await page.getByRole('row', { name: /Which shoe size/ }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'New ask' }).count(), 0);
  await go('/asks?new=1');
  await page.getByRole('row', { name: /Which shoe size/ }).waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
});
