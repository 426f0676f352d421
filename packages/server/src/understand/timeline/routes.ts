// The API of what definitions made of a person: when they came into segments and left them, and what their traits became.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { findPlaces, findProfileId, toAsked } from '../../connect/identity/index.ts';
import { listSubjects } from '../../connect/permissions/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseQuery } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { decide } from '../../respect/gate/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { type ChangeRow, listChangesOf } from './olap.ts';
import { listTold, openShown, type Told } from './told.ts';

export const changesQuery = z.object({
  purpose: z.string().optional(),
  kind: z.enum(['segment', 'trait']).optional().describe('Only changes of these.'),
  limit: limitField,
  cursor: z.coerce.number().int().min(1).optional(),
});

type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock; readLog: ReadLog };
type Params = { type: string; value: string };

const exit = 'GET /api/profiles/:type/:value/changes';

export function registerTimelineRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clickhouse, clock, readLog } = deps;
  app.get<{ Params: Params }>('/api/profiles/:type/:value/changes', async (request) => {
    const { purpose: slug, kind, limit, cursor } = parseQuery(changesQuery, request.query);
    const { scope, principal } = await access.permit(request, 'profiles:read', slug);
    const purpose = await getPurpose(scope, slug);
    const profileId = await findProfileId(scope, toAsked(request.params.type, request.params.value));
    const at = clock.now();
    const subject = profileId && (await listSubjects(scope, [profileId], at.getTime())).get(profileId);
    if (!profileId || !subject) throw new AppError('profile_not_found');
    const permitted = decide(subject, { purpose, at: at.getTime() });
    if (permitted.decision === 'deny')
      return { items: [], next_cursor: null, denied: [{ field: 'changes', reason: permitted.reason }] };
    const told = await listTold(scope, { purpose: purpose.slug, kind });
    const [, ...formerIds] = (await findPlaces(scope, profileId)).profileIds;
    const rows = await listChangesOf(clickhouse, scope.workspaceId, {
      ...{ definitionIds: [...told.keys()], profileId, formerIds },
      ...{ before: cursor, limit: limit + 1 },
    });
    const viewing = { purpose, mask: openMask(principal.unmasked), at: at.getTime() };
    const show = await openShown(scope, told, rows, viewing);
    readLog.add({
      ...{ principal, at, purpose: purpose.slug, exit, profileIds: [profileId] },
      fields: listFields(rows.slice(0, limit), told),
    });
    return pageOf(
      rows,
      limit,
      (row) => show(row, subject),
      ({ id }) => String(id),
    );
  });
}

const listFields = (rows: readonly ChangeRow[], told: ReadonlyMap<number, Told>): string[] => [
  ...new Set(
    rows.flatMap(({ definition_id: id }) => {
      const { kind, name } = told.get(id) as Told;
      return kind === 'trait' ? [`traits.${name}`] : [`segments.${name}`];
    }),
  ),
];
