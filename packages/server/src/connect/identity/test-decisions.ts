// For tests: what members decided as a function of all decisions, in whatever order they are given; `by-hand.ts` writes
// the same into the evidence one by one.
import { compareText, type IdentifierNode, type Pair, toPairKey } from './evidence.ts';

export type Decision =
  | (Made & { kind: 'apart' | 'allow'; a: number; b: number })
  | (Made & { kind: 'remove' | 'restore'; identifier: number });

/** Order of decisions: time in milliseconds, then id. */
type Made = { atMs: number; id: string };

/** What holds after all decisions. Allowing and linking by hand both end an `apart`. */
export type Decided = {
  /** Keys of pairs (`toPairKey`) that count as never told. */
  apart: Set<string>;
  /** Identifiers that join nobody any more. */
  removed: Set<number>;
};

/** Folds decisions, in whatever order they are given. */
export function foldDecisions(decisions: readonly Decision[]): Decided {
  const decided: Decided = { apart: new Set(), removed: new Set() };
  for (const decision of decisions.toSorted((x, y) => x.atMs - y.atMs || compareText(x.id, y.id))) {
    if ('identifier' in decision) {
      if (decision.kind === 'remove') decided.removed.add(decision.identifier);
      else decided.removed.delete(decision.identifier);
      continue;
    }
    const key = toPairKey(decision.a, decision.b);
    if (decision.kind === 'apart') decided.apart.add(key);
    else decided.apart.delete(key);
  }
  return decided;
}

/** Evidence as it is with the decisions. */
export function withDecisions(
  { nodes, pairs }: { nodes: readonly IdentifierNode[]; pairs: readonly Pair[] },
  { apart, removed }: Decided,
): { nodes: IdentifierNode[]; pairs: Pair[] } {
  return {
    nodes: nodes.map((node) => (removed.has(node.id) ? { ...node, inert: 'removed' } : node)),
    pairs: pairs.map((pair) => (apart.has(toPairKey(pair.a, pair.b)) ? { ...pair, apart: true } : pair)),
  };
}
