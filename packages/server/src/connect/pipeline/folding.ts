// Has new owners folded into events, one partition of the event store at a time.
//
// As long as new owners lie beside the rows, questions about all people are slower. To fold them in reads and writes a
// column of all rows of the partition, however few of them have new owners. So after a round it rests many times as long
// as that took, and longer while the pipeline is busy.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { dropFolded, foldPartition, isFolding, listUnfolded } from '../events/index.ts';
import type { OneByOne } from './one-by-one.ts';

const everyMs = 5000;
/** The rest, in times of what the last one took. */
const timesAsLong = { idle: 9, busy: 19 };
const pollMs = 100;

type FoldingDeps = {
  clickhouse: ClickHouse;
  /** Nothing is told meanwhile. */
  oneByOne: OneByOne;
  isIdle(): boolean;
  onFailure(error: unknown): void;
};

/** Runs until the returned function is called, which waits for the question under way, not for the engine to be done. */
export function startFolding({ clickhouse, oneByOne, isIdle, onFailure }: FoldingDeps): () => Promise<void> {
  let stopped = false;
  let running: Promise<void> | undefined;
  let [endedAt, tookMs] = [0, 0];

  function look(): void {
    const now = performance.now();
    const restMs = tookMs * timesAsLong[isIdle() ? 'idle' : 'busy'];
    if (running || now < endedAt + restMs) return;
    running = fold().finally(() => {
      running = undefined;
      endedAt = performance.now();
      tookMs = endedAt - now;
    });
  }

  async function fold(): Promise<void> {
    try {
      for (const partition of await listUnfolded(clickhouse)) {
        if (stopped) return;
        await oneByOne(() => foldOne(partition));
      }
    } catch (error) {
      onFailure(error);
    }
  }

  async function foldOne(partition: string): Promise<void> {
    await foldPartition(clickhouse, partition);
    while (!stopped && (await isFolding(clickhouse))) await sleep(pollMs);
    if (!stopped) await dropFolded(clickhouse, partition);
  }

  const timer = setInterval(look, everyMs);
  timer.unref();
  return async function stop() {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}
