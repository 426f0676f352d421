// What collect says: to browsers of every site, and in the status codes that tracking clients act on.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, isAppError } from '@rapport/protocol';

const allowedHeaders =
  'content-type, content-encoding, authorization, x-retry-count, x-write-key, anonymousid, x-requested-with';

/** Any page may send; none may use a visitor's cookies for it. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('vary', 'Origin');
  response.setHeader('access-control-expose-headers', 'retry-after, x-ratelimit-reset');
}

export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  allowOrigin(request, response);
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
  response.setHeader(
    'access-control-allow-headers',
    request.headers['access-control-request-headers'] ?? allowedHeaders,
  );
  response.setHeader('access-control-max-age', '7200');
  if (request.headers['access-control-request-private-network'] === 'true') {
    response.setHeader('access-control-allow-private-network', 'true');
  }
  response.writeHead(204).end();
}

// A text, not bytes: Node then sends head and body in one piece.
const success = '{"success":true}';

export function answerSuccess(response: ServerResponse): void {
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': success.length })
    .end(success);
}

export function answerJson(
  response: ServerResponse,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  const body = Buffer.from(JSON.stringify(value));
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length, ...headers })
    .end(body);
}

/** A fault, with `Retry-After` in whole seconds where trying again can help. */
export function answerFault(response: ServerResponse, error: unknown, tooLargeStatus = 400): void {
  const fault = isAppError(error) ? error : new AppError('storage_unavailable', undefined, {}, error);
  const body = Buffer.from(JSON.stringify(fault.toBody()));
  const headers: Record<string, string | number> = {
    'content-type': 'application/json',
    'content-length': body.length,
  };
  if (fault.status === 429) {
    const seconds = Math.min(300, Math.max(1, Math.ceil(Number(fault.details.retry_after ?? 1))));
    headers['retry-after'] = seconds;
    headers['x-ratelimit-reset'] = seconds;
  }
  response.writeHead(fault.code === 'body_too_large' ? tooLargeStatus : fault.status, headers).end(body);
}
