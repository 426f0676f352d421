// Home: is all well, and what changed? Each number leads to its list.
import { lazy, Suspense } from 'react';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { Spark } from '../ui/chart/index.ts';
import { Page } from '../ui/page.tsx';
import { Bone, Loading } from '../ui/skeleton.tsx';
import { Stat, Stats } from '../ui/stat.tsx';
import { ErrorState, Notice } from '../ui/states.tsx';
import { Changes } from './changes.tsx';
import { Concerns, useConcerns } from './concerns.tsx';
import { FirstUse } from './first-use.tsx';
import styles from './home-page.module.css';
import { type Home, useHome } from './home-query.ts';
import { HomeSources } from './home-sources.tsx';
import { Latest } from './latest.tsx';
import { VitalsSkeleton } from './vitals-skeleton.tsx';

/** After the rest: what draws them is large, and says how the shop does, not whether all is well. */
const Vitals = lazy(() => import('./vitals.tsx'));

export function HomePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const home = useHome();
  if (home.isPending) return <HomeSkeleton />;
  if (!home.data) {
    return (
      <Page title={t('home.title')}>
        <ErrorState error={home.error} onRetry={() => void home.refetch()} />
      </Page>
    );
  }
  if (home.data.events_total === 0) return <FirstUse home={home.data} />;
  return (
    <Told home={home.data}>
      {home.isError && (
        <Notice tone="bad">{t('ui.stale', { at: format.clockExact(new Date(home.dataUpdatedAt)) })}</Notice>
      )}
    </Told>
  );
}

function Told({ home, children }: { home: Home; children: React.ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const concerns = useConcerns(home);
  const lastHour = home.events_last_hour.reduce((sum, each) => sum + each.events, 0);
  return (
    <Page
      title={concerns.length === 0 ? t('home.well') : t('home.concerns', { count: concerns.length })}
      about={
        home.lag_seconds < 1
          ? t('home.summaryFresh', { count: lastHour })
          : t('home.summary', { count: lastHour, lag: format.duration(home.lag_seconds) })
      }
    >
      {children}
      <Concerns concerns={concerns} />
      <Stats>
        <Stat
          label={t('home.perMinute')}
          value={format.compact(Math.round(home.events_per_minute))}
          chart={<Spark values={home.events_last_hour.map((each) => each.events)} />}
          to={{ to: '/live' }}
        />
        <Stat
          label={t('home.lag')}
          value={home.lag_seconds < 1 ? t('home.lagNone') : format.duration(home.lag_seconds)}
          note={t('home.lagNote')}
          to={{ to: '/pipeline' }}
        />
        <Stat
          label={t('home.known')}
          value={format.compact(home.people_known)}
          note={t('home.knownNote')}
          to={{ to: '/people' }}
        />
        <Stat
          label={t('home.anonymous')}
          value={format.compact(home.people_anonymous)}
          note={t('home.anonymousNote')}
        />
        <Stat
          label={t('home.quarantine')}
          value={format.compact(home.quarantine_waiting)}
          note={t('home.quarantineNote')}
          to={{ to: '/quarantine' }}
        />
      </Stats>
      <Suspense
        fallback={
          <Loading>
            <div style={{ height: 72 }} />
            <VitalsSkeleton />
          </Loading>
        }
      >
        <Vitals />
      </Suspense>
      <div className={styles.columns}>
        <Latest />
        <div className={styles.stack}>
          <HomeSources sources={home.sources} />
          <Changes />
        </div>
      </div>
    </Page>
  );
}

function HomeSkeleton() {
  const { t } = useTranslation();
  return (
    <Page title={t('home.title')} heading={<Bone width={180} height={28} />} about={<Bone width={360} />}>
      <Loading>
        <Bone height={112} />
        <div style={{ height: 40 }} />
        <VitalsSkeleton />
        <div style={{ height: 40 }} />
        <div className={styles.columns}>
          <Bone height={160} />
          <Bone height={160} />
        </div>
      </Loading>
    </Page>
  );
}
