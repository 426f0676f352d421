// One source: is it heard, how to send to it, its key, its settings.
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { FirstEvent } from './first-event.tsx';
import { isKnownKind } from './kinds.ts';
import { SignalFaults } from './signal-faults.tsx';
import { Snippets } from './snippet-tabs.tsx';
import { SourceMark } from './source-mark.tsx';
import styles from './source-page.module.css';
import { SourceSettings } from './source-settings.tsx';
import { type Source, useSource } from './sources-query.ts';
import { WriteKey } from './write-key.tsx';

export function SourcePage() {
  const { t } = useTranslation();
  const { sourceId } = useParams({ from: '/inside/sources/$sourceId' });
  const source = useSource(sourceId);
  if (source.isPending) {
    return (
      <Page title={t('sources.title')} heading={<Bone width={200} height={28} />}>
        <Loading>
          <Bone height={72} />
          <div style={{ height: 32 }} />
          <Bone height={320} />
        </Loading>
      </Page>
    );
  }
  if (!source.data) {
    return (
      <Page title={t('sources.title')}>
        <ErrorState error={source.error} onRetry={() => void source.refetch()} />
      </Page>
    );
  }
  return <SourceStory source={source.data} />;
}

function SourceStory({ source }: { source: Source }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [keyShown, setKeyShown] = useState(false);
  const kind = isKnownKind(source.kind) ? t(`sources.kind.${source.kind}.help`) : source.kind;
  return (
    <Page
      title={source.name}
      state={<SourceMark source={source} />}
      id={<CopyableId id={source.slug} />}
      about={kind}
      actions={
        <>
          {source.kind === 'browser' && (
            <ButtonLink to="/sources/$sourceId/banner" params={{ sourceId: String(source.id) }}>
              {t('sources.banner')}
            </ButtonLink>
          )}
          <ButtonLink to="/live" search={{ source: String(source.id) }}>
            {t('sources.watch')}
          </ButtonLink>
        </>
      }
    >
      <FirstEvent source={source} />
      <Facts across>
        <Fact label={t('sources.column.last')}>
          {source.last_event_at ? <RelativeTime at={source.last_event_at} /> : t('sources.never')}
        </Fact>
        <Fact label={t('sources.column.events')}>{format.number(source.events_total)}</Fact>
        <Fact label={t('sources.column.created')}>
          <RelativeTime at={source.created_at} />
        </Fact>
      </Facts>
      <SignalFaults sourceId={String(source.id)} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Section title={t('sources.send')}>
            <p className={styles.words}>{t('sources.sendWords')}</p>
            <Snippets source={source} keyShown={keyShown} />
          </Section>
        </div>
        <div className={styles.side}>
          <WriteKey source={source} shown={keyShown} onShow={setKeyShown} />
          <SourceSettings source={source} />
        </div>
      </div>
    </Page>
  );
}
