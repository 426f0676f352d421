// The title of `segment:loyal` or `trait:orders`, as the API names what asks another.
import { useSegments } from '../segments/segments-query.ts';
import { useTraits } from '../traits/traits-query.ts';

export function useTitles(): (reference: string) => string {
  const segments = useSegments().data?.items ?? [];
  const traits = useTraits().data?.items ?? [];
  return (reference) => {
    const [kind, name = reference] = reference.split(':');
    const known = kind === 'segment' ? segments : traits;
    return known.find((one) => one.name === name)?.title ?? name;
  };
}
