// The API of who is who: the graph of a person, what the rules did, and what members decided.
//
// The graph may be asked for without naming a purpose: then it is read for the one that the service desk has. The lists are about
// many people, and are read for purposes that nobody is asked about (`respect/purposes/upkeep.ts`).
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames, type Principal } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import type { Decision } from '../../respect/gate/index.ts';
import { getPurpose, getUpkeepPurpose, type Purpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { findGraph, noGraph } from './graph.ts';
import { type DecisionItem, listDecisions, listRefusals, listSuperNodes } from './lists.ts';
import { toAsked } from './normal-forms.ts';
import { openIdentifierView } from './show.ts';
import { findProfileId } from './store.ts';

const purpose = z.string().optional();
export const graphQuery = z.object({ purpose: z.string().default('service') });
export const identityListQuery = z.object({
  purpose,
  limit: limitField,
  cursor: z.coerce.number().int().min(1).optional(),
});
export const refusalListQuery = z.object({
  purpose,
  limit: limitField,
  cursor: z
    .string()
    .regex(/^-?\d{1,15}_\d{1,16}_\d{1,16}$/, 'the next_cursor of an earlier answer')
    .optional(),
});

type Deps = {
  access: Access;
  clock: Clock;
  readLog: ReadLog;
  /** What the gate says of the person; undefined where there is none. */
  decideAbout: (
    scope: Scope,
    profileId: number,
    purpose: Purpose,
    at: number,
  ) => Promise<Decision | undefined>;
};

type By = { principal: Principal; purpose: Purpose };
type Log = (exit: string, by: By, ids: readonly (string | null)[], fields: readonly string[]) => void;

export function registerIdentityRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clock, readLog, decideAbout } = deps;
  const log: Log = (exit, { principal, purpose }, ids, fields) => {
    const profileIds = ids.flatMap((id) => (id === null ? [] : [Number(id)]));
    readLog.add({ principal, at: clock.now(), purpose: purpose.slug, exit, profileIds, fields });
  };
  registerListRoutes(app, access, log);

  app.get<{ Params: { type: string; value: string } }>(
    '/api/profiles/:type/:value/identity',
    async (request) => {
      const { purpose: slug } = parseQuery(graphQuery, request.query);
      const { scope, principal } = await access.permit(request, 'profiles:read', slug);
      const purpose = await getPurpose(scope, slug);
      const profileId = await findProfileId(scope, toAsked(request.params.type, request.params.value));
      if (profileId === undefined) throw new AppError('profile_not_found');
      const now = await decideAbout(scope, profileId, purpose, clock.nowMs());
      if (now === undefined) throw new AppError('profile_not_found');
      if (now.decision === 'deny')
        return {
          ...(await noGraph(scope, profileId)),
          ...{ denied: [{ field: 'identity', reason: now.reason }], masked: [] },
        };
      const { decisions, nodes, ...graph } = await findGraph(scope, profileId);
      const view = openIdentifierView(purpose, openMask(principal.unmasked));
      const types = nodes.map(({ type }) => type);
      log('GET /api/profiles/:type/:value/identity', { principal, purpose }, [String(profileId)], types);
      const shown = {
        nodes: nodes.map(view.show),
        decisions: (await withNames(scope, decisions)).map((one) => ({
          ...one,
          identifiers: one.identifiers.map(view.show),
        })),
      };
      return { ...graph, ...shown, ...view.told() };
    },
  );
}

function registerListRoutes(app: FastifyInstance, access: Access, log: Log): void {
  async function permitUpkeep(request: FastifyRequest, slug: unknown) {
    const { scope, principal } = await access.permit(request, 'profiles:read', slug);
    const purpose = await getUpkeepPurpose(scope, slug);
    const view = openIdentifierView(purpose, openMask(principal.unmasked));
    return { scope, by: { principal, purpose }, view };
  }

  app.get('/api/identity/refusals', async (request) => {
    const { limit, cursor, purpose: slug } = parseQuery(refusalListQuery, request.query);
    const { scope, by, view } = await permitUpkeep(request, slug);
    const [ms, a, b] = (cursor ?? '').split('_').map(Number) as [number, number, number];
    const rows = await listRefusals(scope, {
      limit,
      before: cursor === undefined ? undefined : { ms, a, b },
    });
    const sides = rows.flatMap((row) => [row.a, row.b]);
    const ids = sides.map((one) => one.profile_id);
    log(
      'GET /api/identity/refusals',
      by,
      ids,
      sides.map(({ type }) => type),
    );
    return pageOf(
      rows,
      limit,
      ({ cursor: _cursor, ...item }) => ({ ...item, a: view.show(item.a), b: view.show(item.b) }),
      (row) => row.cursor,
    );
  });

  app.get('/api/identity/super-nodes', async (request) => {
    const { limit, cursor, purpose: slug } = parseQuery(identityListQuery, request.query);
    const { scope, by, view } = await permitUpkeep(request, slug);
    const rows = await listSuperNodes(scope, { limit, before: cursor });
    const ids = rows.map((row) => row.profile_id);
    const types = rows.map(({ type }) => type);
    log('GET /api/identity/super-nodes', by, ids, types);
    return pageOf(rows, limit, view.show, ({ id }) => id);
  });

  app.get('/api/identity/decisions', async (request) => {
    const { limit, cursor, purpose: slug } = parseQuery(identityListQuery, request.query);
    const { scope, by, view } = await permitUpkeep(request, slug);
    const rows = await withNames(scope, await listDecisions(scope, { limit, before: cursor }));
    const types = rows.flatMap((row) => row.identifiers.map(({ type }) => type));
    log('GET /api/identity/decisions', by, [], types);
    return pageOf(
      rows,
      limit,
      (row) => ({ ...row, identifiers: row.identifiers.map(view.show) }),
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
