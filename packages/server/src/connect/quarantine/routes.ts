// The API of quarantine: list, inspect, replay, drop.
import { AppError, quarantineTable } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { idField, limitField, pageOf, parseBody, parseQuery, toId } from '../../platform/http/index.ts';
import type { Access, Principal } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { getUpkeepPurpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import type { Withholding } from '../collect/index.ts';
import type { Inbox } from '../inbox/index.ts';
import { maskExcerpt, showBody, whyMasked } from './show.ts';
import {
  countReasons,
  dropQuarantined,
  findQuarantined,
  listQuarantined,
  type QuarantineRow,
  replayQuarantined,
} from './store.ts';

const id = z.coerce.number().int().min(1);
export const quarantineQuery = z.object({ purpose: z.string().optional() });
export const quarantineListQuery = quarantineQuery.extend({
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
  deps: { access: Access; inbox: Inbox; withholding: Withholding; clock: Clock; readLog: ReadLog },
): void {
  const { access, clock, readLog } = deps;

  async function permit(request: FastifyRequest, slug: unknown) {
    const { scope, principal } = await access.permit(request, 'quarantine:read', slug);
    const purpose = await getUpkeepPurpose(scope, slug);
    return { scope, by: { principal, purpose: purpose.slug }, mask: openMask(principal.unmasked) };
  }
  /** Of whom they are nobody knows; which they are is known. */
  function log(exit: string, by: { principal: Principal; purpose: string }, ids: readonly number[]): void {
    const fields = ids.map((one) => `quarantine.${one}`);
    readLog.add({ ...by, at: clock.now(), exit, profileIds: [], fields });
  }

  app.get('/api/quarantine', async (request) => {
    const query = parseQuery(quarantineListQuery, request.query);
    const { scope, by, mask } = await permit(request, query.purpose);
    const { limit } = query;
    const rows = await listQuarantined(scope, {
      limit,
      reason: query.reason,
      source: query.source,
      before: query.cursor,
    });
    const shown = rows.slice(0, limit).map(({ id: one }) => Number(one));
    log('GET /api/quarantine', by, shown);
    const reason = whyMasked(mask);
    const page = pageOf(
      rows,
      limit,
      (row) => toItem(reason === undefined ? row : { ...row, excerpt: maskExcerpt(row.excerpt) }),
      (row) => String(row.id),
    );
    return reason === undefined ? page : { ...page, masked: [{ field: 'excerpt', reason }] };
  });

  app.get('/api/quarantine/reasons', async (request) => {
    const { scope } = await access.permit(request, 'quarantine:read');
    return { items: await countReasons(scope), next_cursor: null };
  });

  app.get<{ Params: { id: string } }>('/api/quarantine/:id', async (request) => {
    const { purpose } = parseQuery(quarantineQuery, request.query);
    const { scope, by, mask } = await permit(request, purpose);
    const row = await findQuarantined(scope, toId(request.params.id, Number.MAX_SAFE_INTEGER));
    if (row === undefined)
      throw new AppError('not_found', 'This message is not in quarantine. It was replayed or dropped.');
    log('GET /api/quarantine/:id', by, [Number(row.id)]);
    const reason = whyMasked(mask);
    const item = { ...toItem(row), body: showBody(row.body, mask) };
    if (reason === undefined) return item;
    return { ...item, excerpt: maskExcerpt(row.excerpt), masked: [{ field: 'body', reason }] };
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
