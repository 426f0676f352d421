// How an amount moved against as long before.
import type { Ranked } from './answers.ts';

/** A share of what it was, `new` where it was nothing, nothing where it is not compared. */
export function toMove({ amount, before }: Pick<Ranked, 'amount' | 'before'>): number | 'new' | undefined {
  if (before === null) return undefined;
  return before === 0 ? 'new' : (amount - before) / before;
}
