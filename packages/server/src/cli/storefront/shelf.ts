// What the storefront sells: the shop's own small range, each shelf under its name.
import type { Product } from '../sample-shop/catalogue.ts';
import { ownProducts } from '../sample-shop/own-products.ts';

export const shelves: readonly { name: string; products: readonly Product[] }[] = [
  ...Map.groupBy(ownProducts, ({ category }) => category),
].map(([name, products]) => ({ name, products }));

/** As addresses have it, in any case. */
export const findProduct = (id: string): Product | undefined =>
  ownProducts.find((product) => product.id.toLowerCase() === id.toLowerCase());
