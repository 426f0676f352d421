// Favourites of the season: small things that many buy in these weeks. In the file hardly two people buy the same, so without
// them nothing would sell well.
import { type Calendar, day } from './calendar.ts';
import type { Catalogue } from './catalogue.ts';
import { type Order, ownOrder, toLine } from './orders.ts';
import { type Customer, drawMoment } from './people.ts';
import { randomFrom } from './random.ts';

/** With how much more often one is bought than another. */
export const favourites: readonly (readonly [productId: string, weight: number])[] = [
  ['JEW-EA-20000203', 10],
  ['KIT-KN-20000101', 9],
  ['JEW-RI-20000232', 7],
  ['KIT-CO-20000108', 6],
  ['JEW-BR-20000221', 5],
  ['KIT-CO-20000106', 4],
  ['JEW-NE-20000212', 3],
];

type Shop = { calendar: Calendar; catalogue: Catalogue };

/** One order, of a third of those who do not buy for a company; the nearer to today, the more of them. */
export function drawFavourites(customer: Customer, { calendar, catalogue }: Shop): Order[] {
  const random = randomFrom(`favourites ${customer.id}`);
  if (customer.segment === 'Corporate' || !random.chance(0.35)) return [];
  const daysAgo = 1 + 55 * random.unit() * random.between(0.4, 1);
  const placedAt = drawMoment(calendar.today - daysAgo * day, customer.habits, random);
  if (placedAt < customer.joinedAt + 2 * day) return [];
  const pieces = new Set([random.weighted(favourites), random.weighted(favourites)]);
  const lines = [...pieces].map((id) =>
    toLine(
      catalogue.getProduct(id),
      random.weighted([
        [1, 8],
        [2, 2],
      ]),
    ),
  );
  const id = `SH-${customer.id.slice(-5)}-9`;
  return [ownOrder(id, placedAt, customer.joinedOn, customer.home, lines, undefined, random)];
}
