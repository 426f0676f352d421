// Objects that events tell of, from collect to the catalog, through a real server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { catalogType } from '@rapport/protocol';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import { listObjectsByIds, listObjectsOfProfile, recordCatalogType, recordTellings } from './index.ts';

let server: TestServer;
let workspaceId: number;
const scopeOf = () => ({ db: server.db, workspaceId });
const set = { at: new Date('2026-01-01T00:00:00Z'), by: 'test' };
const product = catalogType.parse({
  title: 'Product',
  fields: { name: { kind: 'text' }, price: { kind: 'number' } },
  title_field: 'name',
  told_by: ['Product Viewed', 'Order Completed'].map((event) => ({
    ...{ event, id: 'product_id', fields: { name: 'name', price: 'price' } },
    ...(event === 'Order Completed' ? { each: 'products' } : {}),
  })),
});
const order = catalogType.parse({
  title: 'Order',
  of_person: true,
  fields: {
    ...{ total: { kind: 'number' }, state: { kind: 'text' } },
    ...{ ordered_at: { kind: 'date' }, products: { kind: 'list' } },
  },
  time_field: 'ordered_at',
  references: [{ path: 'products.product_id', to: 'product' }],
  told_by: [
    {
      ...{ event: 'Order Completed', id: 'order_id', fields: { total: 'total', products: 'products' } },
      ...{ set: { state: 'open' }, at: 'ordered_at' },
    },
    { event: 'Order Cancelled', id: 'order_id', set: { state: 'cancelled' } },
  ],
});

before(async () => {
  server = await startTestServer();
  const [workspace] = await server.db.query<{ id: number }>('select id from workspaces');
  workspaceId = workspace?.id as number;
  await recordCatalogType(scopeOf(), 'product', product, set);
  await recordCatalogType(scopeOf(), 'order', order, set);
});
after(() => server.stop());

const find = async (type: string, id: string) => (await listObjectsByIds(scopeOf(), [{ type, id }]))[0];
const ordersOf = async (userId: string) => {
  const { id } = await server.getPerson('user_id', userId);
  return listObjectsOfProfile(scopeOf(), Number(id), ['order'], 10);
};
const completed = (userId: string, order_id: string, given: object = {}, products: object[] = []) =>
  aTrack({ userId, event: 'Order Completed', properties: { order_id, products, total: 9 }, ...given });
const countRows = async () => {
  const [counted] = await server.db.query<{ rows: number }>(
    'select (select count(*) from catalog_objects) + (select count(*) from catalog_history) as rows',
  );
  return counted?.rows;
};

describe('Order Completed', () => {
  test('It tells of the order, of the person who ordered, and of the two products in it', async () => {
    const products = [
      { product_id: 'P1', name: '椅子 🪑', price: 5 },
      { product_id: 'P2', name: 'Desk', price: 4 },
    ];
    const sent = completed('sarah', 'o1', { timestamp: '2026-02-01T10:00:00Z' }, products);
    await server.sendInTurn([sent]);
    const [found, ...others] = await ordersOf('sarah');
    assert.deepEqual(others, []);
    assert.deepEqual(found?.person, { type: 'user_id', value: 'sarah' });
    assert.deepEqual(
      ['total', 'state', 'ordered_at', 'products'].map((name) => found?.fields.get(name)?.v),
      [9, 'open', '2026-02-01T10:00:00.000Z', products],
    );
    const total = found?.fields.get('total');
    assert.equal(total?.t, Date.parse('2026-02-01T10:00:00Z'));
    assert.deepEqual(total?.origin.kind, 'event');
    assert.deepEqual(total?.origin.message_id, sent.messageId);
    const [source] = await server.db.query<{ slug: string }>('select slug from sources');
    assert.equal(total?.origin.source, source?.slug);
    const [event] = await server.listEvents('user_id', 'sarah');
    assert.ok(event !== undefined && typeof total?.p === 'bigint' && total.p > 0n);
    const chair = await find('product', 'P1');
    assert.deepEqual([chair?.title, chair?.person, chair?.fields.get('price')?.p], ['椅子 🪑', null, null]);
    assert.equal((await find('product', 'P2'))?.fields.get('price')?.v, 4);
  });

  test('Sent again it changes nothing', async () => {
    const sent = completed('sarah', 'again', {}, [{ product_id: 'A1', price: 1 }]);
    await server.sendInTurn([sent]);
    const before = await countRows();
    await server.sendInTurn(
      [sent],
      [{ ...sent }, sent],
      [{ ...sent, messageId: `${sent.messageId}-2`, timestamp: '2026-01-01T00:00:00Z' }],
    );
    assert.equal((await find('product', 'A1'))?.fields.get('price')?.origin.message_id, sent.messageId);
    assert.equal(
      (await countRows()) as number,
      (before as number) + 1,
      'the earlier time of the order alone',
    );
  });

  test('Late and out of order the later one stands', async () => {
    const cancelled = aTrack({
      ...{ userId: 'sarah', event: 'Order Cancelled', timestamp: '2026-03-02T00:00:00Z' },
      properties: { order_id: 'late' },
    });
    await server.sendInTurn([cancelled], [completed('sarah', 'late', { timestamp: '2026-03-01T00:00:00Z' })]);
    const found = await find('order', 'late');
    assert.deepEqual([found?.fields.get('state')?.v, found?.fields.get('total')?.v], ['cancelled', 9]);
  });

  test('People who turn out to be one have the orders of both', async () => {
    const browser = { userId: undefined, anonymousId: 'browser-of-neha' };
    await server.sendInTurn([completed('neha', 'n1', {}), completed('', 'n2', browser)]);
    assert.deepEqual(
      (await ordersOf('neha')).map(({ id }) => id),
      ['n1'],
    );
    await server.sendInTurn([anIdentify({ userId: 'neha', anonymousId: 'browser-of-neha' })]);
    assert.deepEqual((await ordersOf('neha')).map(({ id }) => id).sort(), ['n1', 'n2']);
  });
});

