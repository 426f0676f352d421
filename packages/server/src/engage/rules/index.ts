// When a message that may go goes.
export { messageRulesBody } from './bodies.ts';
export type { Cap, MessageRules, QuietHours, RulesAsked, SentBefore, TopicPriority, Wait } from './model.ts';
export { registerMessageRulesRoutes } from './routes.ts';
export { priorityOf, shippedRules } from './shipped.ts';
export { openRules, type RulesReader } from './store.ts';
export { findTimeZone, isTimeZone } from './time-zones.ts';
export { findWait, lookBackMs } from './waits.ts';
