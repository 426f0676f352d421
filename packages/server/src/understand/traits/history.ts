// What a trait was of a person, change by change.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { findProfileId, toAsked } from '../../connect/identity/index.ts';
import { listSubjects } from '../../connect/permissions/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseQuery } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { decide } from '../../respect/gate/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { findDefinition, type Trait } from '../definitions/index.ts';
import { openVersionGates } from '../showing/index.ts';
import { listPast } from './olap.ts';

export const historyQuery = z.object({
  limit: limitField,
  cursor: z.coerce.number().int().min(1).optional(),
});

type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock; readLog: ReadLog };
type Params = { name: string; type: string; value: string };

const exit = 'GET /api/traits/:name/history/:type/:value';

export function registerHistoryRoute(app: FastifyInstance, deps: Deps): void {
  const { access, clickhouse, clock, readLog } = deps;
  app.get<{ Params: Params }>('/api/traits/:name/history/:type/:value', async (request) => {
    const { name, type, value } = request.params;
    const { limit, cursor } = parseQuery(historyQuery, request.query);
    const asking = await access.permit(request, 'traits:read');
    const trait = await findDefinition(asking.scope, 'trait', name);
    // It shows what the trait was made of, so whoever asks must be allowed to use its purpose.
    const { scope, principal } = await access.permit(request, 'profiles:read', trait.purpose);
    const purpose = await getPurpose(scope, trait.purpose);
    const profileId = await findProfileId(scope, toAsked(type, value));
    const at = clock.now();
    const subject = profileId && (await listSubjects(scope, [profileId], at.getTime())).get(profileId);
    if (!profileId || !subject) throw new AppError('profile_not_found');
    readLog.add({
      ...{ principal, at, purpose: purpose.slug, exit },
      ...{ profileIds: [profileId], fields: [`traits.${name}`] },
    });
    const asked = { purpose, at: at.getTime() };
    const permitted = decide(subject, asked);
    const answer = { profile_id: String(profileId), permitted };
    if (permitted.decision === 'deny') return { ...answer, items: [], next_cursor: null };
    const gateOf = await openVersionGates(scope, trait as Trait, {
      ...asked,
      mask: openMask(principal.unmasked),
    });
    const past = { traitId: trait.id, profileId, before: cursor ?? 0, limit: limit + 1 };
    const rows = await listPast(clickhouse, scope.workspaceId, past);
    const toItem = ({ value: text, at_ms, version, evidence }: (typeof rows)[number]) => {
      const gate = gateOf(version);
      const reason = gate?.whyNot(subject);
      return {
        value: text === '' || gate === undefined || reason !== undefined ? null : gate.show(JSON.parse(text)),
        ...{ at: new Date(Number(at_ms)).toISOString(), version },
        evidence: evidence < 0 || reason !== undefined ? null : evidence,
        ...{ denied: reason ?? null, masked: gate?.masked ?? null },
      };
    };
    return { ...answer, ...pageOf(rows, limit, toItem, ({ id }) => String(id)) };
  });
}
