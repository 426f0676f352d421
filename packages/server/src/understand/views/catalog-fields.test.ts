// What views show of the catalog: a person's orders with their products, what is meant for them, and lists and rankings of all.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CatalogType, readCatalogType } from '@rapport/protocol';
import { listCatalogTypes, setType, tellObjects } from '../../connect/catalog/index.ts';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import type { ShownField, ShownObject, ViewAnswer } from './model.ts';
import type { Ranked } from './ranking.ts';

const types: Record<string, object> = {
  product: {
    title: 'Products',
    title_field: 'name',
    fields: { name: { kind: 'text' }, warranty_months: { kind: 'number' }, price: { kind: 'number' } },
  },
  stock: {
    title: 'Stock',
    fields: { product_id: { kind: 'text' }, quantity: { kind: 'number' } },
    references: [{ path: 'product_id', to: 'product' }],
  },
  offer: {
    title: 'Offers',
    fields: { title: { kind: 'text' }, until: { kind: 'date' }, segments: { kind: 'list' } },
    title_field: 'title',
    references: [{ path: 'segments', to: 'segment' }],
  },
  order: {
    title: 'Orders',
    of_person: true,
    time_field: 'ordered_at',
    fields: {
      total: { kind: 'number' },
      ordered_at: { kind: 'date' },
      products: { kind: 'list' },
      illness: { kind: 'text', category: 'user.health_and_medical' },
    },
    references: [{ path: 'products.product_id', to: 'product' }],
  },
};

let server: TestServer;
let serviceBit: bigint;
const all = ~(1n << 63n);

before(async () => {
  server = await startTestServer();
  const scope = { db: server.db, workspaceId: 1 };
  for (const [name, given] of Object.entries(types)) {
    const read = readCatalogType(given);
    assert.ok('definition' in read, JSON.stringify(read));
    await setType(scope, name, read.definition as CatalogType, { at: new Date(), by: 'test' });
  }
  const [row] = await server.db.query<{ bit: number }>(
    `select bit from purposes where slug = 'service' limit 1`,
  );
  serviceBit = 1n << BigInt(row?.bit as number);
  await server.sendInTurn([
    anIdentify({ userId: 'anna', traits: { email: 'anna@shop.example', seen: ['p1', 'p2', 'gone'] } }),
    anIdentify({ userId: 'bob', traits: { email: 'bob@shop.example' } }),
    ...['anna', 'bob', 'carol', 'dora', 'eve', 'fay'].map((userId, i) =>
      aTrack({
        ...{ userId, event: 'Order Completed' },
        properties: {
          products: [
            { product_id: 'p1', quantity: 2 },
            { product_id: i < 2 ? 'p2' : 'p3', quantity: 1 },
          ],
        },
      }),
    ),
  ]);
  const buyers = { events: { name: 'Order Completed' }, count: { at_least: 1 } };
  const segment = { name: 'buyers', purpose: 'service', definition: buyers };
  assert.equal((await server.api('POST', '/api/segments', segment)).status, 201);
  await tell(
    { type: 'product', id: 'p1', fields: { name: 'Task Chair', warranty_months: 24, price: 90 } },
    { type: 'product', id: 'p2', fields: { name: 'Paper', warranty_months: 0, price: 5 } },
    { type: 'product', id: 'p3', fields: { name: 'Lamp', price: 30 } },
    { type: 'stock', id: 's1', fields: { product_id: 'p1', quantity: 3 } },
    { type: 'stock', id: 's2', fields: { product_id: 'p2', quantity: 900 } },
    { type: 'offer', id: 'f1', fields: { title: 'For all', until: '2199-01-01' } },
    {
      type: 'offer',
      id: 'f2',
      fields: { title: 'For buyers', until: '2199-01-01', segments: ['buyers', 'others'] },
    },
    { type: 'offer', id: 'f3', fields: { title: 'For others', until: '2199-01-01', segments: ['others'] } },
    { type: 'offer', id: 'f4', fields: { title: 'Over', until: '2020-01-01' } },
    anOrder('o1', 'anna', {
      total: 95,
      ordered_at: '2026-02-28T10:00:00Z',
      illness: 'flu',
      products: [{ product_id: 'p1' }, { product_id: 'p2' }],
    }),
    anOrder('o2', 'anna', {
      total: 5,
      ordered_at: '2026-05-01T10:00:00Z',
      products: [{ product_id: 'gone' }],
    }),
    anOrder('o3', 'bob', { total: 7, ordered_at: '2026-06-01T10:00:00Z', products: [{ product_id: 'p1' }] }),
  );
  await server.settle();
});
after(() => server.stop());

