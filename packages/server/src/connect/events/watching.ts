// Watching the live stream over HTTP: server-sent events, one per line of `data:`.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { openEventStreams } from '../../platform/http/index.ts';
import type { EventStream, LiveEvent } from './stream.ts';
import type { ListedEvent, SourceNames } from './summary.ts';

export type Watch = (
  reply: FastifyReply,
  sources: SourceNames,
  /** Those of the events that may be shown. */
  choose: (events: readonly LiveEvent[]) => Promise<readonly ListedEvent[]>,
  /** Throws when whoever watches may not go on. */
  permitAgain: () => Promise<unknown>,
) => FastifyReply;

/** A watcher whose connection holds more than this unsent loses events until it has caught up. */
const unsentBytesMax = 1_000_000;

export function openWatching(app: FastifyInstance, stream: EventStream, everyMs?: number): Watch {
  const streams = openEventStreams(app, {
    openTurn: () => undefined,
    ...(everyMs === undefined ? {} : { everyMs }),
  });

  return function watch(reply, sources, choose, permitAgain) {
    const watcher = streams.open(reply, { permitAgain, unsentBytesMax, onClose: () => unwatch() });
    function show(event: ListedEvent): void {
      const source = { id: event.source.id, name: sources.get(event.source.id) ?? String(event.source.id) };
      watcher.send({ data: { ...event, source } });
    }
    // What cannot be asked about is not shown.
    const unwatch = stream.watch((events) => {
      choose(events).then(
        (chosen) => chosen.forEach(show),
        () => {},
      );
    });
    return reply;
  };
}
