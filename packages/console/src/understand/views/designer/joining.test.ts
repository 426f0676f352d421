// Along which references something can be joined.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATALOG_TYPES } from '../../../../testing/fixture/catalog-types.ts';
import type { TypeItem } from '../../../connect/catalog/catalog-query.ts';
import { listWays } from './joining.ts';

const types = Object.entries(CATALOG_TYPES).map(
  ([name, type]): TypeItem => ({
    ...{ name, ...type, objects: 0, edition: 1, set_at: '' },
  }),
);

test('an order leads to its products and its store, and to the tickets that are about it', () => {
  assert.deepEqual(listWays(types, { type: 'order' }, ['order']), [
    { to: 'product', by: 'products.product_id' },
    { to: 'store', by: 'store_id' },
    { from: 'ticket', by: 'order_id' },
  ]);
});

test('no type stands twice on a way, and a segment is no object', () => {
  const ways = listWays(types, { type: 'product' }, ['order', 'product']);
  assert.deepEqual(ways, [{ from: 'stock', by: 'product_id' }]);
  assert.deepEqual(listWays(types, { type: 'offer' }, ['offer']), []);
});

test('ids may be those of any type', () => {
  assert.equal(listWays(types, 'ids', []).length, types.length);
});
