// What the rules did, for members to look at: links that joined nobody, identifiers of too many people, decisions.
import type { IdentityScope } from './store.ts';

type Named = { type: string; value: string };

export type RefusalItem = {
  cursor: string;
  a: Named & { profile_id: string | null };
  b: Named & { profile_id: string | null };
  reason: string;
  type: string | null;
  limit: number | null;
  weaker: 'a' | 'b';
  outcome: string;
  at: Date;
};

const named = (alias: string): string =>
  `jsonb_build_object('type', ${alias}.type, 'value', ${alias}.value, 'profile_id', ${alias}.profile_id::text)`;

/** Links that a rule kept from joining people, the latest first; one more than `limit` where there are more. */
export const listRefusals = (
  { db, workspaceId }: IdentityScope,
  { limit, before }: { limit: number; before: { ms: number; a: number; b: number } | undefined },
): Promise<RefusalItem[]> =>
  db.query<RefusalItem>(
    `select (extract(epoch from r.refused_at) * 1000)::int8 || '_' || r.a_id || '_' || r.b_id as cursor, ${named('a')} as a,
       ${named('b')} as b, r.reason, r.type, r.type_limit as limit, case when r.weaker_id = r.a_id then 'a' else 'b' end as weaker,
       r.outcome, r.refused_at as at
     from identity_refusals r join identifiers a on a.id = r.a_id join identifiers b on b.id = r.b_id
     where r.workspace_id = $1 and ($2::int8 is null or (r.refused_at, r.a_id, r.b_id) < (to_timestamp($2::int8 / 1000.0), $3, $4))
     order by r.refused_at desc, r.a_id desc, r.b_id desc limit $5`,
    [workspaceId, before?.ms ?? null, before?.a ?? 0, before?.b ?? 0, limit + 1],
  );

export type SuperNodeItem = Named & {
  id: string;
  reason: string;
  partners: number;
  profile_id: string | null;
  first_seen_at: Date;
};

/** Identifiers of too many people, the latest first; one more than `limit` where there are more. */
export const listSuperNodes = (
  { db, workspaceId }: IdentityScope,
  { limit, before }: { limit: number; before: number | undefined },
): Promise<SuperNodeItem[]> =>
  db.query<SuperNodeItem>(
    `select id::text, type, value, inert as reason, partners, profile_id::text, first_seen_at from identifiers
     where workspace_id = $1 and inert in ('super_node', 'crowded') and ($2::int8 is null or id < $2)
     order by identifiers.id desc limit $3`,
    [workspaceId, before ?? null, limit + 1],
  );

export type DecisionItem = {
  id: string;
  kind: string;
  identifiers: Named[];
  at: Date;
  by: string;
  reason: string;
};

const decisionColumns = `d.id::text, d.kind, d.made_at as at, d.made_by as by, d.reason,
  (select coalesce(jsonb_agg(jsonb_build_object('type', i.type, 'value', i.value) order by i.id), '[]')
   from identifiers i where i.id = any(d.identifier_ids)) as identifiers`;

/** What members decided by hand, the latest first; one more than `limit` where there are more. */
export const listDecisions = (
  { db, workspaceId }: IdentityScope,
  { limit, before }: { limit: number; before: number | undefined },
): Promise<DecisionItem[]> =>
  db.query<DecisionItem>(
    `select ${decisionColumns}
     from identity_decisions d where d.workspace_id = $1 and ($2::int8 is null or d.id < $2) order by d.id desc limit $3`,
    [workspaceId, before ?? null, limit + 1],
  );

const decisionsOfPersonMax = 200;

/** What members decided about any of these identifiers, the latest first. */
export const listDecisionsAbout = (
  { db, workspaceId }: IdentityScope,
  identifierIds: readonly string[],
): Promise<DecisionItem[]> =>
  db.query<DecisionItem>(
    `select ${decisionColumns}
     from identity_decisions d where d.workspace_id = $1 and d.identifier_ids && $2::int8[] order by d.id desc limit ${decisionsOfPersonMax}`,
    [workspaceId, identifierIds],
  );
