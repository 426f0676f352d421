// Signals of permission that a source sent and that could not be read: kept, since whoever sends them is told nothing.
import { binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { FaultCode, FaultCount, SignalMethod } from '../../respect/signals/index.ts';

export async function recordSignalFaults(
  { db, workspaceId }: Scope<Queryable>,
  faults: readonly FaultCount[],
): Promise<void> {
  if (faults.length === 0) return;
  await db.query(
    `insert into signal_faults as known (source_id, workspace_id, method, code, message, messages, first_at, last_at)
     select n.source_id, $1, n.method, n.code, n.message, n.messages, n.last_at, n.last_at
     from unnest($2::int4[], $3::text[], $4::text[], $5::text[], $6::int8[], $7::timestamptz[])
       n(source_id, method, code, message, messages, last_at)
     on conflict (source_id, method, code) do update set message = excluded.message,
       messages = known.messages + excluded.messages, last_at = greatest(known.last_at, excluded.last_at)`,
    [
      workspaceId,
      ...binaryColumns(faults, {
        ...{ sourceId: 'int4', method: 'text', code: 'text', message: 'text', messages: 'int8' },
        lastMs: 'timestamptz',
      }),
    ],
    'record_signal_faults',
  );
}

export type SignalFaultRow = {
  method: SignalMethod;
  code: FaultCode;
  message: string;
  messages: number;
  first_at: Date;
  last_at: Date;
};

/** The latest first. There are few: a kind of signal can be wrong in a handful of ways. */
export const listSignalFaults = (
  { db, workspaceId }: Scope<Queryable>,
  sourceId: number,
): Promise<SignalFaultRow[]> =>
  db.query<SignalFaultRow>(
    `select method, code, message, messages, first_at, last_at from signal_faults
     where workspace_id = $1 and source_id = $2 order by last_at desc, method, code`,
    [workspaceId, sourceId],
  );
