// Objects that a company knows of beside its people: products, orders, tickets, offers, stores, stock.
export { type CatalogListener, type CatalogNews, openCatalogNews } from './changed.ts';
export { type CatalogItem, type CatalogMemory, openCatalogMemory, recordObjects } from './events.ts';
export { findHolders, type TimedPerson } from './persons.ts';
export {
  type CatalogObject,
  eachObject,
  listObjectsByIds,
  listObjectsOfProfile,
  listReferring,
  type TellingOrigin,
  type ToldField,
} from './read.ts';
export { ensureStarterTypes } from './starter-types.ts';
export type { CatalogChange } from './tell.ts';
export { type CatalogTypeRow, listCatalogTypes } from './types-store.ts';
