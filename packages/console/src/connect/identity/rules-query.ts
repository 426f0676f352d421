// The rules of identity: those in force, what others would do, earlier versions, and setting new ones.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import type { Identifier } from '../../understand/people/people-query.ts';
import type { BlockedValue, OnConflict, Period, RulesInput } from './rules.ts';

export type TypeRow = {
  type: string;
  limit: number;
  period: Period;
  priority: number;
  merges: boolean;
  on_conflict: OnConflict;
  recycle_after_days: number | null;
  /** False: the workspace made this type. */
  shipped: boolean;
};

/** How far the newest rules were followed for what was there before. */
export type Application = {
  version: number;
  state: 'none' | 'running' | 'done';
  looked_at: number;
  to_look_at: number;
  people_changed: number;
  started_at: string | null;
  finished_at: string | null;
};

export type RulesInForce = {
  /** 0 while the rules are as shipped. */
  version: number;
  /** What the workspace has set. */
  set: RulesInput;
  types: TypeRow[];
  super_node_max: number;
  cluster_identifiers_max: number;
  default_country: string | null;
  blocked: { shipped: BlockedValue[]; own: BlockedValue[] };
  application: Application;
};

export type PersonBefore = { id: string; identifiers: Identifier[] };
export type PersonAfter = { id: string | null; identifiers: Identifier[] };
export type Sample = { kind: 'split' | 'merge'; before: PersonBefore[]; after: PersonAfter[] };

export type RulesPreview = {
  splits: number;
  merges: number;
  people_before: number;
  people_after: number;
  refusals_before: number;
  refusals_after: number;
  samples: Sample[];
  looked_at: number;
  complete: boolean;
};

export type RulesVersion = {
  version: number;
  rules: RulesInput;
  at: string;
  by: string;
  reason: string;
};

const KEY = ['identity', 'rules'];

/** Asked often while rules are being applied, so that everybody who looks sees how far it is. */
export function useRules() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<RulesInForce>('/api/identity/rules', undefined, signal),
    refetchInterval: ({ state }) => (state.data?.application.state === 'running' ? 2000 : 15_000),
  });
}

/** What rules would do, without setting them. Asked while `wanted`; the last answer stays afterwards. */
export function useRulesPreview(rules: RulesInput, wanted: boolean) {
  return useQuery({
    queryKey: [...KEY, 'preview', rules],
    queryFn: () => api.post<RulesPreview>('/api/identity/preview', { action: 'rules', rules }),
    enabled: wanted,
    retry: false,
    // People change meanwhile.
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useRulesVersions() {
  return useInfiniteQuery({
    queryKey: [...KEY, 'versions'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<RulesVersion>>('/api/identity/rules/versions', { limit: 20, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

/** Sets rules; refused with 409 where `expected_version` is no longer the newest. */
export function useSetRules() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { rules: RulesInput; reason: string; expected_version: number }) =>
      api.post<RulesInForce>('/api/identity/rules', body),
    onSuccess: (rules) => {
      queryClient.setQueryData(KEY, rules);
      void queryClient.invalidateQueries({ queryKey: [...KEY, 'versions'] });
    },
    // The page then shows whose rules came between.
    onError: () => {
      void queryClient.invalidateQueries({ queryKey: KEY, exact: true });
      void queryClient.invalidateQueries({ queryKey: [...KEY, 'versions'] });
    },
  });
}
