// What an event tells of objects: what the type asks for, and nothing that a hostile page adds.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalogType } from '@rapport/protocol';
import fc from 'fast-check';
import { objectsPerEventMax, openTellers, readTellings, type ToldEvent } from './told-by.ts';

const typeOf = (name: string, definition: object) => ({
  ...catalogType.parse({ title: name, ...definition }),
  ...{ name, edition: 1, set_at: new Date(0), set_by: 'test' },
});
const product = typeOf('product', {
  fields: {
    name: { kind: 'text' },
    price: { kind: 'number' },
    seen_at: { kind: 'date' },
    constructor: { kind: 'object' },
    tags: { kind: 'list' },
    in_stock: { kind: 'boolean' },
  },
  told_by: [
    {
      event: 'Product Viewed',
      id: 'product_id',
      fields: {
        name: 'name',
        price: 'price',
        constructor: '__proto__',
        tags: 'tags',
        in_stock: 'stock.here',
      },
      at: 'seen_at',
    },
    { event: 'Order Completed', each: 'products', id: 'product_id', fields: { price: 'price' } },
  ],
});
const order = typeOf('order', {
  of_person: true,
  fields: { state: { kind: 'text' }, total: { kind: 'number' }, store: { kind: 'text' } },
  references: [{ path: 'store', to: 'store' }],
  told_by: [
    {
      event: 'Order Completed',
      id: 'order_id',
      fields: { total: 'total', store: 'store', state: 'state' },
      set: { state: 'open', total: 'not a number' },
    },
  ],
});
const tellers = openTellers([product, order]);

const anEvent = (event: string, properties: Record<string, unknown>, given: object = {}): ToldEvent => ({
  message: { type: 'track', event, properties },
  ...{ messageId: 'm1', timestampMs: Date.UTC(2026, 0, 2), source: { slug: 'shop' } },
  ...{ named: [{ type: 'email', value: 'sarah@example.com' }], ...given },
});
const viewed = (properties: Record<string, unknown>) =>
  readTellings(anEvent('Product Viewed', properties), 5n, tellers);

describe('What an event tells', () => {
  test('An object, with the time and origin of the event, and of nobody', () => {
    const told = viewed({ product_id: 'P1', name: 'Desk', price: 5, tags: ['oak'], stock: { here: true } });
    assert.deepEqual(told, [
      {
        ...{ type: 'product', id: 'P1', atMs: Date.UTC(2026, 0, 2), kind: 'event', source: 'shop' },
        ...{ messageId: 'm1', permissions: null },
        fields: {
          name: 'Desk',
          price: 5,
          tags: ['oak'],
          in_stock: true,
          seen_at: '2026-01-02T00:00:00.000Z',
        },
      },
    ]);
  });

  test('An order belongs to the deciding identifier under the snapshot of the event; a set value wins', () => {
    const properties = {
      ...{ order_id: 7, total: 9, store: 12, state: 'odd' },
      products: [{ product_id: 'P1', price: 3 }, 'no product', { product_id: 'P2' }, null, { price: 1 }],
    };
    const told = readTellings(anEvent('Order Completed', properties), 5n, tellers);
    assert.deepEqual(
      told.map(({ type, id, fields, person, permissions }) => ({ type, id, fields, person, permissions })),
      [
        ...[
          { ...{ type: 'product', id: 'P1' }, fields: { price: 3 } },
          { type: 'product', id: 'P2', fields: {} },
        ].map((one) => ({ ...one, person: undefined, permissions: null })),
        {
          ...{ type: 'order', id: '7', fields: { total: 9, store: '12', state: 'open' } },
          ...{ person: { type: 'email', value: 'sarah@example.com' }, permissions: 5n },
        },
      ],
    );
  });

  test('What names nobody tells nothing of whose it is', () => {
    const named = [{ type: 'user_id', value: 'null', blocked: true }];
    const [told] = readTellings(anEvent('Order Completed', { order_id: '7' }, { named }), 5n, tellers);
    assert.equal(told !== undefined && 'person' in told, false);
  });

  test('Neither other events nor other calls tell anything', () => {
    for (const event of ['product viewed', '__proto__', 'constructor', ''])
      assert.deepEqual(readTellings(anEvent(event, { product_id: 'P1' }), 0n, tellers), []);
    const page = anEvent('Product Viewed', { product_id: 'P1' });
    assert.deepEqual(readTellings({ ...page, message: { ...page.message, type: 'page' } }, 0n, tellers), []);
  });
});

describe('What an event may not tell', () => {
  test('Values of another kind are left out, null removes', () => {
    const [told] = viewed({
      ...{ product_id: 'P1', name: 5, price: '5', tags: { 0: 'oak' }, stock: [{ here: true }] },
    });
    assert.deepEqual(Object.keys(told?.fields ?? {}), ['seen_at']);
    assert.equal(viewed({ product_id: 'P1', price: Number.POSITIVE_INFINITY })[0]?.fields.price, undefined);
    assert.equal(viewed({ product_id: 'P1', name: 'a\0b' })[0]?.fields.name, undefined);
    assert.equal(viewed({ product_id: 'P1', price: null })[0]?.fields.price, null);
  });

  test('Ids are text or numbers, up to 200 characters', () => {
    const idOf = (product_id: unknown) => viewed({ product_id })[0]?.id;
    assert.deepEqual(['x'.repeat(200), 12, 0.5, '椅子'].map(idOf), ['x'.repeat(200), '12', '0.5', '椅子']);
    for (const id of [
      '',
      ' ',
      'x'.repeat(201),
      'a\0b',
      '\ud83d',
      Number.NaN,
      true,
      null,
      undefined,
      ['a'],
      {},
    ])
      assert.equal(idOf(id), undefined, JSON.stringify(id));
  });

  test('Names of what every object has lead to what the event holds, and only to that', () => {
    const [told] = viewed(JSON.parse('{"product_id":"P1","__proto__":{"price":1}}'));
    assert.deepEqual(Object.entries(told?.fields ?? {})[0], ['constructor', { price: 1 }]);
    assert.equal(told?.fields.price, undefined);
    assert.equal(Object.hasOwn(viewed({ product_id: 'P1' })[0]?.fields ?? {}, 'constructor'), false);
  });

  test('A list tells of so many objects', () => {
    const products = Array.from({ length: objectsPerEventMax + 1 }, (_, i) => ({ product_id: `P${i}` }));
    const told = readTellings(anEvent('Order Completed', { products }), 0n, tellers);
    assert.equal(told.length, objectsPerEventMax);
  });

  test('Whatever stands in it, nothing fails', () => {
    const names = ['product_id', 'order_id', 'products', 'price', '__proto__', 'stock', 'here', 'tags'];
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, -0, 5, 1e308, '', 'P1', '\0', '\ud83d', '2026-01-01'),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom('Product Viewed', 'Order Completed'), (properties, event) => {
        const told = readTellings(anEvent(event, properties as Record<string, unknown>), 1n, tellers);
        for (const { id } of told) assert.ok(id.length > 0 && id.length <= 200);
      }),
      { numRuns: 2000 },
    );
  });
});
