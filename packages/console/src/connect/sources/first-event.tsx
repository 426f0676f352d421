// Waits for the first event of a new source, and says so the moment it is here.
import { IconBroadcast, IconCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './source-page.module.css';
import type { Source } from './sources-query.ts';

/** Shown while nothing has come; turns green, and stays, when the first event arrives under the member's eyes. */
export function FirstEvent({ source }: { source: Source }) {
  const { t } = useTranslation();
  const waited = useRef(source.last_event_at === null);
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    if (waited.current && source.last_event_at !== null) setArrived(true);
  }, [source.last_event_at]);
  if (source.last_event_at !== null && !arrived) return null;
  return (
    <div className={classNames(styles.waiting, arrived && styles.isHere)} role="status">
      <span className={arrived ? styles.arrived : styles.beacon} aria-hidden="true">
        {arrived ? <IconCheck /> : <IconBroadcast />}
      </span>
      <div className={styles.waitingWords}>
        <h2>{arrived ? t('sources.first.here') : t('sources.first.waiting')}</h2>
        <p>{arrived ? t('sources.first.hereWords') : t('sources.first.waitingWords')}</p>
      </div>
      {arrived && (
        <ButtonLink to="/live" search={{ source: String(source.id) }} look="primary">
          {t('sources.first.see')}
        </ButtonLink>
      )}
    </div>
  );
}
