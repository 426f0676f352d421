// People: the search, one person as a purpose may see them, and what stands behind each fact.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import type { EventType } from '../../connect/live/events-query.ts';
import type { MaskedField } from '../../respect/masking/masked-fields.ts';

export type Identifier = { type: string; value: string };

export type PersonItem = {
  id: string;
  display_name: string | null;
  identifiers: Identifier[];
  attributes: Record<string, unknown>;
  first_seen_at: string;
  last_seen_at: string;
};

export type Attribute = {
  value: unknown;
  source: string | null;
  message_id: string | null;
  collected_at: string;
};
export type Permission = { decision: 'permit' | 'deny'; reason: { code: string; message: string } };

export type Person = {
  id: string;
  display_name: string | null;
  identifiers: (Identifier & { original: string | null; first_seen_at: string; source: string | null })[];
  attributes: Record<string, Attribute>;
  traits: Record<string, { value: unknown; computed_at?: string; evidence?: number | null }>;
  segments: { name: string; since: string }[];
  permissions: Record<string, Permission>;
  denied: { field: string; reason: string | { code: string; message: string } }[];
  /** What is shown, but not in clear to the member. */
  masked: Person['denied'];
  accounts: { id: string; group_id: string; name: string | null; role: string | null }[];
  /** Absent where the purpose may not see them. */
  first_seen_at: string | null;
  last_seen_at: string | null;
  event_count: number | null;
};

export type PersonEvent = {
  id: string;
  message_id: string;
  type: EventType;
  event: string | null;
  name?: string | null;
  properties: Record<string, unknown>;
  context: Record<string, unknown>;
  raw?: { traits?: Record<string, unknown> };
  masked?: MaskedField[];
  timestamp: string;
  received_at: string;
  source: string | { id: string; name: string } | null;
};

export type LineageItem = {
  value: unknown;
  source: string | { id: string; name: string } | null;
  message_id: string | null;
  collected_at: string;
  received_at: string;
  identifier: Identifier | null;
  accepted: boolean;
  current: boolean;
  reason: string | { code: string; message: string } | null;
};

/** The people that match what was typed, the most recently seen first. */
export function usePeople(purpose: string, q: string, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['people', purpose, q],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<PersonItem> & { masked?: MaskedField[] }>(
        '/api/profiles',
        { purpose, q, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    // While typing the last answer stays, instead of a flash of grey.
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function usePerson(who: Identifier, purpose: string) {
  return useQuery({
    queryKey: ['person', who.type, who.value, purpose],
    queryFn: ({ signal }) => api.get<Person>(personPath(who), { purpose, include: 'activity' }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function usePersonEvents(
  who: Identifier,
  filter: { purpose: string; type?: string; event?: string },
  enabled = true,
) {
  return useInfiniteQuery({
    queryKey: ['person', who.type, who.value, 'events', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<PersonEvent>>(
        `${personPath(who)}/events`,
        { ...filter, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    enabled,
  });
}

/** What definitions made of a person: they came into a segment or left it, or a trait has another value. */
export type PersonChange = {
  id: string;
  at: string;
  kind: 'entered' | 'left' | 'changed';
  reason: string;
  definition: {
    kind: 'segment' | 'trait';
    name: string;
    title: string;
    version: number;
    removed: boolean;
  };
  value?: unknown;
  denied?: { code: string; message: string } | null;
  masked?: { code: string; message: string } | null;
};

/** Of one kind, or all of them. */
export function usePersonChanges(
  who: Identifier,
  { purpose, kind, enabled }: { purpose: string; kind?: 'segment'; enabled: boolean },
) {
  return useInfiniteQuery({
    queryKey: ['person', who.type, who.value, 'changes', purpose, kind],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<PersonChange>>(
        `${personPath(who)}/changes`,
        { purpose, kind, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    enabled,
  });
}

/** What was said of an address of the person: of a topic by a channel, where null of nothing. */
export type PersonPreference = {
  id: string;
  /** When it was said. */
  at: string;
  contact_point: Identifier;
  channel: string;
  /** A slug; `brand.*` and `*` stand for all of them. */
  topic: string;
  state: string | null;
  frequency: string | null;
  paused_until: string | null;
  /** Pauses from before are over. */
  resumed: boolean;
  language: string | null;
  source: string;
  recorded_by_name: string | null;
};

/** The newest record first. */
export function usePersonPreferences(who: Identifier, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['person', who.type, who.value, 'preferences'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Omit<PersonPreference, 'at'> & { said_at: string }>>(
        `${personPath(who)}/preferences`,
        { limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    select: ({ pages }) => ({
      pages: pages.map((page) => ({
        ...page,
        items: page.items.map(({ said_at: at, ...said }): PersonPreference => ({ ...said, at })),
      })),
    }),
    enabled,
  });
}

/** Every write of one attribute, accepted or not, newest first. */
export function useLineage(who: Identifier, attribute: string, purpose: string) {
  return useQuery({
    queryKey: ['person', who.type, who.value, 'lineage', attribute, purpose],
    queryFn: ({ signal }) =>
      api.get<Page<LineageItem>>(`${personPath(who)}/lineage${toPath(attribute)}`, { purpose }, signal),
  });
}

/** The address of a person in the API. */
export function personPath(who: Identifier): string {
  return `/api/profiles${toPath(who.type, who.value)}`;
}
