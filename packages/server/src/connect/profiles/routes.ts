// The API of profiles: search, one person, timeline, lineage.
import { AppError, messageTypes } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { type Decision, decide } from '../../respect/gate/index.ts';
import { getPurpose, type Purpose } from '../../respect/purposes/index.ts';
import {
  findActivity,
  listSourceNames,
  listTimeline,
  parseKept,
  showEvents,
  toEvent,
} from '../events/index.ts';
import { findPlaces, findProfileId, toAsked } from '../identity/index.ts';
import { findCategories, listSubjects } from '../permissions/index.ts';
import { listLineage } from './lineage.ts';
import { listPeople } from './list.ts';
import { getPerson } from './person.ts';

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
export const timelineQuery = z.object({
  purpose: z.string().optional(),
  limit: limitField,
  cursor: z
    .string()
    .regex(/^-?\d{1,15}_\d{1,16}$/, 'the next_cursor of an earlier answer')
    .optional(),
  type: z.enum(messageTypes).optional(),
  event: z.string().max(255).optional(),
  message_id: z.string().max(512).optional(),
});

type Params = { type: string; value: string };
type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock };

export function registerProfileRoutes(app: FastifyInstance, { access, clickhouse, clock }: Deps): void {
  async function permit(request: FastifyRequest, slug: unknown): Promise<{ scope: Scope; purpose: Purpose }> {
    const { scope } = await access.permit(request, 'profiles:read');
    return { scope, purpose: await getPurpose(scope, slug) };
  }

  async function decideAbout(
    scope: Scope,
    profileId: number,
    purpose: Purpose,
    category?: string | null,
  ): Promise<Decision> {
    const at = clock.nowMs();
    const subject = (await listSubjects(scope, [profileId], at)).get(profileId);
    if (subject === undefined) throw new AppError('profile_not_found');
    const categories = category === undefined || category === null ? [] : [category];
    return decide(subject, { purpose, categories, at });
  }

  app.get('/api/profiles', async (request) => {
    const query = parseQuery(profileListQuery, request.query);
    const { scope, purpose } = await permit(request, query.purpose);
    return listPeople({ scope, clickhouse }, purpose, query, clock.nowMs());
  });

  app.get<{ Params: Params }>('/api/profiles/:type/:value', async (request) => {
    const query = parseQuery(profileQuery, request.query);
    const { scope } = await access.permit(request, 'profiles:read');
    const { type, value } = request.params;
    const person = await getPerson(scope, toAsked(type, value), query.purpose, clock.nowMs());
    if (query.include === undefined) return person;
    const purpose = await getPurpose(scope, query.purpose);
    if (person.permissions[purpose.slug]?.decision !== 'permit') return person;
    const places = await findPlaces(scope, Number(person.id));
    return {
      ...person,
      ...(await findActivity(clickhouse, { workspaceId: scope.workspaceId, purpose }, places)),
    };
  });

  app.get<{ Params: Params }>('/api/profiles/:type/:value/events', async (request) => {
    const query = parseQuery(timelineQuery, request.query);
    const { scope, purpose } = await permit(request, query.purpose);
    const { limit } = query;
    const profileId = await getProfileId(scope, request.params);
    const now = await decideAbout(scope, profileId, purpose);
    if (now.decision === 'deny') return { items: [], next_cursor: null, ...whyDenied('events', now) };
    const places = await findPlaces(scope, profileId);
    const [ms, id] = (query.cursor ?? '').split('_').map(Number);
    const before = query.cursor === undefined ? undefined : { ms: ms as number, id: id as number };
    const { type, event, message_id: messageId } = query;
    const filter = { type, event, messageId, before, limit };
    const rows = await listTimeline(clickhouse, { workspaceId: scope.workspaceId, purpose }, places, filter);
    const sources = await listSourceNames(scope);
    const shown = await showEvents(scope, rows, parseKept, { purpose, at: clock.nowMs() });
    return pageOf(
      shown,
      limit,
      (one) => toEvent(one, sources),
      ({ row }) => `${Date.parse(row.timestamp)}_${row.id}`,
    );
  });

  app.get<{ Params: Params & { attribute: string } }>(
    '/api/profiles/:type/:value/lineage/:attribute',
    async (request) => {
      const { scope, purpose } = await permit(request, (request.query as { purpose?: unknown }).purpose);
      const profileId = await getProfileId(scope, request.params);
      const { attribute } = request.params;
      const categories = await findCategories(scope, 'attribute', '', [attribute]);
      const now = await decideAbout(scope, profileId, purpose, categories.get(attribute));
      if (now.decision === 'deny') return { items: [], next_cursor: null, ...whyDenied(attribute, now) };
      const { items } = await listLineage(scope, profileId, attribute, purpose);
      return { items, next_cursor: null };
    },
  );
}

const whyDenied = (field: string, { reason }: Decision) => ({ denied: [{ field, reason }] });

async function getProfileId(scope: Scope, { type, value }: Params): Promise<number> {
  const profileId = await findProfileId(scope, toAsked(type, value));
  if (profileId === undefined) throw new AppError('profile_not_found');
  return profileId;
}
