// The API of requests, for whoever has to answer them.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseQuery, toId } from '../../platform/http/index.ts';
import type { Access, Principal } from '../access/index.ts';
import { type Label, maskValue, openMask } from '../categories/index.ts';
import type { ReadLog } from '../reads/index.ts';
import { requestKinds } from './model.ts';
import { findRequest, listRequests, type StoredRequest } from './store.ts';

export const requestListQuery = z.object({
  state: z
    .enum(['open', 'closed'])
    .optional()
    .describe('`open`: those that wait for an answer. All, where it is left out.'),
  kind: z.enum(requestKinds).optional().describe('Only requests of this kind.'),
  limit: limitField,
  cursor: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});

/** What an identifier is masked as. */
export type LabelOf = (type: string, value: string) => Pick<Label, 'category' | 'state'>;

type Deps = { access: Access; clock: Clock; readLog: ReadLog; labelOf: LabelOf };

/** What is asked of a company is read to comply with the law, by whoever may read for that. */
const purpose = 'compliance';

export function registerRequestRoutes(app: FastifyInstance, { access, clock, readLog, labelOf }: Deps): void {
  const permit = (request: FastifyRequest) => access.permit(request, 'requests:read', purpose);
  function show(principal: Principal, exit: string, rows: readonly StoredRequest[]) {
    const at = clock.now();
    readLog.add({
      principal,
      at,
      purpose,
      exit,
      profileIds: [],
      fields: rows.map(({ id }) => `requests.${id}`),
    });
    const mask = openMask(principal.unmasked);
    return rows.map(({ id, type, value, ...request }) => {
      const label = labelOf(type, value);
      const isMasked = mask?.(label) !== undefined;
      return {
        id: String(id),
        ...request,
        contact_point: { type, value: isMasked ? String(maskValue(value, label.category)) : value },
        is_overdue: request.closed_at === null && request.due_at <= at,
      };
    });
  }

  app.get('/api/requests', async (request) => {
    const { scope, principal } = await permit(request);
    const { state, kind, limit, cursor } = parseQuery(requestListQuery, request.query);
    const isOpen = state && state === 'open';
    const rows = await listRequests(scope, { isOpen, kind, limit, before: cursor });
    const { items, next_cursor } = pageOf(
      rows,
      limit,
      (row) => row,
      ({ id }) => String(id),
    );
    return { items: show(principal, 'GET /api/requests', items), next_cursor };
  });

  app.get<{ Params: { id: string } }>('/api/requests/:id', async (request) => {
    const { scope, principal } = await permit(request);
    const found = await findRequest(scope, toId(request.params.id, Number.MAX_SAFE_INTEGER));
    if (found === undefined) throw new AppError('request_not_found');
    return show(principal, 'GET /api/requests/:id', [found])[0];
  });
}
