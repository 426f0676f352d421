// The API of card tokens: making one, for a page that shows one view of one person.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access } from './access.ts';
import type { CardTokens } from './card-tokens.ts';

const dayMs = 86_400_000;

const lifetimeField = z
  .string()
  .max(40)
  .transform((text, context): number => {
    const ms = toMs(text);
    if (ms !== undefined && ms >= 1000 && ms <= dayMs) return ms;
    context.addIssue('must be a duration of at most a day, such as PT1H');
    return z.NEVER;
  });

export const cardTokenBody = z.strictObject({
  view: z.string().min(1).max(100),
  subject: z
    .strictObject({ type: z.string().min(1).max(100), value: z.string().min(1).max(1000) })
    .nullable()
    .default(null)
    .describe('Whom it shows, written as the card will ask; null for a view that is about the business.'),
  expires_in: lifetimeField
    .prefault('PT1H')
    .describe('How long it lasts: an ISO 8601 duration of at most a day.'),
});

type Deps = {
  access: Access;
  clock: Clock;
  cardTokens: CardTokens;
  /** Throws where there is no such view. */
  getView(scope: Scope, name: string): Promise<{ purpose: string; about: 'person' | 'business' }>;
};

export function registerCardRoutes(app: FastifyInstance, { access, clock, cardTokens, getView }: Deps): void {
  app.post('/api/card-tokens', async (request, reply) => {
    const { scope } = await access.permit(request, 'cards:write');
    const { view, subject, expires_in: lifetimeMs } = parseBody(cardTokenBody, request.body);
    const { purpose, about } = await getView(scope, view);
    // Nobody gives away more than they have: who cannot read it can make no token for it.
    const { principal } = await access.permitView(request, { view, purpose });
    if (about === 'person' && subject === null)
      throw new AppError('view_needs_person', `The view "${view}" is about a person: name one as subject.`);
    if (about === 'business' && subject !== null)
      throw new AppError('view_needs_nobody', `The view "${view}" is about no person: leave subject out.`);
    const expiresAtMs = clock.nowMs() + lifetimeMs;
    const { kind, id, workspaceId, unmasked } = principal;
    // Of the purposes of the maker the one that the view is for: another view of this name is not what was lent.
    const given = { purposes: [purpose], unmasked };
    const token = cardTokens.seal({ workspaceId, view, subject, maker: { kind, id }, expiresAtMs, given });
    reply.code(201).header('cache-control', 'no-store');
    return { token, expires_at: new Date(expiresAtMs).toISOString() };
  });
}

/** Undefined: no duration, or one in months and years, which have no length of their own. */
function toMs(text: string): number | undefined {
  try {
    return Temporal.Duration.from(text).total({ unit: 'milliseconds' });
  } catch {
    return undefined;
  }
}
