// What the rules did: links that joined nobody, identifiers of too many people, and what members decided.
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import { useUpkeepPurpose } from '../../respect/purposes/nameable-purposes.ts';
import type { Identifier } from '../../understand/people/people-query.ts';

/** `profile_id` is null where an identifier is nobody's. */
export type Owned = Identifier & { profile_id: string | null };

export type Refusal = {
  a: Owned;
  b: Owned;
  reason: 'limit' | 'shared';
  /** The type whose limit was in the way. */
  type: string | null;
  limit: number | null;
  weaker: 'a' | 'b';
  outcome: 'kept' | 'shared' | 'transferred';
  at: string;
};

export type SuperNode = Owned & {
  id: string;
  reason: 'super_node' | 'crowded';
  partners: number;
  first_seen_at: string;
};

export type HandDecision = {
  id: string;
  kind: string;
  identifiers: Identifier[];
  at: string;
  by: string;
  /** Null for who is gone. */
  by_name: string | null;
  reason: string;
};

export const useRefusals = () => useIdentityList<Refusal>('refusals');
export const useSuperNodes = () => useIdentityList<SuperNode>('super-nodes');
export const useHandDecisions = () => useIdentityList<HandDecision>('decisions');

function useIdentityList<Item>(list: 'refusals' | 'super-nodes' | 'decisions') {
  const purpose = useUpkeepPurpose();
  return useInfiniteQuery({
    queryKey: ['identity', list],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Item>>(`/api/identity/${list}`, { purpose, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}
