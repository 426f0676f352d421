// Reading and clearing the inbox.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Envelope } from './inbox.ts';

export type InboxRow = {
  seq: number;
  workspace_id: number;
  source_id: number;
  received_at: Date;
  envelope: Envelope;
  message_count: number;
  body: Buffer;
};

/** Of bodies as they are kept: a request may be half a megabyte and hold one message. */
const readBytesMax = 32 * 1024 * 1024;

/**
 * The next requests after `seq`, in order: as many as hold up to `messagesMax` messages and do not fill the memory, at
 * least one.
 */
export async function listRequestsAfter(
  db: Queryable,
  seq: number,
  messagesMax: number,
): Promise<InboxRow[]> {
  return db.query<InboxRow>(
    `select seq, workspace_id, source_id, received_at, envelope, message_count, body from (
       select *, sum(message_count) over upto - message_count as before,
         sum(octet_length(body)) over upto - octet_length(body) as bytes_before
       from (select * from inbox where seq > $1 order by seq limit $2) next
       window upto as (order by seq)
     ) counted where before < $2 and bytes_before < ${readBytesMax} order by seq`,
    [seq, messagesMax],
    'list_requests_after',
  );
}

/** What waits behind `seq`: requests, messages, and when the oldest of them came. */
export async function countWaiting(
  db: Queryable,
  seq: number,
): Promise<{ requests: number; messages: number; oldest_at: Date | null }> {
  const [row] = await db.query<{ requests: number; messages: number; oldest_at: Date | null }>(
    'select count(*) as requests, coalesce(sum(message_count), 0) as messages, min(received_at) as oldest_at from inbox where seq > $1',
    [seq],
    'count_waiting',
  );
  return row as { requests: number; messages: number; oldest_at: Date | null };
}

export async function findLastSeq(db: Queryable): Promise<number> {
  const [row] = await db.query<{ seq: number | null }>(
    'select max(seq) as seq from inbox',
    [],
    'find_last_seq',
  );
  return row?.seq ?? 0;
}

/** Deletes requests up to `seq` that came before `before`. Returns how many. */
export async function deleteRequests(db: Queryable, seq: number, before: Date): Promise<number> {
  const rows = await db.query('delete from inbox where seq <= $1 and received_at < $2 returning 1', [
    seq,
    before,
  ]);
  return rows.length;
}
