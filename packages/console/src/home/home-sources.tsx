// Where events come from, and when each source last sent one.
import { IconPlugConnected } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from '../language/index.ts';
import { Section } from '../ui/page.tsx';
import { RelativeTime } from '../ui/time.tsx';
import styles from './home-page.module.css';
import type { Home } from './home-query.ts';

const SHOWN_MAX = 6;

export function HomeSources({ sources }: { sources: Home['sources'] }) {
  const { t } = useTranslation();
  const latest = sources.toSorted((a, b) => (b.last_event_at ?? '').localeCompare(a.last_event_at ?? ''));
  return (
    <Section title={t('home.sources')} aside={<Link to="/sources">{t('home.allSources')}</Link>}>
      <ul className={styles.list}>
        {latest.slice(0, SHOWN_MAX).map((source) => (
          <li key={source.id} className={styles.row}>
            <IconPlugConnected aria-hidden="true" />
            <Link
              to="/sources/$sourceId"
              params={{ sourceId: String(source.id) }}
              className={styles.rowWords}
              style={{ color: 'inherit' }}
            >
              {source.name}
            </Link>
            <span className={styles.rowAside}>
              {source.last_event_at ? <RelativeTime at={source.last_event_at} /> : t('sources.never')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
