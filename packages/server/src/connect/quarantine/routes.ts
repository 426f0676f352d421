// The API of quarantine: list, inspect, replay, drop.
import { AppError, quarantineTable } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { idField, limitField, pageOf, parseBody, parseQuery, toId } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import type { Withholding } from '../collect/index.ts';
import type { Inbox } from '../inbox/index.ts';
import {
  countReasons,
  dropQuarantined,
  findQuarantined,
  listQuarantined,
  type QuarantineRow,
  replayQuarantined,
} from './store.ts';

const id = z.coerce.number().int().min(1);
export const quarantineListQuery = z.object({
  limit: limitField,
  cursor: id.optional(),
  reason: z.string().optional(),
  source: idField.optional(),
});
export const quarantineSelection = z.union([
  z.strictObject({ ids: z.array(id).min(1).max(10_000) }),
  z.strictObject({ reason: z.string().min(1) }),
]);

const toItem = ({ source_id, source_name, reason, ...row }: QuarantineRow) => ({
  ...row,
  id: String(row.id),
  reason: { code: reason, message: quarantineTable[reason] },
  source: { id: source_id, name: source_name },
});

export function registerQuarantineRoutes(
  app: FastifyInstance,
  deps: { access: Access; inbox: Inbox; withholding: Withholding; clock: Clock },
): void {
  const { access, clock } = deps;

  app.get('/api/quarantine', async (request) => {
    const { scope } = await access.permit(request, 'quarantine:read');
    const query = parseQuery(quarantineListQuery, request.query);
    const { limit } = query;
    const rows = await listQuarantined(scope, {
      limit,
      reason: query.reason,
      source: query.source,
      before: query.cursor,
    });
    return pageOf(rows, limit, toItem, (row) => String(row.id));
  });

  app.get('/api/quarantine/reasons', async (request) => {
    const { scope } = await access.permit(request, 'quarantine:read');
    return { items: await countReasons(scope), next_cursor: null };
  });

  app.get<{ Params: { id: string } }>('/api/quarantine/:id', async (request) => {
    const { scope } = await access.permit(request, 'quarantine:read');
    const row = await findQuarantined(scope, toId(request.params.id, Number.MAX_SAFE_INTEGER));
    if (row === undefined)
      throw new AppError('not_found', 'This message is not in quarantine. It was replayed or dropped.');
    return { ...toItem(row), body: row.body };
  });

  app.post('/api/quarantine/replay', async (request) => {
    const { scope } = await access.permit(request, 'quarantine:write');
    const selection = parseBody(quarantineSelection, request.body);
    return replayQuarantined(scope, selection, deps, clock.nowMs());
  });

  app.post('/api/quarantine/drop', async (request) => {
    const { scope } = await access.permit(request, 'quarantine:write');
    return { dropped: await dropQuarantined(scope, parseBody(quarantineSelection, request.body)) };
  });
}
