// From the API's graph of a person to what is drawn: each identifier and each link once, with the state it is in. Pure.
import type { Identifier } from '../people-query.ts';
import type { Identity } from './identity-query.ts';

export type NodeState =
  /** This person's. */
  | 'own'
  /** It was this person's, and is somebody else's now. */
  | 'past'
  /** Another person's: linked without joining. */
  | 'other'
  /** Kept beside people; it joins none. */
  | 'beside'
  /** It says nothing about who anybody is: taken out, blocked, or named with too many people. */
  | 'inert';

export type GraphNode = {
  id: string;
  type: string;
  value: string;
  state: NodeState;
  inert: string | null;
  guessed: boolean;
  /** Messages that named more than this and were not permitted to link. */
  linksWithheld: number;
  profileId: string | null;
  firstSeenAt: string;
  /** When it was this person's, where that has a beginning or an end. */
  periods: { from: string | null; until: string | null }[];
  /** Its hashed form, which is not drawn beside it. */
  hash: Identifier | undefined;
};

export type EdgeState =
  | 'joins'
  /** It joins, but one end is only guessed. */
  | 'guessed'
  /** A member set the two apart. */
  | 'apart'
  /** A rule kept it from joining people. */
  | 'refused'
  /** It joins nobody, because one end joins nobody. */
  | 'idle';

export type GraphEdge = {
  key: string;
  a: string;
  b: string;
  state: EdgeState;
  evidence: Identity['edges'][number];
  refusal: Identity['refusals'][number] | undefined;
};

/** Nodes: the strongest first. */
export type Graph = { profileId: string; nodes: GraphNode[]; edges: GraphEdge[] };

/** Which of two names tells more of who somebody is. Types that are not listed stand before devices. */
const RANKS: Record<string, number> = { user_id: 0, email: 1, phone: 2, email_sha256: 3, anonymous_id: 9 };
const RANK_OTHER = 5;
const STATE_RANKS: Record<NodeState, number> = { own: 0, past: 1, beside: 2, other: 3, inert: 4 };

export const toEdgeKey = (a: string, b: string): string => `${a}-${b}`;

export function toGraph(identity: Identity): Graph {
  const refusals = new Map(identity.refusals.map((refusal) => [toEdgeKey(refusal.a, refusal.b), refusal]));
  const folded = findFolded(identity);
  const nodes = new Map<string, GraphNode>();
  for (const node of identity.nodes) {
    if (folded.has(node.id)) continue;
    const known = nodes.get(node.id);
    const periods =
      node.from_at === null && node.until_at === null ? [] : [{ from: node.from_at, until: node.until_at }];
    // Who got an identifier back holds it twice.
    if (known) known.periods.push(...periods);
    else nodes.set(node.id, toNode(node, identity.profile_id, periods));
  }
  for (const { id, type, value } of identity.nodes) {
    const plain = nodes.get(folded.get(id) ?? '');
    if (plain) plain.hash = { type, value };
  }
  const edges = identity.edges
    .filter(({ a, b }) => nodes.has(a) && nodes.has(b))
    .map((evidence) => {
      const key = toEdgeKey(evidence.a, evidence.b);
      const ends = [nodes.get(evidence.a), nodes.get(evidence.b)] as [GraphNode, GraphNode];
      const refusal = refusals.get(key);
      return {
        ...{ key, a: evidence.a, b: evidence.b, evidence, refusal },
        state: toEdgeState(evidence.apart, refusal !== undefined, ends),
      };
    });
  return { profileId: identity.profile_id, nodes: byStrength([...nodes.values()], edges), edges };
}

/** The strongest `max` nodes with the edges between them. */
export function toStrongest({ profileId, nodes, edges }: Graph, max: number): Graph {
  const kept = nodes.slice(0, max);
  const ids = new Set(kept.map(({ id }) => id));
  return { profileId, nodes: kept, edges: edges.filter(({ a, b }) => ids.has(a) && ids.has(b)) };
}

/** Hashed addresses that stand beside their plain form alone: hash → plain. */
function findFolded({ nodes, edges }: Identity): Map<string, string> {
  const typeOf = new Map(nodes.map(({ id, type }) => [id, type]));
  const partners = new Map<string, string[]>();
  for (const { a, b } of edges) {
    partners.set(a, [...(partners.get(a) ?? []), b]);
    partners.set(b, [...(partners.get(b) ?? []), a]);
  }
  const folded = new Map<string, string>();
  for (const { id, type } of nodes) {
    const [only, ...more] = partners.get(id) ?? [];
    if (type !== 'email_sha256' || only === undefined || more.length > 0) continue;
    if (typeOf.get(only) === 'email') folded.set(id, only);
  }
  return folded;
}

function toNode(
  node: Identity['nodes'][number],
  profileId: string,
  periods: GraphNode['periods'],
): GraphNode {
  const { id, type, value, inert, guessed } = node;
  return {
    ...{ id, type, value, inert, guessed, periods },
    state: toNodeState(node, profileId),
    profileId: node.profile_id,
    linksWithheld: node.links_withheld,
    firstSeenAt: node.first_seen_at,
    hash: undefined,
  };
}

function toNodeState({ inert, until_at, ...node }: Identity['nodes'][number], profileId: string): NodeState {
  if (inert !== null) return 'inert';
  if (node.profile_id === profileId) return 'own';
  if (until_at !== null) return 'past';
  return node.profile_id === null ? 'beside' : 'other';
}

function toEdgeState(apart: boolean, refused: boolean, ends: [GraphNode, GraphNode]): EdgeState {
  if (apart) return 'apart';
  if (refused) return 'refused';
  if (ends.some(({ state }) => state !== 'own')) return 'idle';
  return ends.some(({ guessed }) => guessed) ? 'guessed' : 'joins';
}

function byStrength(nodes: GraphNode[], edges: GraphEdge[]): GraphNode[] {
  const degrees = new Map<string, number>();
  for (const { a, b } of edges) for (const id of [a, b]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  const rank = ({ type }: GraphNode) => RANKS[type] ?? RANK_OTHER;
  return nodes.toSorted(
    (x, y) =>
      STATE_RANKS[x.state] - STATE_RANKS[y.state] ||
      Number(x.guessed) - Number(y.guessed) ||
      rank(x) - rank(y) ||
      (degrees.get(y.id) ?? 0) - (degrees.get(x.id) ?? 0) ||
      x.firstSeenAt.localeCompare(y.firstSeenAt) ||
      x.id.localeCompare(y.id, undefined, { numeric: true }),
  );
}
