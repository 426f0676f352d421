// Segments as the API tells them, and what is asked of them alone: who is in one, how it grew, who is in others too.
import type { Condition } from '@rapport/protocol';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, toAddress } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import type { ExplainNode, Kept, Permitted, Person, Turn, Version } from '../definitions/kept.ts';
import { keptPath, useKeptList } from '../definitions/kept-query.ts';

export type SegmentItem = Kept & { members: number | null; definition: Condition };
export type Segment = SegmentItem & { versions: Version<Condition>[] };

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
/** `tree` is null where the gate denies: then nothing of the person is looked at. */
export type SegmentExplanation = {
  profile_id: string;
  member: boolean;
  since: string | null;
  permitted: Permitted;
  changes_at: string | null;
  turns_with: Turn[];
  tree: ExplainNode<Condition> | null;
};

export const useSegments = () => useKeptList('segment');

export function useMembersOf(name: string, purpose: string) {
  return useInfiniteQuery({
    queryKey: ['segments', 'members', name, purpose],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Member>>(
        `${keptPath('segment', name)}/members`,
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
    queryFn: ({ signal }) =>
      api.get<Page<Growth>>(`${keptPath('segment', name)}/growth`, { days: 90 }, signal),
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

export const exportFormats = ['csv', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportAddress = (name: string, purpose: string, format: ExportFormat): string =>
  toAddress(`${keptPath('segment', name)}/export`, { format, purpose });
