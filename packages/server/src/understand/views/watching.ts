// Watching a view over HTTP: an event stream of the whole answer, each time that it changes.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type EventStream, onceClosed, openEventStreams } from '../../platform/http/index.ts';
import type { Stream, Streams } from './streams.ts';

type Watched<Turn> = Pick<Stream, 'workspaceId' | 'find'> & {
  /** Whether whoever watches sees as clearly as when it was answered last. Throws when they may not watch this any more. */
  seesTheSame(turn: Turn): Promise<boolean>;
};

/** What would be refused is refused before anything is streamed. */
export type Watching<Turn> = (
  request: FastifyRequest,
  reply: FastifyReply,
  watched: Watched<Turn>,
) => Promise<FastifyReply>;

type Deps<Turn> = { streams: Streams; openTurn: () => Turn; everyMs?: number };

export function openWatching<Turn>(app: FastifyInstance, { streams, ...deps }: Deps<Turn>): Watching<Turn> {
  const eventStreams = openEventStreams(app, deps);

  return function watch(request, reply, { seesTheSame, ...watched }) {
    const started = Promise.withResolvers<FastifyReply>();
    const last = request.headers['last-event-id'];
    let sent: EventStream | undefined;
    const followed = streams.open(
      {
        ...watched,
        start() {
          sent = eventStreams.open(reply, {
            async permitAgain(turn) {
              if (!(await seesTheSame(turn))) followed.refresh();
            },
            onFree: () => followed.refresh(),
          });
          started.resolve(reply);
        },
        isFree: () => sent?.isFree() !== false,
        send: (answer, tag) => sent?.send({ event: 'view', id: tag, data: answer }) === true,
        end(error) {
          if (sent === undefined) started.reject(error);
          else sent.end(error);
        },
      },
      typeof last === 'string' ? last : undefined,
    );
    onceClosed(reply.raw, followed.close);
    return started.promise;
  };
}
