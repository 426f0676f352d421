// What the pickers of the builder offer: names of events, properties and attributes that were seen.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import type { Page } from '../../../api/list.ts';
import { useDebounced } from '../../../ui/debounced.ts';

export type Offer = { name: string; type: string; example?: unknown; count?: number };
export type Offered =
  | { of: 'events' }
  | { of: 'properties'; event: string | undefined }
  | { of: 'attributes' };

const PATHS = { events: '/api/events/names', properties: '/api/properties', attributes: '/api/attributes' };

/** Names that fit what was typed. Nothing is offered where the list cannot be read: then a name is typed. */
export function useOffers(offered: Offered, typed: string): Offer[] {
  const q = useDebounced(typed, 120);
  const event = offered.of === 'properties' ? offered.event : undefined;
  const offers = useQuery({
    queryKey: ['definitions', 'offers', offered.of, event, q],
    queryFn: ({ signal }) => api.get<Page<Offer>>(PATHS[offered.of], { event, q }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  return offers.data?.items ?? [];
}
