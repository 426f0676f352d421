// Look-ups are found wherever they stand, and known by what they ask of the catalog.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLookUp, type LookUp, listLookUps, lookUpKey } from './look-ups.ts';

const ofAcme = { property: 'product_id', of: 'product', field: 'brand', is: 'Acme' };
const cheap = { property: 'products.product_id', of: 'product', field: 'price', less_than: 10 };

test('wherever they stand, with their place', () => {
  const definition = {
    all: [
      { events: { name: 'A', where: [{ property: 'total', is: 1 }, ofAcme] }, count: { is: 1 } },
      { sequence: [{ name: 'A' }, { name: 'B', without: { name: 'C', where: [cheap] } }] },
      { attribute: 'plan', is: 'product' },
    ],
  };
  assert.deepEqual(listLookUps(definition), [
    { lookUp: ofAcme, at: 'definition.all[0].events.where[1]' },
    { lookUp: cheap, at: 'definition.all[1].sequence[1].without.where[0]' },
  ]);
  assert.deepEqual(listLookUps({ sum: 'total', of: { name: 'A', where: [cheap] } }), [
    { lookUp: cheap, at: 'definition.of.where[0]' },
  ]);
  assert.equal(isLookUp(ofAcme), true);
  assert.equal(isLookUp({ property: 'total', is: 1 }), false);
});

test('by what they ask, in whatever order it is written and whatever property leads there', () => {
  const key = lookUpKey(ofAcme);
  assert.equal(lookUpKey({ is: 'Acme', field: 'brand', of: 'product', property: 'other' } as LookUp), key);
  for (const other of [
    { ...ofAcme, of: 'offer' },
    { ...ofAcme, field: 'maker' },
    { ...ofAcme, is: 'acme' },
  ])
    assert.notEqual(lookUpKey(other), key);
  assert.notEqual(lookUpKey({ ...ofAcme, ignoring_case: true }), key);
});
