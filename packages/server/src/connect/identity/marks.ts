// Marks: why an identifier joins nobody. What the rules say of it by itself, and by how many it was named with.
import { binaryArray } from '../../platform/postgres/index.ts';
import type { KnownIdentifier } from './cache.ts';
import type { Pair } from './evidence.ts';
import { parseIdentifier } from './normal-forms.ts';
import { countsAsPartner, mergesPeople, type Rules } from './rules.ts';
import { type IdentityScope, type KnownRow, listIdentifiersById, listPairsOf } from './store.ts';

export type Mark = KnownIdentifier['inert'];
type Row = Pick<KnownRow, 'type' | 'value' | 'inert' | 'partners'>;

/**
 * The mark that an identifier has under these rules, by itself: what a member removed stays removed, and whether a cluster
 * is too large is seen only when it is derived.
 */
export function toMark(row: Row, rules: Rules): Mark {
  if (row.inert === 'removed') return 'removed';
  if (isPlaceholder(row, rules)) return 'blocked';
  return row.partners > rules.superNodeMax && mergesPeople(row.type, rules) ? 'super_node' : null;
}

/** Of some that are blocked the value is no identifier at all: a message named nobody else. */
const isPlaceholder = ({ type, value, inert }: Row, rules: Rules): boolean =>
  rules.isBlocked(type, value) || (inert === 'blocked' && parseIdentifier(type, value, rules) === undefined);

export async function writeMarks(
  { db, workspaceId }: IdentityScope,
  marks: ReadonlyMap<number, Mark>,
): Promise<void> {
  if (marks.size === 0) return;
  await db.query(
    `update identifiers i set inert = n.inert from unnest($2::int8[], $3::text[]) n(id, inert)
     where i.workspace_id = $1 and i.id = n.id`,
    [workspaceId, binaryArray('int8', [...marks.keys()]), binaryArray('text', [...marks.values()])],
    'write_marks',
  );
}

export type Counted = {
  counts: Map<number, number>;
  /** These identifiers and all that they were named with. */
  rows: Map<number, KnownRow>;
  pairs: Pair[];
};

/** Counts the partners of identifiers anew, from the pairs. */
export async function countPartners(
  scope: IdentityScope,
  ids: readonly number[],
  rules: Rules,
): Promise<Counted> {
  const pairs = await listPairsOf(scope, ids);
  const known = await listIdentifiersById(scope, [
    ...new Set([...ids, ...pairs.flatMap(({ a, b }) => [a, b])]),
  ]);
  const rows = new Map(known.map((row) => [row.id, row]));
  const counts = new Map(ids.map((id) => [id, 0]));
  const isOut = (row: KnownRow) => row.guessed || row.inert === 'removed' || isPlaceholder(row, rules);
  const partners = new Map(known.flatMap((row) => (isOut(row) ? [] : [[row.id, row.type] as const])));
  const take = (id: number, other: number) => {
    const [count, type] = [counts.get(id), partners.get(other)];
    if (count === undefined || type === undefined) return;
    if (countsAsPartner((rows.get(id) as KnownRow).type, type, rules)) counts.set(id, count + 1);
  };
  for (const { a, b, apart } of pairs) {
    if (apart === true) continue;
    take(a, b);
    take(b, a);
  }
  return { counts, rows, pairs };
}
