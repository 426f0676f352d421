// The views that ship on the real server, with a part of the sample shop: what the desk sees of Sarah, what marketing knows of
// Neha, what sells and what is left of it, whose account it is. Numbers on the screen are those of the event store.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { openClickHouse } from '../../server/src/platform/clickhouse/index.ts';
import { loadPartOfShop, type PartOfShop } from '../../server/src/testing/part-of-shop.ts';
import { seriousFindings } from './accessibility.ts';
import { openRealRoom } from './real-room.ts';
import { visit } from './visit.ts';

let shop: PartOfShop;
const room = openRealRoom('/views', 'Views', async ({ server, page, errors }) => {
  shop = await loadPartOfShop(server);
  // A page that asks what the server does not answer to: `not_found` names no object.
  page.on('response', async (response) => {
    if (response.status() !== 404 || !response.url().includes('/api/')) return;
    const { error } = (await response.json()) as { error: { code: string } };
    if (error.code === 'not_found') errors.push(response.url());
  });
});

const go = (path: string) => visit(room.page, room.server.url + path);
const part = (name: string): Locator => room.page.getByRole('region', { name, exact: true });
const fact = (name: string): Locator =>
  room.page.locator('dl > div').filter({ has: room.page.getByRole('term').filter({ hasText: name }) });
const factOf = async (name: string): Promise<string> =>
  (await fact(name).getByRole('definition').first().innerText()).replace(/\s+/g, ' ');
const day = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(iso));
const sent = (userId: string, event: string) =>
  shop.messages.filter((one) => one.userId === userId && one.event === event);

test('the list has the views, and adds one that ships again after it was taken away', async () => {
  const { page, server } = room;
  await go('/views');
  for (const title of ['Service desk', 'Marketing', 'Commerce', 'Sales', 'Shop floor'])
    await page.getByRole('row', { name: new RegExp(`^${title}`) }).waitFor();
  assert.equal((await server.api('DELETE', '/api/view-definitions/sales')).status, 204);
  await page.reload();
  await page.getByRole('button', { name: 'Add “Sales”' }).click();
  await page.getByRole('row', { name: /^Sales/ }).waitFor();
  await go('/views/new');
  await page.getByLabel('Title').fill('Till');
  await page.getByRole('button', { name: 'Add a field' }).click();
  await page.getByRole('menuitem', { name: /^Attribute/ }).click();
  await page
    .getByRole('combobox', { name: 'Attribute' })
    .or(page.getByRole('textbox', { name: 'Attribute' }))
    .fill('name');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Till' }).waitFor();
});

