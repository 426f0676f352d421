// The API of those who asked for a new link: read them, send each a link, and take them off the list.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import { limitField, pageOf, parseQuery, toId } from '../../../platform/http/index.ts';
import type { Access } from '../../../respect/access/index.ts';
import { openMask } from '../../../respect/categories/index.ts';
import { maskPoint } from '../../preference-changes/index.ts';
import { deleteLinkRequest, listLinkRequests } from './link-requests.ts';

export const linkRequestsQuery = z.object({
  limit: limitField,
  cursor: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});

type Deps = { access: Access; clock: Clock };

export function registerLinkRequestRoutes(app: FastifyInstance, { access, clock }: Deps): void {
  app.get('/api/preference-link-requests', async (request) => {
    const { scope, principal } = await access.permit(request, 'consents:read');
    const { limit, cursor } = parseQuery(linkRequestsQuery, request.query);
    const rows = await listLinkRequests(scope, { after: cursor, limit, at: clock.now() });
    const mask = openMask(principal.unmasked);
    return pageOf(
      rows,
      limit,
      ({ id, type, value, ...row }) => ({
        id: String(id),
        contact: maskPoint({ type, value }, mask),
        ...row,
      }),
      ({ id }) => String(id),
    );
  });

  app.delete<{ Params: { id: string } }>('/api/preference-link-requests/:id', async (request, reply) => {
    const { scope } = await access.permit(request, 'consents:write');
    const gone = await deleteLinkRequest(scope, toId(request.params.id, Number.MAX_SAFE_INTEGER));
    if (!gone) throw new AppError('request_not_found');
    return reply.code(204).send();
  });
}
