// The events of a web shop, with marks where the numbers of messages and people go (shop-traffic.ts).
import type { Random } from './random.ts';

/** Who an event is about, counted from the newest person of the request. */
export type Who = { kind: 'newcomer' | 'joining'; place: number } | { kind: 'known' };
export type ShopEvent = { who: Who; json: object };
type Ids = 'user' | 'anonymous' | 'both';

export const eventsPerRequest = 100;
export const newPeoplePerRequest = 10;
const pagesOfKnown = 17;

export const messageMark = '@@@@@@@@-@@@@';
export const personMark = '#######';

/** The events of one request: 70 track, 20 page, 10 identify. `sentAtMs` is about the time of sending. */
export function makeEvents(random: Random, sentAtMs: number): ShopEvent[] {
  const make = (who: Who, ids: Ids, call: object): ShopEvent => makeEvent(who, ids, call, random, sentAtMs);
  const events: ShopEvent[] = [];
  for (let place = 0; place < newPeoplePerRequest; place += 1) {
    const who: Who = { kind: 'newcomer', place };
    if (place >= 3) {
      events.push(make(who, 'both', identify(random)));
      continue;
    }
    events.push(make(who, 'anonymous', page(random)), make(who, 'anonymous', track(random)));
    events.push(make(who, 'anonymous', track(random)), make(who, 'user', track(random, 'Order Completed')));
    events.push(make({ kind: 'joining', place }, 'both', identify(random)));
  }
  while (events.length < eventsPerRequest) {
    const call = eventsPerRequest - events.length <= pagesOfKnown ? page(random) : track(random);
    events.push(make({ kind: 'known' }, 'both', call));
  }
  return events;
}

function makeEvent(who: Who, ids: Ids, call: object, random: Random, sentAtMs: number): ShopEvent {
  const json = {
    // First, so that all marks up to the next message id belong to this message.
    messageId: `${messageMark}-4${random.hex(3)}-9${random.hex(3)}-${random.hex(12)}`,
    ...call,
    ...(ids === 'user' ? {} : { anonymousId: `a-${personMark}-visitor` }),
    ...(ids === 'anonymous' ? {} : { userId: `u-${personMark}` }),
    timestamp: new Date(sentAtMs - random.below(60_000)).toISOString(),
    context: {
      library: { name: 'analytics.js', version: 'npm:next-1.84.3' },
      locale: 'en-GB',
      page: { path: `/p/${random.below(5000)}`, referrer: 'https://search.example/', title: 'The shop' },
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    },
  };
  return { who, json };
}

const categories = ['Kitchen', 'Jewellery', 'Garden', 'Books', 'Toys', 'Lighting'];
const trackNames = ['Product Viewed', 'Product Viewed', 'Product Added', 'Cart Viewed', 'Checkout Started'];

function track(random: Random, event = random.pick(trackNames)): object {
  const product = random.below(5000);
  return {
    type: 'track',
    event,
    properties: {
      product_id: `p-${product}`,
      sku: `SKU-${product}-${random.hex(4)}`,
      category: random.pick(categories),
      name: `Product number ${product}`,
      price: random.below(20_000) / 100,
      quantity: 1 + random.below(4),
      currency: 'EUR',
      position: random.below(40),
      ...(event === 'Order Completed'
        ? { order_id: random.hex(10), revenue: random.below(50_000) / 100 }
        : {}),
    },
  };
}

function page(random: Random): object {
  const path = `/c/${random.pick(categories).toLowerCase()}/${random.below(400)}`;
  return {
    type: 'page',
    name: 'Category',
    properties: { path, url: `https://shop.example${path}`, title: 'Category', search: '', referrer: '' },
  };
}

function identify(random: Random): object {
  return {
    type: 'identify',
    traits: {
      email: `person-${personMark}@shop.example`,
      plan: random.pick(['free', 'plus', 'club']),
      country: random.pick(['PL', 'TW', 'DE', 'GB']),
      points: random.below(10_000),
      newsletter: random.below(2) === 1,
    },
  };
}

/** One track event of somebody who is known already. */
export const makeTrackEvent = (random: Random, sentAtMs: number): ShopEvent =>
  makeEvent({ kind: 'known' }, 'both', track(random), random, sentAtMs);
