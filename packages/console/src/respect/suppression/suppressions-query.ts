// Who must not be collected, contacted or sold: the list, how long it is, whether somebody is on it, and changing it.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import { ApiError } from '../../api/error.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import type { Identifier } from '../../understand/people/people-query.ts';
import { itemsMax, RefusedValue, refusedPlace } from './lines.ts';

export const SCOPES = [
  'no_collect',
  'no_recollect',
  'no_contact',
  'no_sale_share',
  'bounce',
  'complaint',
] as const;
export type Scope = (typeof SCOPES)[number];

export const CHANNELS = ['*', 'email', 'sms', 'push', 'phone', 'post', 'ads'] as const;
export type Channel = (typeof CHANNELS)[number];

export type LiftedBy = 'subject' | 'operator';

export type Suppression = {
  id: string;
  scope: Scope;
  channel: Channel;
  identifier_kind: string;
  key_id: number;
  reason: string;
  legal_ref: string | null;
  created_at: string;
  created_by: string;
  created_by_name: string | null;
  review_at: string | null;
  lifted_at: string | null;
  lifted_by: LiftedBy | null;
  lifted_reason: string | null;
  lift_recorded_by: string | null;
  lift_recorded_by_name: string | null;
};

export type SuppressionCounts = Page<{ day: string; scope: Scope; messages: number }> & {
  in_force: Record<Scope, number>;
  key: { id: number; created_at: string; created_by: string } | null;
};

/** What holds for one identifier; `ids` are the entries to lift. */
export type Found = { scope: Scope; channel: Channel; since: string; ids: string[] };

export type NewSuppressions = {
  type: string;
  values: string[];
  scope: Scope;
  channel: Channel | undefined;
  reason: string;
  legal_ref: string | undefined;
};

export function useSuppressions(filter: { scope: string | undefined; state: string }) {
  return useInfiniteQuery({
    queryKey: ['suppressions', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Suppression>>('/api/suppressions', { ...filter, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

export function useSuppressionCounts() {
  return useQuery({
    queryKey: ['suppressions', 'counts'],
    queryFn: ({ signal }) => api.get<SuppressionCounts>('/api/suppressions/counts', undefined, signal),
  });
}

/** Asked by POST, so that no address holds the value, and kept nowhere. */
export function useCheck() {
  return useMutation({
    mutationFn: (identifier: Identifier) =>
      api.post<Page<Found>>('/api/suppressions/check', { identifier }).then(({ items }) => items),
  });
}

/**
 * So many at a time as one call takes. Those of earlier calls are there when a later one is refused; adding them again is
 * harmless. Throws `RefusedValue` where the server names one that it does not take.
 */
export function useAddSuppressions() {
  return useChange(async ({ values, type, ...rest }: NewSuppressions) => {
    for (let from = 0; from < values.length; from += itemsMax) {
      const items = values
        .slice(from, from + itemsMax)
        .map((value) => ({ identifier: { type, value }, ...rest }));
      await api.post('/api/suppressions', { items }).catch((error: unknown) => {
        const place =
          error instanceof ApiError && error.status === 400 ? refusedPlace(error.message) : undefined;
        const refused = place === undefined ? undefined : items[place];
        throw refused === undefined ? error : new RefusedValue(refused.identifier.value, error);
      });
    }
  });
}

export function useLift() {
  return useChange(async ({ ids, ...why }: { ids: string[]; reason: string; by: LiftedBy }) => {
    for (const id of ids) await api.post(`/api/suppressions${toPath(id, 'lift')}`, why);
  });
}

export function useRotateKey() {
  return useChange((_: undefined) => api.post<{ key_id: number }>('/api/suppressions/rotate-key'));
}

function useChange<Told, Answer>(change: (told: Told) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['suppressions'] }),
  });
}
