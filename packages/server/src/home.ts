// GET /api/home: is all well, and what changed?
import type { FastifyInstance } from 'fastify';
import { countEvents } from './connect/events/index.ts';
import { describePipeline, type Pipeline } from './connect/pipeline/index.ts';
import { countProfiles } from './connect/profiles/index.ts';
import { countQuarantined } from './connect/quarantine/index.ts';
import { listSources } from './connect/sources/index.ts';
import type { ClickHouse } from './platform/clickhouse/index.ts';
import type { Clock } from './platform/clock/index.ts';
import type { Access } from './respect/access/index.ts';
import { getPurpose } from './respect/purposes/index.ts';
import { countOpenRequests } from './respect/requests/index.ts';

type Deps = { access: Access; clickhouse: ClickHouse; pipeline: Pipeline; clock: Clock };

export function registerHomeRoutes(
  app: FastifyInstance,
  { access, clickhouse, pipeline, clock }: Deps,
): void {
  app.get('/api/home', async (request) => {
    const { purpose } = request.query as { purpose?: unknown };
    const { scope } = await access.permit(request, 'events:read', purpose);
    await getPurpose(scope, purpose);
    const [events, people, road, quarantined, sources, requests] = await Promise.all([
      countEvents(clickhouse, scope.workspaceId, clock.now()),
      countProfiles(clickhouse, scope.workspaceId),
      describePipeline(scope.db, pipeline, clock),
      countQuarantined(scope),
      listSources(scope),
      countOpenRequests(scope, clock.now()),
    ]);
    const minute = Math.floor(clock.nowMs() / 60_000);
    const lastHour = Array.from({ length: 60 }, (_, i) => minute - 59 + i);
    return {
      events_per_minute: events.minutes.get(minute - 1) ?? 0,
      events_last_hour: lastHour.map((at) => ({
        minute: new Date(at * 60_000).toISOString(),
        events: events.minutes.get(at) ?? 0,
      })),
      events_total: events.total,
      lag_seconds: road.inbox.oldest_seconds,
      pipeline_state: road.state,
      people_known: people.known,
      people_anonymous: people.anonymous,
      quarantine_waiting: quarantined,
      requests_open: requests.open,
      requests_overdue: requests.overdue,
      requests_due_at: requests.next_due_at,
      sources: sources.map(({ id, name, last_event_at }) => ({ id, name, last_event_at })),
    };
  });
}
