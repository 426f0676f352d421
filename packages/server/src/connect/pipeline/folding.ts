// Has new owners folded into events, one partition of the event store at a time, while little is going on.
//
// To fold a partition reads and writes a column of all its rows, however few of them have new owners. So after each it
// rests many times as long as that took: at night a large store is not rewritten for every merge.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { foldPartition, isFolding, listUnfolded } from '../events/index.ts';

const everyMs = 30_000;
/** Where it is never idle, it looks this often all the same. */
const busyEveryMs = 600_000;
const timesAsLong = 19;
const pollMs = 200;

/** Runs until the returned function is called, which waits for the question under way, not for the engine to be done. */
export function startFolding(
  clickhouse: ClickHouse,
  isIdle: () => boolean,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  let stopped = false;
  let running: Promise<void> | undefined;
  let lookedAt = performance.now();
  let restUntil = 0;

  function look(): void {
    const now = performance.now();
    if (running || now < restUntil || (!isIdle() && now - lookedAt < busyEveryMs)) return;
    lookedAt = now;
    running = fold().finally(() => {
      running = undefined;
      restUntil = performance.now() + (performance.now() - now) * timesAsLong;
    });
  }

  async function fold(): Promise<void> {
    try {
      const [partition] = await listUnfolded(clickhouse);
      if (partition !== undefined) await foldPartition(clickhouse, partition);
      // Also one that an earlier process began.
      while (!stopped && (await isFolding(clickhouse))) await sleep(pollMs);
    } catch (error) {
      onFailure(error);
    }
  }

  const timer = setInterval(look, everyMs);
  timer.unref();
  return async function stop() {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}
