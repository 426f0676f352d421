// The rules of the gate in the order in which they are asked, and which of them an answer came from.

export const RULES = ['covered', 'listed', 'refused', 'ground'] as const;
export type Rule = (typeof RULES)[number];

const REFUSALS = new Set(
  ['refused', 'withdrawn', 'objected', 'opted_out'].map((state) => `consent_${state}`),
);

/** The rule behind the code of a reason: the first that denies decides, and the last permits. */
export function ruleOf(code: string): Rule {
  if (code === 'category_not_covered' || code === 'recipient_unmapped') return 'covered';
  if (code.startsWith('suppressed_')) return 'listed';
  if (REFUSALS.has(code) || code === 'restricted' || code === 'opt_out_signal') return 'refused';
  return 'ground';
}
