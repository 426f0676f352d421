// The API of what happened with one person: timeline, and the lineage of an attribute.
import { AppError, messageTypes } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
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
import { findCategories, listSubjects } from '../permissions/index.ts';
import { listLineage } from './lineage.ts';
import type { Reading } from './reading.ts';

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
    category?: string | null,
  ): Promise<{ now: Decision; subject: Subject; at: number }> {
    const at = clock.nowMs();
    const subject = (await listSubjects(scope, [profileId], at)).get(profileId);
    if (subject === undefined) throw new AppError('profile_not_found');
    const categories = category === undefined || category === null ? [] : [category];
    return { now: decide(subject, { purpose, categories, at }), subject, at };
  }

  app.get<{ Params: Params }>('/api/profiles/:type/:value/events', async (request) => {
    const query = parseQuery(timelineQuery, request.query);
    const { scope, principal, purpose } = await reading.permit(request, query.purpose);
    const { limit } = query;
    const profileId = await getProfileId(scope, request.params);
    const { now, subject, at } = await decideAbout(scope, profileId, purpose);
    if (now.decision === 'deny') return { items: [], next_cursor: null, ...whyDenied('events', now) };
    const places = await findPlaces(scope, profileId);
    const [ms, id] = (query.cursor ?? '').split('_').map(Number);
    const before = query.cursor === undefined ? undefined : { ms: ms as number, id: id as number };
    const { type, event, message_id: messageId } = query;
    const filter = { type, event, messageId, before, limit };
    const past = listCoveredSpans(subject, { purpose, at });
    const asked = { workspaceId: scope.workspaceId, purpose, past };
    const rows = await listTimeline(clickhouse, asked, places, filter);
    const sources = await listSourceNames(scope);
    const shown = await showEvents(scope, rows, parseKept, { purpose, at: clock.nowMs() });
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
      const categories = await findCategories(scope, 'attribute', '', [attribute]);
      const about = await decideAbout(scope, profileId, purpose, categories.get(attribute));
      const { now, subject, at } = about;
      if (now.decision === 'deny') return { items: [], next_cursor: null, ...whyDenied(attribute, now) };
      const { items } = await listLineage(
        scope,
        profileId,
        attribute,
        openSecondQuestion(subject, { purpose, at }),
      );
      const exit = 'GET /api/profiles/:type/:value/lineage/:attribute';
      reading.log(exit, { principal, purpose }, [profileId], [attribute]);
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
