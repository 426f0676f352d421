// The API of the pipeline: how far it is, and waiting until it has caught up.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { countWaiting, findLastSeq } from '../inbox/index.ts';
import type { Pipeline } from './pipeline.ts';
import { getPosition } from './position.ts';

export const settleBody = z.strictObject({
  timeout_ms: z.number().int().min(1).max(600_000).default(10_000),
});

export function registerPipelineRoutes(
  app: FastifyInstance,
  deps: { access: Access; db: Database; pipeline: Pipeline; clock: Clock },
): void {
  const { access, db, pipeline, clock } = deps;

  app.post('/api/pipeline/settle', async (request) => {
    await access.permit(request, 'pipeline:read');
    await pipeline.settle(parseBody(settleBody, request.body).timeout_ms);
    return {};
  });

  app.get('/api/pipeline', async (request) => {
    await access.permit(request, 'pipeline:read');
    return describePipeline(db, pipeline, clock);
  });
}

export async function describePipeline(db: Database, pipeline: Pipeline, clock: Clock) {
  const position = await getPosition(db);
  const [waiting, lastSeq] = await Promise.all([countWaiting(db, position.resolved_seq), findLastSeq(db)]);
  const rates = pipeline.activity.rates();
  const oldestMs = waiting.oldest_at?.getTime();
  return {
    state: pipeline.state(),
    inbox: {
      requests_waiting: waiting.requests,
      events_waiting: waiting.messages,
      oldest_seconds: oldestMs === undefined ? 0 : Math.max(0, (clock.nowMs() - oldestMs) / 1000),
    },
    position: {
      inbox: Math.max(lastSeq, position.resolved_seq),
      resolved: position.resolved_seq,
      appended: pipeline.appendedSeq(),
    },
    rates: {
      accepted_per_second: rates.accepted,
      resolved_per_second: rates.resolved,
      appended_per_second: rates.appended,
    },
    totals: {
      accepted: position.messages + position.duplicates + position.quarantined + waiting.messages,
      resolved: position.messages + position.duplicates + position.quarantined,
      appended: position.messages,
      duplicates: position.duplicates,
      quarantined: position.quarantined,
    },
    history: pipeline.activity.history(),
    errors: pipeline.activity.errors(),
  };
}