describe('The service desk, when Sarah calls', () => {
  const path = '/views/service-desk/email/sarah%40example.com';

  test('finds her, and sees first of all that she is not to be phoned, since when and having read what', async () => {
    const { page } = room;
    await go('/views/service-desk');
    const search = page.getByRole('combobox', { name: /Find somebody/ });
    await search.fill('sarah whit');
    await page.getByRole('option', { name: /Sarah Whitcombe/ }).waitFor();
    await search.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Sarah Whitcombe' }).waitFor();
    const forbidden = page
      .getByRole('region', { name: 'What may not be done' })
      .getByRole('listitem')
      .first();
    const words = (await forbidden.innerText()).replace(/\s+/g, ' ');
    const [wish] = sent(shop.sarahId, 'Contact Preference Stated');
    assert.match(words, /^Do not phone/);
    assert.ok(words.includes(`Refused on ${day(wish?.timestamp ?? '')}`), words);
    assert.ok(words.includes('“Calls from Sample Shop”'), words);
    const [box, facts] = [await forbidden.boundingBox(), await part('What is known').boundingBox()];
    assert.ok(
      (box?.y ?? 900) < 300 && (box?.y ?? 900) < (facts?.y ?? 0),
      'above all else, without scrolling',
    );
    assert.deepEqual(await seriousFindings(page), []);
  });

  test('sees the chair she bought last with its warranty, the refund that is open, and her ticket', async () => {
    await go(path);
    const bought = sent(shop.sarahId, 'Order Completed').at(-1);
    const orderId = String(bought?.properties?.order_id);
    const last = part('Last orders').getByRole('listitem').first();
    await last.getByText(orderId).first().waitFor();
    await last.getByRole('link', { name: 'Novimex Swivel Fabric Task Chair' }).waitFor();
    const placed = Temporal.PlainDate.from((bought?.timestamp ?? '').slice(0, 10));
    await last.getByText(`Under warranty until ${day(placed.add({ years: 5 }).toString())}`).waitFor();
    const refunds = part('Refunds').getByRole('listitem');
    assert.equal(await refunds.count(), 1);
    assert.match(await refunds.innerText(), new RegExp(`${orderId}[\\s\\S]*refund requested`, 'i'));
    assert.doesNotMatch(await refunds.innerText(), /Refunded at/);
    const ticket = part('Open tickets').getByRole('listitem');
    assert.match(await ticket.innerText(), /Chair arrived with a cracked base[\s\S]*open/);
  });

  test('sees nothing that is known for marketing', async () => {
    const { page } = room;
    const [answer] = await Promise.all([
      page.waitForResponse((one) => new URL(one.url()).pathname === `/api${path}`),
      go(path),
    ]);
    const { fields } = (await answer.json()) as { fields: Record<string, object> };
    const { contact: _contact, ...others } = fields;
    assert.doesNotMatch(JSON.stringify(others), /marketing\.|favourite|interest/);
    const shown = await page.getByRole('main').innerText();
    assert.doesNotMatch(shown, /Looks at most|Interests|price looked at|answered, share/);
    await go('/views/marketing/email/sarah%40example.com');
    const hidden = await page.getByRole('main').innerText();
    for (const secret of ['Whitcombe', 'Columbus', 'Novimex', shop.sarahId])
      assert.ok(!hidden.includes(secret), `${secret} is shown to marketing`);
  });

  test('sees what changes while she talks', async () => {
    const { page, server } = room;
    await go(path);
    await page.getByText('Live', { exact: true }).last().waitFor();
    await server.send([
      {
        ...{ type: 'track', event: 'Order Refunded', userId: shop.sarahId, messageId: 'refund-of-the-chair' },
        timestamp: new Date().toISOString(),
        properties: {
          order_id: sent(shop.sarahId, 'Order Completed').at(-1)?.properties?.order_id,
          total: 150.98,
        },
      },
    ]);
    await part('Refunds').getByText('refunded', { exact: true }).waitFor();
    await page.getByText(/Changed just now: .*Refunds/).waitFor({ state: 'attached' });
  });
});

describe('Marketing, before it writes to Neha', () => {
  before(() => go('/views/marketing/email/neha%40example.com'));

  test('sees jewellery first, at which price, and that she buys with a code', async () => {
    assert.match(await factOf('Looks at most'), /^Jewellery/);
    const [from, to] = [Number(await factOf('Lowest price')), Number(await factOf('Highest price'))];
    assert.ok(from >= 8 && to < 20 && from < to, `${from} to ${to}`);
    assert.match(await factOf('Average price'), /^\d+(\.\d\d?)?$/, 'as people write it');
    assert.equal(await factOf('Orders with a code'), '100%');
  });

  test('sees that she comes in the evening, and answers push and no e-mail', async () => {
    const { page } = room;
    const shareOf = async (name: string) => {
      const [, percent] = /^(\d+)%$/.exec(await factOf(name)) ?? [];
      return Number(percent);
    };
    assert.ok((await shareOf('Here in the evening')) > 90);
    assert.ok((await shareOf('Here in the morning')) < 10);
    assert.ok((await shareOf('Push notifications answered')) > 90);
    assert.equal(await shareOf('E-mails answered'), 0);
    const permissions = page.getByRole('list', { name: 'What this person’s data may be used for' });
    await permissions.getByText('Marketing by push').waitFor();
  });

  test('sees what there is for such people, and no kitchen', async () => {
    const { page } = room;
    await part('Promotions for this person').getByText('EVENING20').waitFor();
    await part('Segments')
      .getByRole('link', { name: /jewellery/i })
      .waitFor();
    assert.doesNotMatch(await page.getByRole('main').innerText(), /kitchen|knife/i);
    assert.deepEqual(await seriousFindings(page), []);
  });
});

type Sold = { key: string; amount: number; people: number };

/**
 * What was sold in the thirty days up to the last hour that ended, added up in the event store by another question than the view
 * asks.
 */
async function sumSold(): Promise<Sold[]> {
  const store = await openClickHouse({ path: join(room.server.dataDir, 'clickhouse') });
  try {
    return await store.query<Sold>(
      `with toStartOfHour(now(), 'UTC') as ended
       select JSONExtractString(line, 'product_id') as key, toFloat64(sum(JSONExtractFloat(line, 'quantity'))) as amount,
         toUInt32(uniqExact(user_id)) as people
       from (select user_id, arrayJoin(JSONExtractArrayRaw(message, 'properties', 'products')) as line from events
         where event = 'Order Completed' and timestamp > ended - interval 30 day and timestamp <= ended)
       group by key having people >= 5 order by amount desc, key limit 10`,
    );
  } finally {
    await store.close();
  }
}

