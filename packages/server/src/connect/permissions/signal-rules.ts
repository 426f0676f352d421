// What purposes listen to, as the reader of signals takes it.
import type { Purpose } from '../../respect/purposes/index.ts';
import type { SignalRules } from '../../respect/signals/index.ts';

const made = new WeakMap<readonly Purpose[], SignalRules>();

export function toSignalRules(purposes: readonly Purpose[]): SignalRules {
  const known = made.get(purposes);
  if (known !== undefined) return known;
  const named = purposes.flatMap(({ slug, banner_categories: names }) =>
    names.map((name) => ({ name, slug })),
  );
  const categories: Record<string, string[]> = Object.create(null);
  for (const [name, of] of Map.groupBy(named, (one) => one.name))
    categories[name] = of.map(({ slug }) => slug);
  const rules = { categories, purposes };
  made.set(purposes, rules);
  return rules;
}
