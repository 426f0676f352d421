// The tree that a graph is laid out along: from the strongest identifier outwards, over links that join before others.
// Pure.
import type { EdgeState, Graph, GraphEdge, GraphNode } from './graph-model.ts';

/** Many identifiers that hang on one alone, alike in all: drawn as one box. */
export type Leaves = { nodes: GraphNode[]; edges: GraphEdge[] };
export type Branch = {
  node: GraphNode;
  /** What it hangs on its parent by; absent for a root. */
  edge: GraphEdge | undefined;
  branches: Branch[];
  boxes: Leaves[];
};
export type Forest = { roots: Branch[] /** Those that close a circle. */; others: GraphEdge[] };

/** More than so many alike are put into a box. */
const ALIKE_MAX = 6;
/** Links are followed in these rounds, so that what joins decides where an identifier stands. */
const ROUNDS: EdgeState[][] = [['joins'], ['guessed'], ['idle', 'apart', 'refused']];

export function toForest(graph: Graph): Forest {
  const branches = new Map<string, Branch>();
  const taken = new Set<GraphEdge>();
  const edgesOf = listEdges(graph);
  const place = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  const nodeOf = new Map(graph.nodes.map((node) => [node.id, node]));
  const roots: Branch[] = [];
  const reach = (node: GraphNode, edge: GraphEdge | undefined, parent: Branch | undefined): Branch => {
    const branch: Branch = { node, edge, branches: [], boxes: [] };
    branches.set(node.id, branch);
    if (edge) taken.add(edge);
    (parent ? parent.branches : roots).push(branch);
    return branch;
  };
  for (const node of graph.nodes) {
    if (branches.has(node.id)) continue;
    const reached = [reach(node, undefined, undefined)];
    for (const states of ROUNDS) {
      // Breadth first, so that everything stands as near to the root as its links allow.
      for (const branch of reached) {
        for (const edge of edgesOf.get(branch.node.id) ?? []) {
          const other = nodeOf.get(edge.a === branch.node.id ? edge.b : edge.a);
          if (other && states.includes(edge.state) && !branches.has(other.id))
            reached.push(reach(other, edge, branch));
        }
      }
    }
  }
  for (const branch of branches.values()) {
    branch.branches.sort((x, y) => (place.get(x.node.id) ?? 0) - (place.get(y.node.id) ?? 0));
    boxAlike(branch, edgesOf);
  }
  return { roots, others: graph.edges.filter((edge) => !taken.has(edge)) };
}

function listEdges({ edges }: Graph): Map<string, GraphEdge[]> {
  const edgesOf = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    for (const end of [edge.a, edge.b]) edgesOf.set(end, [...(edgesOf.get(end) ?? []), edge]);
  }
  return edgesOf;
}

function boxAlike(branch: Branch, edgesOf: Map<string, GraphEdge[]>): void {
  const alike = new Map<string, Branch[]>();
  for (const child of branch.branches) {
    if ((edgesOf.get(child.node.id) ?? []).length !== 1) continue;
    const kind = [child.node.type, child.node.state, child.edge?.state].join(' ');
    alike.set(kind, [...(alike.get(kind) ?? []), child]);
  }
  for (const children of alike.values()) {
    if (children.length <= ALIKE_MAX) continue;
    branch.boxes.push({
      nodes: children.map(({ node }) => node),
      edges: children.flatMap(({ edge }) => edge ?? []),
    });
    branch.branches = branch.branches.filter((child) => !children.includes(child));
  }
}
