// What comes back from messages, and all that follows from it.
export {
  type AttributionRule,
  attribute,
  type Deed,
  type Touch,
  type TouchKind,
  touchKinds,
} from './attribution.ts';
export { type Feedback, type FeedbackDeps, openFeedback, type SentMessage } from './feedback.ts';
export { registerHooks } from './hook-routes.ts';
export { type ArmConversions, type ConversionsAsked, countConversions } from './olap.ts';
export { eraseAnswersOf } from './store.ts';
