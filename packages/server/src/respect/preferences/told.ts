// A request that says something of a contact point: checked against the topics there are, and put into events.
import { hash } from 'node:crypto';
import { AppError } from '@rapport/protocol';
import { effectiveMsOf } from '../consents/index.ts';
import {
  everyTopic,
  everyTopicOf,
  type Frequency,
  type MessageChannel,
  type PreferenceState,
} from './model.ts';
import type { PreferenceEvent } from './store.ts';
import type { Topic } from './topics.ts';

export type PreferenceChange = {
  channel: MessageChannel;
  topic: string;
  state?: PreferenceState | undefined;
  frequency?: Frequency | undefined;
  paused_until?: string | undefined;
  resume?: true | undefined;
  language?: string | undefined;
  /** When it was said; now, where it is left out. */
  at?: string | undefined;
};
export type PreferencesTold = {
  request_id?: string | undefined;
  source: string;
  changes: PreferenceChange[];
};

const clockSkewMs = 5 * 60_000;

/** Throws `topic_unknown` or `preference_invalid`, with the place of what is wrong. */
export function toPreferenceEvents(
  { source, changes }: PreferencesTold,
  topics: readonly Topic[],
  nowMs: number,
): PreferenceEvent[] {
  const seen = new Set<string>();
  return changes.map((change, i): PreferenceEvent => {
    const { channel, topic, state = null, frequency = null, language = null, resume = false } = change;
    const place = `changes.${i}`;
    const cell = `${channel} ${topic}`;
    if (seen.has(cell)) throw wrong(place, `says something of ${topic} by ${channel} a second time`);
    seen.add(cell);
    refuseWrongTopic(change, topics, place);
    const toldMs = change.at === undefined ? nowMs : Date.parse(change.at);
    if (toldMs > nowMs + clockSkewMs)
      throw wrong(`${place}.at`, 'is in the future: nobody has said this yet');
    const eventMs = Math.min(toldMs, nowMs);
    const pausedUntilMs = change.paused_until === undefined ? null : Date.parse(change.paused_until);
    if (pausedUntilMs !== null && pausedUntilMs <= eventMs)
      throw wrong(`${place}.paused_until`, 'must be later than when it is said');
    // As with consent: what sends less is heard, however far behind the sender's clock is.
    const sendsLess = state === 'out' || pausedUntilMs !== null;
    const effectiveMs = effectiveMsOf(sendsLess ? 'opted_out' : 'opted_in', eventMs, nowMs);
    const said = { channel, topic, state, frequency, pausedUntilMs, resumed: resume, language };
    return { ...said, eventMs, effectiveMs, source };
  });
}

function refuseWrongTopic(
  { channel, topic: named, state }: PreferenceChange,
  topics: readonly Topic[],
  place: string,
): void {
  if (named === everyTopic || topics.some(({ brand }) => named === everyTopicOf(brand))) return;
  const topic = topics.find(({ slug }) => slug === named);
  if (topic === undefined) {
    const [field, problem] = [`${place}.topic`, `there is no topic "${named}" (see GET /api/topics)`];
    throw new AppError('topic_unknown', `${field}: ${problem}`, { fields: [{ field, problem }] });
  }
  if (state !== 'in') return;
  if (topic.retired) throw wrong(`${place}.topic`, `"${named}" is retired, so nobody can choose it`);
  if (!topic.channels.includes(channel))
    throw wrong(
      `${place}.channel`,
      `"${named}" does not go by ${channel}, but by ${topic.channels.join(', ')}`,
    );
}

export const wrong = (field: string, problem: string): AppError =>
  new AppError('preference_invalid', `Nothing was kept. ${field}: ${problem}`, {
    fields: [{ field, problem }],
  });

/** The same for the same words. */
export const hashTold = ({ source, changes }: PreferencesTold): Buffer =>
  hash('sha256', JSON.stringify({ source, changes }), 'buffer');
