// Clears away what is fully processed: requests of the inbox, and batches that ClickHouse has for certain. And has new
// owners folded into events.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { deleteReassigned } from '../identity/index.ts';
import { deleteRequests } from '../inbox/index.ts';
import { deleteAppendedBatches } from './append.ts';
import { startFolding } from './folding.ts';
import type { OneByOne } from './one-by-one.ts';

const everyMs = 20_000;

type MaintenanceDeps = { db: Database; clickhouse: ClickHouse; clock: Clock; keepRequestsMinutes: number };
type MaintenanceHooks = {
  appendedSeq(): number;
  /** What is later is still needed. */
  computedBatch(): number;
  /** Nothing waits, and nothing came lately. */
  isIdle(): boolean;
  onFailure(code: string, message: string): void;
};

/** Runs until the returned function is called. Folding runs in turns with telling. */
export function startMaintenance(
  { db, clickhouse, clock, keepRequestsMinutes }: MaintenanceDeps,
  oneByOne: OneByOne,
  { appendedSeq, computedBatch, isIdle, onFailure }: MaintenanceHooks,
): () => Promise<void> {
  const fail = (error: unknown, message: string): void =>
    onFailure(String((error as { code?: unknown }).code ?? 'unknown'), message);
  const timer = setInterval(async () => {
    const before = new Date(clock.nowMs() - keepRequestsMinutes * 60_000);
    try {
      await deleteRequests(db, appendedSeq(), before);
      await deleteAppendedBatches(db, before, computedBatch());
      await deleteReassigned(db, before);
    } catch (error) {
      fail(error, 'Old requests could not be cleared away');
    }
  }, everyMs);
  timer.unref();
  const stopFolding = startFolding({
    clickhouse,
    oneByOne,
    isIdle,
    onFailure: (error) => fail(error, 'Owners could not be folded into the events'),
  });
  return async function stop() {
    clearInterval(timer);
    await stopFolding();
  };
}
