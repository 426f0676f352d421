// Watching a view over HTTP: server-sent events, the whole answer each time that it changes.
import type { ServerResponse } from 'node:http';
import { AppError, isAppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Stream, Streams } from './streams.ts';

const pingMs = 30_000;
/** Whoever reads so slowly is let go, and comes again. */
const unsentBytesMax = 1_000_000;

type Watched = Pick<Stream, 'workspaceId' | 'find'> & {
  /** Throws when whoever watches may not go on. */
  permitAgain(): Promise<unknown>;
};

export type Watching = (request: FastifyRequest, reply: FastifyReply, watched: Watched) => FastifyReply;

/**
 * A stream outlives the key or session that opened it, so both are asked for again at each ping: once for all streams that
 * were opened with the same.
 */
export function openWatching(app: FastifyInstance, streams: Streams, everyMs = pingMs): Watching {
  const open = new Map<ServerResponse, { credential: string; watched: Watched; end(error: unknown): void }>();

  async function ping(): Promise<void> {
    const asked = new Map<string, Promise<unknown>>();
    for (const [response, { credential, watched, end }] of open) {
      response.write(': ping\n\n');
      const permitted = asked.get(credential) ?? watched.permitAgain();
      asked.set(credential, permitted);
      permitted.catch(end);
    }
  }
  const timer = setInterval(ping, everyMs);
  timer.unref();
  // Streams never end by themselves; a server that stops must not wait for them.
  app.addHook('preClose', async () => {
    clearInterval(timer);
    for (const response of open.keys()) response.end();
  });

  return function watch(request, reply, watched) {
    reply.hijack();
    const response = reply.raw;
    const headers = reply.getHeaders() as Record<string, string>;
    response.writeHead(200, {
      ...headers,
      ...{ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    });
    response.write(': watching\n\n');
    function end(error: unknown): void {
      const { code, message } = isAppError(error) ? error : new AppError('internal');
      response.end(`event: end\ndata: ${JSON.stringify({ code, message })}\n\n`);
    }
    const last = request.headers['last-event-id'];
    const close = streams.open(
      {
        ...{ workspaceId: watched.workspaceId, find: watched.find, end },
        send(answer, tag) {
          if (response.writableLength > unsentBytesMax) response.destroy();
          else response.write(`event: view\nid: ${tag}\ndata: ${JSON.stringify(answer)}\n\n`);
        },
      },
      typeof last === 'string' ? last : undefined,
    );
    const { authorization, cookie = '' } = request.headers;
    open.set(response, { credential: authorization ?? cookie, watched, end });
    response.on('close', () => {
      open.delete(response);
      close();
    });
    return reply;
  };
}
