// Rules as sentences: which channels, on which days, from when to when, how many in which time.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useTopicTitle } from '../../respect/topics/topic-titles.ts';
import { useChannelWords } from '../channels/channel-words.ts';
import type { Cap, QuietHours } from './rules-query.ts';
import { toMinutes, WEEKDAYS } from './week.ts';

/** Monday; a day of a calendar is the same in every zone. */
const MONDAY = Date.UTC(2024, 0, 1);

export function useRuleWords() {
  const { t } = useTranslation();
  const { locale, list } = useFormat();
  const { channelOf } = useChannelWords();
  const topicOf = useTopicTitle();
  const clockFormat = new Intl.DateTimeFormat(locale, {
    ...{ hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
  });

  const clockOf = (clock: string): string => clockFormat.format(MONDAY + toMinutes(clock) * 60_000);
  const dayOf = (day: number, width: 'long' | 'short'): string =>
    new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' }).format(
      MONDAY + (day - 1) * 86_400_000,
    );
  function daysOf(days: readonly number[]): string {
    if (days.length === 7) return t('messageRules.everyDay');
    const names = WEEKDAYS.filter((day) => days.includes(day)).map((day) => dayOf(day, 'long'));
    return list(names);
  }
  /** In days, where it is whole ones. */
  function timeOf(hours: number): string {
    const [unit, value] = hours % 24 === 0 ? (['day', hours / 24] as const) : (['hour', hours] as const);
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  }
  return {
    dayOf,
    timeOf,
    quietOf({ channels, weekdays, from, until }: QuietHours): string {
      const parts = { channels: list(channels.map(channelOf)), days: daysOf(weekdays) };
      return from === '00:00' && until === '24:00'
        ? t('messageRules.quietAllDay', parts)
        : t('messageRules.quiet', { ...parts, from: clockOf(from), until: clockOf(until) });
    },
    capOf({ channel, topic, count, hours }: Cap): string {
      const about = [
        ...(channel === null ? [] : [channelOf(channel)]),
        ...(topic === null ? [] : [topicOf(topic)]),
      ];
      const what = about.length === 0 ? t('messageRules.allTogether') : about.join(', ');
      return t('messageRules.cap', { what, count, time: timeOf(hours) });
    },
  };
}
