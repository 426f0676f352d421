// Drops messages that were seen before, by (source, message id), within the deduplication window.
//
// A fingerprint is 128 bits of a hash. Two tables take turns: one is written, both are asked. When the written one
// has covered the whole window, the other holds only ids that are older than it, and is emptied and written next.
// So an id is remembered for at least one window and at most two, and forgetting costs a truncate instead of a
// delete for every row.
import { hash } from 'node:crypto';
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Item } from './prepare.ts';

export type MessageIdsTable = 'message_ids_a' | 'message_ids_b';

const other = (table: MessageIdsTable): MessageIdsTable =>
  table === 'message_ids_a' ? 'message_ids_b' : 'message_ids_a';

/** The items that are new, in their order: the first of several with the same id stays. Records their ids. */
export async function dropDuplicates(
  db: Queryable,
  items: readonly Item[],
  table: MessageIdsTable,
): Promise<Item[]> {
  const firsts = new Map<string, { item: Item; fingerprint: Buffer }>();
  for (const item of items) {
    const fingerprint = hash('md5', `${item.source.id}\0${item.messageId}`, 'buffer');
    const key = fingerprint.toString('latin1');
    if (!firsts.has(key)) firsts.set(key, { item, fingerprint });
  }
  // In the order of the index, neighbours share pages.
  const sorted = [...firsts.values()].sort((a, b) => a.fingerprint.compare(b.fingerprint));
  const seen = new Set<string>();
  const rows = await db.query<{ place: number }>(
    `with given as (select fingerprint, place from unnest($1::uuid[]) with ordinality g(fingerprint, place)),
     fresh as (insert into ${table} select fingerprint from given on conflict do nothing returning fingerprint)
     select g.place from given g
     where not exists (select from fresh f where f.fingerprint = g.fingerprint)
        or exists (select from ${other(table)} o where o.fingerprint = g.fingerprint)`,
    [
      binaryArray(
        'uuid',
        sorted.map(({ fingerprint }) => fingerprint),
      ),
    ],
    `drop_duplicates_${table}`,
  );
  for (const { place } of rows)
    seen.add((sorted[place - 1] as { fingerprint: Buffer }).fingerprint.toString('latin1'));
  return [...firsts].filter(([key]) => !seen.has(key)).map(([, { item }]) => item);
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
