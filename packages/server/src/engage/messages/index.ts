// Messages from intent to outcome.
export { type MessageState, messageStates, type NewMessage, type Trigger } from './model.ts';
