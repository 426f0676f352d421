// Segments and traits: built by clicking and as JSON, looked at while they are built, explained, and taken away.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { arbitraryCondition, arbitraryTraitValue } from '../../server/src/testing/scenarios/index.ts';
import { seriousFindings } from './accessibility.ts';
import { forgetSegments } from './fixture/segments.ts';
import { openRoom } from './room.ts';

const room = openRoom();
beforeEach(forgetSegments);

test('a segment is built by clicking, says itself and counts while it is built, and is saved', async () => {
  const { page, go } = room;
  const sent: { name: string; definition: unknown }[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/segments'))
      sent.push(request.postDataJSON());
  });
  await go('/segments');
  await page.getByRole('link', { name: 'Create a segment' }).click();
  await page.getByLabel('Title').fill('Buyers of łamps');
  assert.equal(await page.getByLabel('Name for programs').inputValue(), 'buyers_of_lamps');
  const create = page.getByRole('button', { name: 'Create', exact: true });
  assert.ok(await create.isDisabled());
  const row = page.getByRole('group', { name: 'Event happened' });
  await row.getByLabel('Name of the event').fill('Order Comp');
  await page.waitForFunction(() => document.querySelectorAll('datalist option').length === 1);
  assert.equal(await row.locator('datalist option').getAttribute('value'), 'Order Completed');
  await row.getByLabel('Name of the event').fill('Order Completed');
  await row.getByLabel('Value', { exact: true }).fill('2');
  await row.getByRole('button', { name: 'Add a property' }).click();
  await row.getByLabel('Property', { exact: true }).fill('category');
  await row.getByLabel('Value', { exact: true }).last().fill('Lamps');
  const effect = page.getByRole('complementary', { name: 'What it would find' });
  await effect.getByText('Order Completed (where category is “Lamps”) happened at least 2 times').waitFor();
  await effect.getByText(/of 809 people/).waitFor();

  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('menuitem', { name: 'In a segment' }).click();
  const member = page.getByRole('group', { name: 'In a segment' });
  await member.getByLabel('Choose a segment').selectOption('Loyal customers');
  await member.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Deny it' }).click();
  await effect.getByText('is not in Loyal customers').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await effect.getByRole('button', { name: 'Show SQL' }).click();
  await effect.getByText('SELECT profile_id').waitFor();
  assert.equal(await effect.evaluate((card) => card.scrollWidth - card.clientWidth), 0);
  await create.click();
  await page.getByRole('heading', { level: 1, name: 'Buyers of łamps' }).waitFor();
  assert.equal(sent[0]?.name, 'buyers_of_lamps');
  assert.deepEqual(sent[0]?.definition, {
    all: [
      {
        events: {
          name: 'Order Completed',
          in: { last: 'P30D' },
          where: [{ property: 'category', is: 'Lamps' }],
        },
        count: { at_least: 2 },
      },
      { not: { segment: 'loyal_customers' } },
    ],
  });
});

test('while somebody types, one question is asked, and only of what the language takes', async () => {
  const { page, go, fixture } = room;
  const previews = () => fixture.requests.filter((each) => each.includes('/segments/preview')).length;
  await go('/segments/loyal_customers/edit');
  await page.getByText(/of 809 people/).waitFor();
  const before = previews();
  const least = page.getByRole('group', { name: 'Event happened' }).getByLabel('Value');
  await least.press('End');
  await least.pressSequentially('5678', { delay: 20 });
  await page.getByText('45,678 times').waitFor();
  await page.waitForTimeout(400);
  assert.equal(previews() - before, 1);
  await least.fill('');
  await page.getByText('Write a number.').waitFor();
  await page.waitForTimeout(400);
  assert.equal(previews() - before, 1);
  assert.ok(await page.getByRole('button', { name: 'Save as a new version' }).isDisabled());
});

