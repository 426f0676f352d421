// The API of sign-ups that are to be confirmed: it keeps that somebody asked, and answers the link for the message to them.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseBody, toPublicBase } from '../../../platform/http/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import type { Access } from '../../../respect/access/index.ts';
import { getNotice } from '../../../respect/consents/index.ts';
import { type ContactPoint, getTopic } from '../../../respect/preferences/index.ts';
import { getPurpose, type Purpose } from '../../../respect/purposes/index.ts';
import type { NormalForm } from '../../../respect/suppression/index.ts';
import { express, isUncollected } from '../../consent-changes/index.ts';
import { toAsked } from '../../identity/index.ts';
import { isChosen } from '../choices/choices.ts';
import { channelFor } from '../wishes/wishes.ts';
import { type ConfirmationLinks, recordConfirmation } from './confirmations.ts';

const dayMs = 86_400_000;

export const confirmationBody = z
  .strictObject({
    contact: z
      .strictObject({ type: z.string().min(1).max(63), value: z.string().min(1).max(512) })
      .describe('Whoever reads what is sent there confirms.'),
    purpose: z.string().min(1).max(64).optional().describe('What they agree to.'),
    topic: z.string().min(1).max(63).optional().describe('What they want to get.'),
    notice: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be the hash of a notice (see GET /api/notices)')
      .optional()
      .describe('Of the message that asks to confirm; that of the page, where it is left out.'),
    language: z
      .string()
      .max(35)
      .optional()
      .describe('As BCP 47 writes it; that of the browser, if it is left out.'),
    days: z.int().min(1).max(30).default(7).describe('How long the link lasts.'),
  })
  .refine(
    ({ purpose, topic }) => purpose !== undefined || topic !== undefined,
    'must name a purpose, a topic, or both',
  );

type Deps = Omit<Parameters<typeof express>[0], 'by'> & {
  access: Access;
  normalForm: NormalForm;
  confirmationLinks: ConfirmationLinks;
  publicUrl: string | undefined;
};
type Asked = z.output<typeof confirmationBody>;

export function registerConfirmationRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clock, confirmationLinks, publicUrl } = deps;
  app.post('/api/confirmations', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'consents:write');
    const asked = parseBody(confirmationBody, request.body);
    if (asked.topic !== undefined) await access.permit(request, 'preferences:write');
    await refuseWrong(deps, scope, asked);
    const by = `${principal.kind}:${principal.id}`;
    const at = clock.now();
    await recordRequested({ ...deps, by }, scope, asked);
    const { contact, purpose = null, topic = null, notice = null, language = null, days } = asked;
    const expiresAtMs = at.getTime() + days * dayMs;
    const id = await recordConfirmation(scope, {
      ...{ type: contact.type, value: contact.value, purpose, topic, notice_hash: notice, language },
      ...{ requested_at: at, requested_by: by, expires_at: new Date(expiresAtMs) },
    });
    const token = confirmationLinks.seal({ workspaceId: scope.workspaceId, id, expiresAtMs });
    reply.code(201).header('cache-control', 'no-store');
    return {
      url: `${toPublicBase(request, publicUrl)}/confirm/${token}`,
      expires_at: new Date(expiresAtMs).toISOString(),
    };
  });
}

/** It stands in the ledger that somebody asked; until it is confirmed that permits nothing. */
async function recordRequested(
  deps: Parameters<typeof express>[0],
  scope: Scope,
  { contact, purpose, notice, language }: Asked,
): Promise<void> {
  if (purpose === undefined) return;
  await express(deps, scope, {
    ...{ subject: contact, purpose, state: 'requested', method: 'double_opt_in', expressed_by: 'subject' },
    ...{ consent_type: 'expressed', resolves: [], evidence: {}, notice, language },
  });
}

/** Throws what is wrong with it: nobody should be sent a link that confirms nothing. */
async function refuseWrong({ normalForm, suppressions }: Deps, scope: Scope, asked: Asked): Promise<void> {
  const { contact, purpose, topic, notice } = asked;
  if (await isUncollected(scope, toAsked(contact.type, contact.value), suppressions))
    throw new AppError(
      'consent_invalid',
      'This contact point must not be collected. Lift its suppression first, where the person came back by an act of their own.',
    );
  if (purpose !== undefined) refuseUnasked(await getPurpose(scope, purpose));
  if (topic !== undefined) await refuseUnreached(normalForm, scope, contact, topic);
  if (notice !== undefined) await getNotice(scope, notice, asked.language);
}

function refuseUnasked(purpose: Purpose): void {
  if (!isChosen(purpose))
    throw new AppError(
      'consent_invalid',
      `"${purpose.slug}" asks nobody for consent, so there is nothing to confirm.`,
    );
}

async function refuseUnreached(
  normalForm: NormalForm,
  scope: Scope,
  contact: ContactPoint,
  slug: string,
): Promise<void> {
  const topic = await getTopic(scope, slug);
  const isReached =
    (await normalForm(scope, contact)) !== undefined && channelFor(contact, topic) !== undefined;
  if (topic.retired || !isReached)
    throw new AppError('preference_invalid', `"${slug}" does not reach a contact point of this type.`);
}
