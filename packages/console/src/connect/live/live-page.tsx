// Live: events as they arrive, filtered, paused, and inspected one by one.
import { IconBroadcast, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';
import { PurposePicker } from '../../respect/purposes/purpose-picker.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { useDebounced } from '../../ui/debounced.ts';
import { SearchField } from '../../ui/field.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { WithInspector } from '../../ui/inspector.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { Table } from '../../ui/table/index.ts';
import { EventInspector } from './event-inspector.tsx';
import { useEventStream } from './event-stream.ts';
import { type EventFilter, useRecentEvents } from './events-query.ts';
import { useLiveColumns } from './live-columns.tsx';
import { useLiveFilters } from './live-filters.ts';
import { StreamMark } from './stream-mark.tsx';

export function LivePage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/inside/live' });
  const navigate = useNavigate({ from: '/live' });
  const { purpose } = usePurpose();
  const [text, setText] = useState(search.q ?? '');
  const q = useDebounced(text, 200);
  const [pausedByHand, setPausedByHand] = useState(false);
  const scrolled = useScrolledDown();
  const paused = pausedByHand || scrolled;

  const { type, event, source, inspect } = search;
  const filter = useMemo<EventFilter>(
    () => ({ purpose, type, event, source, q: q || undefined }),
    [purpose, type, event, source, q],
  );
  const recent = useRecentEvents(filter);
  const stream = useEventStream(filter, recent.data?.items, paused);
  const shown = useMemo(() => stream.events.filter((each) => contains(each, q)), [stream.events, q]);
  const columns = useLiveColumns(purpose);
  const filters = useLiveFilters(stream.events);

  const change = useCallback(
    (changes: Partial<typeof search>) =>
      void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false }),
    [navigate],
  );
  useEffect(() => change({ q: q || undefined }), [q, change]);
  const close = useCallback(() => change({ inspect: undefined }), [change]);

  const resume = useCallback(() => {
    setPausedByHand(false);
    stream.release();
    window.scrollTo({ top: 0 });
  }, [stream.release]);
  usePauseKey(() => (paused ? resume() : setPausedByHand(true)));

  const filtered = Boolean(type || event || source || q);
  return (
    <Page
      wide
      title={t('live.pageTitle')}
      about={t('live.about')}
      state={<StreamMark state={stream.state} paused={paused} />}
      actions={
        <>
          <PurposePicker />
          {paused ? (
            <Button look="primary" icon={<IconPlayerPlay aria-hidden="true" />} onClick={resume}>
              {stream.waiting > 0 ? t('live.resumeWith', { count: stream.waiting }) : t('live.resume')}
            </Button>
          ) : (
            <Button icon={<IconPlayerPause aria-hidden="true" />} onClick={() => setPausedByHand(true)}>
              {t('live.pause')}
            </Button>
          )}
        </>
      }
    >
      {stream.state === 'broken' && <Notice>{t('live.broken')}</Notice>}
      <WithInspector inspector={inspect && <EventInspector id={inspect} purpose={purpose} onClose={close} />}>
        <Table
          name="live"
          label={t('live.pageTitle')}
          rows={shown}
          columns={columns}
          rowKey={(each) => String(each.id)}
          openKey={inspect}
          onOpen={(each) => change({ inspect: String(each.id) === inspect ? undefined : String(each.id) })}
          isNew={stream.isNew}
          toolbar={
            <>
              <SearchField label={t('live.search')} value={text} onValue={setText} shortcut />
              <FilterChips
                filters={filters}
                chosen={{ type, event, source }}
                onChange={(id, value) => change({ [id]: value })}
              />
            </>
          }
        />
        {recent.isPending ? (
          <SkeletonRows rows={10} height={44} />
        ) : recent.isError && shown.length === 0 ? (
          <ErrorState error={recent.error} onRetry={() => void recent.refetch()} />
        ) : shown.length === 0 ? (
          <NoEvents
            filtered={filtered}
            onWiden={() => {
              setText('');
              change({ type: undefined, event: undefined, source: undefined });
            }}
          />
        ) : null}
      </WithInspector>
    </Page>
  );
}

function NoEvents({ filtered, onWiden }: { filtered: boolean; onWiden: () => void }) {
  const { t } = useTranslation();
  return filtered ? (
    <EmptyState
      title={t('live.noneFound')}
      action={<Button onClick={onWiden}>{t('ui.clearFilters')}</Button>}
    >
      <p>{t('live.noneFoundWords')}</p>
    </EmptyState>
  ) : (
    <EmptyState
      icon={<IconBroadcast />}
      title={t('live.empty')}
      action={
        <ButtonLink to="/sources" look="primary">
          {t('live.emptyVerb')}
        </ButtonLink>
      }
    >
      <p>{t('live.emptyWords')}</p>
    </EmptyState>
  );
}

/** The stream has no text filter, so what it brings is filtered here. */
function contains(
  event: {
    event: string | null;
    name: string | null;
    user_id: string | null;
    anonymous_id: string | null;
    excerpt: string;
  },
  q: string,
): boolean {
  if (q === '') return true;
  const wished = q.toLowerCase();
  return [event.event, event.name, event.user_id, event.anonymous_id, event.excerpt].some((part) =>
    part?.toLowerCase().includes(wished),
  );
}

/** Someone who reads further down is not to be pushed about by what arrives above. */
function useScrolledDown(): boolean {
  const [scrolled, setScrolled] = useState(false);
  useEffect(() => {
    const onScroll = () => setScrolled(window.scrollY > 320);
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => window.removeEventListener('scroll', onScroll);
  }, []);
  return scrolled;
}

function usePauseKey(toggle: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'p' || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      toggle();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [toggle]);
}
