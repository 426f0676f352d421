// Messages from intent to outcome.
export { type MessageState, messageStates, type NewMessage, type Trigger } from './model.ts';
export type { Outcome } from './outcome-rules.ts';
export { findLastTo, listSentSince, listTold, recordOutcomes, type ToldMessage } from './outcomes.ts';
