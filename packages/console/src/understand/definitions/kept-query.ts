// What is asked of segments and traits alike: the list, one with its versions, why somebody is in it or has it, what a draft would
// find; and their changes.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';
import type { Identifier } from '../people/people-query.ts';
import type { Segment, SegmentExplanation, SegmentItem, SegmentPreview } from '../segments/segments-query.ts';
import type { Trait, TraitExplanation, TraitItem, TraitPreview } from '../traits/traits-query.ts';
import type { Draft, Kept } from './kept.ts';

type Kinds = {
  segment: { item: SegmentItem; one: Segment; preview: SegmentPreview; explanation: SegmentExplanation };
  trait: { item: TraitItem; one: Trait; preview: TraitPreview; explanation: TraitExplanation };
};
export type Kind = keyof Kinds;
export type ItemOf<K extends Kind> = Kinds[K]['item'];
export type OneOf<K extends Kind> = Kinds[K]['one'];
export type PreviewOf<K extends Kind> = Kinds[K]['preview'];
export type ExplanationOf<K extends Kind> = Kinds[K]['explanation'];

/** How addresses, scopes and catalogues call them. */
export const areaOf = (kind: Kind) => (kind === 'segment' ? 'segments' : 'traits');
export const keptPath = (kind: Kind, name: string): string => `/api/${areaOf(kind)}${toPath(name)}`;

const COMPUTING_MS = 4_000;
const isComputing = ({ state }: Kept): boolean => state === 'computing';

export function useKeptList<K extends Kind>(kind: K) {
  return useQuery({
    queryKey: [areaOf(kind), 'list'],
    queryFn: ({ signal }) => api.get<Page<ItemOf<K>>>(`/api/${areaOf(kind)}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isComputing) ? COMPUTING_MS : false),
  });
}

export function useKept<K extends Kind>(kind: K, name: string) {
  return useQuery({
    queryKey: [areaOf(kind), 'one', name],
    queryFn: ({ signal }) => api.get<OneOf<K>>(keptPath(kind, name), undefined, signal),
    refetchInterval: ({ state }) => (state.data && isComputing(state.data) ? COMPUTING_MS : false),
  });
}

/** What a draft, or what is kept, finds now. While another is asked, the last answer stays. */
export function usePreview<K extends Kind>(
  kind: K,
  draft: { purpose: string; definition: unknown } | undefined,
) {
  return useQuery({
    queryKey: [areaOf(kind), 'preview', draft],
    queryFn: ({ signal }) => api.post<PreviewOf<K>>(`/api/${areaOf(kind)}/preview`, draft, signal),
    enabled: draft !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
}

export function useExplanation<K extends Kind>(kind: K, name: string, who: Identifier | undefined) {
  return useQuery({
    queryKey: [areaOf(kind), 'explain', name, who],
    queryFn: ({ signal }) =>
      api.get<ExplanationOf<K>>(
        `${keptPath(kind, name)}/explain${toPath(who?.type ?? '', who?.value ?? '')}`,
        undefined,
        signal,
      ),
    enabled: who !== undefined,
    retry: false,
  });
}

type Told = Draft<unknown>;

export const useCreate = (kind: Kind) =>
  useChange(kind, (draft: Told) => api.post<ItemOf<Kind>>(`/api/${areaOf(kind)}`, draft));

/** The purpose stays. */
export const useChangeOf = (kind: Kind) =>
  useChange(kind, ({ name, title, definition }: Told) =>
    api.put<ItemOf<Kind>>(keptPath(kind, name), { title, definition }),
  );

export const useRecompute = (kind: Kind) =>
  useChange(kind, (name: string) => api.post(`${keptPath(kind, name)}/recompute`));

export const useRemove = (kind: Kind) => useChange(kind, (name: string) => api.delete(keptPath(kind, name)));

function useChange<Given, Answer>(kind: Kind, change: (given: Given) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [areaOf(kind)] }),
  });
}
