// The API of who is who: the graph of a person, what the rules did, and what members decided.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { limitField, pageOf, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../../respect/access/index.ts';
import { findGraph } from './graph.ts';
import { type DecisionItem, listDecisions, listRefusals, listSuperNodes } from './lists.ts';
import { toAsked } from './normal-forms.ts';
import { findProfileId } from './store.ts';

export const identityListQuery = z.object({
  limit: limitField,
  cursor: z.coerce.number().int().min(1).optional(),
});
export const refusalListQuery = z.object({
  limit: limitField,
  cursor: z
    .string()
    .regex(/^-?\d{1,15}_\d{1,16}_\d{1,16}$/, 'the next_cursor of an earlier answer')
    .optional(),
});

export function registerIdentityRoutes(app: FastifyInstance, access: Access): void {
  app.get<{ Params: { type: string; value: string } }>(
    '/api/profiles/:type/:value/identity',
    async (request) => {
      const { scope } = await access.permit(request, 'profiles:read');
      const profileId = await findProfileId(scope, toAsked(request.params.type, request.params.value));
      if (profileId === undefined) throw new AppError('profile_not_found');
      const { decisions, ...graph } = await findGraph(scope, profileId);
      return { ...graph, decisions: await withNames(scope, decisions) };
    },
  );

  app.get('/api/identity/refusals', async (request) => {
    const { scope } = await access.permit(request, 'profiles:read');
    const { limit, cursor } = parseQuery(refusalListQuery, request.query);
    const [ms, a, b] = (cursor ?? '').split('_').map(Number) as [number, number, number];
    const rows = await listRefusals(scope, {
      limit,
      before: cursor === undefined ? undefined : { ms, a, b },
    });
    return pageOf(
      rows,
      limit,
      ({ cursor: _cursor, ...item }) => item,
      (row) => row.cursor,
    );
  });

  app.get('/api/identity/super-nodes', async (request) => {
    const { scope } = await access.permit(request, 'profiles:read');
    const { limit, cursor } = parseQuery(identityListQuery, request.query);
    const rows = await listSuperNodes(scope, { limit, before: cursor });
    return pageOf(
      rows,
      limit,
      (row) => row,
      ({ id }) => id,
    );
  });

  app.get('/api/identity/decisions', async (request) => {
    const { scope } = await access.permit(request, 'profiles:read');
    const { limit, cursor } = parseQuery(identityListQuery, request.query);
    const rows = await withNames(scope, await listDecisions(scope, { limit, before: cursor }));
    return pageOf(
      rows,
      limit,
      (row) => row,
      ({ id }) => id,
    );
  });
}

/** With the name of who decided; null for who is gone. */
async function withNames(
  scope: Scope,
  decisions: DecisionItem[],
): Promise<(DecisionItem & { by_name: string | null })[]> {
  const names = await listPrincipalNames(
    scope,
    decisions.map(({ by }) => by),
  );
  return decisions.map((decision) => ({ ...decision, by_name: names.get(decision.by) ?? null }));
}
