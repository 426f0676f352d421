// Lists kept by hand, which segments can ask.
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';

export type List = { name: string; title: string; people: number; set_at: string };

export function useLists() {
  return useQuery({
    queryKey: ['lists', 'list'],
    queryFn: ({ signal }) => api.get<Page<List>>('/api/lists', undefined, signal),
    retry: false,
  });
}
