// The way in for messages: the Segment tracking protocol over HTTP.
export { type Call, toCall } from './calls.ts';
export { type CollectLimits, openCollect } from './collect.ts';
export { type Identifying, openIdentifying } from './identifying.ts';
export { openRateLimits } from './rate-limit.ts';
export { openWithholding, type Rest, type Withholding } from './suppressed.ts';
