// The preference centre designed on the real server: a brand with a colour that can be read, a topic, the company's own words,
// the page beside them, and the page that a customer opens then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anIdentify } from '../../server/src/testing/index.ts';
import { seriousFindings } from './accessibility.ts';
import { openRealRoom } from './real-room.ts';

const room = openRealRoom('/topics', 'Topics and brands');
const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><rect width="80" height="20"/></svg>';

const drawer = () => room.page.getByRole('dialog');

test('a brand gets a colour that can be read and a logo, and a topic', async () => {
  const { page } = room;
  await page.getByRole('button', { name: 'Add a brand' }).click();
  await drawer().getByLabel('Name').fill('Rowan & Wren');
  await drawer().getByLabel('Slug').fill('rowan');
  const colour = drawer().getByRole('textbox', { name: 'Colour on light pages', exact: true });
  await colour.fill('#ff8800');
  await drawer()
    .getByText(/^Contrast 2\.\d to 1: 4\.5 are needed$/)
    .waitFor();
  const save = drawer().getByRole('button', { name: 'Save' });
  assert.ok(await save.isDisabled());
  await drawer()
    .getByRole('button', { name: /^Take #/ })
    .click();
  assert.match(await colour.inputValue(), /^#[0-9a-f]{6}$/);
  assert.deepEqual(await seriousFindings(page), []);
  await save.click();
  await page.getByRole('row', { name: /Rowan & Wren/ }).click();
  const file = { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(logo) };
  await drawer().locator('input[type=file]').setInputFiles(file);
  const shown = drawer().getByRole('img', { name: 'Rowan & Wren' });
  await shown.waitFor();
  // It is loaded, by the console's own policy too.
  assert.equal(
    await shown.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth)),
    80,
  );
  await drawer().getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Add a topic' }).first().click();
  await drawer().getByLabel('Title in English').fill('Offers');
  await drawer().getByLabel('Slug').fill('offers');
  await drawer().getByRole('button', { name: 'Cancel' }).click();
  await drawer().getByText('There are changes that are not saved').waitFor();
  await drawer().getByRole('button', { name: 'Keep editing' }).click();
  await drawer().getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('row', { name: /Offers/ })
    .getByText('They do not get it')
    .waitFor();
});

test('the centre speaks the company’s words, shown beside them before they are saved, and on the page after', async () => {
  const { page, server, browser } = room;
  await page.getByRole('link', { name: 'Preference centre' }).click();
  await page.getByLabel('Brand', { exact: true }).selectOption('Rowan & Wren');
  await page.getByLabel('Title', { exact: true }).fill('Your say');
  const preview = page.frameLocator('iframe');
  await preview.getByRole('heading', { name: 'Your say', includeHidden: true }).waitFor();
  await preview.getByText('Offers, by e-mail').waitFor();
  const ground = (): Promise<string> =>
    preview.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  assert.equal(await ground(), 'rgb(247, 246, 249)');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await preview.locator('[data-shade=dark]').waitFor();
  assert.equal(await ground(), 'rgb(22, 21, 26)');
  assert.deepEqual(await seriousFindings(page), []);

  // Somebody else saves meanwhile: nothing is written over, and the own changes stay.
  const elsewhere = { show_held: false, expected_version: 0 };
  assert.equal((await server.api('PUT', '/api/preference-centre', elsewhere)).status, 200);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Version 1 was saved meanwhile.').waitFor();
  await page.getByRole('button', { name: 'Carry your changes over' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. The next page that is opened has it.').waitFor();

  const contact = { type: 'email', value: 'ann@shop.example' };
  const { url } = (await server.api<{ url: string }>('POST', '/api/preference-links', { contact })).body;
  const customer = await browser.context.newPage();
  await customer.goto(url);
  await customer.getByRole('heading', { level: 1, name: 'Your say' }).waitFor();
  await customer.getByRole('img', { name: 'Rowan & Wren' }).waitFor();
  assert.equal(await customer.locator('#held').count(), 0);
  assert.deepEqual(await seriousFindings(customer), []);
  await customer.close();
});

test('whoever goes away from what is not saved is asked first', async () => {
  const { page } = room;
  await page.getByLabel('Title', { exact: true }).fill('Something else');
  await page.getByRole('link', { name: 'Topics and brands' }).click();
  await drawer().getByText('There are changes that are not saved').waitFor();
  await drawer().getByRole('button', { name: 'Keep editing' }).click();
  assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Something else');
  await page.getByRole('link', { name: 'Topics and brands' }).click();
  await drawer().getByRole('button', { name: 'Discard them' }).click();
  await page.getByRole('heading', { level: 1, name: 'Topics and brands' }).waitFor();
});

test('the page of a person opens as they see it, says who looks, and is in the log of reads', async () => {
  const { page, server } = room;
  await server.sendInTurn([anIdentify({ userId: 'ann', traits: { email: 'ann@shop.example' } })]);
  await page.goto(`${server.url}/people/user_id/ann?tab=consent`);
  await page.getByRole('button', { name: 'Open as this person' }).click();
  await drawer().getByText('Nothing can be changed there.').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    drawer().getByRole('button', { name: 'Open their page' }).click(),
  ]);
  await tab
    .getByRole('note')
    .getByText(/looks at this page as the person sees it/)
    .waitFor();
  assert.equal(await tab.locator('form, button').count(), 0);
  assert.deepEqual(await seriousFindings(tab), []);
  await tab.close();
  await page.goto(`${server.url}/reads`);
  await page.getByText('GET /preferences/:token').first().waitFor();
});
