// The API of permission: what people expressed, what follows for them, and what the gate says.
import { randomUUID } from 'node:crypto';
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseBody, parseQuery } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { consentStates, consentTypes, expressers } from '../../respect/consents/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { askGate } from './ask.ts';
import type { DecisionLog } from './decision-log.ts';
import { express } from './express.ts';
import type { KeepingList } from './keep-objection.ts';
import { listLedger } from './ledger.ts';
import { describePermissions } from './permissions-of.ts';

const subject = z.strictObject({ type: z.string().min(1).max(63), value: z.string().min(1).max(512) });
const purpose = z.string().min(1).max(64);
const time = z.iso.datetime({ offset: true });

export const consentBody = z.strictObject({
  subject,
  purpose: purpose.describe('The slug of a purpose; `marketing.*` stands for each purpose of that group.'),
  state: z.enum(consentStates),
  method: z
    .string()
    .regex(/^[a-z][a-z0-9_.-]{0,62}$/i, 'must be a short word such as form, button, phone_call or import')
    .describe('How it was expressed.'),
  consent_type: z.enum(consentTypes).default('expressed'),
  expressed_by: z.enum(expressers).default('subject'),
  notice: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the hash of a notice (see GET /api/notices)')
    .optional()
    .describe('Hash of the notice that was shown.'),
  language: z.string().max(35).optional(),
  jurisdiction: z.string().max(20).optional(),
  event_time: time.optional().describe('When it was expressed; now, where it is left out.'),
  valid_until: time.optional(),
  reason: z.string().max(1000).optional(),
  resolves: z
    .array(z.string().regex(/^\d{1,16}$/))
    .max(50)
    .default([]),
  evidence: z
    .record(z.string().max(100), z.unknown())
    .refine((value) => JSON.stringify(value).length <= 16_384, 'must be at most 16 KB of JSON')
    .default({}),
});

export const decideBody = z.strictObject({
  subject,
  purpose,
  recipient: z.string().max(120).optional(),
  categories: z.array(z.string().max(120)).max(100).optional(),
  at: time.optional(),
});

export const ledgerQuery = z.object({ limit: limitField, cursor: z.coerce.number().int().min(1).optional() });

type Deps = {
  access: Access;
  clock: Clock;
  pipeline: Pipeline;
  decisionLog: DecisionLog;
  suppressions: KeepingList;
};
type Params = { type: string; value: string };

export function registerConsentRoutes(
  app: FastifyInstance,
  { access, clock, pipeline, decisionLog, suppressions }: Deps,
): void {
  app.post('/api/consents', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'consents:write');
    const body = parseBody(consentBody, request.body);
    const by = `${principal.kind}:${principal.id}`;
    const items = await express({ pipeline, clock, suppressions, by }, scope, body);
    reply.code(201);
    return { items };
  });

  app.post('/api/decide', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'decisions:read');
    const asked = parseBody(decideBody, request.body);
    const at = clock.now();
    const { decision, profileId } = await askGate(scope, asked, at.getTime(), suppressions);
    const id = randomUUID();
    decisionLog.add({
      ...{ id, workspaceId: scope.workspaceId, at, askedBy: `${principal.kind}:${principal.id}`, profileId },
      ...{ purpose: asked.purpose, recipient: asked.recipient ?? null, categories: asked.categories ?? null },
      ...decision,
    });
    reply.header('x-decision-id', id);
    return { ...decision, decision_id: id };
  });

  app.get<{ Params: { id: string } }>('/api/decisions/:id', async (request) => {
    const { scope } = await access.permit(request, 'decisions:read');
    const found = await decisionLog.find(scope, request.params.id);
    if (found === undefined) throw new AppError('not_found', 'The gate gave no decision with this id.');
    return found;
  });

  app.get<{ Params: Params }>('/api/profiles/:type/:value/permissions', async (request) => {
    const { scope } = await access.permit(request, 'consents:read');
    return describePermissions(scope, request.params, clock.nowMs(), suppressions);
  });

  app.get<{ Params: Params }>('/api/profiles/:type/:value/consents', async (request) => {
    const { scope, principal } = await access.permit(request, 'consents:read');
    const { limit, cursor } = parseQuery(ledgerQuery, request.query);
    const page = { before: cursor, limit: limit + 1 };
    const rows = await listLedger(scope, request.params, page, openMask(principal.unmasked));
    return pageOf(
      rows,
      limit,
      (row) => row,
      ({ id }) => id,
    );
  });
}
