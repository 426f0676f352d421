// GET and PUT /api/controller: what the record of processing activities tells of the controller.
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Access } from '../access/index.ts';
import { controllerBody } from './model.ts';
import { getController, setController } from './store.ts';

export function registerControllerRoutes(
  app: FastifyInstance,
  { access, clock }: { access: Access; clock: Clock },
): void {
  app.get('/api/controller', async (request) => {
    const { scope } = await access.permit(request, 'purposes:read');
    return getController(scope);
  });

  app.put('/api/controller', async (request) => {
    const { scope, principal } = await access.permit(request, 'purposes:write');
    const details = parseBody(controllerBody, request.body);
    return setController(scope, details, { at: clock.now(), by: `${principal.kind}:${principal.id}` });
  });
}
