// The API of segments beside their definitions: preview, members, export, growth, overlap.
import type { Condition } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { readUnsaved } from '../definitions/index.ts';
import { openShowing, refuseUnseen, type ShowPeople } from '../showing/index.ts';
import { registerExportRoute } from './export.ts';
import { registerGrowthRoute } from './growth.ts';
import { registerMembersRoute } from './members.ts';
import { registerOverlapRoute } from './overlap.ts';
import { previewSegment } from './preview.ts';

export const previewBody = z.strictObject({
  purpose: z.string(),
  definition: z.unknown(),
  limit: z.int().min(0).max(50).default(10).describe('So many people are shown.'),
});
type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock; readLog: ReadLog };
type Members = Deps & { show: ShowPeople };

export function registerSegmentRoutes(app: FastifyInstance, deps: Deps): void {
  const members = { ...deps, show: openShowing(deps) };
  registerPreviewRoute(app, members);
  registerMembersRoute(app, members);
  registerExportRoute(app, members);
  registerGrowthRoute(app, deps);
  registerOverlapRoute(app, deps);
}

function registerPreviewRoute(app: FastifyInstance, { access, clickhouse, clock, show }: Members): void {
  app.post('/api/segments/preview', async (request) => {
    const { purpose, definition, limit } = parseBody(previewBody, request.body);
    const { scope, principal } = await access.permit(request, 'segments:read', purpose);
    const read = await readUnsaved(scope, 'segment', { purpose, definition });
    await refuseUnseen(scope, principal, read);
    const asked = { purpose, definition: read.definition as Condition, limit, at: clock.now() };
    const { ids, ...preview } = await previewSegment({ db: scope.db, clickhouse }, scope.workspaceId, asked);
    const people = await show({ scope, principal, purpose, exit: 'POST /api/segments/preview' }, ids);
    return { ...preview, sample: people.map(({ id, display_name }) => ({ id, display_name })) };
  });
}
