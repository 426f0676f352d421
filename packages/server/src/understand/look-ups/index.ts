// What definitions look up in the catalog.
export { findLookUpFault, refuseTooMany } from './check.ts';
export {
  findLookedUp,
  haveLookUpsMoved,
  idsMax,
  lookUpsOf,
  noteCatalogChanges,
  noteMissedChanges,
  openLookedUp,
} from './sets.ts';
