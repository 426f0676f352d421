// What members decide about identity by hand, and what follows from all that was decided.
//
// Decisions are evidence too: they are kept, with who and why, and the latest about a pair or an identifier holds. To
// unlink two identifiers says nothing about other ways between them: `split` sets apart every pair that crosses between
// the chosen identifiers and the rest, so that afterwards no way is left. To link by hand is a telling like any other,
// by the time of the decision, and the rules hold for it: a member cannot make one person of two accounts either.
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

/** The pairs to set apart so that the chosen identifiers are tied to no others. */
export function listCrossing(chosen: ReadonlySet<number>, pairs: readonly Pair[]): Pair[] {
  return pairs.filter(({ a, b, apart }) => apart !== true && chosen.has(a) !== chosen.has(b));
}

/** Evidence as it is with the decisions: for a preview before they are stored. */
export function withDecisions(
  { nodes, pairs }: { nodes: readonly IdentifierNode[]; pairs: readonly Pair[] },
  { apart, removed }: Decided,
): { nodes: IdentifierNode[]; pairs: Pair[] } {
  return {
    nodes: nodes.map((node) => (removed.has(node.id) ? { ...node, inert: 'removed' } : node)),
    pairs: pairs.map((pair) => (apart.has(toPairKey(pair.a, pair.b)) ? { ...pair, apart: true } : pair)),
  };
}
