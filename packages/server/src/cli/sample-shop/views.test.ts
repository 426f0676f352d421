// The views that ship tell Sarah's and Neha's stories, and count what was sold: a part of the shop on a running server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestServer, type TestServer } from '../../testing/index.ts';
import { loadPartOfShop, type PartOfShop } from '../../testing/part-of-shop.ts';
import { notices } from './choices.ts';
import type { Message } from './message.ts';

const dayMs = 24 * 60 * 60_000;

type Shown = {
  id: string;
  fields: Record<string, unknown>;
  until?: Record<string, string>;
  joined?: Record<string, Shown[]>;
};
type Field = { value: never; updated_at: string | null; joined?: Record<string, Shown[]> };
type View = {
  subject: { display_name: string } | null;
  decision: { decision: string } | null;
  fields: Record<string, Field>;
  denied: { field: string; reason: { code: string } }[];
};

let server: TestServer;
let part: PartOfShop;
async function read(view: string, email?: string): Promise<View> {
  const person = email === undefined ? '' : `/email/${encodeURIComponent(email)}`;
  const { status, body, text } = await server.api<View>('GET', `/api/views/${view}${person}`);
  assert.equal(status, 200, text);
  return body;
}
const see = <Value>({ fields }: View, name: string): Value => {
  const field = fields[name];
  assert.ok(field, `${name} is not shown`);
  return field.value;
};

before(async () => {
  server = await startTestServer();
  part = await loadPartOfShop(server);
});
after(() => server.stop());

const eventsOf = (userId: string, event: string): Message[] =>
  part.messages.filter((one) => one.userId === userId && one.event === event);

describe('The service desk, when Sarah calls', () => {
  let view: View;
  before(async () => {
    view = await read('service-desk', 'sarah@example.com');
  });

  test('says first that she is not to be phoned, since when, and what she had read', () => {
    type Permit = {
      purpose: string;
      decision: string;
      said: { state: string; at: string; method: string; notice: { title: string } | null } | null;
    };
    const [phone] = see<Permit[]>(view, 'contact');
    assert.deepEqual([phone?.purpose, phone?.decision], ['marketing.phone', 'deny']);
    const wish = eventsOf(part.sarahId, 'Contact Preference Stated')[0];
    assert.deepEqual(
      [phone?.said?.state, phone?.said?.method, phone?.said?.at],
      ['refused', 'email', wish?.timestamp],
    );
    assert.equal(phone?.said?.notice?.title, notices.calls.title);
  });

  test('shows her chair with its warranty, the refund she waits for and her ticket', () => {
    assert.equal(view.subject?.display_name, 'Sarah Whitcombe');
    const [last, ...earlier] = see<Shown[]>(view, 'last_orders');
    const bought = eventsOf(part.sarahId, 'Order Completed').at(-1) as Message;
    assert.equal(last?.id, bought.properties?.order_id);
    assert.equal(last?.fields.state, 'refund_requested');
    assert.equal(earlier.length, 2);
    const [chair] = last?.joined?.products ?? [];
    assert.equal(chair?.fields.name, 'Novimex Swivel Fabric Task Chair');
    const fiveYears = Temporal.PlainDate.from(bought.timestamp.slice(0, 10)).add({ years: 5 });
    assert.equal(chair?.until?.warranty_until, fiveYears.toString());
    const [ticket, ...more] = see<Shown[]>(view, 'open_tickets');
    assert.match(String(ticket?.fields.subject), /cracked base/);
    assert.deepEqual([ticket?.fields.state, ticket?.fields.order_id, more.length], ['open', last?.id, 0]);
    const [refund, ...others] = see<Shown[]>(view, 'refunds');
    assert.deepEqual([refund?.id, refund?.fields.state, others.length], [last?.id, 'refund_requested', 0]);
    assert.equal(refund?.fields.refunded_at, null);
  });

  test('has the promotions that run for everybody and for those who wait for a refund', () => {
    const ids = see<Shown[]>(view, 'promotions').map(({ id }) => id);
    assert.deepEqual(ids.toSorted(), ['chairs-for-home', 'free-delivery', 'sorry']);
  });

  test('knows nothing of marketing but what she permits', async () => {
    const { contact: _contact, ...others } = view.fields;
    assert.doesNotMatch(JSON.stringify(others), /marketing\./);
    const marketing = await read('marketing', 'sarah@example.com');
    assert.equal(marketing.decision?.decision, 'deny');
    assert.deepEqual(Object.keys(marketing.fields), ['contact']);
  });
});