describe('A page', () => {
  const viewed = (product_id: unknown, given: object) =>
    aTrack({ userId: 'neha', properties: { product_id, ...given } });

  test('It does not overwrite the price that the company told, and fills in what it did not', async () => {
    await server.db.transaction((db) =>
      recordTellings({ db, workspaceId }, [
        {
          ...{ type: 'product', id: 'dear', atMs: 1000, kind: 'api', source: 'key', messageId: null },
          ...{ permissions: null, fields: { price: 100 } },
        },
      ]),
    );
    await server.sendInTurn([viewed('dear', { price: 1, name: 'Sofa' })]);
    const found = await find('product', 'dear');
    assert.deepEqual(
      ['price', 'name'].map((name) => [found?.fields.get(name)?.v, found?.fields.get(name)?.origin.kind]),
      [
        [100, 'api'],
        ['Sofa', 'event'],
      ],
    );
  });

  test('Hostile values hold up nothing, and good ones beside them are kept', async () => {
    const hostile = [
      '\0',
      '\ud83d',
      '',
      'x'.repeat(201),
      {},
      [],
      null,
      true,
      '__proto__',
      "'; drop table --",
    ];
    const products = [
      ...hostile.map((product_id) => ({ product_id, price: 'free' })),
      { product_id: 'good', price: 2 },
    ];
    const deep = JSON.parse(`${'[{"a":'.repeat(25)}1${'}]'.repeat(25)}`);
    await server.sendInTurn([
      ...hostile.map((id) => viewed(id, { name: '\0\udc00', price: {}, ['__proto__']: { price: 3 } })),
      completed('neha', '\ud83d\0', {}, [...products, deep]),
      completed('neha', 'hostile', { timestamp: '0001-01-01T00:00:00Z' }, products),
      aTrack({
        userId: 'neha',
        event: 'Order Completed',
        properties: { order_id: 'odd', products: { length: 5 } },
      }),
      aTrack({ userId: 'null', event: 'Order Completed', properties: { order_id: 'of nobody' } }),
    ]);
    assert.equal((await find('product', 'good'))?.fields.get('price')?.v, 2);
    assert.equal((await find('product', '__proto__'))?.fields.get('price'), undefined);
    assert.equal((await find('order', 'hostile'))?.fields.get('ordered_at'), undefined);
    assert.equal((await find('order', 'of nobody'))?.person, null);
    assert.equal((await find('order', 'odd'))?.fields.get('products'), undefined);
    const { body } = await server.api('GET', '/api/pipeline');
    assert.deepEqual(body.errors, []);
    assert.ok((await server.listQuarantine()).every(({ reason }) => reason.code === 'timestamp_invalid'));
  });
});

describe('Types', () => {
  test('One that was set a moment ago tells of the next batch; one that cannot be read holds up nothing', async () => {
    const ticket = catalogType.parse({
      ...{ title: 'Ticket', of_person: true, fields: { subject: { kind: 'text' } } },
      told_by: [{ event: 'Ticket Created', id: 'ticket_id', fields: { subject: 'subject' } }],
    });
    const created = (ticket_id: string) =>
      aTrack({ event: 'Ticket Created', properties: { ticket_id, subject: 'Late' } });
    await server.sendInTurn([created('t1')]);
    await recordCatalogType(scopeOf(), 'ticket', ticket, set);
    await recordCatalogType(scopeOf(), 'broken', { title: 'Broken' } as typeof ticket, set);
    await server.sendInTurn([created('t2')]);
    assert.equal(await find('ticket', 't1'), undefined);
    assert.equal((await find('ticket', 't2'))?.fields.get('subject')?.v, 'Late');
  });
});
