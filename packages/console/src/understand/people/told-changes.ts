// What definitions made of a person, as far down as the story is loaded: beside events those of segments alone, since traits
// may change every day; by itself all of it.
import { useEffect, useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { type Identifier, type PersonChange, type PersonEvent, usePersonChanges } from './people-query.ts';
import { withinLoaded } from './sessions.ts';

export function useToldChanges(
  who: Identifier,
  {
    purpose,
    alone,
    enabled,
    events,
    areAllLoaded,
  }: {
    purpose: string;
    /** Without events. */
    alone: boolean;
    enabled: boolean;
    events: readonly PersonEvent[];
    areAllLoaded: boolean;
  },
) {
  const query = usePersonChanges(who, { purpose, enabled, ...(alone ? {} : { kind: 'segment' }) });
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  const items = useMemo(() => allItems(query.data), [query.data]);
  const changes = useMemo(
    () => (!enabled ? nothing : alone ? items : withinLoaded(items, events, areAllLoaded)),
    [enabled, alone, items, events, areAllLoaded],
  );
  // Where all that is loaded has its place among the events, older ones may have theirs too.
  const isShort = enabled && !alone && changes.length === items.length && (areAllLoaded || events.length > 0);
  useEffect(() => {
    if (isShort && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [isShort, hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  return { query, changes, failed: enabled && isError };
}

/** What was asked before stays known when it is not asked any more. */
const nothing: PersonChange[] = [];
