// The story: what this person did and said, and what definitions made of it, by day and session, filtered by kind, each entry
// opening to the whole of it.
import { IconEyeOff } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { allItems } from '../../api/list.ts';
import { useMay } from '../../app/session.ts';
import { EVENT_ICON, useEventTitle } from '../../connect/live/event-words.tsx';
import { useSourceName } from '../../connect/sources/source-names.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { MaskReasons, Shown } from '../../respect/masking/mask-reasons.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { ClockTime } from '../../ui/time.tsx';
import { Timeline, TimelineDay, TimelineEntry, TimelineSession } from '../../ui/timeline.tsx';
import { useSaidPreferences, useToldChanges } from './beside-events.ts';
import { ChangeEntry } from './change-entry.tsx';
import { EventBody } from './event-body.tsx';
import { useEventDetail } from './event-detail.ts';
import { type Identifier, type PersonEvent, usePersonEvents } from './people-query.ts';
import { PreferenceEntry } from './preference-entry.tsx';
import { type Entry, type Session, toDays } from './sessions.ts';
import styles from './story.module.css';

const KINDS = ['all', 'track', 'page', 'identify', 'group', 'changes', 'preferences'] as const;

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
  const kind = KINDS.find((each) => each === type) ?? 'all';
  const alone = kind === 'changes' || kind === 'preferences';
  const shown = hiddenBecause === undefined;
  const may = useMay('preferences:read');
  const events = usePersonEvents(who, { purpose, type }, !alone);
  const items = useMemo(() => (alone ? [] : allItems(events.data)), [alone, events.data]);
  const beside = { alone, events: items, areAllLoaded: events.isSuccess && !events.hasNextPage };
  const wants = (one: (typeof KINDS)[number]) => shown && (kind === one || kind === 'all');
  const told = useToldChanges(who, { ...beside, purpose, enabled: wants('changes') });
  const wishes = useSaidPreferences(who, { ...beside, enabled: may && wants('preferences') });
  const [changes, said] = [told.items, wishes.items];
  const days = useMemo(() => toDays(items, format.dayKey, { changes, said }), [items, format, changes, said]);
  // What fills the story, page by page.
  const filling = { changes: told.query, preferences: wishes.query }[kind as string] ?? events;
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
          options={KINDS.filter((each) => may || each !== 'preferences').map((each) => ({
            value: each,
            label: t(`people.kind.${each}`),
          }))}
          onValue={choose}
        />
      }
    >
      {hiddenBecause ? (
        <EmptyState icon={<IconEyeOff />} title={t('people.storyHidden')}>
          <p>{hiddenBecause}</p>
        </EmptyState>
      ) : filling.isPending ? (
        <SkeletonRows rows={8} height={48} />
      ) : filling.isError && days.length === 0 ? (
        <ErrorState error={filling.error} onRetry={() => void filling.refetch()} />
      ) : days.length === 0 ? (
        <NothingOfKind kind={kind} onAll={() => choose('all')} />
      ) : (
        <>
          {told.failed && <Notice tone="bad">{t('people.change.failed')}</Notice>}
          {wishes.failed && <Notice tone="bad">{t('people.preference.failed')}</Notice>}
          <Timeline>
            {days.map((day) => (
              <TimelineDay key={day.key} title={format.day(day.at)}>
                {day.sessions.map((session) => (
                  <SessionEntries key={keyOf(session.entries[0])} session={session} purpose={purpose} />
                ))}
              </TimelineDay>
            ))}
          </Timeline>
          {filling.hasNextPage ? (
            <Earlier busy={filling.isFetchingNextPage} onMore={() => void filling.fetchNextPage()} />
          ) : (
            <p className={styles.end}>{t('people.storyEnd')}</p>
          )}
        </>
      )}
    </Section>
  );
}

const keyOf = (entry: Entry | undefined): string | undefined =>
  entry &&
  ('event' in entry
    ? entry.event.id
    : 'change' in entry
      ? `change-${entry.change.id}`
      : `preference-${entry.said.id}`);

function NothingOfKind({ kind, onAll }: { kind: (typeof KINDS)[number]; onAll: () => void }) {
  const { t } = useTranslation();
  const { title, words } = {
    changes: { title: t('people.change.none'), words: t('people.change.noneWords') },
    preferences: { title: t('people.preference.none'), words: t('people.preference.noneWords') },
  }[kind as string] ?? {
    title: kind === 'all' ? t('people.noEvents') : t('people.noEventsOfKind'),
    words: t('people.noEventsWords'),
  };
  return (
    <EmptyState
      title={title}
      action={kind !== 'all' && <Button onClick={onAll}>{t('people.allKinds')}</Button>}
    >
      <p>{words}</p>
    </EmptyState>
  );
}

function SessionEntries({ session, purpose }: { session: Session; purpose: string }) {
  const { t } = useTranslation();
  const sourceOf = useSourceName();
  const format = useFormat();
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
      {session.entries.map((entry) =>
        'change' in entry ? (
          <ChangeEntry key={keyOf(entry)} change={entry.change} />
        ) : 'said' in entry ? (
          <PreferenceEntry key={keyOf(entry)} said={entry.said} />
        ) : (
          <EventEntry key={keyOf(entry)} event={entry.event} purpose={purpose} />
        ),
      )}
    </TimelineSession>
  );
}

function EventEntry({ event, purpose }: { event: PersonEvent; purpose: string }) {
  const titleOf = useEventTitle();
  const detailOf = useEventDetail();
  return (
    <TimelineEntry
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
