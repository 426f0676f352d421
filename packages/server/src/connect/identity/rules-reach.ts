// How far a change of the rules reaches: which people can be others than before, so that nobody else is looked at.
//
// A change is followed in the background, and another may come before that is done: then some people are as one version
// says, some as another. So a change is not compared with the version before it but with all versions since the last one
// that was followed to the end. What differs between none of them cannot have changed anybody.
//
//   a limit that is lower now       people who have more of that type
//   anything else about a type      contested clusters: only there does a rule decide anything
//   a type that merges now, or not  all identifiers of that type
//   which values are blocked        identifiers that were blocked, or are now; and the partners of their neighbours
//   the order of types              the partners of every identifier: it decides who is stronger
//   `super_node_max`                identifiers that have more partners than that, or had
//
// What is named here is where to begin: what hangs on it is found when it is derived (`whole-clusters.ts`).
import { mergesPeople, type RankedRule, type Rules } from './rules.ts';
import type { RulesVersion } from './rules-store.ts';

export type Reach = {
  /** Other values name nobody. */
  blocked: boolean;
  /** Other identifiers are the stronger ones. */
  order: boolean;
  /** Contested clusters may be decided in another way. */
  decisions: boolean;
  /** Types that merge people now and did not, or the other way round. */
  turned: string[];
  lowered: { type: string; limit: number }[];
};

/** `versions` since the last one that was followed to the end, that one first, the one to follow last. */
export function toReach(versions: readonly Pick<RulesVersion, 'input' | 'rules'>[]): Reach {
  const all = versions.map(({ rules }) => rules);
  const newest = all.at(-1) as Rules;
  const types = new Set(all.flatMap(({ ranked }) => ranked.map(({ type }) => type)));
  const differs = (toText: (rules: Rules) => string): boolean => new Set(all.map(toText)).size > 1;
  return {
    blocked: new Set(versions.map(({ input }) => JSON.stringify(input.blocked ?? []))).size > 1,
    order: differs(({ ranked }) => JSON.stringify(ranked.map(({ type, merges }) => [type, merges]))),
    decisions: differs(({ ranked, clusterIdentifiersMax }) =>
      JSON.stringify([ranked, clusterIdentifiersMax]),
    ),
    turned: [...types].filter((type) => new Set(all.map((rules) => mergesPeople(type, rules))).size > 1),
    lowered: newest.ranked
      .filter(({ type, limit }) => all.some((rules) => limitOf(type, rules) > limit))
      .map(({ type, limit }) => ({ type, limit })),
  };
}

/** Of a type that the rules do not know nobody was told how many are too many. */
const limitOf = (type: string, { ranked, rankOf }: Rules): number =>
  (ranked[rankOf.get(type) ?? -1] as RankedRule | undefined)?.limit ?? Infinity;

/**
 * Where to begin: for each cluster that may change one of its identifiers, as a query of one column, `id`. Identifiers whose
 * mark depends on what is only found by looking at each (`look-over.ts`) are not among them.
 */
export function toReachedQuery(
  workspaceId: number,
  { decisions, turned, lowered }: Reach,
  rules: Rules,
): { text: string; values: unknown[] } {
  const merging = rules.ranked.filter(({ merges }) => merges).map(({ type }) => type);
  const isSuperNode = 'i.partners > $3 and i.type = any($4::text[])';
  const text = `
    select min(i.id) as id from identifiers i where i.workspace_id = $1 and (
      $2::bool and (i.cluster_id is not null or i.inert = 'crowded')
      or (i.inert is null and ${isSuperNode}) or (i.inert = 'super_node' and not (${isSuperNode}))
      or i.type = any($5::text[]))
    group by i.cluster_id, case when i.cluster_id is null then i.profile_id end,
      case when i.cluster_id is null and i.profile_id is null then i.id end
    union
    select min(i.id) from identifiers i join unnest($6::text[], $7::int4[]) l(type, most) on l.type = i.type
    where i.workspace_id = $1 and i.cluster_id is null and i.profile_id is not null and i.inert is null and not i.guessed
      and not i.former
    group by i.profile_id, i.type, l.most having count(*) > l.most`;
  const values = [
    ...[workspaceId, decisions, rules.superNodeMax, merging, turned],
    ...[lowered.map(({ type }) => type), lowered.map(({ limit }) => limit)],
  ];
  return { text, values };
}
