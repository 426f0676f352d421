// Fastify, its error answers, and the front handler that sees each request first.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AppError, isAppError } from '@rapport/protocol';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Log } from '../log/index.ts';

/** Takes a request and says true, or leaves it untouched and says false. */
export type FrontHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export type HttpServer = {
  readonly app: FastifyInstance;
  /** Every route that was registered so far, as `GET /path`. */
  readonly routes: readonly string[];
  /** Sets who sees requests before the router does. */
  setFront(handler: FrontHandler): void;
  listen(options: { host: string; port: number }): Promise<string>;
  /** Stops taking connections, lets running answers finish, at most for the given time. */
  close(graceMs?: number): Promise<void>;
};

export function openHttpServer(log: Log): HttpServer {
  let front: FrontHandler = () => false;
  const app = Fastify({
    logger: false,
    trustProxy: false,
    bodyLimit: 2 * 1024 * 1024,
    // Found before any route, so that the error handler below never sees it.
    frameworkErrors: (_error, _request, reply) => {
      const fault = new AppError('invalid_request', 'The address cannot be read: check its % escapes.');
      reply.hijack();
      reply.raw.writeHead(fault.status, { 'content-type': 'application/json; charset=utf-8' });
      reply.raw.end(JSON.stringify(fault.toBody()));
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2048 },
    serverFactory: (handler) =>
      createServer(
        { keepAliveTimeout: 65_000, headersTimeout: 70_000, requestTimeout: 900_000 },
        (request, response) => {
          if (!front(request, response)) handler(request, response);
        },
      ),
  });
  const routes: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    routes.push(...[method].flat().map((one) => `${one} ${url}`));
  });
  app.setErrorHandler(function answerError(error: FastifyError, request, reply) {
    const fault = toFault(error);
    // 503 and 504 are answers for the caller to act on; only what we did not foresee is for the operator.
    if (fault.code === 'internal') {
      log.error({ err: error, id: request.id, route: request.routeOptions.url }, 'A request failed');
    }
    const details = fault.code === 'internal' ? { ...fault.details, id: request.id } : fault.details;
    const seconds = details.retry_after;
    if (typeof seconds === 'number') reply.header('retry-after', seconds);
    return reply.code(fault.status).send({ error: { code: fault.code, message: fault.message, details } });
  });
  return {
    app,
    routes,
    setFront: (handler) => {
      front = handler;
    },
    listen: (options) => listen(app, options),
    close: (graceMs = 5000) => close(app, graceMs),
  };
}

async function listen(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new AppError(
        'config_invalid',
        `Port ${port} on ${host} is taken. Stop what uses it, or set RAPPORT_PORT to another.`,
      );
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new AppError(
        'config_invalid',
        `Cannot listen on ${host}:${port} (${code}). Set RAPPORT_HOST and RAPPORT_PORT.`,
      );
    }
    throw error;
  }
}

async function close(app: FastifyInstance, graceMs: number): Promise<void> {
  const closing = app.close();
  app.server.closeIdleConnections();
  const timer = setTimeout(() => app.server.closeAllConnections(), graceMs);
  await closing;
  clearTimeout(timer);
}

/** What a caller is told of it. */
export function toFault(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  const error = thrown as FastifyError;
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return new AppError('malformed_json');
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new AppError('invalid_request', 'Send the body as `Content-Type: application/json`.');
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new AppError('body_too_large');
  // PostgreSQL has no NUL in text, and says so by this code.
  if (error.code === '22021')
    return new AppError('invalid_request', 'The request holds a NUL character, which cannot be stored.');
  if (isConnectionFailure(error)) return new AppError('storage_unavailable', undefined, {}, error);
  if (error.statusCode !== undefined && error.statusCode < 500)
    return new AppError('invalid_request', error.message);
  return new AppError('internal', undefined, {}, error);
}

/** PostgreSQL is away: restarting, refusing, or gone in the middle of a statement. */
const isConnectionFailure = (error: Error & { code?: string }): boolean =>
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|57P0[1-5]|08\d{3})$/.test(error.code ?? '') ||
  /connection terminated|timeout exceeded when trying to connect/i.test(error.message);
