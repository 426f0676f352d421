// The name of a purpose where only its slug is told: from the list of purposes, which carries the names a company gave.
import { useCallback } from 'react';
import { useTranslation } from '../../language/index.ts';
import { usePurposeName } from './purpose-words.ts';
import { usePurposes } from './purposes-query.ts';

/** Stays the same function until a name may have changed. */
export function useNameOfPurpose(): (slug: string) => string {
  const { t } = useTranslation();
  const purposes = usePurposes().data?.items;
  const nameOf = usePurposeName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names of the starter purposes change exactly when t does.
  return useCallback((slug) => nameOf(purposes?.find((each) => each.slug === slug) ?? slug), [t, purposes]);
}
