// What arrives right now: a small memory of the latest events, and those who watch.
//
// Watching must cost nothing when nobody watches and never slow the pipeline down: at most `perBatchMax` events of a
// batch are shown, and a watcher that does not read fast enough loses events instead of growing a queue.
import type { ListedEvent } from './summary.ts';

export type LiveEvent = ListedEvent & { workspaceId: number; permissions: bigint };
export type Watcher = (events: readonly LiveEvent[]) => void;

export type EventStream = {
  publish(events: readonly LiveEvent[]): void;
  /** Calls `watcher` with the events of each batch until the returned function is called. */
  watch(watcher: Watcher): () => void;
  watched(): boolean;
};

export const perBatchMax = 200;

export function openEventStream(): EventStream {
  const watchers = new Set<Watcher>();
  return {
    publish(events) {
      for (const watcher of watchers) watcher(events);
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    watched: () => watchers.size > 0,
  };
}