test('what the builder cannot show stands as JSON, and is kept while the rest is changed', async () => {
  const { page, go } = room;
  const odd = { attribute: 'plan', is: 'gold', since: '2026-01-01' };
  let sent: { definition?: unknown } = {};
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent = request.postDataJSON();
  });
  await go('/segments/jewellery_lovers/edit');
  await page.getByRole('radio', { name: 'JSON' }).check();
  const text = page.getByLabel('The definition as JSON');
  await text.fill('{"any": [');
  await page.getByText('This is not JSON yet.').waitFor();
  await text.fill(JSON.stringify({ any: [{ list: 'wholesale' }, odd] }));
  await page.getByRole('radio', { name: 'Build' }).check();
  await page.getByText('The builder cannot show this part.').waitFor();
  await page.getByText('Remove since: it means nothing here.').waitFor();
  await page.getByLabel('Choose a list').selectOption('Beta testers');
  const part = page.getByLabel('This part as JSON');
  assert.deepEqual(JSON.parse(await part.inputValue()), odd);
  assert.ok(await page.getByRole('button', { name: 'Save as a new version' }).isDisabled());
  await part.fill(JSON.stringify({ attribute: 'plan', not: { between: [1, 2] } }));
  await page.getByText('Is on the list beta_testers or plan is not from 1 to 2').waitFor();
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await page.getByRole('heading', { level: 1, name: 'Like jewellery' }).waitFor();
  const right = { attribute: 'plan', not: { between: [1, 2] } };
  assert.deepEqual(sent.definition, { any: [{ list: 'beta_testers' }, right] });
});

