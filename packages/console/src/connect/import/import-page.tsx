// One import: how it goes or how it went.
import { useParams } from '@tanstack/react-router';
import { useTranslation } from '../../language/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Tag } from '../../ui/mark.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { ImportMark } from './import-mark.tsx';
import { ImportProgress } from './import-progress.tsx';
import styles from './imports-page.module.css';
import { useImport, useStopImport } from './imports-query.ts';

export function ImportPage() {
  const { t } = useTranslation();
  const { importId } = useParams({ from: '/inside/import/$importId' });
  const run = useImport(importId);
  const stop = useStopImport(importId);
  if (!run.data) {
    return (
      <Page title={t('imports.title')} heading={run.isPending ? <Bone width={240} height={28} /> : undefined}>
        {run.isError ? (
          <ErrorState error={run.error} onRetry={() => void run.refetch()} />
        ) : (
          <Loading>
            <Bone height={140} />
          </Loading>
        )}
      </Page>
    );
  }
  const { file_name, state, started_at, finished_at, dry_run } = run.data;
  return (
    <Page
      title={file_name}
      state={
        <>
          <ImportMark state={state} />
          {dry_run && <Tag>{t('imports.dryRunMark')}</Tag>}
        </>
      }
      id={<CopyableId id={String(run.data.id)} shorten />}
      actions={
        <>
          {state === 'running' && (
            <Button busy={stop.isPending} onClick={() => stop.mutate()}>
              {t('imports.stop')}
            </Button>
          )}
          <ButtonLink to="/import">{t('imports.back')}</ButtonLink>
        </>
      }
      about={
        <span className={styles.when}>
          {t('imports.startedAt')} <RelativeTime at={started_at} exact />
          {finished_at && (
            <span>
              {t('imports.finishedAt')} <RelativeTime at={finished_at} exact />
            </span>
          )}
        </span>
      }
    >
      {stop.isError && <ErrorState error={stop.error} />}
      <Card>
        <ImportProgress run={run.data} />
      </Card>
    </Page>
  );
}
