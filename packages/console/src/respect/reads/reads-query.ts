// Who read what of whom, the latest first; of one person where that is asked.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';

export type Read = {
  id: string;
  read_at: string;
  reader: string;
  purpose: string;
  /** The route that was asked. */
  exit: string;
  /** Null: something else than a view. */
  view: string | null;
  profile_ids: string[];
  fields: string[];
};

export function useReads(profileId: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['reads', profileId],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Read>>(
        '/api/reads',
        { profile_id: profileId || undefined, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

type Key = { id: number | string; name: string };

/** Names of keys, for whoever may look at them. */
export function useKeyNames(enabled: boolean): ReadonlyMap<string, string> {
  const keys = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => api.get<Page<Key>>('/api/keys', undefined, signal),
    enabled,
  });
  return new Map((keys.data?.items ?? []).map(({ id, name }) => [`api_key:${id}`, name]));
}
