// GET /api/purposes.
import type { FastifyInstance } from 'fastify';
import type { Access } from '../access/index.ts';
import { listPurposes } from './store.ts';

export function registerPurposeRoutes(app: FastifyInstance, access: Access): void {
  app.get('/api/purposes', async (request) => {
    const { scope } = await access.permit(request, 'purposes:read');
    const purposes = await listPurposes(scope);
    return { items: purposes.map(({ bit: _bit, ...shown }) => shown), next_cursor: null };
  });
}
