// Clears away what is fully processed: requests of the inbox, and batches that ClickHouse has for certain.
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { deleteRequests } from '../inbox/index.ts';
import { deleteAppendedBatches } from './append.ts';

const everyMs = 20_000;

/** Runs until the returned function is called. */
export function startMaintenance(
  { db, clock, keepRequestsMinutes }: { db: Database; clock: Clock; keepRequestsMinutes: number },
  appendedSeq: () => number,
  onFailure: (code: string) => void,
): () => void {
  const timer = setInterval(async () => {
    const before = new Date(clock.nowMs() - keepRequestsMinutes * 60_000);
    try {
      await deleteRequests(db, appendedSeq(), before);
      await deleteAppendedBatches(db, before);
    } catch (error) {
      onFailure(String((error as { code?: unknown }).code ?? 'unknown'));
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
