// The story: what this person did, by day and session, filtered by kind, each entry opening to the whole message.
import { IconEyeOff } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { allItems } from '../../api/list.ts';
import { EVENT_ICON, useEventTitle } from '../../connect/live/event-words.tsx';
import { useSourceName } from '../../connect/sources/source-names.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { MaskReasons, Shown } from '../../respect/masking/mask-reasons.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { ClockTime } from '../../ui/time.tsx';
import { Timeline, TimelineDay, TimelineEntry, TimelineSession } from '../../ui/timeline.tsx';
import { EventBody } from './event-body.tsx';
import { useEventDetail } from './event-detail.ts';
import { type Identifier, usePersonEvents } from './people-query.ts';
import { type Session, toDays } from './sessions.ts';
import styles from './story.module.css';

const KINDS = ['all', 'track', 'page', 'identify', 'group'] as const;

export function Story({
  who,
  purpose,
  hiddenBecause,
}: {
  who: Identifier;
  purpose: string;
  hiddenBecause?: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { type } = useSearch({ from: '/inside/people/$type/$value' });
  const navigate = useNavigate({ from: '/people/$type/$value' });
  const events = usePersonEvents(who, { purpose, type });
  const items = useMemo(() => allItems(events.data), [events.data]);
  const days = useMemo(() => toDays(items, format.dayKey), [items, format]);
  const kind = KINDS.find((each) => each === type) ?? 'all';
  const choose = (next: string) =>
    void navigate({
      search: (before) => ({ ...before, type: next === 'all' ? undefined : next }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Section
      title={t('people.story')}
      aside={
        <Choice
          label={t('people.kinds')}
          value={kind}
          options={KINDS.map((each) => ({ value: each, label: t(`people.kind.${each}`) }))}
          onValue={choose}
        />
      }
    >
      {hiddenBecause ? (
        <EmptyState icon={<IconEyeOff />} title={t('people.storyHidden')}>
          <p>{hiddenBecause}</p>
        </EmptyState>
      ) : events.isPending ? (
        <SkeletonRows rows={8} height={48} />
      ) : events.isError && items.length === 0 ? (
        <ErrorState error={events.error} onRetry={() => void events.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState
          title={kind === 'all' ? t('people.noEvents') : t('people.noEventsOfKind')}
          action={kind !== 'all' && <Button onClick={() => choose('all')}>{t('people.allKinds')}</Button>}
        >
          <p>{t('people.noEventsWords')}</p>
        </EmptyState>
      ) : (
        <>
          <Timeline>
            {days.map((day) => (
              <TimelineDay key={day.key} title={format.day(day.at)}>
                {day.sessions.map((session) => (
                  <SessionEntries key={session.events[0]?.id} session={session} purpose={purpose} />
                ))}
              </TimelineDay>
            ))}
          </Timeline>
          {events.hasNextPage ? (
            <Earlier busy={events.isFetchingNextPage} onMore={() => void events.fetchNextPage()} />
          ) : (
            <p className={styles.end}>{t('people.storyEnd')}</p>
          )}
        </>
      )}
    </Section>
  );
}

function SessionEntries({ session, purpose }: { session: Session; purpose: string }) {
  const { t } = useTranslation();
  const sourceOf = useSourceName();
  const format = useFormat();
  const titleOf = useEventTitle();
  const detailOf = useEventDetail();
  const source = sourceOf(session.events[0]?.source ?? null);
  const seconds = (Date.parse(session.endedAt) - Date.parse(session.startedAt)) / 1000;
  const title =
    session.events.length > 1 &&
    t('people.session', {
      count: session.events.length,
      from: format.clock(session.startedAt),
      duration: format.duration(Math.max(1, seconds)),
    });
  return (
    <TimelineSession
      title={
        title && (
          <>
            {title}
            {source && <span className={styles.source}> · {source}</span>}
          </>
        )
      }
    >
      {session.events.map((event) => (
        <TimelineEntry
          key={event.id}
          icon={EVENT_ICON[event.type]}
          title={titleOf(event)}
          detail={
            <MaskReasons fields={event.masked}>
              <Shown within field="properties" value={detailOf(event)} />
            </MaskReasons>
          }
          time={<ClockTime at={event.timestamp} />}
        >
          {() => <EventBody event={event} purpose={purpose} />}
        </TimelineEntry>
      ))}
    </TimelineSession>
  );
}

/** Loads the next page when it comes near the screen; the button does the same by hand. */
function Earlier({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (busy || !element.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && latest.current(),
      { rootMargin: '400px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [busy]);
  return (
    <div ref={element} className={styles.earlier}>
      <Button busy={busy} onClick={onMore}>
        {t('people.earlier')}
      </Button>
    </div>
  );
}
