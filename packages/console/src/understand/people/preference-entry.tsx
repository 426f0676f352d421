// One entry of the story that is no event: what the person said of how they are written to, by topic and channel.
import { IconBellOff, IconBellPlus, IconClockPause, IconRepeat } from '@tabler/icons-react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useTopicTitle } from '../../respect/topics/topic-titles.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { ClockTime } from '../../ui/time.tsx';
import { TimelineEntry } from '../../ui/timeline.tsx';
import type { PersonPreference } from './people-query.ts';

const CHANNELS = ['email', 'sms', 'push', 'in_app', 'web', 'post', 'phone', 'ads'] as const;
const FREQUENCIES = ['immediate', 'daily', 'weekly', 'monthly'] as const;
const SOURCES = ['api', 'preference_centre', 'one_click', 'import'] as const;

export function PreferenceEntry({ said }: { said: PersonPreference }) {
  const { t } = useTranslation();
  const titleOf = useTitle();
  const source = SOURCES.find((one) => one === said.source);
  const from = source ? t(`people.preference.source.${source}`) : said.source;
  return (
    <TimelineEntry icon={iconOf(said)} title={titleOf(said)} detail={from} time={<ClockTime at={said.at} />}>
      {() => (
        <Facts>
          <Fact label={t('people.preference.address')}>{said.contact_point.value}</Fact>
          <Fact label={t('people.preference.saidAt')}>{from}</Fact>
          {said.recorded_by_name && (
            <Fact label={t('people.preference.recordedBy')}>{said.recorded_by_name}</Fact>
          )}
        </Facts>
      )}
    </TimelineEntry>
  );
}

function iconOf({ state, paused_until, frequency }: PersonPreference) {
  if (state === 'out') return <IconBellOff />;
  if (state === null && paused_until !== null) return <IconClockPause />;
  return state === null && frequency !== null ? <IconRepeat /> : <IconBellPlus />;
}

/** What weighs most of what was said at once. */
function useTitle(): (said: PersonPreference) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const topicTitle = useTopicTitle();
  return ({ topic, channel: code, state, frequency, paused_until, resumed, language }) => {
    const known = CHANNELS.find((one) => one === code);
    const what = {
      topic: topicTitle(topic),
      channel: known ? t(`people.preference.channel.${known}`) : code,
    };
    if (state === 'in' || state === 'out' || state === 'default')
      return t(`people.preference.${state}`, what);
    if (paused_until !== null)
      return t('people.preference.paused', { ...what, until: format.date(paused_until) });
    if (resumed) return t('people.preference.resumed', what);
    const often = FREQUENCIES.find((one) => one === frequency);
    if (often)
      return t('people.preference.often', { ...what, often: t(`people.preference.frequency.${often}`) });
    return t('people.preference.language', { ...what, language: language ?? '' });
  };
}
