// The name of a source from what an answer gives: its slug, or itself.
import { useSources } from './sources-query.ts';

export type SourceRef = string | { id: string; name: string } | null;

/** `undefined` where the answer names no source. A slug that is gone stays a slug. */
export function useSourceName(): (source: SourceRef) => string | undefined {
  const sources = useSources().data?.items ?? [];
  return (source) => {
    if (source === null) return undefined;
    if (typeof source === 'object') return source.name;
    return sources.find((each) => each.slug === source)?.name ?? source;
  };
}
