// Has new owners folded into events, one partition of the event store at a time, while little is going on.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { foldPartition, isFolding, listUnfolded } from '../events/index.ts';

const everyMs = 30_000;
/** Where it is never idle, a partition is folded this often all the same. */
const busyEveryMs = 600_000;

/** Runs until the returned function is called. */
export function startFolding(
  clickhouse: ClickHouse,
  isIdle: () => boolean,
  onFailure: (error: unknown) => void,
): () => void {
  let foldedAt = performance.now();
  const timer = setInterval(async function fold() {
    if (!isIdle() && performance.now() - foldedAt < busyEveryMs) return;
    try {
      if (await isFolding(clickhouse)) return;
      const [partition] = await listUnfolded(clickhouse);
      foldedAt = performance.now();
      if (partition !== undefined) await foldPartition(clickhouse, partition);
    } catch (error) {
      onFailure(error);
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
