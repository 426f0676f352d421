// The parts of a definition as definitions of nobody's, each with a number, so that one question asks them all.
import type { Found } from '../compute/index.ts';
import type { Definition } from '../definitions/index.ts';
import type { Node } from './tree.ts';

/** Numbers of what is asked for a node: it itself, the value that it tests, and the events that it looks at. */
type Numbers = { own: number; value: number | undefined; evidence: number | undefined };

export type Asked = {
  list: readonly Definition[];
  of: (node: Node) => Numbers;
  /** What has to be asked to know only what these are. */
  ownOf: (nodes: readonly Node[]) => Definition[];
};

export const listNodes = (node: Node): Node[] => [node, ...node.nodes.flatMap(listNodes)];

export function toAsked(whole: Definition, root: Node): Asked {
  const list: Definition[] = [];
  const numbers = new Map<Node, Numbers>();
  const add = (kind: Definition['kind'], definition: unknown): number => {
    const id = list.length + 1;
    // The limits of a score are those of the whole: nothing inside one has any.
    list.push({ ...whole, kind, id, name: '', definition } as Definition);
    return id;
  };
  for (const node of listNodes(root)) {
    const own = add(node.kind === 'condition' ? 'segment' : 'trait', node.definition);
    const tested = node.kind === 'condition' ? node.value : undefined;
    numbers.set(node, {
      own,
      value: node.kind === 'value' ? own : tested && add('trait', tested),
      evidence: node.selectors && add('trait', { evidence: node.selectors }),
    });
  }
  const of = (node: Node): Numbers => numbers.get(node) as Numbers;
  return {
    ...{ list, of },
    ownOf: (nodes) => [...new Set(nodes.map((node) => list[of(node).own - 1] as Definition))],
  };
}

/** What was answered at a moment. */
export type Answers = {
  met: (node: Node) => boolean;
  /** JSON text; undefined where it is missing. */
  value: (node: Node) => string | undefined;
  evidence: (node: Node) => string | undefined;
  /** When time alone may change it; 0 for never. */
  dueMs: (node: Node) => number;
};

export function toAnswers({ of }: Asked, found: Found | undefined): Answers {
  const text = (number: number | undefined) => (number === undefined ? undefined : found?.traits.get(number));
  return {
    met: (node) => found?.segments.has(of(node).own) === true,
    value: (node) => text(of(node).value),
    evidence: (node) => text(of(node).evidence),
    dueMs: (node) => found?.dues?.get(of(node).own) ?? 0,
  };
}