type Told = {
  type: string;
  id: string;
  fields: Record<string, unknown>;
  permissions?: bigint;
  person?: { type: string; value: string };
};
const anOrder = (id: string, userId: string, fields: Record<string, unknown>, permissions = all): Told => ({
  ...{ type: 'order', id, fields, permissions, person: { type: 'user_id', value: userId } },
});
let told = 0;
async function tell(...all: Told[]): Promise<void> {
  const scope = { db: server.db, workspaceId: 1 };
  const types = new Map((await listCatalogTypes(scope)).map((type) => [type.name, type]));
  const tellings = all.flatMap(({ type: name, id, fields, permissions, person }) => {
    told += 1;
    const type = types.get(name);
    if (type === undefined) return [];
    const place = {
      t: Date.now(),
      k: 1,
      s: 0,
      m: String(told).padStart(6, '0'),
      o: 'api' as const,
      b: 'test',
    };
    const whose: { p?: string; w?: [string, string] } = {
      ...(permissions === undefined ? {} : { p: String(permissions) }),
      ...(person === undefined ? {} : { w: [person.type, person.value] }),
    };
    return [{ type, id, telling: { ...place, ...whose, v: fields } }];
  });
  await server.db.transaction((tx) => tellObjects({ ...scope, db: tx }, tellings));
}

let count = 0;
/** The one field of a view that was made for it. */
async function show(field: object, about: object = {}, subject = 'anna') {
  count += 1;
  const view = {
    name: `view-${count}`,
    title: 'Test',
    purpose: 'service',
    ...about,
    fields: [{ name: 'it', ...field }],
  };
  const made = await server.api('POST', '/api/views', view);
  assert.equal(made.status, 201, made.text);
  const path = `/api/views/${view.name}${'about' in about ? '' : `/user_id/${subject}`}`;
  const { status, body, text } = await server.api<ViewAnswer>('GET', path);
  assert.equal(status, 200, text);
  return {
    ...body,
    field: body.fields.it as ShownField,
    objects: (body.fields.it?.value ?? []) as ShownObject[],
  };
}
const orders = { objects: 'order', of: 'person', show: ['total'] };
const products = { to: 'product', by: 'products.product_id', show: ['name'] };

describe('Objects of a person', () => {
  test('come with what they are joined with, the newest first', async () => {
    const until = { name: 'warranty_until', date: 'ordered_at', months: 'warranty_months' };
    const stock = { from: 'stock', by: 'product_id', show: ['quantity'] };
    const join = { products: { ...products, until, join: { stock } } };
    const { objects } = await show({ ...orders, join });
    assert.deepEqual(
      objects.map(({ id, fields }) => [id, fields.total]),
      [
        ['o2', 5],
        ['o1', 95],
      ],
    );
    const [chair, paper] = objects[1]?.joined?.products ?? [];
    assert.deepEqual(
      [chair?.title, chair?.until, paper?.until],
      ['Task Chair', { warranty_until: '2028-02-28' }, { warranty_until: '2026-02-28' }],
    );
    assert.deepEqual(
      chair?.joined?.stock?.map(({ fields }) => fields.quantity),
      [3],
    );
    assert.deepEqual(objects[0]?.joined?.products, []);
    assert.deepEqual(objects[1]?.origin, { kind: 'api', source: 'test', message_id: null });
  });

  test('are chosen by tests and put in order', async () => {
    const { objects } = await show({ ...orders, where: [{ field: 'total', at_least: 6 }] });
    assert.deepEqual(
      objects.map(({ id }) => id),
      ['o1'],
    );
    const { objects: cheapest } = await show({
      ...orders,
      order: { by: 'total', largest: false },
      at_most: 1,
    });
    assert.deepEqual(
      cheapest.map(({ id }) => id),
      ['o2'],
    );
  });

  test('are never those of somebody else, over whatever way', async () => {
    const back = { orders: { from: 'order', by: 'products.product_id', show: ['total'] } };
    const { field } = await show({
      attribute: 'seen',
      join: { products: { ...{ to: 'product', by: 'value', show: ['name'] }, join: back } },
    });
    const joined = field.joined?.products ?? [];
    assert.deepEqual(
      joined.map(({ title }) => title),
      ['Task Chair', 'Paper'],
    );
    assert.deepEqual(
      joined[0]?.joined?.orders?.map(({ id }) => id),
      ['o1'],
    );
  });

  test('show and test only what may be seen: collected for this, of a category that is covered', async () => {
    await tell(anOrder('o4', 'carol', { total: 1, ordered_at: '2026-01-01' }, all & ~serviceBit));
    const { objects, denied } = await show({ ...orders, show: ['total', 'ordered_at'] }, {}, 'carol');
    assert.deepEqual(objects, []);
    assert.deepEqual(denied.map(({ field, reason }) => [field, reason.code]).sort(), [
      ['it.ordered_at', 'not_collected_for_purpose'],
      ['it.total', 'not_collected_for_purpose'],
    ]);
    const hidden = await show({ ...orders, show: ['illness'], where: [{ field: 'illness', is: 'flu' }] });
    assert.deepEqual(hidden.objects, []);
    const shown = await show({ ...orders, show: ['illness'] });
    assert.deepEqual(
      shown.denied.map(({ field }) => field),
      ['it.illness'],
    );
    assert.ok(!JSON.stringify(shown.fields).includes('flu'));
  });

  test('go where the person goes', async () => {
    await server.sendInTurn([anIdentify({ userId: undefined, anonymousId: 'tab', traits: {} })]);
    await tell({
      ...anOrder('o5', '', { total: 3, ordered_at: '2026-01-02' }),
      person: { type: 'anonymous_id', value: 'tab' },
    });
    const idsOf = async () => (await show(orders, {}, 'dora')).objects.map(({ id }) => id);
    assert.deepEqual(await idsOf(), []);
    await server.sendInTurn([anIdentify({ userId: 'dora', anonymousId: 'tab', traits: {} })]);
    assert.deepEqual(await idsOf(), ['o5']);
    const [a, b] = [
      { type: 'user_id', value: 'dora' },
      { type: 'anonymous_id', value: 'tab' },
    ];
    assert.equal((await server.api('POST', '/api/identity/unlink', { a, b })).status, 200);
    assert.deepEqual(await idsOf(), []);
  });
});