test('events are narrowed down by clicking: to a type, to weekdays and times of day in a zone', async () => {
  const { page, go } = room;
  await go('/segments/new');
  const row = page.getByRole('group', { name: 'Event happened' });
  const narrow = async (item: string) => {
    await row.getByRole('button', { name: 'Narrow the events down' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await row.getByLabel('Name of the event').fill('Order Completed');
  await narrow('Only of one type');
  await row.getByLabel('Type of the event').selectOption('any tracked event');
  await narrow('Only at certain times of day or week');
  await row.getByRole('checkbox', { name: 'Sunday' }).check();
  await row.getByRole('checkbox', { name: 'Saturday' }).check();
  await row.getByRole('textbox', { name: 'until before' }).fill('');
  const zone = row.getByRole('combobox', { name: 'Time zone', exact: true });
  await zone.selectOption('time in');
  await row.getByLabel('Name of the time zone').fill('Asia/Nowhere');
  await page.getByText('Choose a time zone, such as Europe/Warsaw.').waitFor();
  await row.getByLabel('Name of the time zone').fill('Asia/Taipei');
  await row.getByLabel('In which time').selectOption('in the calendar');
  await zone.first().selectOption('the person’s own time');
  await page.getByRole('radio', { name: 'JSON' }).check();
  assert.deepEqual(JSON.parse(await page.getByLabel('The definition as JSON').inputValue()), {
    all: [
      {
        events: {
          ...{ name: 'Order Completed', type: 'track' },
          local: { weekdays: [6, 7], from: '18:00', zone: 'Asia/Taipei' },
          in: { calendar: 'month', zone: 'person' },
        },
        count: { at_least: 1 },
      },
    ],
  });
});

test('a property that holds an id leads into the catalog, by clicking, and back', async () => {
  const { page, go } = room;
  await go('/segments/new');
  const row = page.getByRole('group', { name: 'Event happened' });
  await row.getByLabel('Name of the event').fill('Order Completed');
  await row.getByRole('button', { name: 'Add a property' }).click();
  await row.getByLabel('Property', { exact: true }).fill('products.product_id');
  await row.getByLabel('Value', { exact: true }).last().fill('Kitchen');
  await row.getByRole('button', { name: 'Look into the catalog by this id' }).click();
  const type = row.getByLabel('Type of the catalog');
  // Orders belong to people.
  assert.equal(await type.getByRole('option', { name: 'Order', exact: true }).count(), 0);
  await type.selectOption('Product');
  await row.getByLabel('Field of the catalog').selectOption('Category');
  const effect = page.getByRole('complementary', { name: 'What it would find' });
  await effect.getByText('category of a product in products.product_id is “Kitchen”').waitFor();
  assert.equal(await row.getByLabel('Test').getByRole('option', { name: 'matches' }).count(), 0);
  assert.deepEqual(await seriousFindings(page), []);
  const whereOf = async () => {
    await page.getByRole('radio', { name: 'JSON' }).check();
    const definition = JSON.parse(await page.getByLabel('The definition as JSON').inputValue());
    await page.getByRole('radio', { name: 'Build' }).check();
    return definition.all[0].events.where;
  };
  assert.deepEqual(await whereOf(), [
    { property: 'products.product_id', of: 'product', field: 'category', is: 'Kitchen' },
  ]);
  await row.getByRole('button', { name: 'Do not look into the catalog' }).click();
  assert.deepEqual(await whereOf(), [{ property: 'products.product_id', is: 'Kitchen' }]);
});

test('what only the server knows to be wrong is said at its row, too', async () => {
  const { page, go } = room;
  await go('/segments/jewellery_lovers/edit');
  await page.getByRole('radio', { name: 'JSON' }).check();
  const whole = { all: [{ everyone: true }, { segment: 'gone' }] };
  await page.getByLabel('The definition as JSON').fill(JSON.stringify(whole));
  await page.getByRole('radio', { name: 'Build' }).check();
  const row = page.getByRole('group', { name: 'In a segment' });
  await row.getByText('There is no segment gone. Create it first.').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Save as a new version' }).isDisabled());
});

test('a member of a segment leads to why, part by part', async () => {
  const { page, go } = room;
  await go('/segments/lapsed_after_refund');
  await page.getByRole('row', { name: /Sarah Whitcombe/ }).click();
  await page.getByText('Time alone may take them out on').waitFor();
  assert.match(page.url(), /tab=why&who=profile_id%3A589858/);
  await page.getByText('Not met: Share of orders refunded is at least 0.2').waitFor();
  await page.getByLabel('Known by').selectOption('email');
  await page.getByRole('textbox', { name: 'Person' }).fill('nobody@example.com');
  await page.keyboard.press('Enter');
  await page.getByText('Nobody is known by nobody@example.com').waitFor();
});

test('what another definition asks is not taken away; what none asks is', async () => {
  const { page, go } = room;
  const take = async (name: string) => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill(name);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  };
  await go('/traits/refund_ratio');
  await take('refund_ratio');
  await page.getByText('Lapsed after a refund asks for it.').waitFor();
  await go('/traits/spend_score');
  await take('spend_score');
  await page.getByRole('heading', { level: 1, name: 'Traits' }).waitFor();
  assert.equal(await page.getByText('Spending, 1 to 5').count(), 0);
});

test('a trait is built: a ratio of two counts, tried while it is built', async () => {
  const { page, go } = room;
  await go('/traits/new');
  await page.getByLabel('Kind of value').selectOption('Ratio of two values');
  const names = page.getByLabel('Name of the event');
  await names.first().fill('Refund Requested');
  await names.last().fill('Order Completed');
  await page.getByText('(The number of Refund Requested) ÷ (the number of Order Completed)').waitFor();
  await page.getByText('702 people have a value').waitFor();
  await page.getByLabel('The second is a number').check();
  await page.getByText('(The number of Refund Requested) ÷ 1').waitFor();
});

test('who may only read sees no way to change', async () => {
  const { page, go, fixture } = room;
  fixture.setScenario('reader');
  await go('/segments/loyal_customers');
  await page.getByRole('tab', { name: 'Versions' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Change' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'More actions' }).count(), 0);
  await go('/segments/new');
  await page.getByText('Your role may not change this').waitFor();
});

test('whatever a definition says, the builder shows it whole; typing in any field and taking it back changes nothing', async () => {
  const { page, go } = room;
  const text = page.getByLabel('The definition as JSON');
  const build = page.getByRole('radio', { name: 'Build' });
  const json = page.getByRole('radio', { name: 'JSON' });
  const pages = [
    ['/segments/jewellery_lovers/edit', fc.sample(arbitraryCondition, { numRuns: 15, seed: 7 })],
    ['/traits/orders_count/edit', fc.sample(arbitraryTraitValue, { numRuns: 10, seed: 7 })],
  ] as const;
  let typedInto = 0;
  for (const [path, definitions] of pages) {
    await go(path);
    for (const whole of definitions) {
      const said = JSON.stringify(whole);
      await json.check();
      await text.fill(said);
      await build.check();
      assert.equal(await page.getByText('The builder cannot show').count(), 0, said);
      for (const field of await page.getByRole('group').locator('input[type="text"]').all()) {
        const before = await field.inputValue();
        await field.press('End');
        await field.pressSequentially('7');
        await field.press('Backspace');
        assert.equal(await field.inputValue(), before, said);
        typedInto++;
      }
      await json.check();
      assert.deepEqual(JSON.parse(await text.inputValue()), whole);
    }
  }
  assert.ok(typedInto > 50, `${typedInto} fields`);
});
