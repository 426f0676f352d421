// A condition as a formula over its parts: what joins them, and nothing of what they ask.
import type { Condition } from '@rapport/protocol';
import type { Node } from './tree.ts';

export type Formula =
  | { place: number }
  | { always: boolean }
  | { not: Formula }
  | { least: number; of: readonly Formula[] }
  | { one: readonly Formula[] };

/** The parts in the order of the definition. Those that ask the same are one: they turn together. */
export function toFormula(root: Node): { formula: Formula; parts: Node[] } {
  const places = new Map<string, number>();
  const parts: Node[] = [];
  function toPart(node: Node): Formula {
    const key = JSON.stringify(node.definition);
    const place = places.get(key) ?? parts.length;
    if (place === parts.length) parts.push(node);
    places.set(key, place);
    return { place };
  }
  function visit(node: Node): Formula {
    const condition = node.definition as Condition;
    const of = () => node.nodes.map(visit);
    if ('all' in condition) return { least: node.nodes.length, of: of() };
    if ('any' in condition) return { least: 1, of: of() };
    if ('one' in condition) return { one: of() };
    if ('at_least' in condition && 'of' in condition) return { least: Number(condition.at_least), of: of() };
    if ('not' in condition && !('attribute' in condition) && !('trait' in condition))
      return { not: visit(node.nodes[0] as Node) };
    if ('everyone' in condition) return { always: true };
    // Another segment is what it is defined as, but for when somebody came in or went out.
    const isPlain = 'segment' in condition && !('entered' in condition) && !('left' in condition);
    const [inner] = node.nodes;
    if (!isPlain) return toPart(node);
    return inner === undefined ? { always: false } : visit(inner);
  }
  return { formula: visit(root), parts };
}
