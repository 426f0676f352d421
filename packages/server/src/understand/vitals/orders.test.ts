// Amounts of different currencies are no sum.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseCurrency, type OrderRow, sumByDay, sumOrders } from './orders.ts';

const row = (day: string, currency: string, orders: number, revenue: number, valued = orders): OrderRow => ({
  ...{ day, currency, orders, valued, revenue },
});

test('revenue is that of the currency of most orders, and the others are counted', () => {
  const rows = [
    row('2026-11-01', 'EUR', 2, 0.1 + 0.2),
    row('2026-11-01', 'PLN', 1, 400),
    row('2026-11-02', 'EUR', 2, 20, 1),
    row('2026-11-02', '', 1, 7),
  ];
  assert.equal(chooseCurrency(rows), 'EUR');
  assert.deepEqual(sumOrders(rows, 'EUR'), {
    ...{ orders: 6, revenue: 20.3, average_order_value: 6.767, orders_left_out: 3 },
  });
  assert.deepEqual(Object.fromEntries(sumByDay(rows, 'EUR')), {
    '2026-11-01': { orders: 3, revenue: 0.3 },
    '2026-11-02': { orders: 3, revenue: 20 },
  });
});

test('a shop that tells no currency has its revenue all the same, and one without orders has none', () => {
  const rows = [row('2026-11-01', '', 9, 90), row('2026-11-01', 'EUR', 1, 10)];
  assert.equal(chooseCurrency(rows), '');
  assert.equal(sumOrders(rows, '').revenue, 90);
  assert.equal(chooseCurrency([]), '');
  assert.deepEqual(sumOrders([], ''), {
    ...{ orders: 0, revenue: 0, average_order_value: null, orders_left_out: 0 },
  });
});

test('orders without an amount choose no currency', () => {
  assert.equal(chooseCurrency([row('2026-11-01', 'PLN', 5, 0, 0), row('2026-11-01', 'EUR', 1, 3)]), 'EUR');
});
