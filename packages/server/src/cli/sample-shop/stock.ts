// The stock: what the warehouse has left of each product after everything that was sold, and what stands in the stores.
//
// The warehouse sends out every order, also those that a store takes, so its stock follows from them alone: what was delivered
// to it less what was sold. When little is left, more is ordered, and comes after some days; when an order asks
// for more than there is, it waits for that delivery. So there is never less than nothing.
import { day } from './calendar.ts';
import type { Catalogue, Product } from './catalogue.ts';
import { favourites } from './favourites.ts';
import { type Store, stores } from './places.ts';
import { randomFrom } from './random.ts';

export type Sale = { productId: string; quantity: number; instant: number };

export type Stock = {
  productId: string;
  store: Store;
  quantity: number;
  /** What came in, in all. */
  delivered: number;
  /** When the quantity changed last; undefined where nothing was ever sold. */
  changedAt: number | undefined;
};

export const warehouse: Store = { id: 'warehouse', name: 'Warehouse', city: 'Columbus', state: 'Ohio' };

const favouriteIds = new Set(favourites.map(([id]) => id));

/** `sales` in order of time. */
export function* countStock(catalogue: Catalogue, sales: Iterable<Sale>, nowMs: number): Generator<Stock> {
  const salesOf = Map.groupBy(sales, ({ productId }) => productId);
  for (const product of catalogue.listAll()) {
    yield countWarehouse(product, salesOf.get(product.id) ?? [], nowMs);
    if (standsInStores(product)) for (const store of stores) yield* countStore(product, store);
  }
}

function countWarehouse({ id: productId }: Product, sales: readonly Sale[], nowMs: number): Stock {
  const random = randomFrom(`stock ${productId}`);
  // What many want is ordered by the dozen and gone by the dozen.
  const lot = favouriteIds.has(productId) ? 24 : random.whole(10, 40);
  const daysOfDelivery = random.whole(6, 21);
  let delivered = lot;
  let sold = 0;
  let comesAt = Infinity;
  const take = (): void => {
    delivered += lot;
    comesAt = Infinity;
  };
  for (const { quantity, instant } of sales) {
    if (comesAt <= instant) take();
    while (delivered - sold < quantity) take();
    sold += quantity;
    if (delivered - sold <= lot / 4) comesAt = Math.min(comesAt, instant + daysOfDelivery * day);
  }
  const cameLast = comesAt <= nowMs ? comesAt : undefined;
  if (cameLast !== undefined) take();
  const changedAt = cameLast ?? sales.at(-1)?.instant;
  return { productId, store: warehouse, quantity: delivered - sold, delivered, changedAt };
}

/** What one wants to sit on or try on before. */
const standsInStores = ({ subcategory, category }: Product): boolean =>
  subcategory === 'Chairs' || subcategory === 'Knives' || category === 'Jewellery';

/** Shown there, and sent from the warehouse: two stores in three have some pieces. */
function* countStore({ id: productId }: Product, store: Store): Generator<Stock> {
  const random = randomFrom(`stock ${productId} in ${store.id}`);
  if (!random.chance(2 / 3)) return;
  const quantity = random.whole(4, 9);
  yield { productId, store, quantity, delivered: quantity, changedAt: undefined };
}