describe('What belongs to nobody', () => {
  test('is meant for everybody, or for who is in its segments', async () => {
    const until = { field: 'until', after: { ago: 'PT1S' } };
    const current = { objects: 'offer', of: 'segments', show: ['title'], where: [until] };
    const titlesFor = async (userId: string) =>
      (await show(current, {}, userId)).objects.map(({ title }) => title).toSorted();
    assert.deepEqual(await titlesFor('anna'), ['For all', 'For buyers']);
    await server.sendInTurn([anIdentify({ userId: 'zoe', traits: {} })]);
    assert.deepEqual(await titlesFor('zoe'), ['For all']);
  });

  test('is listed for the business, and follows what is told', async () => {
    const low = {
      objects: 'stock',
      of: 'everybody',
      show: ['quantity'],
      where: [{ field: 'quantity', at_most: 5 }],
    };
    const { objects, subject } = await show(
      { ...low, join: { product: { to: 'product', by: 'product_id', show: ['price'] } } },
      { about: 'business' },
    );
    assert.equal(subject, null);
    assert.deepEqual(
      objects.map((one) => [one.id, one.joined?.product?.[0]?.fields.price]),
      [['s1', 90]],
    );
  });

  test('is ranked by what many did, and of few nothing is told', async () => {
    // Of an hour nothing is told before it ended.
    await server.advance('PT1H');
    const ranking = {
      ranking: 'Order Completed',
      by: 'products.product_id',
      sum: 'products.quantity',
      last: 'P7D',
      compared: true,
    };
    const { field } = await show(
      { ...ranking, join: { product: { to: 'product', by: 'value', show: ['name'] } } },
      { about: 'business' },
    );
    const rows = field.value as (Ranked & { joined: { product: ShownObject[] } })[];
    // Two people bought p2 and four p3.
    assert.deepEqual(
      rows.map(({ key, amount, people, before }) => [key, amount, people, before]),
      [['p1', 12, 6, null]],
    );
    assert.equal(rows[0]?.joined.product[0]?.title, 'Task Chair');
  });
});

test('what a view asks of the catalog has to be there', async () => {
  const faultOf = async (field: object, about: object = {}): Promise<string> => {
    const view = {
      name: 'wrong',
      title: 'Wrong',
      purpose: 'service',
      ...about,
      fields: [{ name: 'it', ...field }],
    };
    const { body } = await server.api<{ error: { message: string } }>('POST', '/api/views', view);
    return body.error.message;
  };
  const cases: [object, RegExp][] = [
    [{ ...orders, show: ['colour'] }, /fields\[0\]\.show: The type "order" has no field "colour"/],
    [{ ...orders, of: 'everybody' }, /fields\[0\]\.of: Objects of the type "order" belong to people/],
    [{ objects: 'stock', of: 'person', show: ['quantity'] }, /belong to nobody/],
    [
      { ...orders, join: { x: { ...products, to: 'unicorn' } } },
      /fields\[0\]\.join\.x\.to: There is no type "unicorn"/,
    ],
    [{ ...orders, join: { x: { from: 'stock', by: 'quantity', show: ['quantity'] } } }, /is no reference/],
    [{ attribute: 'seen', join: { x: products } }, /write "by": "value"/],
  ];
  for (const [field, expected] of cases) assert.match(await faultOf(field), expected);
});
