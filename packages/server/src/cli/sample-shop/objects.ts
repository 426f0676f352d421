// What the shop puts into the catalog itself: products, stores, stock and offers. Orders and tickets come there by events.
import { findBrand, findWarrantyMonths } from './brands.ts';
import type { Calendar } from './calendar.ts';
import { type Catalogue, type Product, toProductProperties } from './catalogue.ts';
import { offers, toDates } from './offers.ts';
import { type Store, stores } from './places.ts';
import { countStock, type Sale, type Stock, warehouse } from './stock.ts';

/** As `POST /api/catalog/objects/:type` takes them. */
export type CatalogObject = {
  id: string;
  fields: Record<string, unknown>;
  /** When this was so; now, where it is left out. */
  at?: string;
};
export type ObjectsOfType = { type: string; objects: CatalogObject[] };

type Shop = { catalogue: Catalogue; calendar: Calendar; sales: readonly Sale[]; now: Date };

/** What others refer to comes first. */
export function listObjects({ catalogue, calendar, sales, now }: Shop): ObjectsOfType[] {
  return [
    { type: 'product', objects: Array.from(catalogue.listAll(), toProductObject) },
    { type: 'store', objects: [warehouse, ...stores].map(toStoreObject) },
    { type: 'stock', objects: Array.from(countStock(catalogue, sales, now.getTime()), toStockObject) },
    {
      type: 'offer',
      objects: offers.map((offer) => {
        const { id, title, description, code, segment } = offer;
        const fields = { title, description, code, ...toDates(offer, calendar), segment };
        return { id, fields: withoutMissing(fields) };
      }),
    },
  ];
}

const withoutMissing = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function toProductObject(product: Product): CatalogObject {
  const { product_id: id, ...properties } = toProductProperties(product);
  const fields = { ...properties, brand: findBrand(product), warranty_months: findWarrantyMonths(product) };
  return { id, fields: withoutMissing(fields) };
}

const toStoreObject = ({ id, name, city }: Store): CatalogObject => ({ id, fields: { name, city } });

const toStockObject = ({ productId, store, quantity, changedAt }: Stock): CatalogObject => ({
  id: `${productId}@${store.id}`,
  fields: { product_id: productId, store_id: store.id, quantity },
  ...(changedAt === undefined ? {} : { at: new Date(changedAt).toISOString() }),
});
