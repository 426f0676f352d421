// The records of what was told, in PostgreSQL.
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type StoredAttributes, toStoredAttributes } from './model.ts';

export type AttributeRecord = {
  id: number;
  identifierId: number | null;
  accountId: number | null;
  sourceId: number;
  messageId: string;
  collectedMs: number;
  receivedMs: number;
  rank: number;
  permissions: bigint;
  /** JSON object: name to value. */
  values: string;
};

/** What was told, as it was told: the history behind every attribute. */
export async function recordAttributes(
  { db, workspaceId }: Scope<Queryable>,
  records: readonly AttributeRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await db.query(
    `insert into attribute_records
       (workspace_id, origin, id, identifier_id, account_id, source_id, message_id, collected_at, received_at, rank, permissions, values)
     select $1, 'provided', n.* from unnest($2::int8[], $3::int8[], $4::int8[], $5::int4[], $6::text[], $7::timestamptz[],
       $8::timestamptz[], $9::int2[], $10::int8[], $11::jsonb[]) n`,
    [
      workspaceId,
      ...binaryColumns(records, {
        id: 'int8',
        identifierId: 'int8',
        accountId: 'int8',
        sourceId: 'int4',
        messageId: 'text',
        collectedMs: 'timestamptz',
        receivedMs: 'timestamptz',
        rank: 'int2',
        permissions: 'int8',
        values: 'jsonb',
      }),
    ],
    'record_attributes',
  );
}

/** What was told of each of these people while they held the identifier that it was told about, in order of arrival. */
export async function listTold(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<Map<number, StoredAttributes[]>> {
  if (profileIds.length === 0) return new Map();
  const rows = await db.query<ToldRow>(
    `select h.profile_id, r.id, r.source_id, r.message_id, (extract(epoch from r.collected_at) * 1000)::float8 as collected_ms,
       r.rank, r.permissions::text, r.values
     from holdings h join attribute_records r on r.identifier_id = h.identifier_id
       and (h.from_at is null or r.collected_at >= h.from_at) and (h.until_at is null or r.collected_at < h.until_at)
     where h.workspace_id = $1 and h.profile_id = any($2::int8[]) order by r.id`,
    [workspaceId, binaryArray('int8', profileIds)],
    'list_told',
  );
  const told = new Map<number, StoredAttributes[]>();
  for (const row of rows) {
    const attributes = toStoredAttributes(row.values, {
      ...{ id: row.id, sourceId: row.source_id, collectedMs: row.collected_ms, rank: row.rank },
      ...{ messageId: row.message_id, permissions: BigInt(row.permissions) },
    });
    const list = told.get(row.profile_id);
    if (list === undefined) told.set(row.profile_id, [attributes]);
    else list.push(attributes);
  }
  return told;
}

type ToldRow = {
  profile_id: number;
  id: number;
  source_id: number;
  message_id: string;
  collected_ms: number;
  rank: number;
  permissions: string;
  values: Record<string, unknown>;
};
