// What the pages wear, for everybody: the colours of a brand as a style sheet, and its logo. Neither says whose page it is.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../../platform/postgres/index.ts';
import { findLogo, logoPath } from '../../../respect/preferences/index.ts';
import { toColoursSheet } from '../style.ts';

/** What an address stands for never changes. */
const forGood = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
};
/** A logo may be an SVG, which somebody may open by itself: it runs no script, loads nothing, and has no origin. */
const logoPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const isHash = /^[0-9a-f]{64}$/;

export function registerLooks(app: FastifyInstance, { db }: { db: Database }): void {
  app.get<{ Params: { name: string } }>('/preferences/colours/:name', async ({ params }, reply) => {
    const sheet = toColoursSheet(params.name);
    if (sheet === undefined) throw new AppError('not_found');
    return reply.headers(forGood).type('text/css; charset=utf-8').send(sheet);
  });

  app.get<{ Params: { hash: string } }>(logoPath(':hash'), async ({ params }, reply) => {
    const logo = isHash.test(params.hash) ? await findLogo(db, params.hash) : undefined;
    if (logo === undefined) throw new AppError('not_found');
    return reply
      .headers({ ...forGood, 'content-security-policy': logoPolicy })
      .type(logo.media_type)
      .send(logo.file);
  });
}
