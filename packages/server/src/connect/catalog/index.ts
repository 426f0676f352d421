// Objects that a company knows of beside its people: products, orders, tickets, offers, stores, stock.
export { type CatalogListener, type CatalogNews, openCatalogNews } from './changed.ts';
export {
  findExcessBytes,
  findProblems,
  personSentence,
  tellTooLarge,
  toObjectPerson,
  withoutUnknown,
} from './check.ts';
export { listObjectReferences, toSearchText } from './derived.ts';
export { eraseObjectsOf } from './erase.ts';
export { type CatalogItem, type CatalogMemory, openCatalogMemory, recordObjects } from './events.ts';
export { type CatalogFollower, openCatalogFollower } from './follow.ts';
export {
  listSeenReferences,
  openObjectGate,
  type SeenObject,
  seeOfNobody,
  seePerson,
  type WithheldField,
} from './gate.ts';
export { type HistoryPlace, listPast, type PastTelling } from './history.ts';
export { fromCell, idSentence, toObjectId } from './kinds.ts';
export { countReferring, findObject, type ListPlace, listObjects } from './list.ts';
export type { Held } from './own-claims.ts';
export { findSubjects, type OwnedObject, seeObjects, type Viewing } from './owners.ts';
export { openPermit } from './permit.ts';
export { findHolders, type TimedPerson } from './persons.ts';
export {
  type CatalogObject,
  eachObject,
  listObjectsByIds,
  listObjectsOfProfile,
  listReferring,
  readObjectsOfProfile,
  type TellingOrigin,
  type ToldField,
} from './read.ts';
export { readType, removeType, setType } from './set-types.ts';
export { ensureStarterTypes } from './starter-types.ts';
export { listPersonsOf } from './store.ts';
export { type CatalogChange, type ObjectTelling, tellObjects } from './tell.ts';
export type { Telling } from './telling.ts';
export {
  type CatalogTypeRow,
  catalogEdition,
  countObjects,
  getCatalogType,
  holdTypes,
  listCatalogTypes,
  memoryOf,
} from './types-store.ts';
