// Serves the built console: its files as they are, and its page for every other address that is not an API.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';

const folder = join(import.meta.dirname, '../../console/dist');
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

export async function serveConsole(app: FastifyInstance): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      index: ['index.html'],
      setHeaders(reply, path) {
        reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
        reply.header('content-security-policy', policy);
        reply.header('x-content-type-options', 'nosniff');
        reply.header('referrer-policy', 'same-origin');
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !/^\/(api|v1|sdk|hooks|m|push|health|metrics|assets)(\/|$|\?)/.test(request.url);
    if (isPage && built) return reply.sendFile('index.html');
    if (isPage)
      throw new AppError('not_found', 'The console is not built. Run `npm run build` and start again.');
    throw new AppError('not_found');
  });
}
