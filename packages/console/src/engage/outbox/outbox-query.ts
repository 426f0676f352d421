// The built-in outbox: what would have been sent, for the purpose that is looked for.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';

export type OutboxItem = {
  message_id: string;
  profile_id: string;
  from: string;
  /** It may be masked. */
  to: string;
  subject: string;
  sent_at: string;
};
export type OutboxMail = OutboxItem & { html: string; text: string; headers: Record<string, string> };

export function useOutbox() {
  const { purpose } = usePurpose();
  return useInfiniteQuery({
    queryKey: ['outbox', 'list', purpose],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<OutboxItem>>('/api/outbox', { purpose, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

export function useMail(id: string) {
  const { purpose } = usePurpose();
  return useQuery({
    queryKey: ['outbox', 'one', purpose, id],
    queryFn: ({ signal }) => api.get<OutboxMail>(`/api/outbox${toPath(id)}`, { purpose }, signal),
  });
}
