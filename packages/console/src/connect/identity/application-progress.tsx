// How far the newest rules were followed for the people who were there before. Everybody who looks sees the same.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Card } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useNow } from '../../ui/time.tsx';
import styles from './identity.module.css';
import type { Application } from './rules-query.ts';

export function ApplicationProgress({ application }: { application: Application }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const { version, state, looked_at: lookedAt, to_look_at: toLookAt, people_changed: changed } = application;
  if (state === 'none') return null;
  if (state === 'done') {
    const at = application.finished_at;
    return (
      <p className={styles.applied}>
        {t('identity.application.done', {
          version,
          ago: at === null ? '–' : format.relative(at, nowMs),
          count: changed,
        })}
      </p>
    );
  }
  const share = toLookAt === 0 ? undefined : Math.min(1, lookedAt / toLookAt);
  return (
    <Card className={styles.application}>
      <div className={styles.applicationHead}>
        <h2>{t('identity.application.title', { version })}</h2>
        {share !== undefined && <span className={styles.figure}>{format.percent(share)}</span>}
      </div>
      <Progress label={t('identity.application.title', { version })} share={share} />
      <p className={styles.quiet}>
        {t('identity.application.looked', { done: format.number(lookedAt), count: toLookAt })}{' '}
        {t('identity.application.changed', { count: changed })}
      </p>
      <p className={styles.quiet}>{t('identity.application.words')}</p>
    </Card>
  );
}
