// Categories of data, and labels: what attributes and properties hold.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';

export type Category = {
  key: string;
  parent: string | null;
  name: string;
  description: string;
  gdpr_special: boolean;
  /** 0 nothing personal, 1 ordinary, 2 delicate, 3 does harm in wrong hands. */
  sensitivity: number;
  masked: boolean;
  never_disclosed: boolean;
};

export const LABEL_STATES = ['unlabelled', 'guessed', 'confirmed'] as const;
export type LabelState = (typeof LABEL_STATES)[number];
export const LABEL_SUBJECTS = ['attribute', 'property'] as const;
export type LabelSubject = (typeof LABEL_SUBJECTS)[number];

export type Label = {
  subject: LabelSubject;
  /** Of a property: the event that has it; null for every event, and for attributes. */
  event: string | null;
  name: string;
  /** Null: nothing personal, or unknown while it is unlabelled. */
  category: string | null;
  state: LabelState;
  may_activate: boolean;
  reason: { code: string; message: string } | null;
  suggested_category: string | null;
  first_seen_at: string;
  reviewed_at: string | null;
  reviewed_by: string | null;
  reviewed_by_name: string | null;
};

export type LabelFilter = { state?: string; subject?: string; q?: string };

export function useCategories() {
  return useQuery({
    queryKey: ['categories'],
    queryFn: ({ signal }) => api.get<Page<Category>>('/api/categories', undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useLabels(filter: LabelFilter) {
  return useInfiniteQuery({
    queryKey: ['labels', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Label>>('/api/labels', { ...filter, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

type LabelKey = Pick<Label, 'subject' | 'event' | 'name'>;

/** What an address keeps of a label. */
export const labelKey = ({ subject, event, name }: LabelKey): string =>
  JSON.stringify([subject, event, name]);

/** A label that no loaded page holds: looked for by its name. `enabled` once it is needed. */
export function useLabel(key: string | undefined, enabled: boolean) {
  const wanted = key === undefined ? undefined : parseKey(key);
  return useQuery({
    queryKey: ['labels', 'one', key],
    queryFn: async ({ signal }) => {
      const query = { subject: wanted?.subject, q: wanted?.name, limit: 1000 };
      const found = await api.get<Page<Label>>('/api/labels', query, signal);
      return found.items.find((each) => labelKey(each) === key) ?? null;
    },
    enabled: enabled && wanted !== undefined,
  });
}

function parseKey(key: string): { subject: string; name: string } | undefined {
  try {
    const [subject, , name] = JSON.parse(key) as unknown[];
    return typeof subject === 'string' && typeof name === 'string' ? { subject, name } : undefined;
  } catch {
    return undefined;
  }
}

/** `event` absent: of an attribute, or of a property of every event. `category` null: nothing personal. */
export type LabelChange = Pick<Label, 'subject' | 'name' | 'category'> & { event?: string };

export function useSetLabel() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (label: LabelChange) => api.put<Label>('/api/labels', label),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['labels'] }),
  });
}
