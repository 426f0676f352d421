// The API of what happened with one person: timeline, and the lineage of an attribute.
import { AppError, messageTypes } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import {
  type Decision,
  decide,
  listCoveredSpans,
  openSecondQuestion,
  type Subject,
} from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { listSourceNames, listTimeline, parseKept, showEvents, toEvent } from '../events/index.ts';
import { findPlaces, findProfileId, toAsked } from '../identity/index.ts';
import { findFields, listSubjects, openCategoryGate } from '../permissions/index.ts';
import { listLineage } from './lineage.ts';
import type { Reading } from './reading.ts';
import { showLineage } from './show-lineage.ts';

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
type Deps = { reading: Reading; clickhouse: ClickHouse; clock: Clock };

export function registerTimelineRoutes(app: FastifyInstance, { reading, clickhouse, clock }: Deps): void {
  async function decideAbout(
    scope: Scope,
    profileId: number,
    purpose: Purpose,
    at: number,
  ): Promise<{ now: Decision; subject: Subject }> {
    const subject = (await listSubjects(scope, [profileId], at)).get(profileId);
    if (subject === undefined) throw new AppError('profile_not_found');
    return { now: decide(subject, { purpose, at }), subject };
  }

  app.get<{ Params: Params }>('/api/profiles/:type/:value/events', async (request) => {
    const query = parseQuery(timelineQuery, request.query);
    const { scope, principal, purpose } = await reading.permit(request, query.purpose);
    const { limit } = query;
    const profileId = await getProfileId(scope, request.params);
    const at = clock.nowMs();
    const { now, subject } = await decideAbout(scope, profileId, purpose, at);
    if (now.decision === 'deny')
      return { items: [], next_cursor: null, denied: [{ field: 'events', reason: now.reason }] };
    const places = await findPlaces(scope, profileId);
    const [ms, id] = (query.cursor ?? '').split('_').map(Number);
    const before = query.cursor === undefined ? undefined : { ms: ms as number, id: id as number };
    const { type, event, message_id: messageId } = query;
    const filter = { type, event, messageId, before, limit };
    const past = listCoveredSpans(subject, { purpose, at });
    const asked = { workspaceId: scope.workspaceId, purpose, past };
    const rows = await listTimeline(clickhouse, asked, places, filter);
    const sources = await listSourceNames(scope);
    const by = { purpose, mask: openMask(principal.unmasked), at };
    const shown = await showEvents(scope, rows, parseKept, by);
    const names = shown.map(({ row }) => row.event);
    reading.log('GET /api/profiles/:type/:value/events', { principal, purpose }, [profileId], names);
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
      const { purpose: slug } = request.query as { purpose?: unknown };
      const { scope, principal, purpose } = await reading.permit(request, slug);
      const profileId = await getProfileId(scope, request.params);
      const { attribute } = request.params;
      const label = (await findFields(scope, 'attribute', '', [attribute])).get(attribute);
      const at = clock.nowMs();
      const { now, subject } = await decideAbout(scope, profileId, purpose, at);
      const why = openCategoryGate(purpose, at);
      const reason = now.decision === 'deny' ? now.reason : why(subject, label?.category ?? null);
      if (reason !== undefined)
        return { items: [], next_cursor: null, denied: [{ field: attribute, reason }], masked: [] };
      const { items } = await listLineage(
        scope,
        profileId,
        attribute,
        openSecondQuestion(subject, { purpose, at }),
      );
      const exit = 'GET /api/profiles/:type/:value/lineage/:attribute';
      reading.log(exit, { principal, purpose }, [profileId], [attribute]);
      const mask = openMask(principal.unmasked);
      return { ...showLineage(items, attribute, { label, subject, why, mask }), next_cursor: null };
    },
  );
}

async function getProfileId(scope: Scope, { type, value }: Params): Promise<number> {
  const profileId = await findProfileId(scope, toAsked(type, value));
  if (profileId === undefined) throw new AppError('profile_not_found');
  return profileId;
}
