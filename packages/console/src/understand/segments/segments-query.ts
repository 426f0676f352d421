// Segments: the list, one with its versions, who is in it, why, how it grew, and what a draft would find.

import type { Condition } from '@rapport/protocol';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api, toAddress, toPath } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import type { Draft, ExplainNode, Kept, Permitted, Person, Turn, Version } from '../definitions/kept.ts';
import type { Identifier } from '../people/people-query.ts';

export type SegmentItem = Kept & { members: number | null };
export type Segment = SegmentItem & { definition: Condition; versions: Version<Condition>[] };
export type SegmentDraft = Draft<Condition>;

export type Member = Person & { since: string; reason: string };
export type Growth = { day: string; members: number; entered: number; left: number };
export type Overlap = {
  sizes: Record<string, number>;
  pairs: { names: [string, string]; both: number }[];
};
export type SegmentPreview = {
  count: number;
  people: number;
  sample: Person[];
  sql: string;
  parameters: unknown;
  took_ms: number;
};
export type SegmentExplanation = {
  profile_id: string;
  member: boolean;
  since: string | null;
  permitted: Permitted;
  changes_at: string | null;
  turns_with: Turn[];
  tree: ExplainNode<Condition> | null;
};

export const segmentPath = (name: string): string => `/api/segments${toPath(name)}`;

export function useSegments() {
  return useQuery({
    queryKey: ['segments', 'list'],
    queryFn: ({ signal }) => api.get<Page<SegmentItem>>('/api/segments', undefined, signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isComputing) ? 4_000 : false),
  });
}

export function useSegment(name: string) {
  return useQuery({
    queryKey: ['segments', 'one', name],
    queryFn: ({ signal }) => api.get<Segment>(segmentPath(name), undefined, signal),
    refetchInterval: ({ state }) => (state.data && isComputing(state.data) ? 4_000 : false),
  });
}

const isComputing = ({ state }: Kept): boolean => state === 'computing';

export function useMembersOf(name: string, purpose: string) {
  return useInfiniteQuery({
    queryKey: ['segments', 'members', name, purpose],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Member>>(
        `${segmentPath(name)}/members`,
        { purpose, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

export function useGrowth(name: string) {
  return useQuery({
    queryKey: ['segments', 'growth', name],
    queryFn: ({ signal }) => api.get<Page<Growth>>(`${segmentPath(name)}/growth`, { days: 90 }, signal),
  });
}

/** How many of the first are in each of the others, too. */
export function useOverlap(names: string[]) {
  return useQuery({
    queryKey: ['segments', 'overlap', names],
    queryFn: ({ signal }) => api.get<Overlap>('/api/segments/overlap', { names: names.join(',') }, signal),
    enabled: names.length > 1,
  });
}

export function useSegmentExplanation(name: string, who: Identifier | undefined) {
  return useQuery({
    queryKey: ['segments', 'explain', name, who],
    queryFn: ({ signal }) =>
      api.get<SegmentExplanation>(
        `${segmentPath(name)}/explain${toPath(who?.type ?? '', who?.value ?? '')}`,
        undefined,
        signal,
      ),
    enabled: who !== undefined,
    retry: false,
  });
}

/** What a draft finds now. While another is asked, the last answer stays. */
export function useSegmentPreview(draft: { purpose: string; definition: unknown } | undefined) {
  return useQuery({
    queryKey: ['segments', 'preview', draft],
    queryFn: () => api.post<SegmentPreview>('/api/segments/preview', { ...draft, limit: 10 }),
    enabled: draft !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
}

export const exportAddress = (name: string, purpose: string): string =>
  toAddress(`${segmentPath(name)}/export`, { format: 'csv', purpose });

export const useCreateSegment = () =>
  useChange((draft: SegmentDraft) => api.post<SegmentItem>('/api/segments', draft));

export const useSetSegment = () =>
  useChange(({ name, title, definition }: SegmentDraft) =>
    api.put<SegmentItem>(segmentPath(name), { title, definition }),
  );

export const useRecomputeSegment = () =>
  useChange((name: string) => api.post(`${segmentPath(name)}/recompute`));

export const useDeleteSegment = () => useChange((name: string) => api.delete(segmentPath(name)));

function useChange<Told, Answer>(change: (told: Told) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['segments'] }),
  });
}
