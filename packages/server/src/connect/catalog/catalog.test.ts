// Objects of the catalog in PostgreSQL: what is told goes in by one way, and comes out from every side.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { catalogType } from '@rapport/protocol';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';
import {
  eachObject,
  listCatalogTypes,
  listObjectsByIds,
  listObjectsOfProfile,
  listReferring,
  recordCatalogType,
  recordTellings,
  type Telling,
} from './index.ts';

let server: TestServer;
let workspaceId: number;
const scopeOf = () => ({ db: server.db, workspaceId });
const set = { at: new Date('2026-01-01T00:00:00Z'), by: 'test' };
const product = catalogType.parse({
  title: 'Product',
  fields: { name: { kind: 'text' }, price: { kind: 'number' } },
  title_field: 'name',
});
const order = catalogType.parse({
  title: 'Order',
  of_person: true,
  fields: { total: { kind: 'number' }, ordered_at: { kind: 'date' }, products: { kind: 'list' } },
  time_field: 'ordered_at',
  references: [{ path: 'products.product_id', to: 'product' }],
});

before(async () => {
  server = await startTestServer();
  const [workspace] = await server.db.query<{ id: number }>('select id from workspaces');
  workspaceId = workspace?.id as number;
  await recordCatalogType(scopeOf(), 'product', product, set);
  await recordCatalogType(scopeOf(), 'order', order, set);
});
after(() => server.stop());

const told = (given: Partial<Telling>): Telling => ({
  ...{ type: 'product', id: '1', atMs: 1000, kind: 'api', source: 'key', messageId: null, permissions: null },
  ...{ fields: {}, ...given },
});
const tell = (...tellings: Partial<Telling>[]) =>
  server.db.transaction((db) => recordTellings({ db, workspaceId }, tellings.map(told)));
const find = async (type: string, id: string) => (await listObjectsByIds(scopeOf(), [{ type, id }]))[0];

describe('Types', () => {
  test('They are remembered until one is set', async () => {
    const first = await listCatalogTypes(scopeOf());
    assert.equal(await listCatalogTypes(scopeOf()), first);
    await recordCatalogType(scopeOf(), 'product', product, set);
    const second = await listCatalogTypes(scopeOf());
    assert.notEqual(second, first);
    assert.deepEqual(
      second.map(({ name }) => name),
      ['order', 'product'],
    );
  });
});

describe('Objects', () => {
  test('Each value has its time and origin, whatever the alphabet of the id', async () => {
    const id = '椅子 "ław\\ka" __proto__';
    await tell(
      { id, fields: { name: 'Desk', price: 5 } },
      { id, atMs: 2000, kind: 'import', fields: { price: 6 } },
    );
    const found = await find('product', id);
    assert.equal(found?.title, 'Desk');
    assert.deepEqual(found?.fields.get('name'), {
      ...{ v: 'Desk', t: 1000, p: null },
      origin: { kind: 'api', source: 'key', message_id: null },
    });
    assert.equal(found?.fields.get('price')?.v, 6);
    assert.deepEqual([found?.atMs, found?.updatedMs], [1000, 2000]);
  });

  test('A type that there is not tells nothing; the same again changes nothing', async () => {
    assert.deepEqual(await tell({ type: 'boat', fields: { name: 'x' } }), []);
    assert.deepEqual(await tell({ id: 'same', fields: { price: 1 } }), [{ type: 'product', id: 'same' }]);
    assert.deepEqual(await tell({ id: 'same', fields: { price: 1 } }), []);
  });

  test('Values that lost stay as history, once', async () => {
    const tellings = [1, 2, 3].map((price) => ({ id: 'dear', atMs: price, fields: { price } }));
    await tell(...tellings);
    await tell(...tellings);
    const history = await server.db.query<{ value: number }>(
      `select value from catalog_history where object_id = 'dear' order by told_at`,
    );
    assert.deepEqual(
      history.map(({ value }) => value),
      [1, 2],
    );
  });

  test('A removed one is not found, and comes back', async () => {
    await tell({ id: 'back', fields: { price: 1 } }, { id: 'back', atMs: 2000, removed: true });
    assert.equal(await find('product', 'back'), undefined);
    await tell({ id: 'back', atMs: 3000, fields: { name: 'New' } });
    assert.deepEqual([...((await find('product', 'back'))?.fields.keys() ?? [])], ['name']);
  });

  test('Many who tell of the same new objects at once, in any order, lose nothing', async () => {
    const ids = ['x1', 'x2', 'x3', 'x4'];
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => {
        const name = { id: ids[(i + 1) % 4], atMs: 1000 + i, fields: { name: `n${i}` } };
        return tell({ id: ids[i % 4], atMs: 1000 + i, fields: { price: i } }, name);
      }),
    );
    const found = await listObjectsByIds(
      scopeOf(),
      ids.map((id) => ({ type: 'product', id })),
    );
    assert.deepEqual(
      found.map(({ fields }) => [fields.get('price')?.v, fields.get('name')?.v]),
      [
        [8, 'n11'],
        [9, 'n8'],
        [10, 'n9'],
        [11, 'n10'],
      ],
    );
  });

  test('All of a type, page by page', async () => {
    await tell(...Array.from({ length: 2500 }, (_, i) => ({ id: `page-${i}`, fields: { price: i } })));
    const pages: number[] = [];
    const ids = new Set<string>();
    for await (const page of eachObject(scopeOf(), 'product')) {
      pages.push(page.length);
      for (const { id } of page) if (id.startsWith('page-')) ids.add(id);
    }
    assert.equal(ids.size, 2500);
    assert.ok(pages.length >= 3 && pages.every((length) => length <= 1000), String(pages));
  });
});

describe('Orders', () => {
  const sarah = { type: 'email', value: 'sarah@example.com' };
  const anOrder = (id: string, day: string, ...products: string[]) => ({
    ...{ type: 'order', id, person: sarah, permissions: 5n },
    fields: { ordered_at: day, products: products.map((product_id) => ({ product_id })) },
  });

  test('A person has them, the newest first, so many of each type', async () => {
    await server.sendInTurn([anIdentify({ userId: 'sarah', traits: { email: sarah.value } })]);
    await tell(
      anOrder('o1', '2026-01-01', 'p1', 'p2'),
      anOrder('o3', '2026-03-01'),
      anOrder('o2', '2026-02-01', 'p1'),
    );
    const profileId = Number((await server.getPerson('user_id', 'sarah')).id);
    const found = await listObjectsOfProfile(scopeOf(), profileId, ['order', 'product'], 2);
    assert.deepEqual(
      found.map(({ id }) => id),
      ['o3', 'o2'],
    );
    assert.deepEqual(found[0]?.person, sarah);
    assert.equal(found[0]?.fields.get('ordered_at')?.p, 5n);
  });

  test('What refers to a product is found, and no longer when it refers elsewhere', async () => {
    const referring = async () =>
      (
        await listReferring(scopeOf(), {
          ...{ type: 'order', path: 'products.product_id', ids: ['p1', 'p2', 'p9'], limitEach: 1 },
        })
      ).map(({ refersTo, id }) => [refersTo, id]);
    assert.deepEqual(await referring(), [
      ['p1', 'o2'],
      ['p2', 'o1'],
    ]);
    await tell({ ...anOrder('o2', '2026-02-01', 'p9'), atMs: 5000 });
    assert.deepEqual(await referring(), [
      ['p1', 'o1'],
      ['p2', 'o1'],
      ['p9', 'o2'],
    ]);
  });
});
