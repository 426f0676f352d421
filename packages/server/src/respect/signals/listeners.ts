// Which purposes listen to what. It is worked out once for each set of rules.
import type { SignalRules } from './model.ts';

export type Listeners = {
  /** Categories of a banner that a purpose needs, by purpose. */
  categories: ReadonlyMap<string, readonly string[]>;
  categoryNames: ReadonlySet<string>;
  gpc: readonly string[];
  tcf: readonly { purpose: string; needs: readonly number[] }[];
  gcm: readonly { purpose: string; needs: readonly string[] }[];
  gpp: readonly { purpose: string; optOuts: SignalRules['purposes'][number]['gpp_opt_outs'] }[];
};

const known = new WeakMap<SignalRules, Listeners>();

/** `rules` must not be changed afterwards. */
export function findListeners(rules: SignalRules): Listeners {
  const found = known.get(rules) ?? listListeners(rules);
  known.set(rules, found);
  return found;
}

function listListeners({ categories, purposes }: SignalRules): Listeners {
  const needed = new Map<string, string[]>();
  for (const name of Object.keys(categories))
    for (const purpose of categories[name] ?? []) needed.set(purpose, [...(needed.get(purpose) ?? []), name]);
  return {
    categories: needed,
    categoryNames: new Set(Object.keys(categories)),
    gpc: purposes.flatMap(({ slug, gpc_effect }) => (gpc_effect === 'deny' ? [slug] : [])),
    tcf: purposes.flatMap(({ slug, tcf_purposes: needs }) =>
      needs.length === 0 ? [] : [{ purpose: slug, needs }],
    ),
    gcm: purposes.flatMap(({ slug, gcm_signals: needs }) =>
      needs.length === 0 ? [] : [{ purpose: slug, needs }],
    ),
    gpp: purposes.flatMap(({ slug, gpp_opt_outs: optOuts }) =>
      optOuts.length === 0 ? [] : [{ purpose: slug, optOuts }],
    ),
  };
}
