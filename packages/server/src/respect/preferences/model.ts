// Whether a message is wanted: what people said of a contact point, by channel and topic, and what that comes to.
//
// Consent and preference are two questions. Consent says what data may be used for, belongs to the person and is proven;
// a preference says what somebody wants to get, how and how often, and belongs to the address at which they get it: two
// people who share an address share what was said of it. A message needs a yes to both (`decideBoth`).
//
// The rules, in the order in which they are asked; the first that denies decides:
//
//   1. a message of no topic (a receipt, a new password) is no matter of preferences
//   2. the topic is not retired, and goes by this channel                 what is not offered is not sent
//   3. nobody switched off the channel: all topics, or all of the brand   one no is enough: a yes to one topic that was said
//                                                                         before or after does not answer it
//   4. nobody switched off the topic, here or, where nothing else was     preferences for topics follow the person to another
//      said here, at another address of the same person                   address; a yes does not
//   5. no pause, of the topic or of what is above it, is still running    the longest holds
//   6. whoever said nothing gets what the topic does by default
//
// A switch stands above the topics and does not forget them: whoever lifts it finds their choices as they were. How often is
// not decided here: it is handed to whoever sends.
import type { Decision } from '../gate/index.ts';
import { denials, type PreferenceReason, permits } from './reasons.ts';

export const messageChannels = ['email', 'sms', 'push', 'in_app', 'web', 'post', 'phone', 'ads'] as const;
export type MessageChannel = (typeof messageChannels)[number];

/** The one that sends less comes later: of two that were said in one moment it holds. */
export const preferenceStates = ['in', 'default', 'out'] as const;
export type PreferenceState = (typeof preferenceStates)[number];
export const frequencies = ['immediate', 'daily', 'weekly', 'monthly'] as const;
export type Frequency = (typeof frequencies)[number];

export const everyTopic = '*';
export const everyTopicOf = (brand: string): string => `${brand}.*`;

/** One thing that was said about a channel and a topic. Null: nothing was said of that. Times in milliseconds since 1970. */
export type Saying = {
  channel: MessageChannel;
  /** The slug of a topic, or all topics: of a brand (`rowan.*`), or all there are (`*`). */
  topic: string;
  state: PreferenceState | null;
  frequency: Frequency | null;
  pausedUntilMs: number | null;
  /** Pauses from before are over. */
  resumed: boolean;
  language: string | null;
  /** When it counts from. */
  effectiveMs: number;
  source: string;
};

export type Said<Value> = { value: Value; sinceMs: number; source: string };

/** What holds for one channel and topic at one contact point. */
export type Preference = Pick<Saying, 'channel' | 'topic'> & {
  state: Said<PreferenceState> | null;
  frequency: Said<Frequency> | null;
  /** Until when; it may be over. */
  pause: Said<number> | null;
  language: Said<string> | null;
  /** When anything was said last, and where. */
  newest: { sinceMs: number; source: string };
};

/** A topic as the rules know it. */
export type TopicRules = {
  slug: string;
  brand: string;
  /** What people call it. */
  title: string;
  channels: readonly MessageChannel[];
  default: 'in' | 'out';
  retired: boolean;
};

/** `topic`: null for a message that is of none. `at` in milliseconds since 1970. */
export type MessageAsked = { topic: TopicRules | null; channel: MessageChannel; at: number };

export type PreferenceDecision =
  | { decision: 'deny'; reason: PreferenceReason }
  | { decision: 'permit'; reason: PreferenceReason; frequency: Frequency; language: string | null };

/**
 * Whether the contact point wants this message. `own`: what holds for the contact point. `elsewhere`: what holds for others
 * of the person to whom it goes, where that is known.
 */
export function mayMessage(
  { topic, channel, at }: MessageAsked,
  own: readonly Preference[],
  elsewhere: readonly Preference[] = [],
): PreferenceDecision {
  if (topic === null) return permit(permits.noTopic(), []);
  if (topic.retired) return deny(denials.retired(topic));
  if (!topic.channels.includes(channel)) return deny(denials.notOnChannel(topic, channel));
  const isOf = (name: string) => (one: Preference) => one.channel === channel && one.topic === name;
  const exact = own.filter(isOf(topic.slug));
  const general = [everyTopicOf(topic.brand), everyTopic].flatMap((name) => own.filter(isOf(name)));
  const switched = general.find(isOff);
  if (switched !== undefined) return deny(denials.channelOff(switched));
  const chosen = exact[0]?.state?.value ?? 'default';
  // What was said here answers what was said elsewhere.
  const off =
    exact.find(isOff) ?? (chosen === 'in' ? undefined : elsewhere.filter(isOf(topic.slug)).find(isOff));
  if (off !== undefined) return deny(denials.topicOff(topic, off));
  const paused = findLongestPause([...exact, ...general], at);
  if (paused !== undefined) return deny(denials.paused(paused));
  if (chosen === 'default' && topic.default === 'out') return deny(denials.notChosen(topic));
  return permit(chosen === 'in' ? permits.chosen(topic) : permits.byDefault(topic), [...exact, ...general]);
}

const deny = (reason: PreferenceReason): PreferenceDecision => ({ decision: 'deny', reason });

/** `nearest`: those that speak of the message, the one of its topic first. */
const permit = (reason: PreferenceReason, nearest: readonly Preference[]): PreferenceDecision => ({
  ...{ decision: 'permit', reason },
  frequency: nearest.find(({ frequency }) => frequency !== null)?.frequency?.value ?? 'immediate',
  language: nearest.find(({ language }) => language !== null)?.language?.value ?? null,
});

const isOff = ({ state }: Preference): boolean => state?.value === 'out';

function findLongestPause(preferences: readonly Preference[], at: number): Preference | undefined {
  const untilOf = ({ pause }: Preference): number => pause?.value ?? at;
  return preferences
    .filter((one) => untilOf(one) > at)
    .reduce<Preference | undefined>(
      (longest, one) => (longest === undefined || untilOf(one) > untilOf(longest) ? one : longest),
      undefined,
    );
}

export type MessageDecision =
  | { decision: 'deny'; by: 'gate' | 'preference'; reason: Decision['reason'] | PreferenceReason }
  | { decision: 'permit'; reason: Decision['reason']; frequency: Frequency; language: string | null };

/** Of what the gate and the preference say: both have to permit. Where both deny, the gate is named: it is asked first. */
export function decideBoth(gate: Decision, preference: PreferenceDecision): MessageDecision {
  if (gate.decision === 'deny') return { decision: 'deny', by: 'gate', reason: gate.reason };
  if (preference.decision === 'deny')
    return { decision: 'deny', by: 'preference', reason: preference.reason };
  const { frequency, language } = preference;
  return { decision: 'permit', reason: gate.reason, frequency, language };
}
