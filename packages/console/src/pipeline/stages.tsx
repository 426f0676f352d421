// The three stages from left to right: what each does, where it is, in words.
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import styles from './pipeline-page.module.css';
import type { Pipeline } from './pipeline-query.ts';

export function Stages({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { totals, rates, inbox, position } = pipeline;
  // What is resolved and neither stored, set aside nor a duplicate is on its way to the store.
  const onTheWay = totals.resolved - totals.appended - totals.quarantined - totals.duplicates;
  const behind = Number(position.appended) < Number(position.resolved) ? Math.max(0, onTheWay) : 0;
  const stages = [
    {
      key: 'inbox' as const,
      rate: rates.accepted_per_second,
      words: t('pipeline.stage.inbox.position', { count: totals.accepted }),
    },
    {
      key: 'resolve' as const,
      rate: rates.resolved_per_second,
      words:
        inbox.events_waiting === 0
          ? t('pipeline.upToDate')
          : t('pipeline.stage.resolve.behind', {
              count: inbox.events_waiting,
              age: format.duration(inbox.oldest_seconds),
            }),
    },
    {
      key: 'append' as const,
      rate: rates.appended_per_second,
      words: behind === 0 ? t('pipeline.upToDate') : t('pipeline.stage.append.behind', { count: behind }),
    },
  ];
  return (
    <ol className={styles.stages}>
      {stages.map((stage) => (
        <li key={stage.key} className={styles.stage}>
          <h2 className={styles.stageName}>{t(`pipeline.stage.${stage.key}.name`)}</h2>
          <p className={styles.stageWords}>{t(`pipeline.stage.${stage.key}.meaning`)}</p>
          <p className={styles.stageRate}>
            {t('pipeline.chart.perSecond', { rate: format.decimal(stage.rate) })}
          </p>
          <p className={styles.stageWords}>{stage.words}</p>
        </li>
      ))}
    </ol>
  );
}
