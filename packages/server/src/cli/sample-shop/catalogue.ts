// The catalogue: every product of the file and of the shop's own range, and what an event tells about one of them.
import { currency, toDollars } from './money.ts';
import { ownProducts } from './own-products.ts';
import type { FileCustomer } from './superstore.ts';

export type Product = {
  id: string;
  name: string;
  category: string;
  subcategory: string;
  priceCents: number;
};

export type Catalogue = {
  getProduct(id: string): Product;
  /** All products of a subcategory, such as "Chairs". */
  listShelf(subcategory: string): readonly Product[];
  /** All products of a category, such as "Jewellery". */
  listCategory(category: string): readonly Product[];
  listAll(): Iterable<Product>;
  subcategories: readonly string[];
};

/** 32 product ids of the file stand for two products each; the catalogue keeps the first, order lines keep their own. */
export function openCatalogue(customers: readonly FileCustomer[]): Catalogue {
  const products = new Map<string, Product>();
  for (const { orders } of customers) {
    for (const { lines } of orders) {
      for (const {
        productId: id,
        productName: name,
        category,
        subcategory,
        listCents: priceCents,
      } of lines) {
        if (!products.has(id)) products.set(id, { id, name, category, subcategory, priceCents });
      }
    }
  }
  for (const product of ownProducts) products.set(product.id, product);
  const shelves = Map.groupBy(products.values(), (product) => product.subcategory);
  const categories = Map.groupBy(products.values(), (product) => product.category);
  return {
    getProduct: (id) => getFrom(products, id),
    listShelf: (subcategory) => getFrom(shelves, subcategory),
    listCategory: (category) => getFrom(categories, category),
    listAll: () => products.values(),
    subcategories: [...shelves.keys()].sort(),
  };
}

function getFrom<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key);
  if (found === undefined) throw new Error(`The sample shop does not sell "${key}".`);
  return found;
}

/** Address of the product's page within the shop. */
export const productPath = (product: Product): string => `/p/${product.id.toLowerCase()}`;

export const shopOrigin = 'https://www.sampleshop.example';

/** A product as the Segment e-commerce spec describes it. `price` is the list price of one piece, in dollars. */
export const toProductProperties = (product: Product) => ({
  product_id: product.id,
  name: product.name,
  category: product.category,
  subcategory: product.subcategory,
  price: toDollars(product.priceCents),
  currency,
  url: `${shopOrigin}${productPath(product)}`,
});
