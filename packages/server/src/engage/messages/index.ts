// Messages from intent to outcome: made, claimed, handed over, and why each went or did not.
export { openJournal } from './journal.ts';
export { findPurpose, judge, type Verdict } from './judging.ts';
export type { MessageFilter, MessageHistory } from './listing.ts';
export {
  findPublished,
  type Made,
  type MessageTold,
  makeMessages,
  type Published,
  tellMessage,
} from './making.ts';
export { type MessageState, messageStates, type NewMessage, type Trigger } from './model.ts';
export { areMessagesOpen, cancelMessages, holdMessages, releaseMessages } from './of-campaign.ts';
export type { Outcome } from './outcome-rules.ts';
export { findLastTo, listSentSince, listTold, recordOutcomes, type ToldMessage } from './outcomes.ts';
export { messageBody, messageListQuery, messageQuery, registerMessageRoutes } from './routes.ts';
export { openSending, type Sending, type SentMessage } from './sending.ts';
export { readWorld, type World, type WorldDeps } from './standing.ts';
export type { Due } from './store.ts';
