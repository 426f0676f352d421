// The API of sources.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody, toId } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { makeWriteKey, sourceKinds } from './model.ts';
import { listSignalFaults } from './signal-faults.ts';
import type { SourceKeys } from './source-keys.ts';
import { createSource, getSource, listSources, type SourceRow, updateSource } from './store.ts';

export const newSource = z.strictObject({
  name: z.string().trim().min(1).max(100),
  kind: z.enum(sourceKinds).default('server'),
});
export const sourceChange = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  enabled: z.boolean().optional(),
  settings: z
    .strictObject({
      ip: z.enum(['keep', 'truncate', 'drop']),
      rate_limit_per_second: z.number().int().min(1).max(1_000_000).nullable(),
      rank: z.number().int().min(0).max(100),
    })
    .partial()
    .optional(),
});

const toItem = ({ workspace_id: _workspace, message_count, ...source }: SourceRow) => ({
  ...source,
  events_total: message_count,
});
const idOf = (params: unknown): number => toId((params as { id: string }).id);

export function registerSourceRoutes(
  app: FastifyInstance,
  deps: { access: Access; clock: Clock; sourceKeys: SourceKeys },
): void {
  const { access, clock, sourceKeys } = deps;

  app.get('/api/sources', async (request) => {
    const { scope } = await access.permit(request, 'sources:read');
    return { items: (await listSources(scope)).map(toItem), next_cursor: null };
  });

  app.get('/api/sources/:id', async (request) => {
    const { scope } = await access.permit(request, 'sources:read');
    return toItem(await getSource(scope, idOf(request.params)));
  });

  app.get('/api/sources/:id/signal-faults', async (request) => {
    const { scope } = await access.permit(request, 'sources:read');
    const { id } = await getSource(scope, idOf(request.params));
    return { items: await listSignalFaults(scope, id), next_cursor: null };
  });

  app.post('/api/sources', async (request, reply) => {
    const { scope } = await access.permit(request, 'sources:write');
    const source = await createSource(scope, clock, parseBody(newSource, request.body));
    await sourceKeys.refresh();
    return reply.code(201).send(toItem(source));
  });

  app.patch('/api/sources/:id', async (request) => {
    const { scope } = await access.permit(request, 'sources:write');
    const source = await updateSource(scope, idOf(request.params), parseBody(sourceChange, request.body));
    await sourceKeys.refresh();
    return toItem(source);
  });

  app.post('/api/sources/:id/rotate-key', async (request) => {
    const { scope } = await access.permit(request, 'sources:write');
    const source = await updateSource(scope, idOf(request.params), { write_key: makeWriteKey() });
    await sourceKeys.refresh();
    return toItem(source);
  });
}
