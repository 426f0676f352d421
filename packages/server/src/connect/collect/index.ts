// The way in for messages: the Segment tracking protocol over HTTP.
export { type Call, toCall } from './calls.ts';
export { type CollectLimits, openCollect } from './collect.ts';
