// What orders come to: day by day, in the currency that most of them have.
//
// Amounts of different currencies are no sum. So revenue is that of the orders in one currency, and how many are left out is
// told beside it. An order whose currency is not told is in none, which is a currency of its own here: a shop that never
// tells one has its revenue all the same.

/** Orders of one day in one currency; `currency` is empty for none, `valued` are those with an amount. */
export type OrderRow = { day: string; currency: string; orders: number; valued: number; revenue: number };

export type OrderDay = { orders: number; revenue: number };
export type OrderSums = OrderDay & {
  /** Of an order in the currency; null where none has an amount. */
  average_order_value: number | null;
  /** In another currency, or without an amount: they are no part of the revenue. */
  orders_left_out: number;
};

/** The currency of most orders with an amount, in the order of the alphabet where two have as many. */
export function chooseCurrency(rows: readonly OrderRow[]): string {
  const counts = new Map<string, number>();
  for (const { currency, valued } of rows) counts.set(currency, (counts.get(currency) ?? 0) + valued);
  const [first] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return first?.[0] ?? '';
}

export function sumByDay(rows: readonly OrderRow[], currency: string): Map<string, OrderDay> {
  const days = new Map<string, OrderDay>();
  for (const row of rows) {
    const day = days.get(row.day) ?? { orders: 0, revenue: 0 };
    day.orders += row.orders;
    if (row.currency === currency) day.revenue = toMoney(day.revenue + row.revenue);
    days.set(row.day, day);
  }
  return days;
}

export function sumOrders(rows: readonly OrderRow[], currency: string): OrderSums {
  const [all, valued, revenue] = [{ n: 0 }, { n: 0 }, { n: 0 }];
  for (const row of rows) {
    all.n += row.orders;
    if (row.currency !== currency) continue;
    valued.n += row.valued;
    revenue.n += row.revenue;
  }
  return {
    ...{ orders: all.n, revenue: toMoney(revenue.n), orders_left_out: all.n - valued.n },
    average_order_value: valued.n === 0 ? null : toMoney(revenue.n / valued.n),
  };
}

/** No currency has more than three decimals, and sums of doubles have more than that. */
const toMoney = (amount: number): number => Math.round(amount * 1000) / 1000;
