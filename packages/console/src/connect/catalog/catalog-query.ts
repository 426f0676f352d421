// The catalog: its types, objects of a type, one object with its history; and their changes.
import type { CatalogType } from '@rapport/protocol';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import { useMay } from '../../app/session.ts';
import type { Identifier } from '../../understand/people/people-query.ts';

export type TypeItem = Omit<CatalogType, 'title_field' | 'time_field'> & {
  name: string;
  title_field?: string | null;
  time_field?: string | null;
  /** So many objects there are. */
  objects: number;
  edition: number;
  set_at: string;
  set_by?: string | null;
  set_by_name?: string | null;
};

export type ObjectItem = {
  type: string;
  id: string;
  title: string | null;
  at: string | null;
  updated_at: string;
  person: Identifier | null;
  fields: Record<string, unknown>;
};

type Origin = { kind: 'event' | 'api' | 'import'; source: string; message_id: string | null };
type Withheld = { field: string; reason: { code: string; message: string } };

export type OneObject = Omit<ObjectItem, 'fields'> & {
  fields: Record<string, { value: unknown; updated_at: string; origin: Origin }>;
  references: { path: string; type: string; id: string; title: string | null }[];
  referred_by: { type: string; count: number }[];
  denied: Withheld[];
  masked: Withheld[];
};

export type Telling = { at: string; origin: Origin; fields: Record<string, unknown> };

const typePath = (name: string): string => `/api/catalog/types${toPath(name)}`;
export const objectsPath = (type: string): string => `/api/catalog/objects${toPath(type)}`;
const objectPath = (type: string, id: string): string => `/api/catalog/objects${toPath(type, id)}`;

/** All types; of those who may not look into the catalog, none are asked. */
export function useCatalogTypes() {
  const may = useMay('catalog:read');
  return useQuery({
    queryKey: ['catalog', 'types'],
    queryFn: ({ signal }) => api.get<Page<TypeItem>>('/api/catalog/types', undefined, signal),
    enabled: may,
    staleTime: 30_000,
  });
}

export function useCatalogType(name: string) {
  return useQuery({
    queryKey: ['catalog', 'types', name],
    queryFn: ({ signal }) => api.get<TypeItem>(typePath(name), undefined, signal),
  });
}

type Of = { of_person: boolean; name: string };

export function useObjects({ name, of_person }: Of, purpose: string, q: string) {
  return useInfiniteQuery({
    queryKey: ['catalog', 'objects', name, of_person && purpose, q],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ObjectItem>>(
        objectsPath(name),
        { purpose: of_person ? purpose : undefined, q, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function useObject({ name, of_person }: Of, id: string, purpose: string) {
  return useQuery({
    queryKey: ['catalog', 'object', name, id, of_person && purpose],
    queryFn: ({ signal }) =>
      api.get<OneObject>(objectPath(name, id), { purpose: of_person ? purpose : undefined }, signal),
  });
}

/** All that was told of it, the newest first. */
export function useObjectHistory({ name, of_person }: Of, id: string, purpose: string) {
  return useQuery({
    queryKey: ['catalog', 'object', name, id, 'history', of_person && purpose],
    queryFn: ({ signal }) =>
      api.get<Page<Telling>>(
        `${objectPath(name, id)}/history`,
        { purpose: of_person ? purpose : undefined },
        signal,
      ),
  });
}

export const useSetType = () =>
  useChange(({ name, type }: { name: string; type: unknown }) => api.put<TypeItem>(typePath(name), type));

export const useRemoveType = () => useChange((name: string) => api.delete(typePath(name)));

export const useRemoveObject = () =>
  useChange(({ type, id }: { type: string; id: string }) => api.delete(objectPath(type, id)));

function useChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['catalog'] }),
  });
}
