// What was told of people and accounts: values with their lineage, and which of several wins.
export { toCanonicalText } from './canonical.ts';
export { type HistoryEntry, historyEntriesMax, listHistories } from './history.ts';
export {
  attributesMax,
  foldAttributes,
  noAttributes,
  type StoredAttribute,
  type StoredAttributes,
  toDisplayName,
  toStoredAttributes,
  wins,
} from './model.ts';
export { type AttributeRecord, listTold, recordAttributes } from './store.ts';
export { listTracked, markFollowed, type TrackedAttribute, track } from './tracked.ts';
