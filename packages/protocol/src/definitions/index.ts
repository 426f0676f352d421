// The language of segments and traits: its schemas, its types and the sentences of its faults.
export {
  type Condition,
  type EventsCondition,
  type PropertyValue,
  propertyValues,
  type Sequence,
} from './conditions.ts';
export { parseDate } from './dates.ts';
export {
  definitionSchemas,
  readCondition,
  readSegmentDefinition,
  readTraitDefinition,
  type SegmentDefinition,
  segmentDefinition,
  type TraitDefinition,
  traitDefinition,
} from './definitions.ts';
export { parseDuration } from './durations.ts';
export type { DefinitionFault } from './faults.ts';
export {
  isLookUp,
  type LookUp,
  listLookUps,
  lookUpKey,
  type PropertyTest,
} from './look-ups.ts';
export { isZone, parsePath, slug as definitionName } from './names.ts';
export { findCircle, listNamedLists, listReferences, type Reference } from './references.ts';
export {
  calendarUnits,
  type Selector,
  type SequenceStep,
  type StepSelector,
  type Window,
} from './selectors.ts';
export type { Scalar, Test, When } from './value-tests.ts';
export { type Operation, operations, partsOfValue, type TraitValue, type Value } from './values.ts';
