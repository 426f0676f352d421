// What arrives right now: a small memory of the latest events, and those who watch.
//
// Watching must cost nothing when nobody watches and never slow the pipeline down: at most `perBatchMax` events of a
// batch are shown, and a watcher that does not read fast enough loses events instead of growing a queue.
import type { MessageType } from '@rapport/protocol';
import { toExcerpt } from './excerpt.ts';
import type { Fields } from './redact.ts';
import type { EventSummary, ListedEvent } from './summary.ts';

/** `told`: its properties, or the traits of an identify or group call. */
export type LiveEvent = EventSummary & { workspaceId: number; permissions: bigint; told: Fields };
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

const placeOf = (type: string): 'traits' | 'properties' =>
  type === 'identify' || type === 'group' ? 'traits' : 'properties';

/** What it carries, in the place in which a message has it. */
export const toTold = ({ type, told }: LiveEvent): Fields => ({ [placeOf(type)]: told });

/** As it is shown, with so much of what it carries. */
export function toWatched(event: LiveEvent, message: Fields): ListedEvent {
  const { workspaceId: _workspace, permissions: _permissions, told: _told, ...summary } = event;
  const excerpt = toExcerpt(event.type as MessageType, event.name, message[placeOf(event.type)]);
  return { ...summary, excerpt };
}
