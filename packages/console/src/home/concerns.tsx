// What needs a person, each as one sentence with the way to do something about it.
import {
  IconAlertTriangle,
  IconClockExclamation,
  IconInbox,
  IconPlugConnectedX,
  IconZoomExclamation,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../app/session.ts';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { ButtonLink } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { useNow } from '../ui/time.tsx';
import styles from './home-page.module.css';
import type { Home } from './home-query.ts';

export type Concern = {
  key: string;
  bad?: boolean;
  icon: ReactNode;
  words: string;
  verb: string;
  to: LinkProps;
};

/** Later than this and people look at old pages. */
const LAG_SECONDS_MAX = 30;
/** A source that was busy and has said nothing for this long may be broken. */
const SILENCE_MS = 24 * 3600_000;
const SILENCE_MS_MAX = 14 * SILENCE_MS;

export function useConcerns(home: Home): Concern[] {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const mayReadRequests = useMay('requests:read');
  const concerns: Concern[] = [];
  if (home.lag_seconds > LAG_SECONDS_MAX) {
    concerns.push({
      key: 'lag',
      bad: true,
      icon: <IconClockExclamation aria-hidden="true" />,
      words: t('home.concern.lag', { lag: format.duration(home.lag_seconds) }),
      verb: t('home.concern.lagVerb'),
      to: { to: '/pipeline' },
    });
  }
  if (home.quarantine_waiting > 0) {
    concerns.push({
      key: 'quarantine',
      icon: <IconZoomExclamation aria-hidden="true" />,
      words: t('home.concern.quarantine', { count: home.quarantine_waiting }),
      verb: t('home.concern.quarantineVerb'),
      to: { to: '/quarantine' },
    });
  }
  if (home.requests_due_at !== null && mayReadRequests) {
    const { requests_overdue: overdue, requests_open: open, requests_due_at: due } = home;
    concerns.push({
      key: 'requests',
      bad: overdue > 0,
      icon: <IconInbox aria-hidden="true" />,
      words:
        overdue > 0
          ? t('home.concern.requestsOverdue', { count: overdue })
          : t('home.concern.requests', { count: open, day: format.date(due) }),
      verb: t('home.concern.requestsVerb'),
      to: { to: '/requests' },
    });
  }
  for (const source of home.sources) {
    if (source.last_event_at === null) continue;
    const silentMs = nowMs - Date.parse(source.last_event_at);
    if (silentMs < SILENCE_MS || silentMs > SILENCE_MS_MAX) continue;
    concerns.push({
      key: `silent-${source.id}`,
      icon: <IconPlugConnectedX aria-hidden="true" />,
      words: t('home.concern.silent', {
        source: source.name,
        ago: format.relative(source.last_event_at, nowMs),
      }),
      verb: t('home.concern.silentVerb'),
      to: { to: '/sources/$sourceId', params: { sourceId: String(source.id) } },
    });
  }
  return concerns;
}

export function Concerns({ concerns }: { concerns: Concern[] }) {
  if (concerns.length === 0) return null;
  return (
    <ul className={styles.concerns}>
      {concerns.map((concern) => (
        <li key={concern.key} className={classNames(styles.concern, concern.bad && styles.concernBad)}>
          {concern.bad ? <IconAlertTriangle aria-hidden="true" /> : concern.icon}
          <span className={styles.rowWords}>{concern.words}</span>
          <ButtonLink {...concern.to} small>
            {concern.verb}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}