describe('Marketing, before it writes to Neha', () => {
  let view: View;
  before(async () => {
    view = await read('marketing', 'neha@example.com');
  });

  test('may know who she is since she let the app choose for her', () => {
    assert.equal(view.subject?.display_name, 'Neha Raghavan');
    assert.equal(see(view, 'city'), 'Jersey City');
    assert.deepEqual(view.denied, []);
  });

  test('sees jewellery first, and what it may cost', () => {
    assert.equal(see(view, 'favourite_category'), 'Jewellery');
    assert.deepEqual(see(view, 'interests'), ['Jewellery']);
    assert.ok(see<number>(view, 'price_to') < 20);
    assert.ok(see<number>(view, 'price_from') >= 8);
    assert.equal(see(view, 'code_use'), 1);
  });

  test('sees that she comes in the evening and answers on her telephone', () => {
    assert.ok(see<number>(view, 'evening') > 0.9);
    for (const time of ['morning', 'afternoon']) assert.ok(see<number>(view, time) < 0.1, time);
    assert.ok(see<number>(view, 'push_answered') > 0.9);
    assert.equal(see(view, 'email_answered'), 0);
    const permits = see<{ purpose: string; decision: string }[]>(view, 'contact');
    assert.deepEqual(permits[0], { ...permits[0], purpose: 'marketing.push', decision: 'permit' });
  });

  test('sees what there is for such people', () => {
    const segments = see<{ name: string }[]>(view, 'segments').map(({ name }) => name);
    assert.deepEqual(segments.toSorted(), ['evening_shoppers', 'jewellery_lovers']);
    const ids = see<Shown[]>(view, 'promotions').map(({ id }) => id);
    assert.ok(ids.includes('evening-sparkle') && ids.includes('sparkle-week') && !ids.includes('sorry'));
  });
});

type Ranked = {
  key: string;
  amount: number;
  people: number;
  before: number | null;
  joined: Record<string, Shown[]>;
};

const listLines = ({ properties = {} }: Message) =>
  properties.products as { product_id: string; quantity: number }[];

/** What was sold of each product, with how many bought it, from the messages themselves. */
function countSold(from: number, until: number, counts: (message: Message) => boolean) {
  const sold = new Map<string, { amount: number; people: Set<string> }>();
  for (const message of part.messages) {
    const at = Date.parse(message.timestamp);
    if (message.event !== 'Order Completed' || at <= from || at > until || !counts(message)) continue;
    for (const line of listLines(message)) {
      const own = sold.get(line.product_id) ?? { amount: 0, people: new Set() };
      own.amount += line.quantity;
      own.people.add(message.userId as string);
      sold.set(line.product_id, own);
    }
  }
  return sold;
}

const stockOf = (productId: string): unknown[] =>
  (part.objects.find(({ type }) => type === 'stock')?.objects ?? [])
    .filter(({ fields }) => fields.product_id === productId)
    .map(({ fields }) => [fields.store_id, fields.quantity]);

