// Names of fields as words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toWords } from './field-words.ts';

test('names are written as words, a path by its last part', () => {
  assert.equal(toWords('warranty_months'), 'Warranty months');
  assert.equal(toWords('products.product_id'), 'Product id');
  assert.equal(toWords('lastLogin'), 'Last login');
  assert.equal(toWords('顧客'), '顧客');
  assert.equal(toWords('___'), '___');
});
