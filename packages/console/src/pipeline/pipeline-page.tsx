// Pipeline: is it running, how far behind is it, how fast, and what went wrong.
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { TimeChart } from '../ui/chart/index.ts';
import { StateMark } from '../ui/mark.tsx';
import { Card, Page, Section } from '../ui/page.tsx';
import { Bone, Loading } from '../ui/skeleton.tsx';
import { Stat, Stats } from '../ui/stat.tsx';
import { ErrorState, Notice } from '../ui/states.tsx';
import { byMinute } from './by-minute.ts';
import { PipelineErrors } from './pipeline-errors.tsx';
import styles from './pipeline-page.module.css';
import { type Pipeline, usePipeline } from './pipeline-query.ts';
import { Stages } from './stages.tsx';

export function PipelinePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const pipeline = usePipeline();
  if (!pipeline.data) {
    return (
      <Page title={t('pipeline.title')} about={t('pipeline.about')}>
        {pipeline.isError ? (
          <ErrorState error={pipeline.error} onRetry={() => void pipeline.refetch()} />
        ) : (
          <Loading>
            <Bone height={120} />
            <div style={{ height: 32 }} />
            <Bone height={96} />
            <div style={{ height: 32 }} />
            <Bone height={220} />
          </Loading>
        )}
      </Page>
    );
  }
  const { state } = pipeline.data;
  return (
    <Page
      title={t('pipeline.title')}
      about={t('pipeline.about')}
      state={
        <StateMark tone={state === 'running' ? 'good' : 'bad'}>{t(`pipeline.state.${state}`)}</StateMark>
      }
    >
      {pipeline.isError && (
        <Notice tone="bad">
          {t('ui.stale', { at: format.clockExact(new Date(pipeline.dataUpdatedAt)) })}
        </Notice>
      )}
      {state === 'stalled' && <Notice tone="bad">{t('pipeline.stalled')}</Notice>}
      <Stages pipeline={pipeline.data} />
      <Totals pipeline={pipeline.data} />
      <Charts pipeline={pipeline.data} />
      <PipelineErrors errors={pipeline.data.errors} />
    </Page>
  );
}

function Totals({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { totals, inbox } = pipeline;
  return (
    <div className={styles.totals}>
      <Stats>
        <Stat
          label={t('pipeline.lag')}
          value={inbox.events_waiting === 0 ? t('pipeline.nothing') : format.duration(inbox.oldest_seconds)}
          note={t('pipeline.lagNote')}
          alarming={inbox.oldest_seconds > 30}
        />
        <Stat
          label={t('pipeline.waiting')}
          value={format.compact(inbox.events_waiting)}
          note={t('pipeline.waitingNote', { count: inbox.requests_waiting })}
        />
        <Stat
          label={t('pipeline.stored')}
          value={format.compact(totals.appended)}
          note={t('pipeline.storedNote')}
          to={{ to: '/live' }}
        />
        <Stat
          label={t('pipeline.duplicates')}
          value={format.compact(totals.duplicates)}
          note={t('pipeline.duplicatesNote')}
        />
        <Stat
          label={t('pipeline.quarantined')}
          value={format.compact(totals.quarantined)}
          note={t('pipeline.quarantinedNote')}
          to={{ to: '/quarantine' }}
        />
      </Stats>
    </div>
  );
}

function Charts({ pipeline: { history, rates } }: { pipeline: Pipeline }) {
  const { t } = useTranslation();
  const format = useFormat();
  const minutes = byMinute(history);
  const rate = (perSecond: number) => t('pipeline.chart.perSecond', { rate: format.decimal(perSecond) });
  const events = {
    valueWords: (count: number) => t('ui.events', { count }),
    valueShort: format.compact,
  };
  const seconds = { valueWords: format.duration, valueShort: format.duration };
  const chart = (name: 'accepted' | 'appended' | 'lag' | 'quarantined', values: number[]) => ({
    label: t(`pipeline.chart.${name}`),
    periods: minutes.map(({ at }) => at),
    atWords: format.clock,
    series: [
      {
        name: t(`pipeline.chart.${name}`),
        values,
        ...(name === 'quarantined' ? { tone: 'bad' as const } : {}),
      },
    ],
    ...(name === 'lag' ? seconds : events),
  });
  const of = (key: 'accepted' | 'appended' | 'lag_seconds' | 'quarantined') =>
    minutes.map((minute) => minute[key]);
  return (
    <Section title={t('pipeline.lastHour')}>
      <div className={styles.charts}>
        <Card>
          <TimeChart {...chart('accepted', of('accepted'))} aside={rate(rates.accepted_per_second)} />
        </Card>
        <Card>
          <TimeChart {...chart('appended', of('appended'))} aside={rate(rates.appended_per_second)} />
        </Card>
        <Card>
          <TimeChart {...chart('lag', of('lag_seconds'))} />
        </Card>
        <Card>
          <TimeChart {...chart('quarantined', of('quarantined'))} />
        </Card>
      </div>
    </Section>
  );
}
