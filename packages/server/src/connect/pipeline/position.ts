// How far the pipeline has come. One row, locked by whoever resolves.
import type { Clock } from '../../platform/clock/index.ts';
import type { Database, Queryable } from '../../platform/postgres/index.ts';
import type { MessageIdsTable } from './deduplicate.ts';

export type Position = {
  resolved_seq: number;
  batch_id: number;
  identity_version: number;
  /** Batches after this one changed nobody's identity; null where the last one may have. */
  identity_since: number | null;
  message_ids_table: MessageIdsTable;
  message_ids_since: Date;
  messages: number;
  duplicates: number;
  quarantined: number;
};

const columns =
  'resolved_seq, batch_id, identity_version, identity_since, message_ids_table, message_ids_since, messages, duplicates, quarantined';

export async function ensurePosition(db: Database, clock: Clock): Promise<void> {
  await db.query(
    `insert into pipeline_position (id, resolved_seq, batch_id, message_ids_table, message_ids_since)
     values (1, 0, 0, 'message_ids_a', $1) on conflict do nothing`,
    [clock.now()],
  );
}

export async function getPosition(db: Queryable): Promise<Position> {
  const [position] = await db.query<Position>(
    `select ${columns} from pipeline_position where id = 1`,
    [],
    'get_position',
  );
  if (position === undefined)
    throw new Error('The position of the pipeline is missing: run the migrations and start again');
  return position;
}

/** The position, locked until the transaction ends: only one batch is resolved at a time. */
export async function lockPosition(tx: Queryable): Promise<Position> {
  const [position] = await tx.query<Position>(
    `select ${columns} from pipeline_position where id = 1 for update`,
    [],
    'lock_position',
  );
  if (position === undefined)
    throw new Error('The position of the pipeline is missing: run the migrations and start again');
  return position;
}

export async function advancePosition(tx: Queryable, position: Position): Promise<void> {
  await tx.query(
    `update pipeline_position set resolved_seq = $1, batch_id = $2, message_ids_table = $3, message_ids_since = $4,
       messages = $5, duplicates = $6, quarantined = $7, identity_since = $8 where id = 1`,
    [
      position.resolved_seq,
      position.batch_id,
      position.message_ids_table,
      position.message_ids_since,
      position.messages,
      position.duplicates,
      position.quarantined,
      position.identity_since,
    ],
    'advance_position',
  );
}
