// How long a message that may go has to wait.
//
// The gate and the preferences say whether somebody gets a message at all. Here it is asked only when, of three kinds of rules:
//
//   caps          no more than so many messages in so many hours, of a channel, of a topic, or of all that the person gets. The
//                 window slides: it ends at the moment asked about. It is free again when the one that fills it leaves it: of a
//                 cap of 3 the third newest, however many more went before the cap was set.
//   frequency     what the person chose for this topic on this channel, in days of their calendar: `daily` is once on a day, so
//                 not before the next one begins where they are; `weekly` not before the seventh day after, `monthly` not before
//                 the same day of the next month. Counted in hours, what is sent every morning would come a little later each day.
//   quiet hours   what the clock on the person's wall shows. When clocks are put forward, a night is as much shorter, and quiet
//                 hours that would end in the hour that there is not end where it would have begun or ended: at the first moment
//                 that is not quiet. When they are put back, an hour that shows twice is quiet twice. A night belongs to the day
//                 on which it begins.
//
// A message that waits must not wake up to wait again for what could be known. So this looks for the first moment at which nothing
// holds it, if nothing else is sent until then. Caps and frequencies, once free, stay free; so that moment is the first one that is
// not quiet, at or after the latest of their ends. The reason names what holds it last, and the sentence what holds it before, too.
//
// It is asked again when that moment has come, since something else may have been sent, or set, meanwhile.
//
// What nobody can switch off has no topic. It is neither held back nor counted: a receipt goes at night, and takes no place.
import type { Cap, MessageRules, RulesAsked, Wait } from './model.ts';
import { findQuiet, toLocal } from './quiet-hours.ts';
import { capSentence, frequencySentence, quietSentence, untilSentence } from './sentences.ts';

type Hold = { until: number; code: Wait['reason']['code']; sentence: string };

const hourMs = 3_600_000;

/** Undefined: nothing holds it back, it can go now. */
export function findWait(rules: MessageRules, asked: RulesAsked): Wait | undefined {
  if (asked.topic === null) return undefined;
  const counted = [...rules.caps.map((cap) => findCapHold(cap, asked)), findFrequencyHold(asked)];
  const holds = counted.flatMap((hold) => (hold === undefined || hold.until <= asked.at ? [] : [hold]));
  const latest = holds.reduce<Hold | undefined>(
    (later, hold) => (later === undefined || hold.until > later.until ? hold : later),
    undefined,
  );
  const quiet = findQuietHold(rules, asked, latest?.until ?? asked.at);
  const last = quiet ?? latest;
  if (last === undefined) return undefined;
  const sentences = [latest, quiet].flatMap((hold) => (hold === undefined ? [] : [hold.sentence]));
  const message = [...sentences, untilSentence(last.until, asked.timeZone)].join(' ');
  return { until: last.until, reason: { code: last.code, message } };
}

function findCapHold(cap: Cap, { channel, topic, before }: RulesAsked): Hold | undefined {
  if (!isOf(cap, { channel, topic })) return undefined;
  const times = before.filter((one) => one.topic !== null && isOf(cap, one)).map(({ at }) => at);
  const filling = times.sort((x, y) => y - x)[cap.count - 1];
  if (filling === undefined) return undefined;
  return { until: filling + cap.hours * hourMs, code: 'cap_reached', sentence: capSentence(cap) };
}

const isOf = (cap: Cap, one: Pick<RulesAsked, 'channel' | 'topic'>): boolean =>
  (cap.channel === null || cap.channel === one.channel) && (cap.topic === null || cap.topic === one.topic);

const steps = { daily: { days: 1 }, weekly: { days: 7 }, monthly: { months: 1 } } as const;

function findFrequencyHold({ channel, topic, frequency, timeZone, before }: RulesAsked): Hold | undefined {
  if (frequency === 'immediate' || topic === null) return undefined;
  const times = before.filter((one) => one.topic === topic && one.channel === channel).map(({ at }) => at);
  if (times.length === 0) return undefined;
  const day = toLocal(Math.max(...times), timeZone).toPlainDate();
  const next = day.add(steps[frequency]).toZonedDateTime(timeZone);
  return {
    until: next.epochMilliseconds,
    code: 'frequency_chosen',
    sentence: frequencySentence(topic, frequency, day.toString()),
  };
}

function findQuietHold(
  { quietHours }: MessageRules,
  { channel, timeZone }: RulesAsked,
  from: number,
): Hold | undefined {
  const own = quietHours.filter(({ channels }) => channels.includes(channel));
  const quiet = own.length === 0 ? undefined : findQuiet(own, timeZone, from);
  if (quiet === undefined) return undefined;
  return { until: quiet.until, code: 'quiet_hours', sentence: quietSentence(channel, quiet.hours) };
}

/** How far back `before` has to go. */
export function lookBackMs({ caps }: MessageRules, frequency: RulesAsked['frequency']): number {
  // A day more than the longest month, since it begins where the person is.
  const days = { immediate: 0, daily: 2, weekly: 8, monthly: 32 }[frequency];
  return Math.max(days * 24, ...caps.map(({ hours }) => hours)) * hourMs;
}
