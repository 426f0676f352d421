// The API of the inbox of an app: for the company's own servers by a key, and for pages by a token that opens one inbox.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SuppressionList } from '../../../connect/permissions/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import { limitField, parseBody, parseQuery, toId } from '../../../platform/http/index.ts';
import type { Database } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import type { Access } from '../../../respect/access/index.ts';
import type { Point, TakeAnswers } from '../channel.ts';
import { findOwner, type Owner, showInbox } from './showing.ts';
import { markInApp } from './store.ts';
import { openInboxStreams } from './streams.ts';
import type { InAppTokens } from './tokens.ts';

const idMax = Number.MAX_SAFE_INTEGER;
const minute = 60_000;

export const inAppQuery = z.object({
  limit: limitField,
  cursor: z.coerce.number().int().min(1).max(idMax).optional(),
});
export const inAppTokenBody = z.strictObject({
  subject: z
    .strictObject({ type: z.string().min(1).max(63), value: z.string().min(1).max(512) })
    .describe('Whose inbox it opens.'),
  expires_in_minutes: z.int().min(1).max(1440).default(60),
});

export type InAppDeps = {
  db: Database;
  access: Access;
  clock: Clock;
  suppressions: SuppressionList;
  inAppTokens: InAppTokens;
  answered: TakeAnswers;
};
type OfPerson = { Params: Point };
type OfMessage = { Params: { id: string } };

export function registerInAppRoutes(app: FastifyInstance, deps: InAppDeps): void {
  const { access, clock, inAppTokens } = deps;

  app.post('/api/in-app-tokens', async (request, reply) => {
    const { scope } = await access.permit(request, 'in_app:write');
    const { subject, expires_in_minutes: minutes } = parseBody(inAppTokenBody, request.body);
    const expiresAtMs = clock.nowMs() + minutes * minute;
    const token = inAppTokens.seal({ workspaceId: scope.workspaceId, owner: subject, expiresAtMs });
    reply.code(201).header('cache-control', 'no-store');
    return { token, expires_at: new Date(expiresAtMs).toISOString() };
  });

  app.get<OfPerson>('/api/in-app/:type/:value', async (request) => {
    const { scope } = await access.permit(request, 'in_app:read');
    const query = parseQuery(inAppQuery, request.query);
    return show(deps, scope, await getOwner(scope, request.params), query);
  });

  for (const what of ['read', 'clicked'] as const)
    app.post<{ Params: Point & { id: string } }>(
      `/api/in-app/:type/:value/:id/${what}`,
      async (request, reply) => {
        const { scope } = await access.permit(request, 'in_app:write');
        await mark(deps, scope, await getOwner(scope, request.params), request.params.id, what);
        return reply.code(204).send();
      },
    );

  registerForPages(app, deps);
}

/** For pages of any site, with a token in the header. Never by a cookie. */
function registerForPages(app: FastifyInstance, deps: InAppDeps): void {
  const streams = openInboxStreams(app, deps);
  app.addHook('onRequest', async function allowPages({ method, url, headers }, reply) {
    if (headers.origin === undefined || !/^\/in-app\//.test(url)) return undefined;
    reply.headers({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '600',
    });
    return method === 'OPTIONS' ? reply.code(204).send() : undefined;
  });

  const permit = (request: FastifyRequest) => permitToken(deps, request);
  app.get('/in-app/messages', async (request, reply) => {
    const { scope, owner } = await permit(request);
    const query = parseQuery(inAppQuery, request.query);
    reply.header('cache-control', 'no-store');
    return owner === undefined ? nothing : show(deps, scope, owner, query);
  });

  app.get('/in-app/stream', async (request, reply) => {
    const { scope, owner } = await permit(request);
    return streams.open(reply, { scope, owner, permitAgain: () => permit(request) });
  });

  for (const what of ['read', 'clicked'] as const)
    app.post<OfMessage>(`/in-app/messages/:id/${what}`, async (request, reply) => {
      const { scope, owner } = await permit(request);
      if (owner === undefined) throw new AppError('not_found', 'There is no such message in this inbox.');
      await mark(deps, scope, owner, request.params.id, what);
      return reply.code(204).send();
    });
}

const nothing = { items: [], unread: 0, next_cursor: null };

/** `owner`: undefined where nobody has the identifier yet, as of a visitor who did nothing so far. Throws `in_app_token_ended`. */
async function permitToken(
  { db, inAppTokens }: InAppDeps,
  { headers }: FastifyRequest,
): Promise<{ scope: Scope; owner: Owner | undefined }> {
  const token = inAppTokens.open(/^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
  if (token === undefined) throw new AppError('in_app_token_ended');
  const scope = { db, workspaceId: token.workspaceId };
  return { scope, owner: await findOwner(scope, token.owner) };
}

async function getOwner(scope: Scope, point: Point): Promise<Owner> {
  const owner = await findOwner(scope, point);
  if (owner === undefined) throw new AppError('profile_not_found');
  return owner;
}

const show = (
  { suppressions, clock }: InAppDeps,
  scope: Scope,
  owner: Owner,
  query: { limit: number; cursor?: number | undefined },
) => showInbox({ suppressions, at: clock.nowMs() }, scope, owner, query);

/** Told again, it is the same answer. Throws `not_found`. */
async function mark(
  { clock, answered }: InAppDeps,
  scope: Scope,
  { ids, point }: Owner,
  text: string,
  what: 'read' | 'clicked',
): Promise<void> {
  const at = clock.now();
  const id = toId(text, idMax);
  const marked = await markInApp(scope, ids, id, what, at);
  if (marked === undefined) throw new AppError('not_found', 'There is no such message in this inbox.');
  const kind = what === 'read' ? 'opened' : 'clicked';
  const answer = {
    kind,
    message: { id: String(id) },
    point,
    at: at.getTime(),
    machine: false,
    answerId: `in_app ${id} ${kind}`,
  } as const;
  await answered({ workspaceId: scope.workspaceId, channel: 'in_app', accountId: 0 }, [answer]);
}
