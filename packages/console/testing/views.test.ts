// Views: a service desk that must not phone Sarah, a campaign for Neha, the shop floor; followed live, embedded, and made.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { seriousFindings } from './accessibility.ts';
import { forgetViews } from './fixture/views.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetViews);

const SARAH = '/views/service-desk/email/sarah%40example.com';

test('the service desk finds Sarah, sees first that she is not to be phoned, then what she bought and what is open', async () => {
  const { page, go } = room;
  await go('/views');
  await page.getByRole('row', { name: /Service desk/ }).click();
  const search = page.getByRole('combobox', { name: /Find somebody/ });
  await search.fill('sarah whit');
  await page.getByRole('option', { name: /Sarah Whitcombe/ }).waitFor();
  await search.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Sarah Whitcombe' }).waitFor();
  assert.equal(new URL(page.url()).pathname, SARAH);

  const forbidden = page.getByRole('region', { name: 'What may not be done' }).getByRole('listitem').first();
  const words = (await forbidden.innerText()).replace(/\s+/g, ' ');
  assert.match(words, /^Do not phone/);
  assert.match(words, /Refused on \d+ \w+ \d{4}/, 'the date');
  assert.match(words, /e-mail, the person/, 'how it was said');
  assert.match(words, /“Phone calls”/, 'the notice');
  const above = await forbidden.evaluate((one) => one.getBoundingClientRect().bottom);
  assert.ok(above < 400, 'without scrolling, above all else');

  const orders = page.getByRole('region', { name: 'Last orders' });
  const last = orders.getByRole('listitem').filter({ hasText: 'SH-30010-5' }).first();
  await last.getByRole('link', { name: 'Novimex Swivel Fabric Task Chair' }).waitFor();
  await last.getByText(/Under warranty until \d+ \w+ 2028/).waitFor();
  const tickets = page.getByRole('region', { name: 'Open tickets' });
  await tickets
    .getByRole('link', { name: 'Chair arrived with a cracked base: I would like a refund' })
    .waitFor();
  await tickets.getByText('open', { exact: true }).waitFor();
  await page.getByRole('region', { name: 'Refunds and returns' }).getByText('Refund Requested').waitFor();
  assert.equal(
    await page.getByText(/Looks at most|Price band|Best channel/).count(),
    0,
    'nothing of marketing',
  );
  await page.getByRole('heading', { name: '1 field is hidden' }).waitFor();
  await page.getByText('It was not collected for this purpose.').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
});

test('marketing sees that Neha likes jewellery first, at which price, in the evening, by push', async () => {
  const { page, go } = room;
  await go('/views/marketing/email/neha%40example.com');
  const fact = (name: string) => page.locator('dl > div').filter({ hasText: name }).first();
  assert.match(await fact('Looks at most').innerText(), /Jewellery[\s·]+Kitchenware/);
  assert.match(await fact('Price band').innerText(), /Under \$20/);
  assert.match(await fact('Best hours').innerText(), /20:00 to 22:00/);
  assert.match(await fact('Best channel').innerText(), /push/);
  await page.getByText('Marketing by push').waitFor();
  await page.getByText('Not permitted: Marketing by e-mail').waitFor();
  await page.getByRole('region', { name: 'Segments' }).getByText('Like jewellery').waitFor();
  await page.getByRole('link', { name: '20% off jewellery until midnight' }).waitFor();
});

