// Views: the list, one with its versions, what it answers now, what a draft would answer; and their changes.
import type { View, ViewField } from '@rapport/protocol';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';
import type { Identifier } from '../people/people-query.ts';
import type { ViewAnswer } from './answers.ts';

export type ViewItem = Omit<View, 'fields'> & {
  fields: ViewField[];
  version: number;
  set_at: string;
};
export type ViewVersion = {
  version: number;
  title: string;
  set_at: string;
  set_by: string;
  set_by_name?: string | null;
};
export type OneView = ViewItem & { versions: ViewVersion[] };

const definitionPath = (name: string): string => `/api/view-definitions${toPath(name)}`;

/** Of a person, or of the business. */
export const answerPath = (view: string, who: Identifier | undefined): string =>
  `/api/views${who ? toPath(view, who.type, who.value) : toPath(view)}`;

export function useViews(enabled = true) {
  return useQuery({
    queryKey: ['views', 'list'],
    queryFn: ({ signal }) => api.get<Page<ViewItem>>('/api/view-definitions', undefined, signal),
    enabled,
  });
}

/** One that ships: not there before somebody adds it. */
export type ReadyMade = Pick<View, 'name' | 'title' | 'description' | 'purpose' | 'about'> & {
  /** Names of the traits that it shows, which come with it. */
  traits: string[];
  added: boolean;
};

export function useReadyMade() {
  return useQuery({
    queryKey: ['views', 'ready-made'],
    queryFn: ({ signal }) => api.get<Page<ReadyMade>>('/api/ready-made-views', undefined, signal),
  });
}

export function useView(name: string) {
  return useQuery({
    queryKey: ['views', 'one', name],
    queryFn: ({ signal }) => api.get<OneView>(definitionPath(name), undefined, signal),
  });
}

export const answerKey = (view: string, who: Identifier | undefined) => [
  'views',
  'answer',
  view,
  who?.type,
  who?.value,
];

/** What a view says now. Later answers come by its stream. */
export function useAnswer(view: string, who: Identifier | undefined, enabled = true) {
  return useQuery({
    queryKey: answerKey(view, who),
    queryFn: ({ signal }) => api.get<ViewAnswer>(answerPath(view, who), undefined, signal),
    enabled,
    refetchOnWindowFocus: false,
  });
}

/** What a draft would say. While another is asked, the last answer stays. */
export function useViewPreview(asked: { view: unknown; subject?: Identifier } | undefined) {
  return useQuery({
    queryKey: ['views', 'preview', asked],
    queryFn: ({ signal }) => api.post<ViewAnswer>('/api/views/preview', asked, signal),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
}

export const useCreateView = () =>
  useChange((draft: unknown) => api.post<ViewItem>('/api/view-definitions', draft));

/** Its name, its purpose and what it is about stay. `from` is the version that was changed: refused where there is a newer one. */
export const useChangeView = () =>
  useChange(({ draft, from }: { draft: { name: string }; from: number }) =>
    api.put<ViewItem>(definitionPath(draft.name), { ...draft, expected_version: from }),
  );

export function useAddReadyMade() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.post<ViewItem>(`/api/ready-made-views${toPath(name, 'add')}`, {}),
    onSettled: () =>
      Promise.all(['views', 'traits'].map((kind) => queryClient.invalidateQueries({ queryKey: [kind] }))),
  });
}

export const useRemoveView = () => useChange((name: string) => api.delete(definitionPath(name)));

function useChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['views'] }),
  });
}

export type CardToken = { token: string; expires_at: string };

export function useMakeCardToken() {
  return useMutation({
    mutationFn: (asked: { view: string; subject: Identifier | null; expires_in: string }) =>
      api.post<CardToken>('/api/card-tokens', asked),
  });
}
