// Rows that have an end: deleted some at a time, so that nobody waits behind a large delete.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock/index.ts';
import type { Log } from '../log/index.ts';

export type Retention = {
  /** Lets the delete under way end. */
  close(): Promise<void>;
};

type Kept = {
  /** Names the rows in the log. */
  what: string;
  days: number;
  /** Deletes at most `limit` rows from before `before`, the oldest first. Returns how many there were. */
  forget(before: Date, limit: number): Promise<number>;
};

const everyMs = 5000;
const rowsMax = 5000;
const pauseMs = 50;
const dayMs = 24 * 3600 * 1000;

/** Runs until it is closed. What cannot be deleted now is tried again. */
export function startRetention({ clock, log }: { clock: Clock; log: Log }, kept: Kept): Retention {
  const { what, days, forget } = kept;
  let closing = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    try {
      const before = new Date(clock.nowMs() - days * dayMs);
      while (!closing && (await forget(before, rowsMax)) === rowsMax) await sleep(pauseMs);
    } catch (error) {
      log.warn({ what, code: (error as { code?: string }).code }, 'Old rows could not be deleted');
    }
    running = undefined;
  }
  const timer = setInterval(() => {
    running ??= run();
  }, everyMs);
  timer.unref();

  return {
    async close() {
      closing = true;
      clearInterval(timer);
      await running;
    },
  };
}
