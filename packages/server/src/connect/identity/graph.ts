// The graph of one person: identifiers, the links between them with their evidence, and the merges they led to.
import type { Scope } from '../../platform/workspaces/index.ts';

export type IdentityGraph = {
  profile_id: string;
  nodes: { id: string; type: string; value: string; first_seen_at: Date }[];
  edges: {
    a: string;
    b: string;
    kind: string;
    source: string;
    message_id: string;
    first_seen_at: Date;
    last_seen_at: Date;
  }[];
  merges: { from_profile_id: string; into_profile_id: string; at: Date; message_id: string }[];
  /** Links that a rule refused. No rule refuses any yet. */
  refusals: never[];
};

export async function findGraph({ db, workspaceId }: Scope, profileId: number): Promise<IdentityGraph> {
  const nodes = await db.query<IdentityGraph['nodes'][number]>(
    'select id::text, type, value, first_seen_at from identifiers where workspace_id = $1 and profile_id = $2 order by first_seen_at, id limit 1000',
    [workspaceId, profileId],
  );
  const edges = await db.query<IdentityGraph['edges'][number]>(
    `select l.a_id::text as a, l.b_id::text as b, l.kind, s.slug as source, l.message_id, l.first_seen_at, l.last_seen_at
     from links l join sources s on s.id = l.source_id
     where l.workspace_id = $1 and l.a_id = any($2::int8[]) order by l.first_seen_at, l.message_id limit 5000`,
    [workspaceId, nodes.map((node) => node.id)],
  );
  const merges = await db.query<IdentityGraph['merges'][number]>(
    `select from_id::text as from_profile_id, into_id::text as into_profile_id, merged_at as at, message_id
     from profile_redirects where workspace_id = $1 and into_id = $2 order by merged_at, from_id limit 1000`,
    [workspaceId, profileId],
  );
  return { profile_id: String(profileId), nodes, edges, merges, refusals: [] };
}
