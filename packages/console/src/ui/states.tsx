// What a page shows when there is nothing to show, or when something went wrong.
import { IconAlertTriangle, IconLock, IconPlugOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/error.ts';
import { Trans, useTranslation } from '../language/index.ts';
import { Button } from './button.tsx';
import { CopyableId } from './copyable.tsx';
import { Prose } from './prose.tsx';
import styles from './states.module.css';

/** Nothing here yet, or nothing found: what this is for or what was searched, and one thing to do. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles.state}>
      {icon && (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <h2 className={styles.title}>{title}</h2>
      {children && <div className={styles.words}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

/** What happened, what to do, and the id to quote. `onRetry` offers to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const known = error instanceof ApiError ? error : undefined;
  const kind = kindOf(known);
  return (
    <div className={styles.state} role="alert">
      <span className={kind === 'forbidden' ? styles.icon : styles.iconBad} aria-hidden="true">
        {kind === 'forbidden' ? (
          <IconLock />
        ) : kind === 'unreachable' ? (
          <IconPlugOff />
        ) : (
          <IconAlertTriangle />
        )}
      </span>
      <h2 className={styles.title}>{t(`error.${kind}.title`)}</h2>
      <div className={styles.words}>
        {known?.message && kind !== 'failed' && (
          <p>
            <Prose text={known.message} />
          </p>
        )}
        <p>{t(`error.${kind}.todo`)}</p>
        {known && (
          <p className={styles.quote}>
            <Trans
              i18nKey="error.quote"
              values={{ code: known.code }}
              components={{ code: <code />, id: <CopyableId id={known.requestId} /> }}
            />
          </p>
        )}
      </div>
      {onRetry && kind !== 'forbidden' && (
        <div className={styles.action}>
          <Button onClick={onRetry}>{t('error.retry')}</Button>
        </div>
      )}
    </div>
  );
}

/** A line above content that is still useful: part of it is missing, or it is old. */
export function Notice({
  tone = 'waiting',
  children,
  action,
}: {
  tone?: 'waiting' | 'bad' | 'good';
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles[`notice_${tone}`]} role="status">
      <span className={styles.noticeWords}>{children}</span>
      {action}
    </div>
  );
}

function kindOf(error: ApiError | undefined): 'unreachable' | 'forbidden' | 'refused' | 'missing' | 'failed' {
  if (!error) return 'failed';
  if (error.status === 0) return 'unreachable';
  if (error.status === 403) return 'forbidden';
  if (error.status === 404) return 'missing';
  return error.status < 500 ? 'refused' : 'failed';
}
