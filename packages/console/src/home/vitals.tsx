// How the shop does: four charts that an owner understands at a glance, each beside the weeks before and leading to its list.
import { Link } from '@tanstack/react-router';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { TimeChart } from '../ui/chart/index.ts';
import { Card, Section } from '../ui/page.tsx';
import { Loading } from '../ui/skeleton.tsx';
import { ErrorState } from '../ui/states.tsx';
import styles from './home-page.module.css';
import { Change, Headline } from './vitals-headline.tsx';
import { type Vitals as Told, useVitals, VITALS_DAYS, type VitalsDay } from './vitals-query.ts';
import { VitalsRevenue } from './vitals-revenue.tsx';
import { VitalsSegments } from './vitals-segments.tsx';
import { VitalsSkeleton } from './vitals-skeleton.tsx';

export default function Vitals() {
  const { t } = useTranslation();
  const vitals = useVitals();
  return (
    <Section
      title={t('vitals.title', { count: VITALS_DAYS })}
      aside={<span className={styles.rowAside}>{t('vitals.compared', { count: VITALS_DAYS })}</span>}
    >
      {vitals.data ? (
        <div className={styles.vitals}>
          <VitalsRevenue vitals={vitals.data} />
          <People vitals={vitals.data} kind="active" />
          <People vitals={vitals.data} kind="new" />
          {vitals.data.segments && <VitalsSegments segments={vitals.data.segments} />}
        </div>
      ) : vitals.isError ? (
        <ErrorState error={vitals.error} onRetry={() => void vitals.refetch()} />
      ) : (
        <Loading>
          <VitalsSkeleton />
        </Loading>
      )}
    </Section>
  );
}

/** Known and anonymous people on top of each other, beside all of the period before. */
function People({ vitals: { now, before }, kind }: { vitals: Told; kind: 'active' | 'new' }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sum = (of: Pick<VitalsDay, `${'active' | 'new'}_${'known' | 'anonymous'}`>): number =>
    of[`${kind}_known`] + of[`${kind}_anonymous`];
  const [all, allBefore] = [sum(now.totals), sum(before.totals)];
  return (
    <Card>
      <TimeChart
        label={t(`vitals.${kind}`)}
        aside={<Link to="/people">{t('vitals.seePeople')}</Link>}
        headline={
          <Headline value={format.number(all)}>
            <Change now={all} before={allBefore} />
          </Headline>
        }
        empty={t(`vitals.empty.${kind}`)}
        periods={now.days.map(({ day }) => day)}
        atWords={format.monthDay}
        valueWords={format.number}
        valueShort={format.compact}
        unfinished
        series={(['known', 'anonymous'] as const).map((who) => ({
          name: t(`vitals.${who}`),
          tone: who === 'known' ? 'main' : 'soft',
          total: format.number(now.totals[`${kind}_${who}`]),
          values: now.days.map((day) => day[`${kind}_${who}`]),
        }))}
        before={{
          name: t('vitals.before'),
          total: format.number(allBefore),
          values: before.days.map(sum),
        }}
      />
    </Card>
  );
}
