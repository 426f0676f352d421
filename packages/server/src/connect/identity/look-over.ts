// Looking over all identifiers after a change of the rules, page by page: which values are blocked now or no longer, and
// who counts among the partners of whom.
import { binaryArray } from '../../platform/postgres/index.ts';
import { countPartners, type Mark, toMark } from './marks.ts';
import type { Rules } from './rules.ts';
import type { Reach } from './rules-reach.ts';
import type { RulesVersion } from './rules-store.ts';
import { type IdentityScope, type KnownRow, knownColumns, listPairsOf } from './store.ts';

export type Found = {
  /** Identifiers whose number of partners is not what is written. */
  partners: Map<number, number>;
  /** The marks that identifiers have now, where it is not the one that is written. */
  marks: Map<number, Mark>;
};

/** How many identifiers there were, and the last of them; the page after this one begins behind it. */
export type LookedOver = Found & { count: number; lastId: number };

/** Looks at the next `limit` identifiers by id, behind `afterId`. Changes nothing. */
export async function lookOver(
  scope: IdentityScope,
  { afterId, limit }: { afterId: number; limit: number },
  versions: readonly RulesVersion[],
  reach: Reach,
): Promise<LookedOver> {
  const rows = await listAfter(scope, afterId, limit);
  const { rules } = versions.at(-1) as RulesVersion;
  const flipped = reach.blocked ? rows.filter((row) => isFlipped(row, versions)) : [];
  const recounted = reach.order ? rows.map(({ id }) => id) : await listNeighbours(scope, flipped);
  const found = await recount(scope, recounted, rules);
  for (const row of rows) if (!found.counted.has(row.id)) noteMark(row, found.marks, rules);
  const { partners, marks } = found;
  return { count: rows.length, lastId: rows.at(-1)?.id ?? afterId, partners, marks };
}

/**
 * Where the order of types can have made super-nodes, or unmade them: only of identifiers with so many links. The number
 * of partners of all others is not looked at. Changes nothing.
 */
export async function findConnected(scope: IdentityScope, rules: Rules): Promise<Found> {
  const rows = await scope.db.query<{ id: number }>(
    `select l.id from (select a_id as id from links where workspace_id = $1
       union all select b_id from links where workspace_id = $1) l
     group by l.id having count(*) > $2`,
    [scope.workspaceId, rules.superNodeMax],
    'list_connected',
  );
  const ids = rows.map(({ id }) => id);
  return recount(scope, ids, rules);
}

async function recount(
  scope: IdentityScope,
  ids: readonly number[],
  rules: Rules,
): Promise<Found & { counted: ReadonlySet<number> }> {
  const { counts, rows } = await countPartners(scope, ids, rules);
  const [partners, marks] = [new Map<number, number>(), new Map<number, Mark>()];
  for (const [id, count] of counts) {
    const row = rows.get(id) as KnownRow;
    if (row.partners !== count) partners.set(id, count);
    noteMark({ ...row, partners: count }, marks, rules);
  }
  return { partners, marks, counted: new Set(counts.keys()) };
}

/** Whether a cluster is still too large is seen when it is derived. */
function noteMark(row: KnownRow, marks: Map<number, Mark>, rules: Rules): void {
  const mark = toMark(row, rules);
  if (mark !== row.inert && (mark !== null || row.inert !== 'crowded')) marks.set(row.id, mark);
}

/** Whether any of the versions blocks it and another does not: its neighbours may have been counted under either. */
function isFlipped({ type, value, inert }: KnownRow, versions: readonly RulesVersion[]): boolean {
  const answers = new Set(versions.map(({ rules }) => rules.isBlocked(type, value)));
  return answers.size > 1 || (inert === 'blocked' && answers.has(false));
}

async function listNeighbours(scope: IdentityScope, rows: readonly KnownRow[]): Promise<number[]> {
  const pairs = await listPairsOf(
    scope,
    rows.map(({ id }) => id),
  );
  return [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
}

const listAfter = ({ db, workspaceId }: IdentityScope, afterId: number, limit: number): Promise<KnownRow[]> =>
  db.query<KnownRow>(
    `select ${knownColumns} from identifiers i where i.workspace_id = $1 and i.id > $2 order by i.id limit $3`,
    [workspaceId, afterId, limit],
    'list_identifiers_after',
  );

export async function writePartners(
  { db, workspaceId }: IdentityScope,
  partners: ReadonlyMap<number, number>,
): Promise<void> {
  if (partners.size === 0) return;
  await db.query(
    `update identifiers i set partners = n.partners from unnest($2::int8[], $3::int4[]) n(id, partners)
     where i.workspace_id = $1 and i.id = n.id`,
    [workspaceId, binaryArray('int8', [...partners.keys()]), binaryArray('int4', [...partners.values()])],
    'write_partners',
  );
}

export const countAllIdentifiers = async ({ db, workspaceId }: IdentityScope): Promise<number> =>
  (
    await db.query<{ count: number }>('select count(*) as count from identifiers where workspace_id = $1', [
      workspaceId,
    ])
  )[0]?.count ?? 0;

/** Whether every identifier has to be looked at by itself. */
export const needsLookOver = ({ blocked, order }: Reach): boolean => blocked || order;
