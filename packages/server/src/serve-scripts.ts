// Serves the built scripts to pages of any site, the card and the SDK, at addresses that stay.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { hasAlready, openToPages, toEntityTag } from './platform/http/index.ts';

const folder = join(import.meta.dirname, '../../browser/dist');
const names = [
  'rapport-view.js',
  'rapport.js',
  'rapport-asking.js',
  'rapport-banner-preview.js',
  'rapport-ask-preview.js',
  'rapport-push.js',
  'rapport-push-subscribe.js',
];

export function serveScripts(app: FastifyInstance): void {
  for (const name of names) serveScript(app, name);
}

function serveScript(app: FastifyInstance, name: string): void {
  const file = join(folder, name);
  const script = existsSync(file) ? readFileSync(file) : undefined;
  const tag = script && toEntityTag(script);
  app.get(`/sdk/${name}`, async (request, reply) => {
    if (script === undefined || tag === undefined)
      throw new AppError('not_found', `${name} is not built. Run \`npm start\`, which builds it.`);
    // Asked for again each time, and answered without a body while it is the same.
    openToPages(reply).headers({ 'cache-control': 'public, no-cache', etag: tag });
    if (hasAlready(request, tag)) return reply.code(304).send();
    return reply.type('text/javascript; charset=utf-8').send(script);
  });
}
