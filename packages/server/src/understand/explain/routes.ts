// The API of explanations.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { findProfileId, toAsked } from '../../connect/identity/index.ts';
import { listSubjects } from '../../connect/permissions/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { parseQuery } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { decide } from '../../respect/gate/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { findState, type State } from '../compute/index.ts';
import { findDefinition, type Kind } from '../definitions/index.ts';
import { explain } from './explain.ts';

export const explainQuery = z.object({
  at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('A past moment: the answer is as of then, and `limits` says what of it is not.'),
});

type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock; readLog: ReadLog };
type Params = { name: string; type: string; value: string };

export function registerExplainRoutes(app: FastifyInstance, deps: Deps): void {
  for (const kind of ['segment', 'trait'] as const) registerKind(app, kind, deps);
}

function registerKind(app: FastifyInstance, kind: Kind, { access, clickhouse, clock, readLog }: Deps): void {
  const exit = `GET /api/${kind}s/:name/explain/:type/:value`;
  app.get<{ Params: Params; Querystring: unknown }>(
    `/api/${kind}s/:name/explain/:type/:value`,
    async (request) => {
      const { name, type, value } = request.params;
      const pastMs = toPast(parseQuery(explainQuery, request.query), clock.nowMs());
      const asking = await access.permit(request, `${kind}s:read`);
      const definition = await findDefinition(asking.scope, kind, name);
      // It shows what the definition sees, so whoever asks must be allowed to use its purpose.
      const { scope, principal } = await access.permit(request, 'profiles:read', definition.purpose);
      const purpose = await getPurpose(scope, definition.purpose);
      const profileId = await findProfileId(scope, toAsked(type, value));
      const at = clock.now();
      const subject = profileId && (await listSubjects(scope, [profileId], at.getTime())).get(profileId);
      if (!profileId || !subject) throw new AppError('profile_not_found');
      const permitted = decide(subject, { purpose, at: at.getTime() });
      readLog.add({
        principal,
        at,
        purpose: purpose.slug,
        exit,
        profileIds: [profileId],
        fields: [`${kind}s.${name}`],
      });
      const as_of = pastMs === undefined ? null : toIso(pastMs);
      const answer = { profile_id: String(profileId), permitted, as_of };
      // Nothing of a person is looked at for a purpose that is denied.
      if (permitted.decision === 'deny')
        return { ...answer, ...nothing(kind), limits: [], changes_at: null, tree: null };
      const { tree, ...turning } = await explain(
        { db: scope.db, clickhouse },
        scope.workspaceId,
        definition,
        {
          ...{ profileId, subject, purpose, at, pastMs },
          mask: openMask(principal.unmasked),
        },
      );
      // What is kept of a person is of now.
      const state = pastMs === undefined ? await findState(scope, profileId) : undefined;
      const [stay, trait] = [state?.stays[definition.id], state?.traits[definition.id]];
      const isIn = stay !== undefined && stay[1] === 0;
      const own =
        kind === 'segment'
          ? { member: tree.met === true, since: isIn ? toIso(stay[0]) : null }
          : { value: tree.value ?? null, ...toKept(trait, tree.denied === undefined) };
      return { ...answer, ...own, changes_at: tree.changes_at, ...turning, tree };
    },
  );
}

/** Throws `moment_in_future`. */
function toPast({ at }: z.infer<typeof explainQuery>, nowMs: number): number | undefined {
  const ms = at === undefined ? undefined : Date.parse(at);
  if (ms !== undefined && ms > nowMs) throw new AppError('moment_in_future');
  return ms;
}

const nothing = (kind: Kind) =>
  kind === 'segment'
    ? { member: false, since: null, turns_with: [] }
    : { value: null, ...toKept(undefined, false), changes_to: null };
/** Of how many events is not told where they are not. */
const toKept = (trait: State['traits'][string] | undefined, isTold: boolean) => ({
  computed_at: trait === undefined ? null : toIso(trait.t),
  version: trait?.d ?? null,
  evidence: isTold ? (trait?.n ?? null) : null,
});
const toIso = (ms: number): string => new Date(ms).toISOString();
