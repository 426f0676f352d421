// The API of segments beside their definitions: preview, members, growth, overlap.
import { AppError, type Condition } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, parseBody, parseQuery } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { findDefinition, readUnsaved } from '../definitions/index.ts';
import { openShowing, type ShowPeople } from '../showing/index.ts';
import { registerGrowthRoute } from './growth.ts';
import { listMembers } from './olap.ts';
import { registerOverlapRoute } from './overlap.ts';
import { previewSegment } from './preview.ts';

export const previewBody = z.strictObject({
  purpose: z.string(),
  definition: z.unknown(),
  limit: z.int().min(0).max(50).default(10).describe('So many people are shown.'),
});
export const membersQuery = z.object({
  purpose: z.string().optional(),
  limit: limitField,
  cursor: z.coerce.number().int().min(1).optional(),
});

type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock; readLog: ReadLog };
type Members = Deps & { show: ShowPeople };

export function registerSegmentRoutes(app: FastifyInstance, deps: Deps): void {
  const members = { ...deps, show: openShowing(deps) };
  registerPreviewRoute(app, members);
  registerMembersRoute(app, members);
  registerGrowthRoute(app, deps);
  registerOverlapRoute(app, deps);
}

function registerPreviewRoute(app: FastifyInstance, { access, clickhouse, clock, show }: Members): void {
  app.post('/api/segments/preview', async (request) => {
    const { purpose, definition, limit } = parseBody(previewBody, request.body);
    const { scope, principal } = await access.permit(request, 'segments:read', purpose);
    const read = await readUnsaved(scope, 'segment', { purpose, definition });
    const asked = { purpose, definition: read.definition as Condition, limit, at: clock.now() };
    const { ids, ...preview } = await previewSegment({ db: scope.db, clickhouse }, scope.workspaceId, asked);
    const people = await show({ scope, principal, purpose, exit: 'POST /api/segments/preview' }, ids);
    return { ...preview, sample: people.map(({ id, display_name }) => ({ id, display_name })) };
  });
}

function registerMembersRoute(app: FastifyInstance, { access, clickhouse, show }: Members): void {
  app.get<{ Params: { name: string } }>('/api/segments/:name/members', async (request) => {
    const { purpose, limit, cursor } = parseQuery(membersQuery, request.query);
    const { scope, principal } = await access.permit(request, 'segments:read', purpose);
    const { slug } = await getPurpose(scope, purpose);
    const found = await findDefinition(scope, 'segment', request.params.name);
    if (slug !== found.purpose)
      throw new AppError(
        'purpose_not_of_segment',
        `The segment is for "${found.purpose}". Read it for that.`,
      );
    const asked = { segmentId: found.id, before: cursor, limit: limit + 1 };
    const members = await listMembers(clickhouse, scope.workspaceId, asked);
    const page = members.slice(0, limit);
    const stays = new Map(page.map((one) => [String(one.id), one]));
    const by = { scope, principal, purpose, exit: 'GET /api/segments/:name/members' };
    const people = await show(
      by,
      page.map(({ id }) => Number(id)),
    );
    return {
      items: people.map(({ id, display_name }) => {
        const stay = stays.get(id);
        return {
          id,
          display_name,
          since: new Date(Number(stay?.entered_ms)).toISOString(),
          reason: stay?.reason,
        };
      }),
      next_cursor: members.length > limit ? String(page.at(-1)?.id) : null,
    };
  });
}