test('asked, a value says where it comes from; Escape closes that', async () => {
  const { page, go } = room;
  await go(SARAH);
  await page.getByRole('button', { name: /Where does “City” come from/ }).click();
  await page.getByText('Website · by a source').waitFor();
  await page.getByRole('button', { name: /^Copy 9e4a2305/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Website · by a source').waitFor({ state: 'hidden' });
  await go('/views/marketing/email/neha%40example.com');
  await page.getByRole('button', { name: /Where does “Looks at most” come from/ }).click();
  await page.getByText('212 events').waitFor();
});

test('what changes is shown at once and for a moment; a lost line is said, and comes back', async () => {
  const { page, go, fixture } = room;
  await go(SARAH);
  await page.getByText('Live', { exact: true }).last().waitFor();
  const city = { kind: 'attribute', title: 'City', value: 'Dayton', updated_at: new Date().toISOString() };
  fixture.pushView({ city: { ...city, origin: null } });
  await page.getByText('Dayton').waitFor();
  await page.getByText('Changed just now: City').waitFor({ state: 'attached' });
  fixture.cutStreams();
  await page.getByText(/Connection lost, as of/).waitFor();
  await page.getByText(/Connection lost, as of/).waitFor({ state: 'hidden', timeout: 15_000 });
});

test('when access ends, nothing stays on the screen', async () => {
  const { page, go, fixture } = room;
  await go(SARAH);
  await page.getByText('Columbus').waitFor();
  fixture.setScenario('forbidden');
  fixture.endViews();
  await page.getByText('You may not see this').waitFor();
  assert.equal(await page.getByText('Columbus').count(), 0);
});

test('who masks sees masked what is masked, and why', async () => {
  const { page, go, fixture } = room;
  fixture.setScenario('reader');
  await go(SARAH);
  await page.getByRole('heading', { name: '2 fields are shown masked' }).waitFor();
  assert.equal(await page.getByText('sarah@example.com').count(), 0);
  assert.equal(await page.getByRole('link', { name: 'Change' }).count(), 0, 'the reader changes no views');
});

test('the shop floor shows what sells, against before, and what runs out', async () => {
  const { page, go } = room;
  await go('/views/shop-floor');
  const hot = page.getByRole('region', { name: 'Hot sellers' });
  await hot.getByRole('link', { name: 'Lumi Jhumka Earrings, Antique Gold' }).waitFor();
  await hot.getByRole('button', { name: 'Show as table' }).click();
  await hot.getByRole('cell', { name: '+40%' }).waitFor();
  const table = page.getByRole('table', { name: 'Running out' });
  await table.getByRole('row', { name: /Novimex Swivel Fabric Task Chair.*0/ }).waitFor();
});

test('a view is embedded by a link, or by a card with a token that holds as long as was said', async () => {
  const { page, go } = room;
  let asked: unknown;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/card-tokens')) asked = request.postDataJSON();
  });
  await go(SARAH);
  await page.getByRole('button', { name: 'Embed' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByText(/\/views\/service-desk\/email\/sarah%40example\.com/).waitFor();
  await panel.getByText('subject="email:sarah@example.com"').waitFor();
  await panel.getByLabel('Holds for').selectOption('8 hours');
  await panel.getByRole('button', { name: 'Make a token' }).click();
  await panel.getByText(/It holds until/).waitFor();
  await panel.getByText(/token="card_/).waitFor();
  assert.deepEqual(asked, {
    ...{ view: 'service-desk', expires_in: 'PT8H' },
    subject: { type: 'email', value: 'sarah@example.com' },
  });
  assert.deepEqual(await seriousFindings(page), []);
});

test('a view is made by clicking, tried on somebody while it is made, and saved', async () => {
  const { page, go } = room;
  let sent: { fields?: unknown[]; name?: string } = {};
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/view-definitions'))
      sent = request.postDataJSON();
  });
  await go('/views');
  await page.getByRole('link', { name: 'Create a view' }).click();
  await page.getByLabel('Title').fill('Till desk');
  assert.equal(await page.getByLabel('Name for programs').inputValue(), 'till-desk');
  const add = async (kind: RegExp) => {
    await page.getByRole('button', { name: 'Add a field' }).click();
    await page.getByRole('menuitem', { name: kind }).click();
  };
  await add(/^Attribute/);
  await page
    .getByRole('textbox', { name: 'Attribute' })
    .or(page.getByRole('combobox', { name: 'Attribute' }))
    .fill('city');
  await add(/^Trait/);
  const trait = page.getByRole('group', { name: 'Trait' });
  await trait.getByLabel('Choose a trait').selectOption('Share of orders refunded');
  await trait.getByLabel('Shown as').selectOption('an amount of money');
  await trait.getByLabel('Currency').fill('us');
  await trait.getByText('Write "share", or a currency such as EUR.').waitFor();
  await trait.getByLabel('Shown as').selectOption('a share, in percent');
  await add(/^Catalog objects/);
  const objects = page.getByRole('group', { name: 'Objects' });
  await objects.getByLabel('Choose a type').selectOption('Order');
  await objects.getByLabel('Show a field').selectOption('Total');
  await objects.getByRole('button', { name: 'Show beside it' }).click();
  await page.getByRole('menuitem', { name: 'Product it refers to (products.product_id)' }).click();
  await objects.getByRole('checkbox', { name: 'Under warranty until:' }).check();
  await objects.getByRole('button', { name: 'Only those where' }).click();
  await objects.getByLabel('Field', { exact: true }).selectOption('State');
  await objects.getByLabel('Value', { exact: true }).fill('delivered');

  const preview = page.getByRole('complementary', { name: 'What it says' });
  await preview.getByRole('combobox').fill('sarah whit');
  await preview.getByRole('option', { name: /Sarah Whitcombe/ }).click();
  await preview.getByText('Columbus').waitFor();
  await preview.getByRole('tab', { name: 'Field by field' }).click();
  await preview.getByText('It is needed for what was agreed, and nobody objected.').first().waitFor();
  assert.deepEqual(await seriousFindings(page), []);

  const grip = page.getByRole('button', { name: /^Move Objects: drag/ });
  await grip.focus();
  await page.keyboard.press('ArrowUp');
  await page.getByText('Moved to place 2 of 3.').waitFor({ state: 'attached' });
  await page.keyboard.press('ArrowDown');
  await page.getByText('Moved to place 3 of 3.').waitFor({ state: 'attached' });
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Till desk' }).waitFor();
  assert.equal(sent.name, 'till-desk');
  assert.deepEqual(sent.fields, [
    {
      ...{ name: 'objects', objects: 'order', of: 'person', at_most: 5, show: ['total'] },
      where: [{ field: 'state', is: 'delivered' }],
      join: {
        product: {
          ...{ to: 'product', by: 'products.product_id', show: ['name'] },
          until: { name: 'warranty_until', date: 'ordered_at', months: 'warranty_months' },
        },
      },
    },
    { name: 'attribute', attribute: 'city' },
    { name: 'trait', trait: 'refund_ratio', unit: 'share' },
  ]);
});

test('faults are said at their field, also those that only the server knows', async () => {
  const { page, go } = room;
  await go('/views/sales/edit?who=email:sarah%40example.com');
  const trait = page.getByRole('group', { name: 'Spent in all' });
  await page.getByRole('radio', { name: 'JSON' }).check();
  const json = page.getByLabel('The fields as JSON');
  const fields = JSON.parse(await json.inputValue()) as Record<string, unknown>[];
  await json.fill(JSON.stringify(fields.map((one) => ('trait' in one ? { ...one, trait: 'gone' } : one))));
  await page.getByRole('radio', { name: 'Build' }).check();
  await trait.getByText('There is no trait gone. Create it first.').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Save as a new version' }).isDisabled());
  const city = page.getByRole('group', { name: 'City' });
  await city.getByLabel('Name for programs').fill('lifetime_value');
  await city.getByText('Another field is called "lifetime_value".').waitFor();
});

test('who changes a version that somebody else has changed meanwhile overwrites nothing, and keeps what was written', async () => {
  const { page, go } = room;
  await go('/views/commerce/edit');
  const about = page.getByLabel('What it is for');
  await about.fill('For the cart.');
  const status = await page.evaluate(async () => {
    const {
      versions: _,
      version: __,
      set_at: ___,
      ...view
    } = await (await fetch('/api/view-definitions/commerce')).json();
    const body = JSON.stringify({ ...view, description: 'For the till.' });
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/view-definitions/commerce', { method: 'PUT', headers, body })).status;
  });
  assert.equal(status, 200);
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await page.getByText('Version 2 has been set meanwhile: look at it, and change that one.').waitFor();
  assert.equal(await about.inputValue(), 'For the cart.');
});

test('a view is changed to another version, and taken away by its name', async () => {
  const { page, go } = room;
  await go('/views/commerce/edit');
  await page.getByLabel('What it is for').fill('For the cart.');
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await page.getByText('For the cart.').waitFor();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('commerce');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { level: 1, name: 'Views' }).waitFor();
  await page.getByText('Online shop').waitFor({ state: 'hidden' });
});

test('a view that ships is added by a click, and what comes with it is said before', async () => {
  const { page, go } = room;
  await go('/views/commerce');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('commerce');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  const ready = page.getByRole('list', { name: 'Ready to be added' }).getByRole('listitem');
  await ready.getByRole('heading', { name: 'Commerce' }).waitFor();
  assert.equal(await ready.count(), 1, 'those that are there are not offered');
  await ready.getByRole('link', { name: 'Personalisation' }).waitFor();
  await ready.getByText(/Brings \d traits?, computed from then on: .*recently viewed/i).waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await ready.getByRole('button', { name: 'Add “Commerce”' }).click();
  await page.getByRole('row', { name: /Commerce/ }).waitFor();
  await ready.waitFor({ state: 'detached' });
});

test('a person’s page and the search of everything lead to views', async () => {
  const { page, go } = room;
  await go('/people/email/sarah@example.com');
  await page.getByRole('button', { name: 'As a view sees them' }).click();
  await page.getByRole('menuitem', { name: 'As Service desk sees them' }).click();
  await page.getByText('Do not phone').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('shop fl');
  await page.getByRole('option', { name: 'Shop floor' }).click();
  await page.getByRole('heading', { level: 1, name: 'Shop floor' }).waitFor();
});
