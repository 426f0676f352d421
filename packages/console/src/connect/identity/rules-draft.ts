// Rules that a member is editing and has not set yet. Kept while the console is open, so that looking something up on
// another page loses nothing; forgotten with everything else at signing out.
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  type Change,
  type Contradiction,
  listChanges,
  type RulesInput,
  rebase,
  shippedRules,
} from './rules.ts';
import type { RulesInForce } from './rules-query.ts';

/** Edited rules with the version that they began from. */
type Kept = { version: number; before: RulesInput; rules: RulesInput };

export type Draft = Kept & {
  changes: Change[];
  /** Somebody else set rules since editing began: what they changed, and where that contradicts. */
  meanwhile: { changes: Change[]; contradictions: Contradiction[] } | undefined;
  change: (rules: RulesInput) => void;
  /** Goes on from the rules in force, keeping what was changed. */
  carryOver: () => void;
  discard: () => void;
};

const KEY = ['identity-draft'];

export function useDraft(inForce: RulesInForce): Draft {
  const queryClient = useQueryClient();
  const { data: kept } = useQuery<Kept | null>({
    queryKey: KEY,
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    const { version, before, rules } = kept ?? {
      version: inForce.version,
      before: inForce.set,
      rules: inForce.set,
    };
    const keep = (next: Kept) => {
      const same = next.version === inForce.version && listChanges(next.before, next.rules).length === 0;
      queryClient.setQueryData<Kept | null>(KEY, same ? null : next);
    };
    const rebased = rebase(before, rules, inForce.set);
    const shipped = shippedRules(inForce);
    return {
      version,
      before,
      rules,
      changes: listChanges(before, rules, shipped),
      meanwhile:
        version === inForce.version
          ? undefined
          : {
              changes: listChanges(before, inForce.set, shipped),
              contradictions: rebased.contradictions,
            },
      change: (next) => keep({ version, before, rules: next }),
      carryOver: () => keep({ version: inForce.version, before: inForce.set, rules: rebased.rules }),
      discard: () => queryClient.setQueryData<Kept | null>(KEY, null),
    };
  }, [kept, inForce, queryClient]);
}
