// A message: one communication to one person, from the intent to its outcome, and why each step of it was taken.
//
//                    ┌───────────────── later ──────────────────┐
//                    ▼                                          │
//   queued ──▶ (claim: may it go?) ──▶ sending ──▶ sent ──▶ delivered ──▶ opened ──▶ clicked
//     │             │    │                │          │           └─ replied, unsubscribed, complained
//     │             │    └ deferred       │          └─ bounced
//     │             └ refused             └ failed (a dead letter: can be sent again)
//     └ cancelled, expired
//
// What is to the right never goes back to the left, except `failed` to `queued`, by hand. An answer that comes late (a delivery
// behind an opening) is written into the history and changes no state.
import type { ChannelSlug, Point } from '../channels/index.ts';

export const messageStates = [
  'queued',
  'deferred',
  'sending',
  'refused',
  'expired',
  'cancelled',
  'failed',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'unsubscribed',
  'bounced',
  'complained',
] as const;
export type MessageState = (typeof messageStates)[number];

/** What made a message. `path`: the steps that led to it; `values`: what conditions saw. */
export type Trigger = {
  kind: 'api' | 'campaign' | 'journey' | 'test';
  /** The slug of the campaign or journey; of the API the key or member. */
  name: string;
  /** Of the event that started it. */
  event?: { name: string; message_id: string; timestamp: string };
  segment?: string;
  path?: readonly string[];
  values?: Record<string, unknown>;
};

export type NewMessage = {
  /** Once in a workspace: asked for again with the same key, it is the same message. */
  key: string;
  profileId: number;
  channel: ChannelSlug;
  /** Tried one after the other where the channel does not reach the person, or may not. */
  fallbacks?: readonly ChannelSlug[];
  /** Undefined: the best that the person has for the channel. */
  point?: Point;
  template: { id: number; version: number };
  /** Undefined: what the person chose, or the workspace's. */
  language?: string;
  trigger: Trigger;
  /** What its texts may name beside the person. */
  variables?: Record<string, unknown>;
  campaignId?: number;
  arm?: string;
  /** −10 to 10; the higher goes first. 0 where nothing is said; what nobody can switch off has 5. */
  priority?: number;
  /** Milliseconds since 1970. */
  dueAt: number;
  expiresAt?: number;
};
