// Product reviews: a few days after the parcel, by one in eight.
import { type Calendar, day, hour } from './calendar.ts';
import type { Catalogue } from './catalogue.ts';
import { type Fact, track } from './facts.ts';
import { pages } from './pages.ts';
import type { Customer } from './people.ts';
import { type Random, randomFrom } from './random.ts';

const words: Record<number, readonly string[]> = {
  1: ['Broke in the first week.', 'Looks nothing like the picture.'],
  2: ['Flimsy for the price.', 'It works, but the finish is poor.'],
  3: ['Does what it should.', 'Fine, though smaller than I thought.'],
  4: ['Good value.', 'Solid. The instructions could be better.'],
  5: [
    'Exactly what I was looking for.',
    'Second one I bought, both perfect.',
    'Quick delivery and a good product.',
  ],
};

type Shop = { calendar: Calendar; catalogue: Catalogue };

export function* reviewFacts(customer: Customer, { catalogue }: Shop): Generator<Fact> {
  for (const order of customer.orders) {
    const random = randomFrom(`review ${order.id}`);
    if (typeof order.by === 'string' || !random.chance(0.12)) continue;
    const at = Math.floor(order.deliveredAt / day + random.whole(2, 20)) * day + random.between(8, 22) * hour;
    const { productId, productName, category } = random.pick(order.lines);
    const seen = { device: order.by, page: pages.product(catalogue.getProduct(productId)), referrer: '' };
    yield track(at, seen, 'Product Reviewed', {
      product_id: productId,
      name: productName,
      category,
      review_id: `review-${order.id.toLowerCase()}`,
      ...drawReview(random),
    });
  }
}

/** `rating` is text, as in the Segment spec. */
function drawReview(random: Random): { rating: string; review_body: string } {
  const rating = random.weighted([
    [5, 44],
    [4, 28],
    [3, 14],
    [2, 7],
    [1, 7],
  ]);
  return { rating: String(rating), review_body: random.pick(words[rating] ?? []) };
}
