// The API of events: what arrived, one event, and the live stream.
import { AppError, messageTypes } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { fillPage, idField, limitField, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access, Principal } from '../../respect/access/index.ts';
import { type Mask, openMask } from '../../respect/categories/index.ts';
import { getPurpose, includesPurpose, type Purpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { hidesAddresses } from '../permissions/index.ts';
import { listSources } from '../sources/index.ts';
import { findEvent, type ListedEventRow, listRecent } from './olap.ts';
import { type EventOf, parseKept, type Shown, showEvents } from './show.ts';
import { type EventStream, type LiveEvent, toTold, toWatched } from './stream.ts';
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

type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock; stream: EventStream; readLog: ReadLog };

type Reader = { principal: Principal; purpose: Purpose };

export function registerEventRoutes(
  app: FastifyInstance,
  { access, clickhouse, clock, stream, readLog }: Deps,
): void {
  const watch = openWatching(app, stream);

  async function permit(request: FastifyRequest): Promise<{
    scope: Scope;
    principal: Principal;
    purpose: Purpose;
    mask: Mask | undefined;
    query: z.infer<typeof eventListQuery>;
  }> {
    const query = parseQuery(eventListQuery, request.query);
    const { scope, principal } = await access.permit(request, 'events:read', query.purpose);
    const purpose = await getPurpose(scope, query.purpose);
    return { scope, principal, query, purpose, mask: openMask(principal.unmasked) };
  }

  function logRead(exit: string, { principal, purpose }: Reader, shown: readonly Shown<EventOf>[]): void {
    const profileIds = shown.map(({ row }) => Number(row.profile_id));
    const fields = [...new Set(shown.map(({ row }) => row.event ?? row.type))];
    readLog.add({ principal, at: clock.now(), purpose: purpose.slug, exit, profileIds, fields });
  }

  app.get('/api/events', async (request) => {
    const { scope, principal, purpose, mask, query } = await permit(request);
    const { limit, cursor, type, event, source, q } = query;
    const asked = { workspaceId: scope.workspaceId, purpose };
    const by = { purpose, mask, at: clock.nowMs() };
    const shown = new Map<number, Shown<ListedEventRow>>();
    const page = await fillPage<ListedEventRow>(limit, cursor, async (before, size) => {
      const rows = await listRecent(clickhouse, asked, {
        ...{ type, event, source, q, before, limit: size },
        wholeAddresses: hidesAddresses(mask),
      });
      const kept = await showEvents(scope, rows, parseKept, by);
      for (const one of kept) shown.set(one.row.id, one);
      return { rows, kept: rows.filter(({ id }) => shown.has(id)) };
    });
    const sources = await listSourceNames(scope);
    const listed = page.items.map(({ id }) => shown.get(id) as Shown<ListedEventRow>);
    logRead('GET /api/events', { principal, purpose }, listed);
    const items = listed.map((one) => toListed(one, sources));
    const masked = new Map(listed.flatMap((one) => one.masked.map((field) => [field.field, field])));
    return { ...page, items, ...(masked.size === 0 ? {} : { masked: [...masked.values()] }) };
  });

  app.get('/api/events/live', async (request, reply) => {
    const { scope, principal, query, ...seen } = await permit(request);
    const sources = await listSourceNames(scope);
    const isWanted = (event: LiveEvent): boolean => {
      if (event.workspaceId !== scope.workspaceId || !includesPurpose(event.permissions, seen.purpose))
        return false;
      if (query.type !== undefined && event.type !== query.type) return false;
      if (query.event !== undefined && event.event !== query.event) return false;
      return query.source === undefined || event.source.id === query.source;
    };
    // The purpose may mean something else by now, and the reader see less.
    let { purpose, mask } = seen;
    return watch(
      reply,
      sources,
      async (events) => {
        const by = { purpose, mask, at: clock.nowMs() };
        const shown = await showEvents(scope, events.filter(isWanted), toTold, by);
        logRead('GET /api/events/live', { principal, purpose }, shown);
        return shown.map(({ row, message }) => toWatched(row, message));
      },
      async () => {
        ({ purpose, mask } = await permit(request));
      },
    );
  });

  app.get<{ Params: { id: string } }>('/api/events/:id', async (request) => {
    const { scope, principal, purpose, mask } = await permit(request);
    const id = /^\d{1,16}$/.test(request.params.id) ? Number(request.params.id) : 0;
    const found = await findEvent(clickhouse, { workspaceId: scope.workspaceId, purpose }, id);
    const by = { purpose, mask, at: clock.nowMs() };
    const [shown] = await showEvents(scope, found === undefined ? [] : [found], parseKept, by);
    if (shown === undefined)
      throw new AppError('not_found', 'There is no such event, or it may not be used for this purpose.');
    logRead('GET /api/events/:id', { principal, purpose }, [shown]);
    const sources = await listSourceNames(scope);
    const { raw, denied, masked, ...normalised } = toEvent(shown, sources);
    const { sent_at, original_timestamp } = shown.row;
    return { ...normalised, normalised: { ...normalised, sent_at, original_timestamp }, raw, denied, masked };
  });
}
