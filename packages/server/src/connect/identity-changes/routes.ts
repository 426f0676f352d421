// The API of decisions about identity: what would follow, and deciding it.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseBody } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { type HandDecision, toAsked } from '../identity/index.ts';
import { previewRules, rulesPreviewBody, toRulesInput } from '../identity-rules/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { changeIdentity } from './change.ts';

const identifier = z.strictObject({ type: z.string().min(1).max(63), value: z.string().min(1).max(512) });
const identifiers = z.array(identifier).min(1).max(200);
const reason = z.string().max(500).default('').describe('Why: it stays with the decision.');

const linkBody = z.strictObject({ a: identifier, b: identifier, reason });
const identifierBody = z.strictObject({ identifier, reason });
const splitBody = z.strictObject({ identifiers, reason });
const revertBody = z.strictObject({
  profile_id: z.string().regex(/^\d{1,16}$/, 'the id of a person that was merged away'),
  reason,
});
/** What each call takes. */
export const changeBodies = {
  unlink: linkBody,
  link: linkBody,
  remove: identifierBody,
  restore: identifierBody,
  split: splitBody,
  revert: revertBody,
};
export const previewBody = z.discriminatedUnion('action', [
  linkBody.omit({ reason: true }).extend({ action: z.literal('unlink') }),
  linkBody.omit({ reason: true }).extend({ action: z.literal('link') }),
  identifierBody.omit({ reason: true }).extend({ action: z.literal('remove') }),
  identifierBody.omit({ reason: true }).extend({ action: z.literal('restore') }),
  splitBody.omit({ reason: true }).extend({ action: z.literal('split') }),
  revertBody.omit({ reason: true }).extend({ action: z.literal('revert') }),
  rulesPreviewBody,
]);

const toNormalForm = ({ type, value }: z.output<typeof identifier>) => toAsked(type, value);

type Asked = Exclude<z.output<typeof previewBody>, { action: 'rules' }>;

function toDecision(asked: Asked): HandDecision {
  switch (asked.action) {
    case 'unlink':
    case 'link':
      return { kind: asked.action, a: toNormalForm(asked.a), b: toNormalForm(asked.b) };
    case 'remove':
    case 'restore':
      return { kind: asked.action, identifier: toNormalForm(asked.identifier) };
    case 'split':
      return { kind: 'split', identifiers: asked.identifiers.map(toNormalForm) };
    case 'revert':
      return { kind: 'revert', profileId: Number(asked.profile_id) };
  }
}

export function registerIdentityChangeRoutes(
  app: FastifyInstance,
  { access, pipeline }: { access: Access; pipeline: Pipeline },
): void {
  app.post('/api/identity/preview', async (request) => {
    const { scope } = await access.permit(request, 'profiles:write');
    const asked = parseBody(previewBody, request.body);
    if (asked.action === 'rules') return previewRules(scope, toRulesInput(request.body));
    return changeIdentity(pipeline, scope, toDecision(asked), { by: '', reason: '' }, false);
  });

  for (const [action, body] of Object.entries(changeBodies)) {
    app.post(`/api/identity/${action}`, async (request) => {
      const { scope, principal } = await access.permit(request, 'profiles:write');
      const { reason: why, ...rest } = parseBody(body as z.ZodType<{ reason: string }>, request.body);
      const decision = toDecision({ action, ...rest } as Asked);
      const by = `${principal.kind}:${principal.id}`;
      return changeIdentity(pipeline, scope, decision, { by, reason: why }, true);
    });
  }
}
