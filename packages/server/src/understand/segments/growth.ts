// How many people were in a segment, day by day.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { parseQuery } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { findDefinition, getTimeZone } from '../definitions/index.ts';
import { countMoves, type Moves } from './olap.ts';

export const growthQuery = z.object({ days: z.coerce.number().int().min(1).max(730).default(90) });

type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock };

export function registerGrowthRoute(app: FastifyInstance, { access, clickhouse, clock }: Deps): void {
  app.get<{ Params: { name: string } }>('/api/segments/:name/growth', async (request) => {
    const { days } = parseQuery(growthQuery, request.query);
    const { scope } = await access.permit(request, 'segments:read');
    const { id: segmentId } = await findDefinition(scope, 'segment', request.params.name);
    const zone = await getTimeZone(scope);
    const moves = await countMoves(clickhouse, scope.workspaceId, { segmentId, zone });
    const today = Temporal.Instant.fromEpochMilliseconds(clock.nowMs())
      .toZonedDateTimeISO(zone)
      .toPlainDate();
    return { items: listDays(moves, today, days), next_cursor: null };
  });
}

export type Day = { day: string; members: number; entered: number; left: number };

/** The last days up to today, each with how many were in at its end. */
export function listDays(moves: readonly Moves[], today: Temporal.PlainDate, days: number): Day[] {
  const byDay = new Map(moves.map((one) => [one.day, one]));
  const first = today.subtract({ days: days - 1 });
  const before = moves.filter(({ day }) => day < first.toString());
  let members = before.reduce((sum, { entered, left }) => sum + entered - left, 0);
  return Array.from({ length: days }, (_, i) => {
    const day = first.add({ days: i }).toString();
    const { entered, left } = byDay.get(day) ?? { entered: 0, left: 0 };
    members += entered - left;
    return { day, members, entered, left };
  });
}
