// What a message and its request say about permission.
export type SignalState = 'given' | 'refused' | 'opted_out';
export type SignalStatement = { purpose: string; state: SignalState; method: string };
export type SignalRules = {
  categories: Record<string, readonly string[]>;
  purposes: readonly { slug: string; gpc_effect: 'deny' | 'none' }[];
};
export type ReadSignals = { statements: SignalStatement[]; faults: unknown[]; kept: Record<string, unknown> };
export function readSignals(
  message: { context: Record<string, unknown>; body: Record<string, unknown> },
  request: { gpc: boolean },
  rules: SignalRules,
): ReadSignals {
  const statements: SignalStatement[] = [];
  if (request.gpc || message.context.gpc === true)
    for (const { slug, gpc_effect } of rules.purposes)
      if (gpc_effect === 'deny') statements.push({ purpose: slug, state: 'opted_out', method: 'gpc' });
  const consent = message.context.consent as { categoryPreferences?: Record<string, unknown> } | undefined;
  const told = consent?.categoryPreferences;
  if (told !== undefined)
    for (const slug of new Set(Object.values(rules.categories).flat())) {
      const names = Object.keys(rules.categories).filter((name) => rules.categories[name]?.includes(slug));
      const all = names.every((name) => told[name] === true);
      const some = names.some((name) => Object.hasOwn(told, name));
      if (some) statements.push({ purpose: slug, state: all ? 'given' : 'refused', method: 'categories' });
    }
  return { statements, faults: [], kept: {} };
}
