// Drops messages that were seen before, by (source, message id), within the deduplication window.
//
// A fingerprint is 128 bits of a hash. Two tables take turns: one is written, both are asked. When the written one
// has covered the whole window, the other holds only ids that are older than it, and is emptied and written next.
// So an id is remembered for at least one window and at most two, and forgetting costs a truncate instead of a
// delete for every row.
import { hash } from 'node:crypto';
import { binaryArray, type Queryable, type Transaction } from '../../platform/postgres/index.ts';
import type { Item } from './prepare.ts';

export type MessageIdsTable = 'message_ids_a' | 'message_ids_b';

const other = (table: MessageIdsTable): MessageIdsTable =>
  table === 'message_ids_a' ? 'message_ids_b' : 'message_ids_a';

/** The items that are new, in their order: the first of several with the same id stays. Records their ids. */
export async function dropDuplicates(
  tx: Transaction,
  items: readonly Item[],
  table: MessageIdsTable,
): Promise<Item[]> {
  const firsts = new Map<string, Item>();
  for (const item of items) {
    const fingerprint = hash('md5', `${item.source.id}\0${item.messageId}`, 'latin1');
    if (!firsts.has(fingerprint)) firsts.set(fingerprint, item);
  }
  // In the order of the index, neighbours share pages.
  const sorted = [...firsts.keys()].sort();
  const seen = await findSeen(tx, sorted, table);
  tx.writeBehind(recordSeen(tx, seen.size === 0 ? sorted : sorted.filter((one) => !seen.has(one)), table));
  if (seen.size === 0) return [...firsts.values()];
  return [...firsts].flatMap(([fingerprint, item]) => (seen.has(fingerprint) ? [] : [item]));
}

/**
 * Those of the fingerprints that were seen before. Only one batch is resolved at a time, so asking first and inserting
 * after it is safe, and for half of what `on conflict` costs. `limit 1` keeps the look-up a look-up: joined in any
 * other way the whole table might be read.
 */
async function findSeen(db: Queryable, sorted: string[], table: MessageIdsTable): Promise<Set<string>> {
  const rows = await db.query<{ place: number }>(
    `select given.place from unnest($1::uuid[]) with ordinality given(fingerprint, place)
     left join lateral (select true as found from ${table} w where w.fingerprint = given.fingerprint limit 1) written on true
     left join lateral (select true as found from ${other(table)} o where o.fingerprint = given.fingerprint limit 1) older on true
     where written.found or older.found`,
    [binaryArray('uuid', sorted)],
    `find_seen_${table}`,
  );
  return new Set(rows.map(({ place }) => sorted[place - 1] as string));
}

async function recordSeen(db: Queryable, fingerprints: string[], table: MessageIdsTable): Promise<void> {
  if (fingerprints.length === 0) return;
  await db.query(
    `insert into ${table} select unnest($1::uuid[])`,
    [binaryArray('uuid', fingerprints)],
    `record_seen_${table}`,
  );
}

/** The table to write next, when the present one has covered the window; it is emptied first. */
export async function turnMessageIds(
  db: Queryable,
  position: { table: MessageIdsTable; since: Date },
  at: Date,
  windowDays: number,
): Promise<{ table: MessageIdsTable; since: Date }> {
  if (at.getTime() - position.since.getTime() < windowDays * 86_400_000) return position;
  const table = other(position.table);
  await db.query(`truncate ${table}`);
  return { table, since: at };
}
