// Events in ClickHouse: rows, the timeline of a person, and the stream of what arrives.

export { changeInTurn } from './change-in-turn.ts';
export { countEvents, countSignalDays, findActivity, listTimeline } from './olap.ts';
export {
  addPropertyColumns,
  listPropertyColumns,
  listPropertyPlaces,
  type PropertyPart,
  propertyColumnsMax,
  quotePlace,
  toPropertyColumn,
  toPropertyPlace,
} from './property-columns.ts';
export {
  dropFolded,
  foldPartition,
  isFolding,
  listPlacesOfBatch,
  listUnfolded,
  reassignEvents,
} from './reassign.ts';
export { eventListQuery, listSourceNames, registerEventRoutes } from './routes.ts';
export {
  type EventFacts,
  eventColumns,
  parseEventLine,
  toBareLine,
  toClickHouseTime,
  toEventLine,
} from './row.ts';
export { parseKept, showEvents } from './show.ts';
export { type EventStream, type LiveEvent, openEventStream, perBatchMax } from './stream.ts';
export { type EventSummary, toEvent, toSummary } from './summary.ts';
