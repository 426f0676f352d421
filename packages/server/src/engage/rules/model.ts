// Caps and quiet hours: whether a message that may go goes now, and until when it waits.
import type { ChannelSlug } from '../channels/index.ts';

/** Minutes since midnight, in the person's own time. `from` behind `until`: over midnight. Weekdays: 1 is Monday. */
export type QuietHours = {
  channels: readonly ChannelSlug[];
  weekdays: readonly number[];
  from: number;
  until: number;
};
/** At most so many in so many hours, sliding. Null: whatever the channel or topic. */
export type Cap = { channel: ChannelSlug | null; topic: string | null; count: number; hours: number };
/** What a topic goes before and behind, −10 to 10. */
export type TopicPriority = { topic: string; priority: number };

export type MessageRules = {
  /** IANA; of people of whom no other is known. */
  timeZone: string;
  quietHours: readonly QuietHours[];
  caps: readonly Cap[];
  priorities: readonly TopicPriority[];
};

export type SentBefore = { channel: ChannelSlug; topic: string | null; at: number };
export type RulesAsked = {
  channel: ChannelSlug;
  /** Null: what nobody can switch off (a receipt) is neither counted nor held back. */
  topic: string | null;
  /** How often the person wants this topic; `immediate`: as it comes. */
  frequency: 'immediate' | 'daily' | 'weekly' | 'monthly';
  timeZone: string;
  at: number;
  before: readonly SentBefore[];
};

/** `until`: milliseconds since 1970, when it can be asked again. */
export type Wait = {
  until: number;
  reason: { code: 'quiet_hours' | 'cap_reached' | 'frequency_chosen'; message: string };
};
