// The API of the rules of identity: those in force, setting others, and what was set before.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { limitField, pageOf, parseBody, parseQuery } from '../../platform/http/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access } from '../../respect/access/index.ts';
import {
  defaultTypes,
  getRules,
  listRulesVersions,
  listTypes,
  type RulesInput,
  rulesSchema,
  shippedBlockedValues,
} from '../identity/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import type { RulesFollower } from './follower.ts';
import { setRules } from './set-rules.ts';
import { type Application, findApplication } from './store.ts';

export const setRulesBody = z.strictObject({
  rules: rulesSchema,
  reason: z.string().max(500).default('').describe('Why: it stays with the version.'),
  expected_version: z
    .int()
    .min(0)
    .optional()
    .describe('The version that was seen: another one is not replaced, and 409 is answered.'),
});
export const rulesPreviewBody = z.strictObject({ action: z.literal('rules'), rules: rulesSchema });
export const rulesVersionsQuery = z.object({
  limit: limitField,
  cursor: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});

/** As they were given: what a workspace leaves out stays as shipped. The schema has seen them. */
export const toRulesInput = (body: unknown): RulesInput => (body as { rules: RulesInput }).rules;

export function registerIdentityRulesRoutes(
  app: FastifyInstance,
  { access, pipeline, rulesFollower }: { access: Access; pipeline: Pipeline; rulesFollower: RulesFollower },
): void {
  app.get('/api/identity/rules', async (request) => {
    const { scope } = await access.permit(request, 'profiles:read');
    return describeRules(scope);
  });

  app.post('/api/identity/rules', async (request) => {
    const { scope, principal } = await access.permit(request, 'profiles:write');
    const { reason, expected_version: expected } = parseBody(setRulesBody, request.body);
    const by = `${principal.kind}:${principal.id}`;
    await setRules(pipeline, scope, { input: toRulesInput(request.body), expected }, { by, reason });
    rulesFollower.wake();
    return describeRules(scope);
  });

  app.get('/api/identity/rules/versions', async (request) => {
    const { scope } = await access.permit(request, 'profiles:read');
    const { limit, cursor } = parseQuery(rulesVersionsQuery, request.query);
    const rows = await listRulesVersions(scope, { limit, before: cursor });
    return pageOf(
      rows,
      limit,
      (row) => row,
      ({ version }) => String(version),
    );
  });
}

async function describeRules(scope: Scope<Database>) {
  const { version, input, rules } = await getRules(scope);
  return {
    version,
    set: input,
    types: listTypes(input.types).map(([type, rule], rank) => {
      const periodMs = rules.ranked[rank]?.periodMs ?? Infinity;
      return {
        ...{ type, limit: rule.limit, period: rule.period, priority: rule.priority, merges: rule.merges },
        ...{ on_conflict: rule.on_conflict, recycle_after_days: rule.recycle_after_days ?? null },
        period_days: periodMs === Infinity ? null : periodMs / 86_400_000,
        shipped: Object.hasOwn(defaultTypes, type),
      };
    }),
    super_node_max: rules.superNodeMax,
    cluster_identifiers_max: rules.clusterIdentifiersMax,
    default_country: rules.defaultCountry ?? null,
    blocked: { shipped: shippedBlockedValues, own: input.blocked ?? [] },
    application: describeApplication(await findApplication(scope)),
  };
}

function describeApplication(application: Application | undefined) {
  if (application === undefined) {
    return {
      ...{ version: 0, state: 'none' as const, looked_at: 0, to_look_at: 0, people_changed: 0 },
      ...{ started_at: null, finished_at: null },
    };
  }
  const { version, stage, looked_at, to_look_at, people_changed, started_at, finished_at } = application;
  const state = stage === 'done' ? ('done' as const) : ('running' as const);
  return { version, state, looked_at, to_look_at, people_changed, started_at, finished_at };
}
