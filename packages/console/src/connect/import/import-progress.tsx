// How far an import is, what it accepted and what it refused; as it runs and afterwards.
import { IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Notice } from '../../ui/states.tsx';
import styles from './imports-page.module.css';
import { type Import, rejectsAddress } from './imports-query.ts';

export function ImportProgress({ run }: { run: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = run.state === 'done' ? 1 : run.rows_total ? run.rows_read / run.rows_total : run.progress;
  const left = run.rows_total && run.rate > 0 ? (run.rows_total - run.rows_read) / run.rate : undefined;
  return (
    <div className={styles.progress}>
      {run.state === 'failed' && <Notice tone="bad">{run.error ?? t('imports.failedWords')}</Notice>}
      {run.state === 'stopped' && <Notice>{t('imports.stoppedWords')}</Notice>}
      {(share !== undefined || run.state === 'running') && (
        <Progress
          label={t('imports.progress')}
          share={share}
          tone={run.state === 'failed' ? 'bad' : run.state === 'done' ? 'good' : 'plain'}
        />
      )}
      <p className={styles.progressWords} role="status">
        {run.rows_total
          ? t('imports.rowsOf', { read: format.number(run.rows_read), count: run.rows_total })
          : t('imports.rows', { count: run.rows_read })}
        {run.state === 'running' && run.rate > 0 && (
          <span>{t('imports.rate', { rate: format.number(Math.round(run.rate)) })}</span>
        )}
        {run.state === 'running' && left !== undefined && (
          <span>{t('imports.left', { time: format.duration(left) })}</span>
        )}
      </p>
      <Facts across>
        <Fact label={run.dry_run ? t('imports.wouldAccept') : t('imports.column.accepted')}>
          {format.number(run.messages_accepted)}
        </Fact>
        {run.messages_suppressed > 0 && (
          <Fact label={t('imports.suppressed')}>
            <Link to="/suppressions">{format.number(run.messages_suppressed)}</Link>
          </Fact>
        )}
        <Fact label={t('imports.column.rejects')}>
          {run.rejects === 0 ? (
            format.number(0)
          ) : (
            <a className={styles.download} href={rejectsAddress(String(run.id))} download>
              <IconDownload aria-hidden="true" />
              {t('imports.downloadRejects', { count: run.rejects })}
            </a>
          )}
        </Fact>
      </Facts>
    </div>
  );
}
