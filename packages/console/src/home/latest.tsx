// The newest events: a pulse of what people do right now.
import { Link } from '@tanstack/react-router';
import { EVENT_ICON, useEventTitle } from '../connect/live/event-words.tsx';
import { useNewestEvents } from '../connect/live/events-query.ts';
import { useTranslation } from '../language/index.ts';
import { Section } from '../ui/page.tsx';
import { Bone } from '../ui/skeleton.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { shortId } from '../understand/people/person-words.ts';
import styles from './home-page.module.css';

const SHOWN = 7;

export function Latest() {
  const { t } = useTranslation();
  const titleOf = useEventTitle();
  const events = useNewestEvents(SHOWN);
  return (
    <Section title={t('home.latest')} aside={<Link to="/live">{t('home.latestAll')}</Link>}>
      {events.isPending ? (
        <Bone height={SHOWN * 44} />
      ) : (
        <ul className={styles.list}>
          {events.data?.items.map((event) => (
            <li key={event.id} className={styles.row}>
              {EVENT_ICON[event.type]}
              <span className={styles.rowWords}>{titleOf(event)}</span>
              <Link
                to="/people/$type/$value"
                params={{ type: 'profile_id', value: String(event.profile_id) }}
                className={styles.rowPerson}
              >
                {event.user_id ?? shortId(event.anonymous_id ?? t('people.open'))}
              </Link>
              <span className={styles.rowAside}>
                <RelativeTime at={event.received_at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
