// Is it alive, is it ready, and its numbers for Prometheus.
import type { FastifyInstance } from 'fastify';
import type { Pipeline } from './connect/pipeline/index.ts';
import type { ClickHouse } from './platform/clickhouse/index.ts';
import { Gauge, type Metrics } from './platform/metrics/index.ts';
import type { Database } from './platform/postgres/index.ts';

type Deps = { db: Database; clickhouse: ClickHouse; pipeline: Pipeline; metrics: Metrics };

export function registerHealthRoutes(
  app: FastifyInstance,
  { db, clickhouse, pipeline, metrics }: Deps,
): void {
  app.get('/health/live', async () => ({ status: 'alive' }));

  app.get('/health/ready', async (_request, reply) => {
    const parts = await Promise.allSettled([db.query('select 1'), clickhouse.query('select 1')]);
    const names = ['database', 'event store'];
    const missing = names.filter((_, i) => parts[i]?.status === 'rejected');
    if (missing.length > 0) return reply.code(503).send({ status: 'not ready', missing });
    return { status: 'ready', pipeline: pipeline.state() };
  });

  const gauges = {
    accepted: gauge(
      'rapport_messages_accepted_per_second',
      'Messages that collect stored durably, per second over the last ten',
    ),
    resolved: gauge(
      'rapport_messages_resolved_per_second',
      'Messages that the pipeline resolved, per second over the last ten',
    ),
    appended: gauge(
      'rapport_events_appended_per_second',
      'Events that reached the event store, per second over the last ten',
    ),
    stalled: gauge('rapport_pipeline_stalled', '1 while the pipeline fails again and again'),
  };
  function gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [metrics.registry] });
  }

  app.get('/metrics', async (_request, reply) => {
    const rates = pipeline.activity.rates();
    gauges.accepted.set(rates.accepted);
    gauges.resolved.set(rates.resolved);
    gauges.appended.set(rates.appended);
    gauges.stalled.set(pipeline.state() === 'stalled' ? 1 : 0);
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}
