// The graph of one person: identifiers, the links between them with their evidence, the merges that they led to, and the
// links that joined nobody, and what members decided about them.
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Decision, decide, nobody } from '../../respect/gate/index.ts';
import { listPurposes } from '../../respect/purposes/index.ts';
import { linkPurpose } from './linking.ts';
import { type DecisionItem, listDecisionsAbout } from './lists.ts';
import { listMergedInto, type MergedId } from './redirects.ts';

type Node = {
  id: string;
  type: string;
  value: string;
  first_seen_at: Date;
  /** Only the `previousId` of an alias names it. */
  guessed: boolean;
  /** Why it joins nobody. */
  inert: string | null;
  /** Messages that named more than this and were not permitted to link. */
  links_withheld: number;
  /** Whose it is; null for what is kept beside people. Not this person's: it is linked without joining. */
  profile_id: string | null;
  /** When it was this person's; null where that has no beginning or no end. */
  from_at: Date | null;
  until_at: Date | null;
};

export type IdentityGraph = {
  profile_id: string;
  nodes: Node[];
  edges: {
    a: string;
    b: string;
    /** Type of the message that told it first, or `decision`. */
    kind: string;
    /** Null where a member decided it. */
    source: string | null;
    message_id: string;
    first_seen_at: Date;
    last_seen_at: Date;
    /** A member set the two apart. */
    apart: boolean;
  }[];
  merges: MergedId[];
  /** Whether messages may link identifiers now, and why. */
  linking: Decision;
  /** Links that a rule kept from joining people. */
  refusals: {
    a: string;
    b: string;
    reason: string;
    type: string | null;
    limit: number | null;
    /** The identifiers that are too many together. */
    identifiers: string[];
    /** The one that gave way, and how. */
    weaker: string;
    outcome: string;
    at: Date;
  }[];
  /** What members decided about identifiers of this person, the latest first. */
  decisions: DecisionItem[];
};

const nodesMax = 1000;

export async function findGraph({ db, workspaceId }: Scope, profileId: number): Promise<IdentityGraph> {
  const columns =
    'i.id::text, i.type, i.value, i.first_seen_at, i.guessed, i.inert, i.links_withheld, i.profile_id::text';
  const own = await db.query<Node>(
    `select ${columns}, h.from_at, h.until_at from holdings h join identifiers i on i.id = h.identifier_id
     where h.workspace_id = $1 and h.profile_id = $2 order by i.first_seen_at, i.id limit ${nodesMax}`,
    [workspaceId, profileId],
  );
  const ids = own.map((node) => node.id);
  const edges = await db.query<IdentityGraph['edges'][number]>(
    `select l.a_id::text as a, l.b_id::text as b, l.kind, s.slug as source, l.message_id, l.first_seen_at, l.last_seen_at, l.apart
     from links l left join sources s on s.id = l.source_id
     where l.workspace_id = $1 and (l.a_id = any($2::int8[]) or l.b_id = any($2::int8[]))
     order by l.first_seen_at, l.message_id limit 5000`,
    [workspaceId, ids],
  );
  const known = new Set(ids);
  const beside = await db.query<Node>(
    `select ${columns}, null as from_at, null as until_at from identifiers i
     where i.workspace_id = $1 and i.id = any($2::int8[]) order by i.first_seen_at, i.id limit ${nodesMax}`,
    [workspaceId, [...new Set(edges.flatMap(({ a, b }) => [a, b]))].filter((id) => !known.has(id))],
  );
  const refusals = await db.query<IdentityGraph['refusals'][number]>(
    `select a_id::text as a, b_id::text as b, reason, type, type_limit as limit, identifier_ids::text[] as identifiers,
       weaker_id::text as weaker, outcome, refused_at as at
     from identity_refusals where workspace_id = $1 and (a_id = any($2::int8[]) or b_id = any($2::int8[]))
     order by refused_at, a_id, b_id limit 1000`,
    [workspaceId, ids],
  );
  const shown = new Set([...own, ...beside].map((node) => node.id));
  return {
    profile_id: String(profileId),
    nodes: [...own, ...beside],
    edges: edges.filter(({ a, b }) => shown.has(a) && shown.has(b)),
    merges: await listMergedInto({ db, workspaceId }, profileId),
    linking: await findLinking({ db, workspaceId }),
    decisions: await listDecisionsAbout({ db, workspaceId }, ids),
    refusals,
  };
}

/** For whoever may see nothing of it. */
export const noGraph = async (scope: Scope, profileId: number): Promise<IdentityGraph> => ({
  profile_id: String(profileId),
  ...{ nodes: [], edges: [], merges: [], refusals: [], decisions: [] },
  linking: await findLinking(scope),
});

async function findLinking(scope: Scope): Promise<Decision> {
  const purpose = (await listPurposes(scope)).find(({ slug }) => slug === linkPurpose);
  if (purpose !== undefined) return decide(nobody, { purpose, at: 0 });
  const message = 'There is no purpose for linking identifiers any more.';
  return { decision: 'deny', reason: { code: 'purpose_unknown', message } };
}
