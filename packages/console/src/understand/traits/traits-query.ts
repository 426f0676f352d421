// Traits as the API tells them, and what is asked of them alone: what somebody's value was before.
import type { TraitValue } from '@rapport/protocol';
import { useQuery } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';
import type { ExplainNode, Kept, Permitted, Person, Reason, Version } from '../definitions/kept.ts';
import { keptPath, useKeptList } from '../definitions/kept-query.ts';
import type { Identifier } from '../people/people-query.ts';

/** `people`: how many have a value. */
export type TraitItem = Kept & { people: number | null; definition: TraitValue };
export type Trait = TraitItem & { versions: Version<TraitValue>[] };

export type TraitPreview = {
  people: number;
  missing: number;
  /** The ten most frequent. */
  values: { value: unknown; people: number }[];
  minimum: number | null;
  maximum: number | null;
  average: number | null;
  /** Why nobody's value is shown, where the purpose may not see what it is made of. */
  withheld?: Reason | null;
  sample: (Person & { value: unknown })[];
  sql: string;
  parameters: unknown;
  took_ms: number;
};
/** `tree` is null where the gate denies: then nothing of the person is looked at. */
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

export const useTraits = () => useKeptList('trait');

export function useTraitHistory(name: string, who: Identifier | undefined) {
  return useQuery({
    queryKey: ['traits', 'history', name, who],
    queryFn: ({ signal }) =>
      api.get<Page<PastValue>>(
        `${keptPath('trait', name)}/history${toPath(who?.type ?? '', who?.value ?? '')}`,
        undefined,
        signal,
      ),
    enabled: who !== undefined,
    retry: false,
  });
}
