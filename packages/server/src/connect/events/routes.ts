// The API of events: what arrived, one event, and the live stream.
import { AppError, messageTypes } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { idField, limitField, pageOf, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { decideWithoutConsent } from '../../respect/gate/index.ts';
import { getPurpose, includesPurpose, type Purpose } from '../../respect/purposes/index.ts';
import { listSources } from '../sources/index.ts';
import { findEvent, listRecent } from './olap.ts';
import type { EventStream, LiveEvent } from './stream.ts';
import { type SourceNames, toEvent, toListed } from './summary.ts';
import { openWatching } from './watching.ts';

export type { EventSummary } from './summary.ts';

export const eventListQuery = z.object({
  purpose: z.string().optional(),
  limit: limitField,
  cursor: z.coerce.number().int().min(1).optional(),
  type: z.enum(messageTypes).optional(),
  event: z.string().max(255).optional(),
  source: idField.optional(),
  q: z.string().max(200).optional(),
});

export const listSourceNames = async (scope: Scope): Promise<SourceNames> =>
  new Map((await listSources(scope)).map((source) => [source.id, source.name]));

type Deps = { access: Access; clickhouse: ClickHouse; stream: EventStream };

export function registerEventRoutes(app: FastifyInstance, { access, clickhouse, stream }: Deps): void {
  const watch = openWatching(app, stream);

  /** `denied`: whatever an event was collected for, this purpose may not use it now. */
  async function permit(request: FastifyRequest): Promise<{
    scope: Scope;
    purpose: Purpose;
    denied: boolean;
    query: z.infer<typeof eventListQuery>;
  }> {
    const { scope } = await access.permit(request, 'events:read');
    const query = parseQuery(eventListQuery, request.query);
    const purpose = await getPurpose(scope, query.purpose);
    return { scope, query, purpose, denied: decideWithoutConsent(purpose).decision === 'deny' };
  }

  app.get('/api/events', async (request) => {
    const { scope, purpose, query, denied } = await permit(request);
    if (denied) return { items: [], next_cursor: null };
    const { limit } = query;
    const filter = {
      type: query.type,
      event: query.event,
      source: query.source,
      q: query.q,
      before: query.cursor,
      limit,
    };
    const rows = await listRecent(clickhouse, { workspaceId: scope.workspaceId, purpose }, filter);
    const sources = await listSourceNames(scope);
    return pageOf(
      rows,
      limit,
      (row) => toListed(row, sources),
      (row) => String(row.id),
    );
  });

  app.get('/api/events/live', async (request, reply) => {
    const { scope, purpose, query, ...first } = await permit(request);
    let denied = first.denied;
    const sources = await listSourceNames(scope);
    const wanted = (event: LiveEvent): boolean => {
      if (denied || event.workspaceId !== scope.workspaceId || !includesPurpose(event.permissions, purpose))
        return false;
      if (query.type !== undefined && event.type !== query.type) return false;
      if (query.event !== undefined && event.event !== query.event) return false;
      return query.source === undefined || event.source.id === query.source;
    };
    return watch(reply, sources, wanted, async () => {
      denied = (await permit(request)).denied;
    });
  });

  app.get<{ Params: { id: string } }>('/api/events/:id', async (request) => {
    const { scope, purpose, denied } = await permit(request);
    const id = /^\d{1,16}$/.test(request.params.id) ? Number(request.params.id) : 0;
    const row = denied
      ? undefined
      : await findEvent(clickhouse, { workspaceId: scope.workspaceId, purpose }, id);
    if (row === undefined)
      throw new AppError('not_found', 'There is no such event, or it may not be used for this purpose.');
    const sources = await listSourceNames(scope);
    const { raw, ...normalised } = toEvent(row, sources);
    return {
      ...normalised,
      normalised: { ...normalised, sent_at: row.sent_at, original_timestamp: row.original_timestamp },
      raw,
    };
  });
}
