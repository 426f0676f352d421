// The API of campaigns: written down, started and stopped, and what came of them.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseBody, parseQuery } from '../../platform/http/index.ts';
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../../respect/access/index.ts';
import { changeCampaignBody, createCampaignBody, planBody } from './bodies.ts';
import { checkPlan, toInvalid } from './checking.ts';
import { type EstimateDeps, estimate } from './estimate.ts';
import { campaignStates, type Plan } from './model.ts';
import {
  cancelCampaign,
  changeCampaign,
  createCampaign,
  pauseCampaign,
  removeCampaign,
  resumeCampaign,
  startCampaign,
} from './moving.ts';
import { readResults } from './results.ts';
import { listRuns } from './runs-store.ts';
import { type By, getCampaign, type KeptCampaign, listCampaigns } from './store.ts';

const cursor = z.coerce.number().int().min(1).max(2_147_483_647).optional();
export const campaignListQuery = z.object({
  state: z.enum(campaignStates).optional(),
  limit: limitField,
  cursor,
});
export const campaignRunsQuery = z.object({ limit: limitField, cursor });
export const campaignResultsQuery = z.object({
  run: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('The number of a run; all, where it is left out.'),
});
export const estimateBody = z.strictObject({ plan: planBody.describe('As it would be kept.') });

type Deps = EstimateDeps & {
  access: Access;
  clock: Clock;
  clickhouse: ClickHouse;
  /** Campaigns may be due. */
  wakeCampaigns(): void;
  /** Messages may go. */
  wakeSending(): void;
};
type BySlug = { Params: { slug: string } };

export function registerCampaignRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clock } = deps;
  async function toWrite(request: FastifyRequest) {
    const { scope, principal } = await access.permit(request, 'messages:write');
    return { scope, change: { at: clock.now(), by: `${principal.kind}:${principal.id}` } };
  }

  app.get('/api/campaigns', async (request) => {
    const { scope } = await access.permit(request, 'messages:read');
    const { state, limit, cursor: before } = parseQuery(campaignListQuery, request.query);
    const rows = await listCampaigns(scope, { state, before, limit });
    const page = pageOf(
      rows,
      limit,
      (row) => row,
      ({ id }) => String(id),
    );
    return { ...page, items: await withNames(scope, page.items) };
  });

  app.post('/api/campaigns', async (request, reply) => {
    const { scope, change } = await toWrite(request);
    const body = parseBody(createCampaignBody, request.body);
    await scope.db.transaction((tx) => createCampaign({ ...scope, db: tx }, body, change));
    return reply.code(201).send(await showCampaign(deps, scope, body.slug));
  });

  app.get<BySlug>('/api/campaigns/:slug', async (request) => {
    const { scope } = await access.permit(request, 'messages:read');
    return showCampaign(deps, scope, request.params.slug);
  });

  app.put<BySlug>('/api/campaigns/:slug', async (request) => {
    const { scope, change } = await toWrite(request);
    const { expected_version: expected, ...told } = parseBody(changeCampaignBody, request.body);
    const { slug } = request.params;
    await scope.db.transaction((tx) =>
      changeCampaign(deps, { ...scope, db: tx }, slug, { ...told, expected }, change),
    );
    return showCampaign(deps, scope, slug);
  });

  app.delete<BySlug>('/api/campaigns/:slug', async (request, reply) => {
    const { scope } = await toWrite(request);
    await scope.db.transaction((tx) => removeCampaign({ ...scope, db: tx }, request.params.slug));
    return reply.code(204).send();
  });

  const moves: Record<string, (scope: Scope<Transaction>, slug: string, by: By) => Promise<void>> = {
    start: (...asked) => startCampaign(deps, ...asked),
    pause: pauseCampaign,
    resume: (...asked) => resumeCampaign(deps, ...asked),
    cancel: cancelCampaign,
  };
  for (const [name, move] of Object.entries(moves))
    app.post<BySlug>(`/api/campaigns/:slug/${name}`, async (request) => {
      const { scope, change } = await toWrite(request);
      const { slug } = request.params;
      await scope.db.transaction((tx) => move({ ...scope, db: tx }, slug, change));
      deps.wakeCampaigns();
      deps.wakeSending();
      return showCampaign(deps, scope, slug);
    });
  registerAnswers(app, deps);
}

function registerAnswers(app: FastifyInstance, deps: Deps): void {
  const { access, clock, clickhouse } = deps;

  app.post('/api/campaign-estimate', async (request) => {
    const { scope } = await access.permit(request, 'messages:read');
    const { plan } = parseBody(estimateBody, request.body);
    return estimatePlan(deps, scope, { id: 0, slug: '' }, plan);
  });

  app.post<BySlug>('/api/campaigns/:slug/estimate', async (request) => {
    const { scope } = await access.permit(request, 'messages:read');
    const campaign = await getCampaign(scope, request.params.slug);
    return estimatePlan(deps, scope, campaign, campaign);
  });

  app.get<BySlug>('/api/campaigns/:slug/results', async (request) => {
    const { scope } = await access.permit(request, 'messages:read');
    const { run } = parseQuery(campaignResultsQuery, request.query);
    const campaign = await getCampaign(scope, request.params.slug);
    return readResults({ clickhouse, at: clock.now() }, scope, campaign, run);
  });

  app.get<BySlug>('/api/campaigns/:slug/runs', async (request) => {
    const { scope } = await access.permit(request, 'messages:read');
    const { limit, cursor: before } = parseQuery(campaignRunsQuery, request.query);
    const campaign = await getCampaign(scope, request.params.slug);
    const rows = await listRuns(scope, campaign, { before, limit });
    return pageOf(
      rows,
      limit,
      ({ id: _id, campaign_id: _campaign, ...run }) => run,
      ({ number }) => String(number),
    );
  });
}

/** Throws `campaign_invalid` where it could not go out at all. */
async function estimatePlan(deps: Deps, scope: Scope, campaign: { id: number; slug: string }, plan: Plan) {
  const { frozen, lacks } = await checkPlan(deps, scope, plan);
  if (lacks.length > 0) throw toInvalid(lacks);
  if (plan.audience.segments.length === 0)
    throw toInvalid([{ field: 'audience.segments', problem: 'nobody knows who will do what starts it' }]);
  return estimate(deps, scope, campaign, frozen, await deps.getRules(scope), deps.clock.now());
}

/** With what it lacks to be started. */
async function showCampaign(deps: Deps, scope: Scope, slug: string) {
  const campaign = await getCampaign(scope, slug);
  const isOver = campaign.state === 'finished' || campaign.state === 'cancelled';
  const lacks = isOver ? [] : (await checkPlan(deps, scope, campaign)).lacks;
  const [shown] = await withNames(scope, [campaign]);
  return { ...shown, lacks };
}

async function withNames(scope: Scope, all: readonly KeptCampaign[]) {
  const names = await listPrincipalNames(
    scope,
    all.map((one) => one.updated_by),
  );
  return all.map(({ id: _id, paused_from: _from, ...one }) => ({
    ...one,
    updated_by_name: names.get(one.updated_by) ?? null,
  }));
}
