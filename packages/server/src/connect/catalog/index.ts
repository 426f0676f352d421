// The catalog: typed objects such as products, orders and tickets, told of by events, by the API and by imports.
export { idLengthMax } from './derived.ts';
export type { OriginKind, Owner, Telling } from './model.ts';
export {
  type CatalogObject,
  eachObject,
  listObjectsByIds,
  listObjectsOfProfile,
  listReferring,
  type ToldField,
} from './reading.ts';
export { recordTellings } from './record.ts';
export { recordToldByEvents } from './record-told.ts';
export {
  type CatalogTypeRow,
  type CatalogTypesMemory,
  listCatalogTypes,
  recordCatalogType,
} from './type-store.ts';
