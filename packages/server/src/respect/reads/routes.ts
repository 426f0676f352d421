// The API of the log of reads.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { limitField, pageOf, parseQuery } from '../../platform/http/index.ts';
import type { Access } from '../access/index.ts';
import type { ReadLog } from './read-log.ts';

export const readListQuery = z.object({
  limit: limitField,
  cursor: z.coerce.number().int().min(1).optional(),
  profile_id: z.coerce.number().int().min(1).optional().describe('Only reads of this person.'),
});

export function registerReadRoutes(
  app: FastifyInstance,
  { access, readLog }: { access: Access; readLog: ReadLog },
): void {
  app.get('/api/reads', async (request) => {
    const { scope } = await access.permit(request, 'reads:read');
    const { limit, cursor, profile_id: profileId } = parseQuery(readListQuery, request.query);
    const rows = await readLog.list(scope, { before: cursor, limit, profileId });
    return pageOf(
      rows,
      limit,
      (row) => row,
      ({ id }) => id,
    );
  });
}
