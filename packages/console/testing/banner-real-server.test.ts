// The banner's designer on the real server: the real banner shows what is written before it is saved, pages have it afterwards, and
// what they answered is counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRealRoom } from './real-room.ts';

const room = openRealRoom('/sources', 'Sources');

type Shown = {
  words: { title: string; accept: string };
  questions: object[];
  version: number;
  place: string;
};
const asked = async (lang: string): Promise<Shown> => {
  const query = `write_key=${room.server.writeKey}&lang=${lang}`;
  return (await (await fetch(`${room.server.url}/sdk/banner?${query}`)).json()) as Shown;
};
const preview = () => room.page.frameLocator('iframe').getByRole('dialog');

test('what is written is seen in the real banner, saved, and shown by pages', async () => {
  const { page } = room;
  await page.getByRole('row', { name: /Website/ }).click();
  await page.getByRole('link', { name: 'Consent banner' }).click();
  await page.getByText('It was not shown to anybody in the last 30 days.').waitFor();
  await preview().getByRole('heading', { name: 'May we use what you do here?' }).waitFor();

  await page.getByLabel('Title').fill('May we, please?');
  await preview().getByRole('heading', { name: 'May we, please?' }).waitFor();
  assert.equal((await asked('en')).words.title, 'May we use what you do here?', 'nothing is saved yet');
  await page.getByRole('switch', { name: 'All that it can ask about' }).click();
  await page.getByRole('checkbox', { name: 'Sharing' }).uncheck();
  await preview().getByText('Sharing with partners').waitFor({ state: 'detached' });
  await preview().getByRole('button', { name: 'Choose' }).click();
  await preview().getByRole('switch').nth(2).waitFor();
  assert.equal(await preview().getByRole('switch').count(), 3);
  await preview().getByRole('button', { name: 'Reject all' }).click();
  await preview().waitFor({ state: 'detached' });
  await preview().waitFor();

  await page.getByRole('switch', { name: /Global Privacy Control/ }).click();
  await preview().getByText('Opt-out request honoured').waitFor();
  await page.getByRole('radio', { name: 'polski' }).check();
  await page.getByLabel('Title').fill('Czy możemy, proszę?');
  await preview().getByRole('heading', { name: 'Czy możemy, proszę?' }).waitFor();

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. Pages show it within seconds.').waitFor();
  const [english, polish] = [await asked('en'), await asked('pl')];
  assert.deepEqual([english.words.title, polish.words.title], ['May we, please?', 'Czy możemy, proszę?']);
  assert.deepEqual([english.words.accept, english.questions.length], ['Accept all', 3]);
});

test('what was answered stands by language, with the shares', async () => {
  const { page, server } = room;
  const { version } = await asked('pl');
  for (const outcome of ['accepted', 'rejected']) {
    await asked('pl');
    const body = JSON.stringify({ write_key: server.writeKey, language: 'pl', version, outcomes: [outcome] });
    await fetch(`${server.url}/sdk/banner/outcomes`, { method: 'POST', body });
  }
  await page.reload();
  const row = page.getByRole('row', { name: /polski/ });
  await row.waitFor();
  // Shown in the test before too.
  assert.deepEqual(await row.getByRole('cell').allInnerTexts(), ['4', '25%', '25%', '0%', '50%', '']);
});

test('who saves after somebody else is told, and puts their change on top', async () => {
  const { page, server } = room;
  await page.getByLabel('Title').fill('May we ask?');
  const path = `/api/sources/${new URL(page.url()).pathname.split('/')[2]}/banner`;
  assert.equal((await server.api('PUT', path, { place: 'centre' })).status, 200);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('was saved meanwhile').waitFor();
  await page.getByRole('button', { name: 'Put my changes on it' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. Pages show it within seconds.').waitFor();
  const shown = await asked('en');
  assert.deepEqual([shown.words.title, shown.place], ['May we ask?', 'centre']);
});

test('whoever writes goes on writing, though the banner in the centre takes the focus of its page', async () => {
  const { page } = room;
  await page.getByRole('radio', { name: 'In the centre' }).check();
  const title = page.getByLabel('Title');
  await title.fill('');
  await title.focus();
  await page.keyboard.type('May we', { delay: 150 });
  await preview().getByRole('heading', { name: 'May we', exact: true }).waitFor();
  await page.keyboard.type(' ask you?', { delay: 150 });
  await preview().getByRole('heading', { name: 'May we ask you?' }).waitFor();
  assert.equal(await title.inputValue(), 'May we ask you?');
  assert.equal(await title.evaluate((one) => one === document.activeElement), true);
});
