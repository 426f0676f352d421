// APPEND: sends resolved batches to ClickHouse, exactly once.
//
// Batches that wait together go as one block, with a token that names them; only then are they marked as appended.
// ClickHouse remembers tokens, so a block that is sent again because its answer was lost adds nothing. After a crash
// nobody knows which batches went together, and ClickHouse notes a token a moment before it keeps the rows: so a batch
// that an earlier run may have sent is counted first, and sent only where its rows are missing.
//
// PostgreSQL stays the truth: ClickHouse does not wait for the disk, so after a loss of power the latest batches may be
// missing there, although they were marked. They are kept for some minutes, and at each start their rows are counted
// and what is missing is sent once more.
import { zstdDecompressSync } from 'node:zlib';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { changeInTurn, eventColumns, toBareLine } from '../events/index.ts';
import { reassignBatch } from './reassign.ts';

export type AppendBatch = {
  batchId: number;
  lastSeq: number;
  stored: number;
  events: Buffer;
  profiles: Buffer;
  /** Somebody who is gone may have sent it already. */
  inDoubt?: boolean;
};

type AppendDeps = { db: Database; clickhouse: ClickHouse; clock: Clock };

/** Inserts the batches as one block and marks them. Safe to repeat with the same batches. */
export async function appendBatches(deps: AppendDeps, batches: readonly AppendBatch[]): Promise<void> {
  for (const batch of batches.filter(({ inDoubt }) => inDoubt)) {
    const found = await countEvents(deps.clickhouse, batch.batchId);
    if (found < batch.stored || batch.profiles.length > 0) await replaceBatch(deps, batch, found);
  }
  await insertBatches(
    deps.clickhouse,
    batches.filter(({ inDoubt }) => !inDoubt),
  );
  await markAppended(deps, batches);
}

async function markAppended({ db, clock }: AppendDeps, batches: readonly AppendBatch[]): Promise<void> {
  await db.query(
    'update append_batches set appended_at = $2 where id = any($1::int8[])',
    [batches.map(({ batchId }) => batchId), clock.now()],
    'mark_appended',
  );
}

const newLine = Buffer.from('\n');

const joinParts = (parts: Buffer[]): Buffer | undefined =>
  parts.length > 1
    ? Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [part] : [newLine, part])))
    : parts[0];

async function insertBatches(
  clickhouse: ClickHouse,
  batches: readonly AppendBatch[],
  suffix = '',
): Promise<void> {
  const name = `${batches[0]?.batchId}-${batches.at(-1)?.batchId}${suffix}`;
  for (const table of ['events', 'profiles'] as const) {
    const parts = batches.map((batch) => batch[table]).filter((lines) => lines.length > 0);
    const lines = joinParts(parts);
    if (lines !== undefined) await insertLines(clickhouse, table, lines, `${table}-${name}`);
  }
}

/** Sends a batch of which `found` events are there, as if for the first time. */
async function replaceBatch(deps: AppendDeps, batch: AppendBatch, found: number): Promise<void> {
  const { clickhouse, clock } = deps;
  const complete = found === batch.stored;
  if (!complete && found > 0) {
    const statement = `alter table events delete where batch_id = ${batch.batchId} settings mutations_sync = 1`;
    await changeInTurn(clickhouse, () => clickhouse.command(statement));
  }
  // Rows of profiles may come twice: the newest of a profile counts.
  const missing = complete ? { ...batch, events: Buffer.alloc(0) } : batch;
  await insertBatches(clickhouse, [missing], `-repair-${clock.nowMs()}`);
  if (!complete) await reassignBatch(deps, batch.batchId);
}

async function countEvents(clickhouse: ClickHouse, batchId: number): Promise<number> {
  const [row] = await clickhouse.query<{ count: number }>(
    'select count() as count from events where batch_id = {batch:UInt64}',
    { batch: batchId },
    { role: 'heavy' },
  );
  return Number(row?.count ?? 0);
}

/** ClickHouse could read the block but not understand a row of it: sending the same again cannot help. */
const dataErrorCodes = new Set('6 15 26 27 33 36 43 53 69 72 117 130 131 321 636 691'.split(' '));
function isDataError(error: unknown): boolean {
  const { clickhouseCode, code } = error as { clickhouseCode?: unknown; code?: unknown };
  return dataErrorCodes.has(String(clickhouseCode ?? code));
}

