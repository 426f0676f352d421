// Who answers whether data may be used, and why.
export {
  type AgeBand,
  type Conflict,
  type Decision,
  decide,
  listConflicts,
  listRefusals,
  nobody,
  permissionsOf,
  type Question,
  type Subject,
} from './model.ts';
export { listCoveredSpans, openSecondQuestion, type Span, type WasCollected } from './past.ts';
export { notCollectedFor, type Reason } from './reasons.ts';
