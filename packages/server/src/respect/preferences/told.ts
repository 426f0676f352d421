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
  return changes.flatMap((change, i): PreferenceEvent[] => {
    const place = `changes.${i}`;
    const cell = `${change.channel} ${change.topic}`;
    if (seen.has(cell))
      throw wrong(place, `says something of ${change.topic} by ${change.channel} a second time`);
    seen.add(cell);
    refuseWrongTopic(change, topics, place);
    const toldMs = change.at === undefined ? nowMs : Date.parse(change.at);
    if (toldMs > nowMs + clockSkewMs)
      throw wrong(`${place}.at`, 'is in the future: nobody has said this yet');
    const eventMs = Math.min(toldMs, nowMs);
    if (change.paused_until !== undefined && Date.parse(change.paused_until) <= eventMs)
      throw wrong(`${place}.paused_until`, 'must be later than when it is said');
    return toEvents(change, { eventMs, nowMs, source });
  });
}

/**
 * As with consent, what sends less is heard however far behind the sender's clock is, and nothing else is: of a change that was
 * said long ago these are two events.
 */
function toEvents(
  change: PreferenceChange,
  { eventMs, nowMs, source }: { eventMs: number; nowMs: number; source: string },
): PreferenceEvent[] {
  const { channel, topic, paused_until } = change;
  const { state = null, frequency = null, language = null, resume = false } = change;
  const silent = { state: null, frequency: null, pausedUntilMs: null, resumed: false, language: null };
  const less = {
    state: state === 'out' ? state : null,
    pausedUntilMs: paused_until === undefined ? null : Date.parse(paused_until),
  };
  const rest = { state: state === 'out' ? null : state, frequency, resumed: resume, language };
  const of = { channel, topic, source, eventMs };
  const [lessMs, restMs] = (['opted_out', 'opted_in'] as const).map((one) =>
    effectiveMsOf(one, eventMs, nowMs),
  ) as [number, number];
  if (lessMs === restMs) return [{ ...of, ...rest, ...less, state, effectiveMs: restMs }];
  return [
    { ...silent, ...of, ...rest, effectiveMs: restMs },
    { ...silent, ...of, ...less, effectiveMs: lessMs },
  ].filter((one) => saysSomething(one));
}

const saysSomething = ({ state, frequency, pausedUntilMs, resumed, language }: PreferenceEvent): boolean =>
  resumed || [state, frequency, pausedUntilMs, language].some((one) => one !== null);

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
