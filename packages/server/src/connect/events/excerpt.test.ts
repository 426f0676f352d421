// The few words of an event that lists show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageType } from '@rapport/protocol';
import fc from 'fast-check';
import { toExcerpt } from './excerpt.ts';

const ofTrack = (told: unknown) => toExcerpt('track', 'Product Viewed', told);

test('What it was about, how much, where', () => {
  const knife = { name: 'Kitchen knife', price: 19.5, currency: 'EUR', sku: 'K-1' };
  assert.equal(ofTrack(knife), '19.5 EUR · Kitchen knife · K-1');
  const products = [{ name: 'Ring' }, { name: 'Chain' }, {}];
  assert.equal(ofTrack({ products, total: 42, order_id: 'SH-1' }), 'Ring +2 · 42 · SH-1');
  assert.equal(
    toExcerpt('page', 'Rings', { name: 'Rings', path: '/rings' }),
    '/rings',
    'not its own name again',
  );
});

test('Of what was told about somebody, only the names', () => {
  const told = { email: 'neha@example.com', plan: 'gold' };
  assert.equal(toExcerpt('identify', null, told), 'email, plan');
  assert.equal(toExcerpt('group', null, {}), null);
});

test('Nothing to say is null', () => {
  for (const told of [undefined, null, {}, [], 'text', 5, { products: [null] }, { name: '  ' }, { odd: 1 }])
    assert.equal(ofTrack(told), null, JSON.stringify(told));
});

test('Whatever it holds, it is one short line', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<MessageType[]>('track', 'identify', 'page'),
      fc.jsonValue(),
      fc.string(),
      (type, told, name) => {
        const long = {
          ...(told as object),
          title: `${name} `.repeat(500),
          name,
          url: '\u{1f48d}'.repeat(300),
        };
        for (const value of [told, long]) {
          const excerpt = toExcerpt(type, name, value);
          assert.ok(excerpt === null || (excerpt !== '' && excerpt.length < 800), excerpt ?? '');
          assert.doesNotMatch(excerpt ?? '', /[\r\n\t]/);
          assert.ok(
            (excerpt ?? '').isWellFormed() || !name.isWellFormed() || !JSON.stringify(told).isWellFormed(),
          );
        }
      },
    ),
  );
});
