// What a view may say, and what is said of one that cannot be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCatalogType, readView } from '../index.ts';

const about = { name: 'service-desk', title: 'Service desk', purpose: 'service' };
const faultOf = (fields: object[], more: object = {}): string => {
  const read = readView({ ...about, ...more, fields });
  return 'faults' in read ? `${read.faults[0]?.at} ${read.faults[0]?.message}` : 'none';
};
const orders = { name: 'orders', objects: 'order', of: 'person', show: ['total'] };

test('a view is read with what is left out filled in', () => {
  const join = { products: { to: 'product', by: 'products.product_id', show: ['name'] } };
  const read = readView({
    ...about,
    fields: [
      { ...orders, join },
      { name: 'town', attribute: 'address.city' },
    ],
  });
  assert.ok('definition' in read);
  const { definition } = read;
  assert.equal(definition.about, 'person');
  assert.deepEqual(definition.fields[0], { ...orders, join, where: [], at_most: 5 });
});

test('what cannot be is refused at its place', () => {
  const town = { name: 'town', attribute: 'city' };
  const back = { from: 'order', by: 'products.product_id', show: ['total'] };
  const circle = { products: { to: 'product', by: 'products.product_id', show: ['name'], join: { back } } };
  /** Joins so deep, each of another type. */
  const deep = (levels: number): object =>
    levels === 0
      ? {}
      : { join: { one: { to: `type_${levels}`, by: 'id', show: ['id'], ...deep(levels - 1) } } };
  for (const field of [orders, town])
    assert.equal(faultOf([{ ...field, ...deep(3) }]), 'none', 'three levels are enough');
  const cases: [object[], RegExp, object?][] = [
    [[{ ...orders, ...deep(4) }], /Join at most 3 levels deep/],
    [[{ ...town, ...deep(4) }], /Join at most 3 levels deep/],
    [[], /^fields Give at least one field/],
    [[{ name: 'x' }], /^fields\[0\] Say where the field comes from/],
    [[{ ...town, trait: 'x' }], /^fields\[0\]/],
    [[{ ...town, unit: 'percent' }], /Write "share", or a currency/],
    [[town, town], /^fields\[1\]\.name Another field is called "town"/],
    [Array.from({ length: 61 }, (_, i) => ({ ...town, name: `town_${i}` })), /at most 60 fields/],
    [[{ ...orders, join: circle }], /joins in a circle: order → product → order/],
    [[{ ...orders, join: { x: { by: 'a', show: ['b'] } } }], /Give `to` or `from`/],
    [[{ ...orders, where: [{ field: 'state', matches: '(a+)+' }] }], /Views test no patterns/],
    [[town], /needs a person/, { about: 'business' }],
    [[{ name: 'r', ranking: 'Order', by: 'id', last: 'P7D', people_at_least: 1 }], /at least 5/],
    [[{ name: 'r', ranking: 'Order', by: 'id', last: 'PT90M' }], /^fields\[0\]\.last .*whole hours/],
    [[{ name: 'r', ranking: 'Order', by: 'id', last: 'P1DT1S' }], /whole hours/],
  ];
  for (const [fields, expected, more] of cases) assert.match(faultOf(fields, more), expected);
});

test('a type of catalog objects names only fields that it has', () => {
  const type = { title: 'Orders', of_person: true, fields: { id: { kind: 'text' }, at: { kind: 'date' } } };
  assert.ok('definition' in readCatalogType({ ...type, title_field: 'id', time_field: 'at' }));
  const cases: [object, RegExp][] = [
    [{ fields: {} }, /at least one field/],
    [{ title_field: 'name' }, /no field "name"/],
    [{ time_field: 'id' }, /of kind date/],
    [{ references: [{ path: 'products.id', to: 'product' }] }, /no field "products"/],
    [{ told_by: [{ event: 'Order', id: 'order_id', fields: { total: 'total' } }] }, /no field "total"/],
    [{ told_by: [{ event: 'Order', id: 'order_id', set: { state: 'open' } }] }, /no field "state"/],
    [{ fields: { Total: { kind: 'number' } } }, /small letters/],
    [{ fields: { total: { kind: 'money' } } }, /Name a kind/],
  ];
  for (const [more, expected] of cases) {
    const read = readCatalogType({ ...type, ...more });
    assert.ok('faults' in read, JSON.stringify(more));
    assert.match(read.faults.map(({ message }) => message).join(' '), expected);
  }
});
