// API keys of programs: made with the scopes and purposes that they need, shown once, revoked.
import { randomBytes } from 'node:crypto';
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody, toId } from '../../platform/http/index.ts';
import type { Access } from './access.ts';
import {
  isWithin,
  purposesField,
  refuseUnknownCategories,
  scopesField,
  scopesOfBound,
  seesEverything,
  unmaskedField,
  viewsField,
} from './grants.ts';
import { insertKey, listKeys, revokeKey } from './store.ts';

const bodyOfKey = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .refine((name) => name !== 'bootstrap' && name !== 'lent', 'is a name that Rapport uses itself'),
  scopes: scopesField,
  purposes: purposesField,
  unmasked: unmaskedField(seesEverything),
  views: viewsField,
});
export const keyBody = bodyOfKey.refine(
  ({ views, scopes }) => views === null || scopes.every((one) => scopesOfBound.includes(one)),
  { path: ['scopes'], error: `of a key that is bound to views may be ${scopesOfBound.join(' and ')} only` },
);

export function registerKeyRoutes(
  app: FastifyInstance,
  { access, clock, isCategory }: { access: Access; clock: Clock; isCategory: (key: string) => boolean },
): void {
  app.get('/api/keys', async (request) => {
    const { scope } = await access.permit(request, 'keys:read');
    return { items: await listKeys(scope), next_cursor: null };
  });

  app.post('/api/keys', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'keys:write');
    const body = parseBody(keyBody, request.body);
    refuseUnknownCategories(body.unmasked, isCategory);
    if (!isWithin(principal, body))
      throw new AppError('forbidden', 'A key cannot make one that may do more than itself.');
    const key = `rapport_${randomBytes(24).toString('base64url')}`;
    const made = await insertKey(scope, { ...body, key }, clock.now());
    reply.code(201);
    return { ...made, key };
  });

  app.delete<{ Params: { id: string } }>('/api/keys/:id', async (request) => {
    const { scope } = await access.permit(request, 'keys:write');
    const revoked = await revokeKey(scope, toId(request.params.id), clock.now());
    if (!revoked) throw new AppError('not_found', 'There is no such key, or it is revoked already.');
    return { id: toId(request.params.id), revoked: true };
  });
}
