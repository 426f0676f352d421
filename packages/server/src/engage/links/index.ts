// Addresses that messages carry.
export { type Followed, registerFollowed } from './follow-routes.ts';
export { type Fetched, isMachine, togetherMs } from './machines.ts';
export { openMessageLinks } from './maker.ts';
export type { Carried, LinksOfMessage, MessageLinkMaker } from './model.ts';
export { type MessageTokens, openMessageTokens } from './tokens.ts';
export { registerWhy } from './why-routes.ts';
