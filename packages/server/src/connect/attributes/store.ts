// The records of what was told, in PostgreSQL.
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

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
      binaryArray(
        'int8',
        records.map((record) => record.id),
      ),
      binaryArray(
        'int8',
        records.map((record) => record.identifierId),
      ),
      binaryArray(
        'int8',
        records.map((record) => record.accountId),
      ),
      binaryArray(
        'int4',
        records.map((record) => record.sourceId),
      ),
      binaryArray(
        'text',
        records.map((record) => record.messageId),
      ),
      binaryArray(
        'timestamptz',
        records.map((record) => record.collectedMs),
      ),
      binaryArray(
        'timestamptz',
        records.map((record) => record.receivedMs),
      ),
      binaryArray(
        'int2',
        records.map((record) => record.rank),
      ),
      binaryArray(
        'int8',
        records.map((record) => record.permissions),
      ),
      binaryArray(
        'jsonb',
        records.map((record) => record.values),
      ),
    ],
    'record_attributes',
  );
}
