// The stream of arriving events: connects, reconnects, holds back while paused, and never keeps more than it shows.
import { useCallback, useEffect, useRef, useState } from 'react';
import { type LineState, openLine } from '../../api/event-line.ts';
import { type EventFilter, type EventItem, fetchRecentEvents, liveAddress } from './events-query.ts';

export type StreamState = LineState;

/** More rows than this help nobody; the oldest go. */
export const KEPT_EVENTS_MAX = 1000;

/** How often arrivals are shown; more often would only flicker. */
const FLUSH_MS = 250;

/**
 * `events` newest first; `waiting` counts what came while paused. `arrived` holds the ids that came by the stream,
 * so that the list can let them fade in.
 */
export function useEventStream(filter: EventFilter, initial: EventItem[] | undefined, paused: boolean) {
  const [events, setEvents] = useState<EventItem[]>([]);
  const [waiting, setWaiting] = useState<EventItem[]>([]);
  const [state, setState] = useState<StreamState>('connecting');
  const arrived = useRef(new Set<string>());
  const buffer = useRef<EventItem[]>([]);
  const address = liveAddress(filter);
  const pausedNow = useRef(paused);
  pausedNow.current = paused;
  const filterNow = useRef(filter);
  filterNow.current = filter;

  useEffect(() => {
    if (initial) setEvents(initial);
  }, [initial]);

  useEffect(() => {
    setState('connecting');
    setWaiting([]);
    buffer.current = [];
    const line = openLine(address, {
      onState: setState,
      on: { message: (event) => buffer.current.push(event as EventItem) },
      onGap: () => void fillGap(filterNow.current, buffer.current),
    });
    const timer = setInterval(() => {
      if (buffer.current.length === 0) return;
      const came = buffer.current.toReversed();
      buffer.current = [];
      for (const event of came) arrived.current.add(event.id);
      if (pausedNow.current) setWaiting((before) => merged(came, before));
      else setEvents((before) => merged(came, before));
    }, FLUSH_MS);
    return () => {
      clearInterval(timer);
      line.close();
    };
  }, [address]);

  const release = useCallback(() => {
    setEvents((before) => merged(waiting, before));
    setWaiting([]);
  }, [waiting]);

  return {
    events,
    waiting: waiting.length,
    release,
    state,
    isNew: (event: EventItem) => arrived.current.has(event.id),
  };
}

/** What came while the line was down, oldest first, as the stream would have given it. */
async function fillGap(filter: EventFilter, buffer: EventItem[]): Promise<void> {
  try {
    const page = await fetchRecentEvents(filter);
    buffer.unshift(...page.items.toReversed());
  } catch {
    // The stream itself goes on; the list says that it was interrupted.
  }
}

/** Newest first, each event once. */
function merged(newer: EventItem[], older: EventItem[]): EventItem[] {
  const seen = new Set<string>();
  const all: EventItem[] = [];
  for (const event of [...newer, ...older]) {
    if (seen.has(event.id)) continue;
    seen.add(event.id);
    all.push(event);
    if (all.length === KEPT_EVENTS_MAX) break;
  }
  return all;
}
