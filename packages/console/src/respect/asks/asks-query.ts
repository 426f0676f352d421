// Asks: what pages ask their visitors for, how often each was shown and answered, and what a page would show of one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';

export const ASK_KINDS = ['email', 'text', 'choice'] as const;
export type AskKind = (typeof ASK_KINDS)[number];
export type AskWords = { question: string; why: string; benefit: string; yes?: string; no?: string };
export type AskMoment = { event: string } | { page: string } | { seconds: number } | { called: true };

export type AskBody = {
  slug: string;
  /** The slug of a source; null: all pages. */
  source: string | null;
  what: {
    attribute: string;
    kind: AskKind;
    options: { value: string; labels: Record<string, string> }[];
  };
  purpose: string;
  /** By language tag. */
  words: Record<string, AskWords>;
  moment: AskMoment;
  every_days: number;
  rest_days: number;
  order: number;
  enabled: boolean;
  retired: boolean;
};
export type Ask = AskBody & { version: number; updated_at: string; updated_by_name: string | null };
export type AskCounts = { slug: string; shown: number; answered: number; declined: number };

export const COUNTED_DAYS = 30;

export function useAsks() {
  return useQuery({
    queryKey: ['asks', 'list'],
    queryFn: ({ signal }) => api.get<Page<Ask>>('/api/asks', undefined, signal),
  });
}

export function useAskCounts() {
  return useQuery({
    queryKey: ['asks', 'counts'],
    queryFn: ({ signal }) => api.get<Page<AskCounts>>('/api/ask-counts', { days: COUNTED_DAYS }, signal),
  });
}

/** All that the card shows, as a page is told it. Asks nothing while there is nothing whole to show. */
export function useAskPreview(ask: AskBody | undefined, language: string) {
  return useQuery({
    queryKey: ['asks', 'preview', ask, language],
    queryFn: () => api.post<{ ask: object }>('/api/ask-preview', { ask, language }),
    enabled: ask !== undefined,
    placeholderData: (before) => before,
    retry: false,
  });
}

/** `version`: the one that was changed; undefined for one that is new. */
export function useSaveAsk() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ slug, version, ...fields }: AskBody & { version: number | undefined }) =>
      version === undefined
        ? api.post<Ask>('/api/asks', { slug, ...fields })
        : api.put<Ask>(`/api/asks${toPath(slug)}`, { ...fields, expected_version: version }),
    // Also where it was refused: then another version holds by now.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['asks'] }),
  });
}
