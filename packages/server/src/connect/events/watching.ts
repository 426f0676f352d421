// Watching the live stream over HTTP: server-sent events, one per line of `data:`.
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
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

const pingMs = 15_000;
/** A watcher whose connection holds more than this unsent loses events until it has caught up. */
const unsentBytesMax = 1_000_000;

/** A stream outlives the key or session that opened it, so both are asked for again at each ping. */
export function openWatching(app: FastifyInstance, stream: EventStream, everyMs = pingMs): Watch {
  const open = new Set<ServerResponse>();
  // Streams never end by themselves; a server that stops must not wait for them.
  app.addHook('preClose', async () => {
    for (const response of open) response.end();
  });

  return function watch(reply, sources, choose, permitAgain) {
    reply.hijack();
    const response = reply.raw;
    open.add(response);
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(': watching\n\n');
    function show(event: ListedEvent): void {
      if (response.writableLength > unsentBytesMax) return;
      const source = { id: event.source.id, name: sources.get(event.source.id) ?? String(event.source.id) };
      response.write(`data: ${JSON.stringify({ ...event, source })}\n\n`);
    }
    // What cannot be asked about is not shown.
    const unwatch = stream.watch((events) => {
      choose(events).then(
        (chosen) => chosen.forEach(show),
        () => {},
      );
    });
    const ping = setInterval(() => {
      response.write(': ping\n\n');
      permitAgain().catch(() => response.end());
    }, everyMs);
    ping.unref();
    response.on('close', () => {
      clearInterval(ping);
      unwatch();
      open.delete(response);
    });
    return reply;
  };
}
