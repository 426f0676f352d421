// Tests of the two stories that the rest of Rapport is measured by.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Message } from './message.ts';
import { simulateSampleShop } from './simulate.ts';

const now = new Date('2026-11-22T15:20:00.000Z');
const messages = [...simulateSampleShop({ now })];
const dayMs = 24 * 60 * 60_000;

/** Everything about the person with this e-mail address, also what was seen before anybody knew. */
function listLife(email: string): Message[] {
  const id = messages.find(({ traits }) => traits?.email === email)?.userId;
  assert.ok(id, `nobody has the address ${email}`);
  const devices = new Set(
    messages.flatMap((message) => (message.userId === id ? (message.anonymousId ?? []) : [])),
  );
  return messages.filter(({ userId, anonymousId }) => userId === id || devices.has(anonymousId ?? ''));
}

const hourIn = (zone: string, timestamp: string): number =>
  Number(
    new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(
      Date.parse(timestamp),
    ),
  );

describe('Sarah', () => {
  const life = listLife('sarah@example.com');
  const find = (event: string) => life.filter((message) => message.event === event);

  it('is a customer of several orders who was anonymous on two devices first', () => {
    assert.ok(find('Order Completed').length >= 4);
    const anonymous = life.filter(({ userId }) => userId === undefined);
    assert.equal(new Set(anonymous.map(({ anonymousId }) => anonymousId)).size, 2);
  });

  it('asked for a refund by e-mail and said that she is not to be phoned', () => {
    const [ticket] = find('Ticket Created');
    assert.equal(ticket?.properties?.via, 'email');
    assert.match(String(ticket?.properties?.text), /please do not phone me/);
    const [refund] = find('Refund Requested');
    assert.equal(refund?.properties?.order_id, ticket?.properties?.order_id);
    const [wish] = find('Contact Preference Stated');
    assert.deepEqual([wish?.properties?.channel, wish?.properties?.allowed], ['phone', false]);
    assert.ok(life.some(({ type, traits }) => type === 'identify' && traits?.do_not_phone === true));
  });

  it('was phoned before she said so, and not once after; her ticket is still open', () => {
    const wishedAt = find('Contact Preference Stated')[0]?.timestamp ?? '';
    assert.ok(find('Phone Call Made').length > 0);
    assert.ok(find('Phone Call Made').every(({ timestamp }) => timestamp < wishedAt));
    assert.equal(find('Ticket Solved').length, 0);
    assert.equal(find('Order Refunded').length, 0);
  });

  it('was never asked for anything that is chosen for her', () => {
    assert.ok(life.every(({ event }) => !/Switched On|Allowed/.test(event ?? '')));
  });
});

describe('Neha', () => {
  const life = listLife('neha@example.com');
  const orders = life.filter(({ event }) => event === 'Order Completed');
  const knifeAt = Date.parse(orders[0]?.timestamp ?? '');
  const isOnDevice = ({ anonymousId }: Message) => anonymousId !== undefined;
  // The knife takes its day; what she does on her own after that is the story.
  const since = life.filter(
    (message) => isOnDevice(message) && Date.parse(message.timestamp) > knifeAt + dayMs,
  );

  it('bought one kitchen knife a year ago, as her first order', () => {
    const [product] = (orders[0]?.properties?.products ?? []) as { subcategory: string }[];
    assert.equal(product?.subcategory, 'Knives');
    const daysAgo = (now.getTime() - knifeAt) / dayMs;
    assert.ok(daysAgo > 330 && daysAgo < 370, `${daysAgo} days ago`);
  });

  it('has looked at nothing but affordable jewellery since', () => {
    const products = since.filter(({ event }) => /^Product (Viewed|Added)/.test(event ?? ''));
    assert.ok(products.length > 150, `${products.length} looks`);
    for (const { properties } of products) {
      assert.equal(properties?.category, 'Jewellery');
      assert.ok(Number(properties?.price) < 20);
    }
    assert.ok(!JSON.stringify(since).includes('Kitchenware'));
  });

  it('comes on her phone, in the evening', () => {
    assert.equal(new Set(since.map(({ anonymousId }) => anonymousId)).size, 1);
    for (const { channel, timestamp } of since) {
      assert.equal(channel, 'mobile');
      const hour = hourIn('America/New_York', timestamp);
      assert.ok(hour >= 19 && hour <= 22, `${timestamp} is ${hour} o'clock for her`);
    }
  });

  it('buys now and then, always with a code', () => {
    assert.ok(orders.length >= 6);
    for (const { properties } of orders.slice(1)) {
      assert.match(String(properties?.coupon), /^[A-Z]+\d\d$/);
      assert.ok(Number(properties?.discount) > 0);
      for (const { category } of (properties?.products ?? []) as { category: string }[]) {
        assert.equal(category, 'Jewellery');
      }
    }
  });

  it('answers push notifications and opens no newsletter', () => {
    const count = (event: string) => life.filter((message) => message.event === event).length;
    assert.ok(count('Push Notification Tapped') > 10);
    assert.ok(count('Email Delivered') > 10);
    assert.equal(count('Email Opened'), 0);
  });

  it('let the app choose for her and tell her of offers, when she first signed in on it', () => {
    const choices = life.filter(({ event }) => /Switched On|Allowed/.test(event ?? ''));
    assert.deepEqual(
      choices.map(({ event, channel }) => [event, channel]),
      [
        ['Recommendations Switched On', 'mobile'],
        ['Push Notifications Allowed', 'mobile'],
      ],
    );
    const firstPush = life.find(({ event }) => event === 'Push Notification Received');
    assert.ok(choices.every(({ timestamp }) => timestamp < (firstPush?.timestamp ?? '')));
  });

  it('is not the only one who likes jewellery', () => {
    const lovers = messages.filter(
      ({ event, properties }) => event === 'Order Completed' && JSON.stringify(properties).includes('"JEW-'),
    );
    assert.ok(new Set(lovers.map(({ userId }) => userId)).size > 15);
  });
});
