// Traits: the list, one with its versions, why somebody has a value, what it was before, and what a draft would give.

import type { TraitValue } from '@rapport/protocol';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';
import type { Draft, ExplainNode, Kept, Permitted, Person, Version } from '../definitions/kept.ts';
import type { Identifier } from '../people/people-query.ts';

/** `people`: how many have a value. */
export type TraitItem = Kept & { people: number | null };
export type Trait = TraitItem & { definition: TraitValue; versions: Version<TraitValue>[] };
export type TraitDraft = Draft<TraitValue>;

export type TraitPreview = {
  people: number;
  missing: number;
  /** The ten most frequent. */
  values: { value: unknown; people: number }[];
  minimum: number | null;
  maximum: number | null;
  average: number | null;
  sample: (Person & { value: unknown })[];
  sql: string;
  parameters: unknown;
  took_ms: number;
};
export type TraitExplanation = {
  profile_id: string;
  value: unknown;
  computed_at: string | null;
  changes_at: string | null;
  /** The value that time alone gives next. */
  changes_to: { at: string; value: unknown } | null;
  /** Of how many events it is made; null where it is made of none. */
  evidence: number | null;
  permitted: Permitted;
  tree: ExplainNode<TraitValue> | null;
};
export type PastValue = { value: unknown; at: string; version: number; evidence: number | null };

export const traitPath = (name: string): string => `/api/traits${toPath(name)}`;
const isComputing = ({ state }: Kept): boolean => state === 'computing';

export function useTraits() {
  return useQuery({
    queryKey: ['traits', 'list'],
    queryFn: ({ signal }) => api.get<Page<TraitItem>>('/api/traits', undefined, signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isComputing) ? 4_000 : false),
  });
}

export function useTrait(name: string) {
  return useQuery({
    queryKey: ['traits', 'one', name],
    queryFn: ({ signal }) => api.get<Trait>(traitPath(name), undefined, signal),
    refetchInterval: ({ state }) => (state.data && isComputing(state.data) ? 4_000 : false),
  });
}

/** What a draft, or a trait as it is kept, gives now. While another is asked, the last answer stays. */
export function useTraitPreview(draft: { purpose: string; definition: unknown } | undefined) {
  return useQuery({
    queryKey: ['traits', 'preview', draft],
    queryFn: () => api.post<TraitPreview>('/api/traits/preview', draft),
    enabled: draft !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
}

export function useTraitExplanation(name: string, who: Identifier | undefined) {
  return useQuery({
    queryKey: ['traits', 'explain', name, who],
    queryFn: ({ signal }) =>
      api.get<TraitExplanation>(
        `${traitPath(name)}/explain${toPath(who?.type ?? '', who?.value ?? '')}`,
        undefined,
        signal,
      ),
    enabled: who !== undefined,
    retry: false,
  });
}

export function useTraitHistory(name: string, who: Identifier | undefined) {
  return useQuery({
    queryKey: ['traits', 'history', name, who],
    queryFn: ({ signal }) =>
      api.get<Page<PastValue>>(
        `${traitPath(name)}/history${toPath(who?.type ?? '', who?.value ?? '')}`,
        undefined,
        signal,
      ),
    enabled: who !== undefined,
    retry: false,
  });
}

export const useCreateTrait = () =>
  useChange((draft: TraitDraft) => api.post<TraitItem>('/api/traits', draft));

export const useSetTrait = () =>
  useChange(({ name, title, definition }: TraitDraft) =>
    api.put<TraitItem>(traitPath(name), { title, definition }),
  );

export const useRecomputeTrait = () => useChange((name: string) => api.post(`${traitPath(name)}/recompute`));

export const useDeleteTrait = () => useChange((name: string) => api.delete(traitPath(name)));

function useChange<Told, Answer>(change: (told: Told) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['traits'] }),
  });
}
