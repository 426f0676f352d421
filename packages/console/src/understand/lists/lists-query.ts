// Lists kept by hand: all, one, who is on it, and changing them.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';

export type List = {
  name: string;
  title: string;
  people: number;
  set_at: string;
  set_by: string;
  set_by_name: string | null;
};
export type PersonOnList = {
  id: string;
  display_name: string;
  added_at: string;
  added_by: string;
  added_by_name: string | null;
};
type Named = { type: string; value: string };
export type Added = { added: number; already: number; unknown: Named[]; suppressed: Named[] };

/** Most that one call takes. */
export const identifiersMax = 10_000;

const listPath = (name: string): string => `/api/lists${toPath(name)}`;

export function useLists() {
  return useQuery({
    queryKey: ['lists', 'list'],
    queryFn: ({ signal }) => api.get<Page<List>>('/api/lists', undefined, signal),
  });
}

export function useList(name: string) {
  return useQuery({
    queryKey: ['lists', 'one', name],
    queryFn: ({ signal }) => api.get<List>(listPath(name), undefined, signal),
  });
}

export function usePeopleOn(name: string, purpose: string) {
  return useInfiniteQuery({
    queryKey: ['lists', 'people', name, purpose],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<PersonOnList>>(
        `${listPath(name)}/people`,
        { purpose, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

export const useCreateList = () =>
  useChange((list: { name: string; title: string }) => api.post<List>('/api/lists', list));

export const useRenameList = () =>
  useChange(({ name, title }: { name: string; title: string }) => api.patch<List>(listPath(name), { title }));

export const useDeleteList = () => useChange((name: string) => api.delete(listPath(name)));

export const useAddPeople = (name: string) =>
  useChange((identifiers: Named[]) => api.post<Added>(`${listPath(name)}/people`, { identifiers }));

/** Takes people off it, by their ids. */
export const useRemovePeople = (name: string) =>
  useChange((ids: string[]) =>
    api.delete(`${listPath(name)}/people`, {
      identifiers: ids.map((value) => ({ type: 'profile_id', value })),
    }),
  );

function useChange<Told, Answer>(change: (told: Told) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['lists'] }),
  });
}