/** Batches that an earlier version kept hold their events as JSON objects, like the rows of profiles. */
const columnsOf = (table: string, lines: Buffer): readonly string[] | undefined =>
  table === 'events' && lines[0] !== '{'.charCodeAt(0) ? eventColumns : undefined;

/** One row that the engine cannot take must not hold up the others: it is found by halving, and stored without its properties. */
async function insertLines(
  clickhouse: ClickHouse,
  table: string,
  lines: Buffer,
  token: string,
): Promise<void> {
  const columns = columnsOf(table, lines);
  try {
    await clickhouse.insert(table, lines, token, columns);
  } catch (error) {
    if (!isDataError(error)) throw error;
    const all = lines.toString('utf8').split('\n');
    if (all.length === 1) {
      const bare = columns === undefined ? undefined : toBareLine(all[0] as string);
      if (bare === undefined || bare === all[0]) throw error;
      return insertLines(clickhouse, table, Buffer.from(bare), `${token}-bare`);
    }
    const middle = Math.ceil(all.length / 2);
    await insertLines(clickhouse, table, Buffer.from(all.slice(0, middle).join('\n')), `${token}-a`);
    await insertLines(clickhouse, table, Buffer.from(all.slice(middle).join('\n')), `${token}-b`);
  }
}

type KeptRow = { id: number; last_seq: number; event_count: number; events: Buffer; profiles: Buffer };

const toBatch = (row: KeptRow): AppendBatch => ({
  batchId: row.id,
  lastSeq: row.last_seq,
  stored: row.event_count,
  events: zstdDecompressSync(row.events),
  profiles: zstdDecompressSync(row.profiles),
  inDoubt: true,
});

/** Resolved but not yet marked as appended, oldest first, behind the batch `afterId`. */
export async function listWaitingBatches(db: Database, afterId = 0): Promise<AppendBatch[]> {
  const rows = await db.query<KeptRow>(
    'select id, last_seq, event_count, events, profiles from append_batches where appended_at is null and id > $1 order by id',
    [afterId],
  );
  return rows.map(toBatch);
}

/** Sends again what ClickHouse lost of the batches that are still kept. Returns how many batches that were. */
export async function repairBatches(deps: AppendDeps): Promise<number> {
  const kept = await deps.db.query<{ id: number; event_count: number }>(
    'select id, event_count from append_batches where appended_at is not null and event_count > 0 order by id',
  );
  if (kept.length === 0) return 0;
  const found = await deps.clickhouse.query<{ batch_id: number; count: number }>(
    'select batch_id, count() as count from events where batch_id >= {first:UInt64} group by batch_id',
    { first: kept[0]?.id ?? 0 },
    { role: 'heavy' },
  );
  const countOf = new Map(found.map((row) => [Number(row.batch_id), Number(row.count)]));
  const short = kept.filter((row) => (countOf.get(row.id) ?? 0) < row.event_count);
  for (const { id } of short) {
    const [row] = await deps.db.query<KeptRow>(
      'select id, last_seq, event_count, events, profiles from append_batches where id = $1',
      [id],
    );
    if (row === undefined) continue;
    await replaceBatch(deps, toBatch(row), countOf.get(id) ?? 0);
    // Anew, so that it is kept as long as any other from here on.
    await markAppended(deps, [toBatch(row)]);
  }
  return short.length;
}

/** Appended, but later than this one; oldest first. */
export async function listAppendedAfter(db: Database, afterId: number): Promise<AppendBatch[]> {
  const rows = await db.query<KeptRow>(
    'select id, last_seq, event_count, events, profiles from append_batches where appended_at is not null and id > $1 order by id',
    [afterId],
  );
  return rows.map(toBatch);
}

/** Forgets batches that were appended before this time, up to this one. */
export async function deleteAppendedBatches(db: Database, before: Date, untilBatch: number): Promise<void> {
  await db.query('delete from append_batches where appended_at < $1 and id <= $2', [before, untilBatch]);
}
