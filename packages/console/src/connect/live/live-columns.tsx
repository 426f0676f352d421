// The columns of the live list.
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Shown } from '../../respect/masking/mask-reasons.tsx';
import type { Column } from '../../ui/table/index.ts';
import { ClockTime } from '../../ui/time.tsx';
import { shortId } from '../../understand/people/person-words.ts';
import { EVENT_ICON, useEventTitle } from './event-words.tsx';
import type { EventItem } from './events-query.ts';
import styles from './live-columns.module.css';

/** `withContent`: whether the answers carry an excerpt of what the events hold. */
export function useLiveColumns(purpose: string, withContent: boolean): Column<EventItem>[] {
  const { t } = useTranslation();
  const titleOf = useEventTitle();
  const excerpt: Column<EventItem> = {
    id: 'excerpt',
    header: t('live.column.excerpt'),
    from: 'md',
    cell: (event) => (
      <span className={styles.excerpt}>
        <Shown within field="excerpt" value={event.excerpt ?? ''} />
      </span>
    ),
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: titleOf and excerpt change exactly when t does.
  return useMemo<Column<EventItem>[]>(
    () => [
      {
        id: 'event',
        header: t('live.column.event'),
        width: '30%',
        cell: (event) => (
          <span className={styles.event}>
            <span className={styles.icon}>{EVENT_ICON[event.type]}</span>
            <span className={styles.name}>{titleOf(event)}</span>
          </span>
        ),
      },
      {
        id: 'person',
        header: t('live.column.person'),
        width: '26%',
        cell: (event) => (
          <Link
            to="/people/$type/$value"
            params={{ type: 'profile_id', value: String(event.profile_id) }}
            search={{ purpose }}
            className={event.user_id ? styles.known : styles.anonymous}
          >
            <Shown
              within
              field={event.user_id ? 'userId' : 'anonymousId'}
              value={event.user_id ?? shortId(event.anonymous_id ?? t('people.open'))}
            />
          </Link>
        ),
      },
      ...(withContent ? [excerpt] : []),
      {
        id: 'source',
        header: t('live.column.source'),
        width: '14%',
        from: 'lg',
        cell: (event) => event.source.name,
      },
      { id: 'type', header: t('live.column.type'), width: '90px', hidden: true, cell: (event) => event.type },
      {
        id: 'messageId',
        header: t('live.column.messageId'),
        hidden: true,
        cell: (event) => <span className={styles.excerpt}>{event.message_id}</span>,
      },
      {
        id: 'received',
        header: t('live.column.received'),
        width: '124px',
        align: 'end',
        cell: (event) => <ClockTime at={event.received_at} seconds />,
      },
    ],
    [t, purpose, withContent],
  );
}