function holdRanking({ fields }: View, counts: (message: Message) => boolean): void {
  const { value, updated_at } = fields.hot_sellers as Field;
  const until = Date.parse(updated_at as string);
  const sold = [...countSold(until - 30 * dayMs, until, counts)].filter(([, one]) => one.people.size >= 5);
  const expected = sold
    .map(([key, { amount, people }]) => ({ key, amount, people: people.size }))
    .toSorted((a, b) => b.amount - a.amount || (a.key < b.key ? -1 : 1));
  assert.ok(expected.length >= 3, `only ${expected.length} sell well`);
  const rows = value as Ranked[];
  assert.deepEqual(
    rows.map(({ key, amount, people }) => ({ key, amount, people })),
    expected.slice(0, 10),
  );
  for (const { key, joined } of rows) {
    const [product] = joined.product ?? [];
    const stock = product?.joined?.stock?.map((one) => [one.fields.store_id, one.fields.quantity]) ?? [];
    assert.deepEqual(stock.toSorted(), stockOf(key).toSorted(), key);
  }
}

describe('Commerce', () => {
  test('shows what Neha looked at with its price and what is left of it', async () => {
    const view = await read('commerce', 'neha@example.com');
    const viewed = eventsOf(part.nehaId, 'Product Viewed').at(-1)?.properties?.product_id;
    assert.equal(see<string[]>(view, 'recently_viewed')[0], viewed);
    const products = view.fields.recently_viewed?.joined?.products ?? [];
    assert.equal(products.length, 8);
    for (const { id, fields, joined } of products) {
      assert.equal(fields.category, 'Jewellery');
      const stock = joined?.stock?.map((one) => [one.fields.store_id, one.fields.quantity]) ?? [];
      assert.deepEqual(stock.toSorted(), stockOf(id).toSorted());
    }
  });

  test('ranks what sells by what those bought who permit it, and nothing of fewer than five', async () => {
    const permitted = new Map(
      part.all.flatMap(({ event, userId = '', timestamp }) =>
        event === 'Recommendations Switched On' ? [[userId, timestamp]] : [],
      ),
    );
    holdRanking(
      await read('commerce', 'neha@example.com'),
      ({ userId = '', timestamp }) => timestamp >= (permitted.get(userId) ?? '9'),
    );
  });
});

describe('The shop floor', () => {
  test('ranks what everybody bought, and compares it with the days before', async () => {
    const view = await read('shop-floor');
    holdRanking(view, () => true);
    assert.equal(view.subject, null);
    const until = Date.parse(view.fields.hot_sellers?.updated_at as string);
    const earlier = countSold(until - 60 * dayMs, until - 30 * dayMs, () => true);
    for (const { key, before: amount } of see<Ranked[]>(view, 'hot_sellers'))
      assert.equal(amount, (earlier.get(key)?.people.size ?? 0) >= 5 ? earlier.get(key)?.amount : null, key);
  });

  test('lists what runs out, the least first', async () => {
    const low = see<Shown[]>(await read('shop-floor'), 'stock_low');
    const quantities = low.map(({ fields }) => Number(fields.quantity));
    assert.equal(low.length, 20);
    assert.deepEqual(
      quantities,
      quantities.toSorted((a, b) => a - b),
    );
    assert.ok((quantities.at(-1) ?? 9) <= 5);
    for (const { joined } of low) assert.equal(joined?.product?.length, 1);
  });
});

test('Sales sees the company, who else buys for it, and what they spent', async () => {
  const { name: company, people: colleagues } = part.company;
  const [buyer = ''] = colleagues;
  const email = part.all.find(({ userId, traits }) => userId === buyer && traits?.email)?.traits?.email;
  const view = await read('sales', String(email));
  type Account = { name: string; members: { display_name: string }[]; members_total: number };
  const [account] = see<Account[]>(view, 'accounts');
  assert.equal(account?.name, company);
  assert.ok(colleagues.length >= 3);
  assert.equal(account?.members_total, colleagues.length - 1);
  assert.equal(account?.members.length, Math.min(20, colleagues.length - 1));
  const sum = (event: string): number =>
    eventsOf(buyer, event).reduce(
      (all, { properties }) => all + Math.round(Number(properties?.total) * 100),
      0,
    );
  const spent = (sum('Order Completed') - sum('Order Refunded')) / 100;
  assert.ok(Math.abs(see<number>(view, 'lifetime_value') - spent) < 0.005);
  assert.equal(see(view, 'orders'), eventsOf(buyer, 'Order Completed').length);
});
