// What a preference says: a code for programs and a sentence for people, which names what was said, when and where.
import type { MessageChannel, Preference, TopicRules } from './model.ts';

export type PreferenceReason = {
  code:
    | 'no_topic'
    | 'topic_chosen'
    | 'topic_by_default'
    | 'topic_retired'
    | 'topic_not_on_channel'
    | 'channel_off'
    | 'topic_off'
    | 'paused_until'
    | 'topic_not_chosen';
  message: string;
  /** What was said that decided, where something was. */
  preference?: {
    channel: MessageChannel;
    topic: string;
    since: string;
    source: string;
    paused_until: string | null;
  };
};

const channelNames: Record<MessageChannel, string> = {
  email: 'e-mail',
  sms: 'SMS',
  push: 'push message',
  in_app: 'message in the app',
  web: 'message on the site',
  post: 'post',
  phone: 'phone',
  ads: 'ad',
};

/** `2026-11-26 at 10:12 UTC`. */
const toMoment = (ms: number): string => {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 10)} at ${iso.slice(11, 16)} UTC`;
};

function toSaid({ channel, topic, state, pause }: Preference, isPause: boolean) {
  const { sinceMs, source } = (isPause ? pause : state) as { sinceMs: number; source: string };
  return {
    ...{ channel, topic, since: new Date(sinceMs).toISOString(), source },
    paused_until: isPause && pause !== null ? new Date(pause.value).toISOString() : null,
  };
}

const saidOn = ({ since, source }: ReturnType<typeof toSaid>): string =>
  `on ${toMoment(Date.parse(since))} (${source})`;

function scopeOf({ channel, topic }: Preference): string {
  const by = `by ${channelNames[channel]}`;
  if (topic === '*') return `everything ${by}`;
  return topic.endsWith('.*') ? `everything of the brand "${topic.slice(0, -2)}" ${by}` : `"${topic}" ${by}`;
}

export const denials = {
  retired: ({ title }: TopicRules): PreferenceReason => ({
    code: 'topic_retired',
    message: `The topic "${title}" is not offered any more.`,
  }),
  notOnChannel: ({ title }: TopicRules, channel: MessageChannel): PreferenceReason => ({
    code: 'topic_not_on_channel',
    message: `The topic "${title}" does not go by ${channelNames[channel]}.`,
  }),
  channelOff(preference: Preference): PreferenceReason {
    const said = toSaid(preference, false);
    return {
      code: 'channel_off',
      message: `It was asked ${saidOn(said)} to switch off ${scopeOf(preference)}.`,
      preference: said,
    };
  },
  topicOff({ title }: TopicRules, preference: Preference): PreferenceReason {
    const said = toSaid(preference, false);
    return {
      code: 'topic_off',
      message: `"${title}" by ${channelNames[preference.channel]} was switched off ${saidOn(said)}.`,
      preference: said,
    };
  },
  paused(preference: Preference): PreferenceReason {
    const said = toSaid(preference, true);
    const until = toMoment(preference.pause?.value as number);
    return {
      code: 'paused_until',
      message: `A pause of ${scopeOf(preference)} until ${until} was asked for ${saidOn(said)}.`,
      preference: said,
    };
  },
  notChosen: ({ title }: TopicRules): PreferenceReason => ({
    code: 'topic_not_chosen',
    message: `"${title}" goes to those who chose it, and nobody did here.`,
  }),
};

export const permits = {
  noTopic: (): PreferenceReason => ({
    code: 'no_topic',
    message: 'The message is of no topic, so preferences say nothing of it.',
  }),
  chosen: ({ title }: TopicRules): PreferenceReason => ({
    code: 'topic_chosen',
    message: `"${title}" was chosen.`,
  }),
  byDefault: ({ title }: TopicRules): PreferenceReason => ({
    code: 'topic_by_default',
    message: `"${title}" goes to everybody who may be written to and did not switch it off.`,
  }),
};
