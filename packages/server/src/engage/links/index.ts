// Addresses that messages carry.
export type { Carried, LinksOfMessage, MessageLinkMaker } from './model.ts';
