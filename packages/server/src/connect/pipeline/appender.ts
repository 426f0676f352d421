// Appends resolved batches in order, however often that takes; those that wait together go together.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { type AppendBatch, appendBatches } from './append.ts';
import { openGather } from './gather.ts';

export type Appender = {
  push(batch: AppendBatch): void;
  /** Last request whose events are in ClickHouse. */
  appendedSeq(): number;
  /** Finishes the block under way and takes no further one. */
  close(): Promise<void>;
};

type AppenderDeps = {
  db: Database;
  clickhouse: ClickHouse;
  clock: Clock;
  /** Everything up to here is appended already. */
  startSeq: number;
  onAppended(batch: AppendBatch): void;
  onFailure(code: string): void;
};

const retryMsMin = 100;
const retryMsMax = 5000;
/** Fewer, larger blocks cost ClickHouse less: each becomes a part that it has to merge with others later. */
const blockEventsMax = 25_000;
const blockBytesMax = 64 * 1024 * 1024;

export function openAppender(deps: AppenderDeps): Appender {
  const queue: AppendBatch[] = [];
  let appendedSeq = deps.startSeq;
  const gather = openGather();
  let failures = 0;
  let closing = false;
  const closed = Promise.withResolvers<void>();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (queue.length > 0 && !closing) {
      const block = takeBlock(queue);
      const startedAt = performance.now();
      if (!(await appendBlock(block))) break;
      for (const batch of block) {
        // Batches of no request come in between.
        appendedSeq = Math.max(appendedSeq, batch.lastSeq);
        deps.onAppended(batch);
      }
      await rest(block, performance.now() - startedAt);
    }
    running = undefined;
  }

  /** Returns early when it is told to close. */
  async function rest(block: AppendBatch[], ms: number): Promise<void> {
    const events = block.reduce((sum, batch) => sum + batch.stored, 0);
    await Promise.race([sleep(gather(events, ms)), closed.promise]);
  }

  /** False when it was told to close before it could. The block stays the same, so that its token does. */
  async function appendBlock(block: AppendBatch[]): Promise<boolean> {
    while (!closing || failures === 0) {
      try {
        await appendBatches(deps, block);
        failures = 0;
        return true;
      } catch (error) {
        failures += 1;
        deps.onFailure(String((error as { code?: unknown }).code ?? 'unknown'));
        const ms = Math.min(retryMsMax, retryMsMin * 2 ** Math.min(failures, 6));
        await sleep(ms);
      }
    }
    return false;
  }

  return {
    push(batch) {
      queue.push(batch);
      running ??= run();
    },
    appendedSeq: () => appendedSeq,
    async close() {
      closing = true;
      closed.resolve();
      await running;
    },
  };
}

/** The next batches, as many as fit into one block. What is in doubt is looked at alone. */
function takeBlock(queue: AppendBatch[]): AppendBatch[] {
  let count = 1;
  let events = queue[0]?.stored ?? 0;
  let bytes = queue[0]?.events.length ?? 0;
  for (const batch of queue.slice(1)) {
    events += batch.stored;
    bytes += batch.events.length;
    const fits = events <= blockEventsMax && bytes <= blockBytesMax;
    if (queue[0]?.inDoubt || batch.inDoubt || !fits) break;
    count += 1;
  }
  return queue.splice(0, count);
}
