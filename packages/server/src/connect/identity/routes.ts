// GET /api/profiles/:type/:value/identity: the graph of one person.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import type { Access } from '../../respect/access/index.ts';
import { findGraph } from './graph.ts';
import { toAsked } from './normal-forms.ts';
import { findProfileId } from './store.ts';

export function registerIdentityRoutes(app: FastifyInstance, access: Access): void {
  app.get<{ Params: { type: string; value: string } }>(
    '/api/profiles/:type/:value/identity',
    async (request) => {
      const { scope } = await access.permit(request, 'profiles:read');
      const profileId = await findProfileId(scope, toAsked(request.params.type, request.params.value));
      if (profileId === undefined) throw new AppError('profile_not_found');
      return findGraph(scope, profileId);
    },
  );
}
