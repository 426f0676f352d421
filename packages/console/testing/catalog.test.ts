// The catalog: types and what tells of them, objects with their links and history, a file of objects.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetCatalog } from './fixture/catalog.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetCatalog);

test('from a type to an object, along its references, back to whose it is', async () => {
  const { page, go, fixture } = room;
  await go('/catalog');
  await page.getByRole('row', { name: /Ticket.*Ticket Created/ }).click();
  await page.getByRole('row', { name: /Chair arrived with a cracked base/ }).click();
  await page.getByRole('heading', { level: 1, name: /Chair arrived/ }).waitFor();
  assert.ok(
    fixture.requests.some((one) => /objects\/ticket\/ticket-sarah-chair\?purpose=service/.test(one)),
    'objects of people are looked at for a purpose',
  );
  const history = page.getByRole('list', { name: 'What was told' }).getByRole('listitem');
  // It is asked for on its own, and may come later than the object.
  await history.nth(1).waitFor();
  assert.equal(await history.count(), 2);
  assert.match(await history.last().innerText(), /State\s+new/);
  await page.getByRole('link', { name: 'SH-30010-5' }).click();
  await page.getByRole('link', { name: 'Novimex Swivel Fabric Task Chair' }).click();
  await page.getByRole('heading', { level: 1, name: 'Novimex Swivel Fabric Task Chair' }).waitFor();
  await page.getByRole('link', { name: 'Stock', exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'SW-30010' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sarah Whitcombe' }).waitFor();
});

test('objects are found while typing; the address keeps what was searched', async () => {
  const { page, go } = room;
  await go('/catalog/product');
  await page.getByRole('searchbox', { name: /Find by id/ }).fill('knife');
  await page.getByRole('row', { name: /Ashwood Santoku Knife/ }).waitFor();
  await page.getByRole('row', { name: /Novimex/ }).waitFor({ state: 'hidden' });
  await page.waitForURL(/q=knife/);
  await page.getByRole('searchbox', { name: /Find by id/ }).fill('no such thing');
  await page.getByText('Nothing found for “no such thing”').waitFor();
});

test('a type is made by its fields, its references and the events that tell of it', async () => {
  const { page, go } = room;
  let sent: unknown;
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent = request.postDataJSON();
  });
  await go('/catalog');
  await page.getByRole('link', { name: 'Create a type' }).click();
  const create = page.getByRole('button', { name: 'Create a type' });
  await page.getByLabel('Title').first().fill('Appointment');
  assert.equal(await page.getByLabel('Name for programs').inputValue(), 'appointment');
  await page.getByLabel('name, such as price').fill('starts_at');
  await page.getByLabel('Kind').selectOption('date');
  await page.getByRole('button', { name: 'Add a field' }).first().click();
  await page.getByLabel('name, such as price').last().fill('starts_at');
  await page.getByText('Another field is called "starts_at".').first().waitFor();
  assert.ok(await create.isDisabled());
  await page.getByLabel('name, such as price').last().fill('store_id');
  await page.getByRole('checkbox', { name: /Each object belongs to a person/ }).check();
  await page.getByLabel('Ordered by').selectOption('starts_at');
  await page.getByRole('button', { name: 'Add a reference' }).click();
  await page.getByLabel(/path to an id/).fill('store_id');
  await page.getByLabel('Refers to').selectOption('Store');
  await page.getByRole('button', { name: 'Add an event' }).click();
  await page.getByLabel('Name of the event').fill('Appointment Booked');
  await page.getByLabel(/its id in the event/).fill('appointment_id');
  await page
    .getByRole('group', { name: 'Fields taken from the event' })
    .getByRole('button', { name: 'Add a field' })
    .click();
  await page.getByLabel('property, such as total').fill('at');
  assert.deepEqual(await seriousFindings(page), []);
  await create.click();
  await page.getByRole('heading', { level: 1, name: 'Appointment' }).waitFor();
  assert.deepEqual(sent, {
    ...{ title: 'Appointment', of_person: true, time_field: 'starts_at' },
    fields: { starts_at: { kind: 'date' }, store_id: { kind: 'text' } },
    references: [{ path: 'store_id', to: 'store' }],
    told_by: [{ event: 'Appointment Booked', id: 'appointment_id', fields: { starts_at: 'at' }, set: {} }],
  });
});

test('a file of objects is stored, and each row that was refused says why', async () => {
  const { page, go, fixture } = room;
  await go('/catalog/product/import');
  await page.getByRole('checkbox', { name: /Leave out columns/ }).check();
  await page.locator('input[type="file"]').setInputFiles({
    ...{ name: 'products.csv', mimeType: 'text/csv', buffer: Buffer.from('id,name\n1,Chair\n') },
  });
  await page.getByText(/products\.csv: 1,851 rows read, 1,848 stored\. 3 rows were refused\./).waitFor();
  await page.getByRole('row', { name: /17 price: "free" is no number/ }).waitFor();
  assert.ok(
    fixture.requests.some((one) =>
      /^POST \/api\/catalog\/import\/product\?.*unknown_fields=ignore/.test(one),
    ),
  );
  assert.deepEqual(await seriousFindings(page), []);
});

test('what a view shows is not taken away', async () => {
  const { page, go } = room;
  await go('/catalog/product');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('product');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('service-desk asks for it. Change that first.').waitFor();
});

test('who may only read sees no way to change', async () => {
  const { page, go, fixture } = room;
  fixture.setScenario('reader');
  await go('/catalog/product');
  await page.getByRole('tab', { name: 'Fields' }).waitFor();
  await page.getByRole('row', { name: /Novimex/ }).waitFor();
  const main = page.getByRole('main');
  assert.equal(await main.getByRole('link', { name: /^(Change|Import)/ }).count(), 0);
  assert.equal(await main.getByRole('button', { name: 'More actions' }).count(), 0);
  await go('/catalog/new');
  await page.getByText('Your role may not change this').waitFor();
});
