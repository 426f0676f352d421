// What pages of other sites may ask: views, with a token in the header. Never by a cookie.
import type { FastifyInstance } from 'fastify';

const readsView = /^\/api\/views\/[^/?]+/;

/**
 * `*` and no word of credentials: a browser then sends no cookies along and shows no answer that came by one, so a page of
 * another site can read only what the token in its hands opens.
 */
export function allowForeignPages(app: FastifyInstance): void {
  app.addHook('onRequest', async function allowForeignPage({ method, url, headers }, reply) {
    if (headers.origin === undefined || !readsView.test(url)) return undefined;
    if (method === 'OPTIONS' && headers['access-control-request-method'] === 'GET') {
      return reply
        .headers({
          'access-control-allow-origin': '*',
          'access-control-allow-methods': 'GET',
          'access-control-allow-headers': 'authorization, if-none-match, last-event-id',
          'access-control-max-age': '600',
        })
        .code(204)
        .send();
    }
    if (method !== 'GET' || headers.authorization?.startsWith('Bearer ') !== true) return undefined;
    reply.headers({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'etag, retry-after',
    });
    return undefined;
  });
}
