// Events: the newest ones, one of them whole, and the stream of those that arrive.
import { useQuery } from '@tanstack/react-query';
import { api, toAddress, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';
import type { MaskedField } from '../../respect/masking/masked-fields.ts';
import { useOrdinaryPurpose } from '../../respect/purposes/nameable-purposes.ts';

export type EventType = 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias';
export const EVENT_TYPES: EventType[] = ['track', 'identify', 'page', 'screen', 'group', 'alias'];

export type EventItem = {
  id: string;
  message_id: string;
  type: EventType;
  event: string | null;
  name: string | null;
  profile_id: string;
  timestamp: string;
  received_at: string;
  source: { id: string; name: string };
  user_id: string | null;
  anonymous_id: string | null;
  /** A few words of what it holds. */
  excerpt?: string | null;
};

export type EventDetail = EventItem & {
  properties: Record<string, unknown>;
  context: Record<string, unknown>;
  /** Its browser asked, by `Sec-GPC`, not to be sold or shared. */
  gpc: boolean;
  /** It came as history, not when it happened. */
  imported: boolean;
  normalised: Record<string, unknown>;
  raw: unknown;
  /** What is shown, but not in clear to the member. */
  masked?: MaskedField[];
};

export type EventFilter = { purpose: string; type?: string; event?: string; source?: string; q?: string };

/** The newest events that pass the filter. */
export function useRecentEvents(filter: EventFilter) {
  return useQuery({
    queryKey: ['events', filter],
    queryFn: ({ signal }) => api.get<Page<EventItem>>('/api/events', { ...filter, limit: 100 }, signal),
    // The stream keeps the list fresh; asking again would only repeat it.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** The newest few of all events, for a glance: asked for again every few seconds. */
export function useNewestEvents(limit: number) {
  const purpose = useOrdinaryPurpose();
  return useQuery({
    queryKey: ['events', 'newest', limit],
    queryFn: ({ signal }) => api.get<Page<EventItem>>('/api/events', { purpose, limit }, signal),
    refetchInterval: 10_000,
  });
}

/** Fetches the newest events once, to fill a gap after the stream was interrupted. */
export function fetchRecentEvents(filter: EventFilter): Promise<Page<EventItem>> {
  return api.get('/api/events', { ...filter, limit: 100 });
}

/** One event whole; `id` absent: nothing is asked. */
export function useEvent(id: string | undefined, purpose: string) {
  return useQuery({
    queryKey: ['event', id, purpose],
    queryFn: ({ signal }) => api.get<EventDetail>(`/api/events${toPath(id ?? '')}`, { purpose }, signal),
    enabled: id !== undefined,
    staleTime: 60_000,
  });
}

/** The address of the stream. Free text is not part of it: the page filters that itself. */
export function liveAddress({ purpose, type, event, source }: EventFilter): string {
  return toAddress('/api/events/live', { purpose, type, event, source });
}
