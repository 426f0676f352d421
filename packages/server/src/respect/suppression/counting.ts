// How many messages were not collected: by source, scope and day, and of nobody.
import type { Clock } from '../../platform/clock/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { Counter, type Metrics } from '../../platform/metrics/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { StopScope } from './model.ts';
import { recordCounts, type StoppedCount } from './store.ts';

export type StoppedCounts = {
  /** Counts messages of one request. Never fails; what is counted is written within about a second. */
  add(workspaceId: number, sourceId: number, scopes: readonly StopScope[]): void;
  /** Writes what is not written yet. What cannot be written is kept for the next time. */
  write(): Promise<void>;
};

const writeAfterMs = 1000;
const dayMs = 24 * 3600 * 1000;

export function openStoppedCounts(
  db: Database,
  { clock, log, metrics }: { clock: Clock; log: Log; metrics: Metrics },
): StoppedCounts {
  const counter = new Counter({
    name: 'rapport_messages_suppressed_total',
    help: 'Messages that were not collected, since somebody whom they name must not be',
    labelNames: ['scope'],
    registers: [metrics.registry],
  });
  let waiting = new Map<string, StoppedCount>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function take(count: StoppedCount): void {
    const name = [count.workspaceId, count.sourceId, count.scope, count.dayMs].join(' ');
    const known = waiting.get(name);
    if (known === undefined) waiting.set(name, count);
    else known.messages += count.messages;
    timer ??= setTimeout(() => void write(), writeAfterMs).unref();
  }

  async function writeWaiting(): Promise<void> {
    if (waiting.size === 0) return;
    const counts = [...waiting.values()];
    waiting = new Map();
    try {
      await recordCounts(db, counts);
    } catch (error) {
      log.warn({ err: error }, 'Counts of suppressed messages could not be written and wait');
      for (const count of counts) take(count);
    }
  }

  /** One after the other. */
  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(writeWaiting);
    return writing;
  }

  return {
    write,
    add(workspaceId, sourceId, scopes) {
      const day = Math.floor(clock.nowMs() / dayMs) * dayMs;
      for (const scope of scopes) {
        counter.inc({ scope });
        take({ workspaceId, sourceId, scope, dayMs: day, messages: 1 });
      }
    },
  };
}
