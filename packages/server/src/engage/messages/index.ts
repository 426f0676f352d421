// Messages from intent to outcome: made, claimed, handed over, and why each went or did not.
export { openJournal } from './journal.ts';
export type { MessageFilter, MessageHistory } from './listing.ts';
export { type Made, type MessageTold, makeMessages, tellMessage } from './making.ts';
export { type MessageState, messageStates, type NewMessage, type Trigger } from './model.ts';
export type { Outcome } from './outcome-rules.ts';
export { findLastTo, listSentSince, listTold, recordOutcomes, type ToldMessage } from './outcomes.ts';
export { messageBody, messageListQuery, registerMessageRoutes } from './routes.ts';
export { openSending, type Sending, type SentMessage } from './sending.ts';
