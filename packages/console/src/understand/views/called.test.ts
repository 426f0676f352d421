// Who names an object that has no title of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShownObject } from './answers.ts';
import { callerOf, titleOfReference } from './called.ts';

const object = (id: string, title: string | null, joined?: ShownObject['joined']): ShownObject => ({
  ...{ type: 'thing', id, title, at: null, updated_at: null, origin: null, fields: {} },
  ...(joined && { joined }),
});
const chair = object('FUR-1', 'Chair');
const store = object('store-1', 'High Street');

test('by the first that has a title, and by nobody where it has its own', () => {
  const stock = object('FUR-1@store-1', null, {
    nameless: [object('x', null)],
    product: [chair],
    store: [store],
  });
  assert.equal(callerOf(stock), chair);
  const fields = { quantity: 3, store_id: 'store-1', product_id: 'FUR-1' };
  assert.equal(callerOf({ ...stock, fields }), store, 'as its fields stand');
  assert.equal(callerOf({ ...stock, title: 'Own' }), undefined);
  assert.equal(callerOf(object('alone', null)), undefined);
});

test('an id is told by the title of what it names', () => {
  const stock = object('FUR-1@store-1', null, { product: [chair], store: [store] });
  assert.equal(titleOfReference(stock, 'store-1'), 'High Street');
  assert.equal(titleOfReference(stock, 'store-2'), undefined);
});
