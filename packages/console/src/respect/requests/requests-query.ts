// What people asked for in the preference centre, the latest first.
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';

export const REQUEST_KINDS = ['access', 'correction', 'erasure'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export type PersonRequest = {
  id: string;
  /** What the person was told it is called. */
  reference: string;
  kind: RequestKind;
  /** What they wrote, the oldest first. */
  words: string[];
  /** The value may be masked. */
  contact_point: { type: string; value: string };
  language: string;
  state: 'received' | 'taken_back';
  source: string;
  received_at: string;
  due_at: string;
  closed_at: string | null;
  is_overdue: boolean;
};

export function useRequests({ kind, state }: { kind: string | undefined; state: 'open' | 'closed' }) {
  return useInfiniteQuery({
    queryKey: ['requests', kind, state],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<PersonRequest>>(
        '/api/requests',
        { kind: kind || undefined, state, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}
