// The API of profiles: search, and one person.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { listCoveredSpans, type Span } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { findActivity } from '../events/index.ts';
import { findPlaces, toAsked } from '../identity/index.ts';
import { listSubjects, type SuppressionList } from '../permissions/index.ts';
import { listPeople } from './list.ts';
import { getPerson, type StandingOf } from './person.ts';
import { openReading } from './reading.ts';
import { registerTimelineRoutes } from './timeline-routes.ts';

export const profileListQuery = z.object({
  purpose: z.string().optional(),
  q: z.string().max(200).default(''),
  limit: limitField,
  cursor: z.coerce.number().int().min(1).optional(),
});
export const profileQuery = z.object({
  purpose: z.string().optional(),
  /** Counting a person's events asks the event store: only for those who show it. */
  include: z.enum(['activity']).optional(),
});
type Params = { type: string; value: string };
type Deps = {
  access: Access;
  clickhouse: ClickHouse;
  clock: Clock;
  readLog: ReadLog;
  suppressions: SuppressionList;
  standingOf: StandingOf;
};

export function registerProfileRoutes(
  app: FastifyInstance,
  { access, clickhouse, clock, readLog, suppressions, standingOf }: Deps,
): void {
  const reading = openReading({ access, clock, readLog });
  registerTimelineRoutes(app, { reading, clickhouse, clock });

  app.get('/api/profiles', async (request) => {
    const query = parseQuery(profileListQuery, request.query);
    const { scope, principal, purpose } = await reading.permit(request, query.purpose);
    const by = { purpose, mask: openMask(principal.unmasked), at: clock.nowMs() };
    const page = await listPeople({ scope, clickhouse }, by, query);
    const fields = page.items.flatMap(({ attributes }) => Object.keys(attributes));
    const ids = page.items.map(({ id }) => Number(id));
    reading.log('GET /api/profiles', { principal, purpose }, ids, fields);
    return page;
  });

  app.get<{ Params: Params }>('/api/profiles/:type/:value', async (request) => {
    const query = parseQuery(profileQuery, request.query);
    const { scope, principal } = await access.permit(request, 'profiles:read', query.purpose);
    const { type, value } = request.params;
    const { person, purpose } = await getPerson(scope, toAsked(type, value), query.purpose, {
      at: clock.nowMs(),
      suppressions,
      standingOf,
      mask: openMask(principal.unmasked),
    });
    const shown = [
      ...Object.keys(person.attributes),
      ...person.identifiers.map((one) => one.type),
      ...Object.keys(person.traits).map((name) => `traits.${name}`),
    ];
    reading.log(
      'GET /api/profiles/:type/:value',
      { principal, purpose },
      shown.length === 0 ? [] : [Number(person.id)],
      shown,
    );
    if (query.include === undefined) return person;
    if (person.permissions[purpose.slug]?.decision !== 'permit') return person;
    const profileId = Number(person.id);
    const places = await findPlaces(scope, profileId);
    const past = await findCoveredSpans(scope, profileId, { purpose, at: clock.nowMs() });
    return {
      ...person,
      ...(await findActivity(clickhouse, { workspaceId: scope.workspaceId, purpose, past }, places)),
    };
  });
}

/** Most purposes cover no past, and ask nothing more. */
async function findCoveredSpans(
  scope: Scope,
  profileId: number,
  { purpose, at }: { purpose: Purpose; at: number },
): Promise<Span[]> {
  if (!purpose.covers_past_data) return [];
  const subject = (await listSubjects(scope, [profileId], at)).get(profileId);
  return subject === undefined ? [] : listCoveredSpans(subject, { purpose, at });
}
