// Messages as clients send them. Each has what its call needs and a message id of its own; say only what matters.
import { randomBytes } from 'node:crypto';

export type Sent = Record<string, unknown>;

const run = randomBytes(4).toString('hex');
let count = 0;

/** A message id that no other message of any test run has. */
export function nextMessageId(): string {
  count += 1;
  return `test-${run}-${count}`;
}

/** `undefined` takes a field out: `aTrack({ messageId: undefined })`. */
const build = (defaults: Sent, given: Sent): Sent =>
  Object.fromEntries(
    Object.entries({ messageId: nextMessageId(), ...defaults, ...given }).filter(
      ([, value]) => value !== undefined,
    ),
  );

export const aTrack = (given: Sent = {}): Sent =>
  build({ type: 'track', event: 'Product Viewed', userId: 'neha' }, given);

export const anIdentify = (given: Sent = {}): Sent =>
  build({ type: 'identify', userId: 'neha', traits: {} }, given);

export const aPage = (given: Sent = {}): Sent =>
  build({ type: 'page', anonymousId: 'phone-of-neha', name: 'Jewellery' }, given);

export const aScreen = (given: Sent = {}): Sent =>
  build({ type: 'screen', anonymousId: 'phone-of-neha', name: 'Basket' }, given);

export const aGroup = (given: Sent = {}): Sent =>
  build({ type: 'group', userId: 'sarah', groupId: 'office-of-sarah', traits: {} }, given);

export const anAlias = (given: Sent = {}): Sent =>
  build({ type: 'alias', userId: 'sarah', previousId: 'browser-of-sarah' }, given);
