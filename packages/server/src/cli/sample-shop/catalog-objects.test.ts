// What the shop says of its goods agrees with what it sold, and with the segments it has.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listShopObjects } from './catalog-objects.ts';
import { shopSegments } from './definitions.ts';
import { simulateSampleShop } from './simulate.ts';

const now = new Date('2026-11-22T15:20:00.000Z');
const messages = [...simulateSampleShop({ now })];
const { product, stock, offer } = listShopObjects(messages, now);
const products = new Map(product.map(({ id, fields }) => [id, fields]));

describe("The sample shop's goods", () => {
  it('are all that anybody ordered', () => {
    const ordered = messages.flatMap((message) =>
      message.type === 'track' && message.event === 'Order Completed'
        ? (message.properties?.products as { product_id: string }[])
        : [],
    );
    assert.ok(ordered.length > 1000);
    assert.deepEqual(
      ordered.filter(({ product_id }) => !products.has(product_id)),
      [],
    );
  });

  it('are in stock, never less than none, and some run low', () => {
    const quantities = stock.map(({ fields }) => fields.quantity as number);
    assert.equal(stock.length, products.size);
    assert.ok(quantities.every((quantity) => Number.isInteger(quantity) && quantity >= 0));
    assert.ok(quantities.some((quantity) => quantity <= 5));
  });

  it('have a warranty where one would expect it', () => {
    const monthsOf = (id: string) => products.get(id)?.warranty_months;
    assert.equal(monthsOf('FUR-CH-10000863'), 60);
    assert.equal(monthsOf('TEC-PH-10001949'), 24);
    assert.equal(monthsOf('JEW-EA-20000203'), undefined);
    assert.equal(monthsOf('OFF-PA-10002365'), undefined);
  });

  it('are offered to segments that exist, or to everybody', () => {
    const names = new Set(shopSegments.map(({ name }) => name));
    const asked = offer.flatMap(({ fields }) => (fields.segments ?? []) as string[]);
    assert.ok(asked.length > 0 && asked.length < offer.length);
    assert.deepEqual(
      asked.filter((name) => !names.has(name)),
      [],
    );
  });
});
