// Appends resolved batches one after the other, in order, however often that takes.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { type AppendBatch, appendBatch } from './append.ts';

export type Appender = {
  push(batch: AppendBatch): void;
  /** Last request whose events are in ClickHouse. */
  appendedSeq(): number;
  /** Finishes the batch under way and takes no further one. */
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

export function openAppender(deps: AppenderDeps): Appender {
  const queue: AppendBatch[] = [];
  let appendedSeq = deps.startSeq;
  let failures = 0;
  let closing = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    for (let batch = queue[0]; batch !== undefined && !closing; batch = queue[0]) {
      try {
        await appendBatch(deps, batch);
      } catch (error) {
        failures += 1;
        deps.onFailure(String((error as { code?: unknown }).code ?? 'unknown'));
        const ms = Math.min(retryMsMax, retryMsMin * 2 ** Math.min(failures, 6));
        await new Promise((resolve) => setTimeout(resolve, ms));
        continue;
      }
      failures = 0;
      queue.shift();
      appendedSeq = batch.lastSeq;
      deps.onAppended(batch);
    }
    running = undefined;
  }

  return {
    push(batch) {
      queue.push(batch);
      running ??= run();
    },
    appendedSeq: () => appendedSeq,
    async close() {
      closing = true;
      await running;
    },
  };
}
