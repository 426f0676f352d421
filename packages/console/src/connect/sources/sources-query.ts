// Sources: the list, one of them, and what can be changed about it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';

export type SourceKind = 'browser' | 'server' | 'import' | string;
export type IpSetting = 'keep' | 'truncate' | 'drop';

export type Source = {
  id: string;
  slug: string;
  name: string;
  kind: SourceKind;
  write_key: string;
  enabled: boolean;
  settings: { ip: IpSetting; rate_limit_per_second: number | null };
  created_at: string;
  last_event_at: string | null;
  events_total: number;
};

/** A kind of signal that could not be read, in how many messages, and since when. */
export type SignalFault = {
  method: string;
  code: string;
  /** What is wrong and what to send instead, in the server's words. */
  message: string;
  messages: number;
  first_at: string;
  last_at: string;
};

export type SourceChanges = {
  name?: string;
  enabled?: boolean;
  settings?: Partial<Source['settings']>;
};

export function useSources() {
  return useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => api.get<Page<Source>>('/api/sources', { limit: 1000 }, signal),
    refetchInterval: 15_000,
  });
}

/** One source, asked for more often while it waits for its first event. */
export function useSource(id: string) {
  return useQuery({
    queryKey: ['sources', id],
    queryFn: ({ signal }) => api.get<Source>(`/api/sources${toPath(id)}`, undefined, signal),
    refetchInterval: (query) => (query.state.data?.last_event_at === null ? 2_000 : 15_000),
  });
}

export function useSignalFaults(id: string) {
  return useQuery({
    queryKey: ['sources', id, 'signal-faults'],
    queryFn: ({ signal }) =>
      api.get<Page<SignalFault>>(`/api/sources${toPath(id, 'signal-faults')}`, undefined, signal),
    refetchInterval: 60_000,
  });
}

export function useCreateSource() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (source: { name: string; kind: SourceKind }) => api.post<Source>('/api/sources', source),
    onSuccess: (source) => {
      queryClient.setQueryData(['sources', source.id], source);
      void queryClient.invalidateQueries({ queryKey: ['sources'], exact: true });
    },
  });
}

export function useChangeSource(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: SourceChanges) => api.patch<Source>(`/api/sources${toPath(id)}`, changes),
    onSuccess: (source) => {
      queryClient.setQueryData(['sources', id], source);
      void queryClient.invalidateQueries({ queryKey: ['sources'], exact: true });
    },
  });
}

export function useRotateKey(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<Source>(`/api/sources${toPath(id, 'rotate-key')}`, {}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['sources'] }),
  });
}
