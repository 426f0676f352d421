// Quarantine: what could not be accepted, why, and what can be done with it.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import type { MaskedField } from '../../respect/masking/masked-fields.ts';
import { useUpkeepPurpose } from '../../respect/purposes/nameable-purposes.ts';

export type QuarantineItem = {
  id: string;
  reason: { code: string; message: string };
  source: { id: string; name: string };
  received_at: string;
  message_id: string | null;
  type: string | null;
  size_bytes: number;
  excerpt: string;
};

export type QuarantineDetail = QuarantineItem & { body: string; masked?: MaskedField[] };
export type QuarantineReason = { code: string; message: string; count: number };
/** Some by their ids, or all that have a reason. */
export type QuarantineChoice = { ids: string[] } | { reason: string };

export function useQuarantine(filter: { reason?: string; source?: string }) {
  const purpose = useUpkeepPurpose();
  return useInfiniteQuery({
    queryKey: ['quarantine', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<QuarantineItem>>(
        '/api/quarantine',
        { ...filter, purpose, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

export function useQuarantineReasons() {
  return useQuery({
    queryKey: ['quarantine', 'reasons'],
    queryFn: ({ signal }) => api.get<Page<QuarantineReason>>('/api/quarantine/reasons', undefined, signal),
  });
}

export function useQuarantineItem(id: string | undefined) {
  const purpose = useUpkeepPurpose();
  return useQuery({
    queryKey: ['quarantine', 'item', id],
    queryFn: ({ signal }) =>
      api.get<QuarantineDetail>(`/api/quarantine${toPath(id ?? '')}`, { purpose }, signal),
    enabled: id !== undefined,
  });
}

/** `suppressed` of them were not stored, since somebody whom they name must not be collected. */
export type Replayed = { replayed: number; suppressed: number };

/** Sends them through the pipeline again; what is still wrong comes back. */
export function useReplay() {
  return useQuarantineAction((choice) => api.post<Replayed>('/api/quarantine/replay', choice));
}

/** Throws them away for good. */
export function useDrop() {
  return useQuarantineAction((choice) => api.post<{ dropped: number }>('/api/quarantine/drop', choice));
}

function useQuarantineAction<Answer>(act: (choice: QuarantineChoice) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['quarantine'] });
      void queryClient.invalidateQueries({ queryKey: ['home'] });
    },
  });
}
