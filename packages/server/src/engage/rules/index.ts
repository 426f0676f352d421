// When a message that may go goes.
export type { Cap, MessageRules, QuietHours, RulesAsked, SentBefore, TopicPriority, Wait } from './model.ts';
