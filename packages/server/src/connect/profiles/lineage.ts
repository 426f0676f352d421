// The history of one attribute: everything that was told, what it did when it arrived, and what holds today.
import type { Scope } from '../../platform/workspaces/index.ts';
import type { WasCollected } from '../../respect/gate/index.ts';
import { attributesMax, type StoredAttribute, wins } from '../attributes/index.ts';

type RecordRow = {
  id: number;
  value: unknown;
  source: string;
  message_id: string;
  collected_at: Date;
  received_at: Date;
  source_id: number;
  rank: number;
  permissions: string;
  identifier_type: string;
  identifier_value: string;
};

export type LineageItem = {
  value: unknown;
  source: string;
  message_id: string;
  collected_at: Date;
  received_at: Date;
  identifier: { type: string; value: string };
  /** It became the value when it arrived. */
  accepted: boolean;
  /** It is the value now. */
  current: boolean;
  reason: { code: string; message: string } | null;
};

const recordsMax = 1000;

/**
 * Newest arrival first. Nothing but the records is asked: which writes were accepted follows from taking them in again
 * in the order in which they arrived.
 */
export async function listLineage(
  { db, workspaceId }: Scope,
  profileId: number,
  attribute: string,
  wasCollected: WasCollected,
): Promise<{ items: LineageItem[]; denied: number }> {
  const rows = await db.query<RecordRow>(
    `select r.id, r.values -> $3 as value, s.slug as source, r.message_id, r.collected_at, r.received_at, r.source_id, r.rank,
       r.permissions::text, i.type as identifier_type, i.value as identifier_value
     from holdings h join identifiers i on i.id = h.identifier_id
     join attribute_records r on r.identifier_id = i.id
       and (h.from_at is null or r.collected_at >= h.from_at) and (h.until_at is null or r.collected_at < h.until_at)
     join sources s on s.id = r.source_id
     where h.workspace_id = $1 and h.profile_id = $2 and r.values ? $3
     order by r.id desc limit ${recordsMax}`,
    [workspaceId, profileId, attribute],
  );
  const permitted = rows
    .filter((row) => wasCollected(BigInt(row.permissions), row.collected_at.getTime()))
    .reverse();
  const held = await findHeld({ db, workspaceId }, profileId, attribute);
  const isSurplus = rows.length > 0 && held === undefined;
  // Where the value that holds was told before the records that are shown, all of them were weighed against it.
  let current = rows.length < recordsMax || rows.some(({ id }) => id === held?.r) ? undefined : held;
  const items: (LineageItem & { id: number })[] = [];
  for (const row of permitted) {
    const next = {
      v: row.value,
      r: row.id,
      t: row.collected_at.getTime(),
      k: row.rank,
      m: row.message_id,
      s: row.source_id,
      p: row.permissions,
    };
    const accepted = !isSurplus && wins(next, current);
    const reason = isSurplus ? surplus : accepted ? null : whyRejected(next, current as StoredAttribute);
    items.push({ ...toItem(row), id: row.id, accepted, reason });
    if (accepted) current = next;
  }
  for (const item of items) item.current = item.id === current?.r;
  return {
    items: items.reverse().map(({ id: _id, ...item }) => item),
    denied: rows.length - permitted.length,
  };
}

async function findHeld(
  { db, workspaceId }: Scope,
  profileId: number,
  attribute: string,
): Promise<StoredAttribute | undefined> {
  const [row] = await db.query<{ current: StoredAttribute | null }>(
    'select attributes -> $3 as current from profiles where workspace_id = $1 and id = $2',
    [workspaceId, profileId, attribute],
  );
  return row?.current ?? undefined;
}

const toItem = (row: RecordRow): Omit<LineageItem, 'accepted' | 'reason'> => ({
  value: row.value,
  source: row.source,
  message_id: row.message_id,
  collected_at: row.collected_at,
  received_at: row.received_at,
  identifier: { type: row.identifier_type, value: row.identifier_value },
  current: false,
});

const surplus = {
  code: 'too_many_attributes',
  message: `There were ${attributesMax} other attributes already.`,
};

function whyRejected(next: StoredAttribute, current: StoredAttribute): { code: string; message: string } {
  if (next.k < current.k)
    return { code: 'lower_rank', message: 'A source of higher rank had told it before.' };
  if (next.t < current.t)
    return { code: 'older', message: 'It was collected before the value that was already there.' };
  return { code: 'same_time', message: 'Another message of the same time was already there.' };
}
