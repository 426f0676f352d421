// Tests of what the shop puts into the catalog: it names what there is, and its stock is what was not sold.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openCatalogue } from './catalogue.ts';
import { shopSegments } from './definitions.ts';
import { favourites } from './favourites.ts';
import type { CatalogObject } from './objects.ts';
import { openSampleShop } from './simulate.ts';
import { countStock } from './stock.ts';
import { readSuperstore } from './superstore.ts';

const now = new Date('2026-11-22T15:20:00.000Z');
const shop = openSampleShop({ now });
const objectsOf = new Map(shop.objects().map(({ type, objects }) => [type, objects]));
const listOf = (type: string): CatalogObject[] => {
  const found = objectsOf.get(type);
  assert.ok(found, type);
  return found;
};
const idsOf = (type: string): Set<string> => new Set(listOf(type).map(({ id }) => id));
const fieldsOf = (type: string, id: string): Record<string, unknown> => {
  const found = listOf(type).find((one) => one.id === id);
  assert.ok(found, `${type} ${id}`);
  return found.fields;
};

type StockFields = { product_id: string; store_id: string; quantity: number };
type Line = { product_id: string; quantity: number };
const orders = [...shop.messages()].flatMap(({ event, properties = {}, timestamp, userId = '' }) =>
  event === 'Order Completed' ? [{ timestamp, userId, lines: properties.products as Line[] }] : [],
);
const sold = orders.flatMap(({ lines }) => lines);

describe('The catalog of the sample shop', () => {
  it('has every product that an order names, and no id twice', () => {
    const products = idsOf('product');
    for (const { product_id } of sold) assert.ok(products.has(product_id), product_id);
    for (const [type, objects] of objectsOf) assert.equal(idsOf(type).size, objects.length, type);
    assert.ok(products.size > 1_800);
  });

  it('says for how long what can break is under warranty', () => {
    // Sarah's chair has five years.
    assert.equal(fieldsOf('product', 'FUR-CH-10000863').warranty_months, 60);
    assert.equal(fieldsOf('product', 'FUR-CH-10000863').brand, 'Novimex');
    for (const { id, fields } of listOf('product')) {
      const { category, subcategory, warranty_months: months } = fields;
      if (category === 'Jewellery') assert.equal(months, 12, id);
      else if (category === 'Technology') assert.ok(months === 12 || months === 24, id);
      else if (subcategory === 'Chairs') assert.ok(months === 24 || months === 60, id);
      else if (subcategory === 'Paper' || subcategory === 'Art') assert.equal(months, undefined, id);
    }
  });

  it('has of each product in the warehouse what was delivered less what was sold, and never less than nothing', () => {
    const pieces = new Map<string, number>();
    for (const { product_id: id, quantity } of sold) pieces.set(id, (pieces.get(id) ?? 0) + quantity);
    const sales = orders.flatMap(({ timestamp, lines }) =>
      lines.map(({ product_id: productId, quantity }) => ({
        ...{ productId, quantity },
        instant: Date.parse(timestamp),
      })),
    );
    const counted = [...countStock(openCatalogue(readSuperstore().customers), sales, now.getTime())];
    const ofWarehouse = counted.filter(({ store }) => store.id === 'warehouse');
    const delivered = new Map(ofWarehouse.map((one) => [one.productId, one.delivered]));
    const [products, stores] = [idsOf('product'), idsOf('store')];
    const inWarehouse = new Set<string>();
    for (const { id, fields, at } of listOf('stock')) {
      const { product_id, store_id, quantity } = fields as StockFields;
      assert.ok(products.has(product_id) && stores.has(store_id), id);
      assert.ok(quantity >= 0, `${id}: ${quantity}`);
      if (at !== undefined) assert.ok(at <= now.toISOString(), `${id} changed at ${at}`);
      if (store_id !== 'warehouse') continue;
      assert.equal(quantity, (delivered.get(product_id) ?? 0) - (pieces.get(product_id) ?? 0), id);
      inWarehouse.add(product_id);
    }
    assert.deepEqual(inWarehouse, products);
  });

  it('runs out of some things, as shops do', () => {
    const low = listOf('stock').filter(({ fields }) => Number(fields.quantity) <= 5);
    assert.ok(low.length > 20 && low.length < listOf('stock').length / 2, `${low.length} run out`);
  });

  it('has offers for everybody and for segments that there are, some over and one still to come', () => {
    const segments = new Set(shopSegments.map(({ name }) => name));
    const times = listOf('offer').map(({ id, fields }) => {
      if (fields.segment !== undefined) assert.ok(segments.has(String(fields.segment)), id);
      assert.ok(String(fields.from) < String(fields.until), id);
      return [String(fields.from), String(fields.until)] as const;
    });
    const today = now.toISOString();
    assert.ok(times.some(([, ends]) => ends < today));
    assert.ok(times.some(([starts]) => starts > today));
    assert.ok(times.filter(([starts, ends]) => starts < today && today < ends).length >= 5);
  });

  it('is the same for the same now', () => {
    assert.deepEqual(openSampleShop({ now }).objects(), shop.objects());
  });
});

describe('The favourites of the season', () => {
  it('are bought by many, each in its place', () => {
    const since = new Date(now.getTime() - 30 * 24 * 60 * 60_000).toISOString();
    const buyers = new Map<string, Set<string>>();
    for (const { timestamp, userId, lines } of orders)
      if (timestamp >= since)
        for (const { product_id: id } of lines) buyers.set(id, (buyers.get(id) ?? new Set()).add(userId));
    for (const [id] of favourites) assert.ok((buyers.get(id)?.size ?? 0) >= 10, `${id} is bought by few`);
  });
});