describe('Commerce', () => {
  test('sees what runs out by its name, and where', async () => {
    const { page } = room;
    await go('/views/shop-floor');
    const [row] = await page
      .getByRole('table', { name: 'Runs out' })
      .getByRole('row')
      .filter({ has: page.getByRole('cell') })
      .all();
    const [name = '', ...cells] = (await row?.getByRole('cell').allInnerTexts()) ?? [];
    const products = shop.objects.find(({ type }) => type === 'product')?.objects ?? [];
    assert.ok(
      products.some(({ fields }) => fields.name === name),
      name,
    );
    assert.ok(
      cells.some((cell) => /^Sample Shop|warehouse/i.test(cell)),
      cells.join(),
    );
  });

  test('sees what sells best, in numbers that are those of the event store', async () => {
    const { page } = room;
    await go('/views/shop-floor');
    const sells = part('Sell best');
    await sells.getByRole('button', { name: 'Show as table' }).click();
    const rows = await sells
      .getByRole('row')
      .filter({ has: page.getByRole('cell') })
      .all();
    const shown = await Promise.all(rows.map((row) => row.getByRole('cell').allInnerTexts()));
    const sold = await sumSold();
    assert.ok(sold.length >= 3);
    assert.deepEqual(
      shown.map((cells) => [Number(cells.at(1)), Number(cells.at(-1))]),
      sold.map(({ amount, people }) => [amount, people]),
    );
    assert.deepEqual(
      shown.map(([name]) => name),
      sold.map(({ key }) => nameOf(key)),
    );
  });

  test('sees what somebody looks at, with what is left of it', async () => {
    const { page } = room;
    await go('/views/commerce/email/neha%40example.com');
    const productId = String(sent(shop.nehaId, 'Product Viewed').at(-1)?.properties?.product_id);
    const first = part('Viewed lately').getByRole('listitem').first();
    await first.getByRole('link', { name: nameOf(productId) }).waitFor();
    // A store in a line, not a box: a page of them is read at a glance.
    const stock = await first.getByRole('listitem').allInnerTexts();
    const heights = await first
      .getByRole('listitem')
      .evaluateAll((all) => all.map((one) => one.clientHeight));
    assert.ok(Math.max(...heights) < 40, heights.join());
    const left = (shop.objects.find(({ type }) => type === 'stock')?.objects ?? []).filter(
      ({ fields }) => fields.product_id === productId,
    );
    assert.ok(left.length > 0);
    for (const { fields } of left)
      assert.ok(
        stock.some((words) => new RegExp(`\\b${fields.quantity}\\b`).test(words)),
        `${fields.quantity} of ${productId} in ${stock.join(' | ')}`,
      );
    assert.deepEqual(await seriousFindings(page), []);
  });
});

const nameOf = (productId: string): string =>
  String(
    shop.objects.find(({ type }) => type === 'product')?.objects.find(({ id }) => id === productId)?.fields
      .name,
  );

test('Sales sees the company, who else buys for it, and what was spent', async () => {
  const { page } = room;
  const [buyer = ''] = shop.company.people;
  await go(`/views/sales/user_id/${buyer}`);
  const accounts = part('Accounts');
  await accounts.getByRole('heading', { name: shop.company.name }).waitFor();
  const others = shop.company.people.length - 1;
  await accounts.getByText(`${others} others belong to it`).waitFor();
  assert.equal(await accounts.getByRole('link').count(), Math.min(20, others));
  const cents = (event: string): number =>
    sent(buyer, event).reduce((sum, { properties }) => sum + Math.round(Number(properties?.total) * 100), 0);
  const spent = (cents('Order Completed') - cents('Order Refunded')) / 100;
  const shown = Number((await factOf('Lifetime value')).replace(/[^\d.]/g, ''));
  assert.ok(Math.abs(shown - spent) < 0.01, `${shown} for ${spent}`);
  assert.equal(Number(await factOf('Orders')), sent(buyer, 'Order Completed').length);
  assert.deepEqual(await seriousFindings(page), []);
});

test('who read what was said of whom is in the log, with the view', async () => {
  const { page, errors } = room;
  await go('/reads');
  const row = page.getByRole('row', { name: /you.*View “Sales”.*Customer service/ }).first();
  await row.waitFor();
  assert.match(await row.innerText(), /Accounts/);
  assert.deepEqual(errors, []);
});
