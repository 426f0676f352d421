// What stands in the story beside events, as far down as those are loaded: what definitions made of the person, and what they
// said of how they are written to.
import { useEffect, useMemo } from 'react';
import { allItems, type Page } from '../../api/list.ts';
import { type Identifier, type PersonEvent, usePersonChanges, usePersonPreferences } from './people-query.ts';
import { withinLoaded } from './sessions.ts';

type Beside = {
  /** Without events. */
  alone: boolean;
  enabled: boolean;
  events: readonly PersonEvent[];
  areAllLoaded: boolean;
};

/** Beside events those of segments alone, since traits may change every day; by itself all of it. */
export function useToldChanges(who: Identifier, { purpose, ...beside }: Beside & { purpose: string }) {
  const { enabled, alone } = beside;
  return useBeside(
    usePersonChanges(who, { purpose, enabled, ...(alone ? {} : { kind: 'segment' }) }),
    beside,
  );
}

export function useSaidPreferences(who: Identifier, beside: Beside) {
  return useBeside(usePersonPreferences(who, beside.enabled), beside);
}

type Paged<Item> = {
  data: { pages: Page<Item>[] } | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isError: boolean;
  fetchNextPage(): Promise<unknown>;
};

function useBeside<Item extends { at: string }, Query extends Paged<Item>>(
  query: Query & Paged<Item>,
  { alone, enabled, events, areAllLoaded }: Beside,
) {
  const { data, hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  const all = useMemo(() => allItems(data), [data]);
  // What was asked before stays known when it is not asked any more.
  const items = useMemo(
    () => (!enabled ? [] : alone ? all : withinLoaded(all, events, areAllLoaded)),
    [enabled, alone, all, events, areAllLoaded],
  );
  // Where all that is loaded has its place among the events, older ones may have theirs too.
  const isShort = enabled && !alone && items.length === all.length && (areAllLoaded || events.length > 0);
  useEffect(() => {
    if (isShort && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [isShort, hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  return { query, items, failed: enabled && isError };
}
