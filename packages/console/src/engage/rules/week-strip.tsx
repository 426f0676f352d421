// A week of each channel, with its quiet hours dark.
import { useTranslation } from '../../language/index.ts';
import { CHANNELS, useChannelWords } from '../channels/channel-words.ts';
import { useRuleWords } from './rule-words.ts';
import styles from './rules.module.css';
import type { QuietHours } from './rules-query.ts';
import { DAY_MINUTES, toWeek, WEEKDAYS } from './week.ts';

/** For the eye: the sentences below say the same. */
export function WeekStrip({ hours }: { hours: readonly QuietHours[] }) {
  const { t } = useTranslation();
  const { channelOf } = useChannelWords();
  const { dayOf } = useRuleWords();
  return (
    <figure className={styles.week}>
      <div className={styles.weekRow} aria-hidden="true">
        <span />
        {WEEKDAYS.map((day) => (
          <span key={day} className={styles.day}>
            {dayOf(day, 'short')}
          </span>
        ))}
      </div>
      {CHANNELS.map((channel) => (
        <div key={channel} className={styles.weekRow} aria-hidden="true">
          <span className={styles.channel}>{channelOf(channel)}</span>
          {toWeek(hours, channel).map((stretches, n) => (
            <span key={WEEKDAYS[n]} className={styles.bar}>
              {stretches.map(({ from, until }) => (
                <span
                  key={from}
                  style={{
                    insetInlineStart: `${(from / DAY_MINUTES) * 100}%`,
                    width: `${((until - from) / DAY_MINUTES) * 100}%`,
                  }}
                />
              ))}
            </span>
          ))}
        </div>
      ))}
      <figcaption className={styles.quiet}>{t('messageRules.weekCaption')}</figcaption>
    </figure>
  );
}
