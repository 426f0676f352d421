// The API of links to the preference centre: for the messages, pages and letters that a company sends by itself.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import { parseBody, toPublicBase } from '../../../platform/http/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import type { Access } from '../../../respect/access/index.ts';
import { getBrand, getTopic } from '../../../respect/preferences/index.ts';
import { getPurpose } from '../../../respect/purposes/index.ts';
import { registerLinkRequestRoutes } from './link-request-routes.ts';
import type { Ends, PreferenceLinks } from './links.ts';

const dayMs = 86_400_000;

export const preferenceLinkBody = z.strictObject({
  contact: z
    .strictObject({ type: z.string().min(1).max(63), value: z.string().min(1).max(512) })
    .describe('The contact point that whoever holds the link chooses for, such as an e-mail address.'),
  language: z
    .string()
    .max(35)
    .optional()
    .describe('As BCP 47 writes it; that of the browser, if it is left out.'),
  ends: z
    .union([
      z.strictObject({ topic: z.string().min(1).max(63) }),
      z.strictObject({ purpose: z.string().min(1).max(64) }),
    ])
    .optional()
    .describe(
      'What one click ends, the topic of a message or all for a purpose: then there is an address for the header List-Unsubscribe too.',
    ),
  brand: z
    .string()
    .min(1)
    .max(63)
    .optional()
    .describe(
      'The slug of the brand that the page wears; that of the topic that `ends` names, else that of the preference centre, if it is left out.',
    ),
  days: z
    .int()
    .min(1)
    .max(400)
    .default(90)
    .describe('How long it lasts. Laws ask for 30 to 60 days in messages.'),
});

type Deps = {
  access: Access;
  clock: Clock;
  preferenceLinks: PreferenceLinks;
  publicUrl: string | undefined;
};

export function registerPreferenceLinkRoutes(
  app: FastifyInstance,
  { access, clock, preferenceLinks, publicUrl }: Deps,
): void {
  registerLinkRequestRoutes(app, { access, clock });
  app.post('/api/preference-links', async (request, reply) => {
    // Who holds the link sees what was said, and says more.
    await access.permit(request, 'consents:read');
    const { scope } = await access.permit(request, 'consents:write');
    const { contact, language, ends, brand, days } = parseBody(preferenceLinkBody, request.body);
    const ended = ends && (await findEnds(scope, ends));
    if (brand !== undefined) await getBrand(scope, brand);
    const expiresAtMs = clock.nowMs() + days * dayMs;
    const { workspaceId } = scope;
    const link = { workspaceId, contact, language, ends: ended, brand, expiresAtMs };
    const token = preferenceLinks.seal(link);
    const base = toPublicBase(request, publicUrl);
    reply.code(201).header('cache-control', 'no-store');
    return {
      url: `${base}/preferences/${token}`,
      one_click_url: ends === undefined ? null : `${base}/u/${token}`,
      expires_at: new Date(expiresAtMs).toISOString(),
    };
  });
}

/** Throws `topic_not_found` or `purpose_unknown`. */
async function findEnds(scope: Scope, ends: { topic: string } | { purpose: string }): Promise<Ends> {
  if ('topic' in ends) return { kind: 'topic', slug: (await getTopic(scope, ends.topic)).slug };
  return { kind: 'purpose', slug: (await getPurpose(scope, ends.purpose)).slug };
}
