// What the live page holds: its filter in the address, the stream, and whether it is paused.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { useEventStream } from './event-stream.ts';
import { type EventFilter, type EventItem, useRecentEvents } from './events-query.ts';

export type LiveSearch = { type?: string; event?: string; source?: string; q?: string; inspect?: string };

export function useLive() {
  const search = useSearch({ from: '/inside/live' });
  const navigate = useNavigate({ from: '/live' });
  const { purpose } = usePurpose();
  const { type, event, source, inspect } = search;
  const change = useCallback(
    (changes: LiveSearch) =>
      void navigate({
        search: (before) => ({ ...before, ...changes }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );

  const [text, setText] = useState(search.q ?? '');
  const q = useDebounced(text, 200);
  useEffect(() => change({ q: q || undefined }), [q, change]);

  const [pausedByHand, setPausedByHand] = useState(false);
  const scrolled = useScrolledDown();
  const paused = pausedByHand || scrolled;
  const filter = useMemo<EventFilter>(
    () => ({ purpose, type, event, source, q: q || undefined }),
    [purpose, type, event, source, q],
  );
  const recent = useRecentEvents(filter);
  const stream = useEventStream(filter, recent.data?.items, paused);
  const shown = useMemo(() => stream.events.filter((each) => contains(each, q)), [stream.events, q]);

  const resume = useCallback(() => {
    setPausedByHand(false);
    stream.release();
    window.scrollTo({ top: 0 });
  }, [stream.release]);
  const widen = () => {
    setText('');
    change({ type: undefined, event: undefined, source: undefined });
  };
  return {
    purpose,
    chosen: { type, event, source },
    filtered: Boolean(type || event || source || q),
    inspect,
    change,
    widen,
    text,
    setText,
    recent,
    stream,
    shown,
    paused,
    pause: () => setPausedByHand(true),
    resume,
  };
}

/** The stream has no text filter, so what it brings is filtered here. */
function contains(event: EventItem, q: string): boolean {
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
