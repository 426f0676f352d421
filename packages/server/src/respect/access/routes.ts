// Signing in, and who is signed in.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AddressOf } from '../../platform/http/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { listWorkspaces, type Scope } from '../../platform/workspaces/index.ts';
import { mayName } from './grants.ts';
import type { Members } from './members.ts';
import { openPatience } from './patience.ts';

type Deps = {
  db: Database;
  members: Members;
  addressOf: AddressOf;
  /** The slugs of all purposes there are. */
  listPurposeSlugs: (scope: Scope) => Promise<string[]>;
};

export function registerSessionRoutes(
  app: FastifyInstance,
  { db, members, addressOf, listPurposeSlugs }: Deps,
  version: string,
): void {
  const patience = openPatience();
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    handler: async (request, reply) => {
      const who = whoSignsIn(request, addressOf(request.raw));
      const seconds = who === undefined ? 0 : patience.secondsLeft(who);
      if (seconds > 0) {
        reply.header('retry-after', seconds);
        const sentence = `Too many wrong passwords. Try again in ${seconds} seconds.`;
        throw new AppError('rate_limited', sentence, { retry_after: seconds });
      }
      // Counted before the answer is known: guesses may also come all at once.
      if (who !== undefined) patience.tried(who);
      const response = await members.handle(toFetchRequest(request));
      if (who !== undefined && response.ok) patience.succeeded(who);
      return answer(reply, response);
    },
  });

  app.get('/api/session', async (request) => {
    const member = await members.findMember(request);
    if (member === undefined)
      throw new AppError('unauthorized', 'Nobody is signed in. Sign in with e-mail address and password.');
    const workspace = (await listWorkspaces(db)).find((candidate) => candidate.id === member.workspaceId);
    const { role, workspaceId } = member;
    const slugs = role.purposes === null ? null : await listPurposeSlugs({ db, workspaceId });
    return {
      member: { id: member.id, email: member.email, name: member.name },
      role: { slug: role.slug, name: role.name },
      scopes: role.scopes,
      unmasked: role.unmasked,
      purposes: slugs?.filter((slug) => mayName(role, slug)) ?? null,
      ...{ workspace, version },
    };
  });
}

/** Address and e-mail: who guesses from elsewhere locks nobody out. */
function whoSignsIn({ body }: FastifyRequest, address: string | undefined): string | undefined {
  const { email, password } = (body ?? {}) as { email?: unknown; password?: unknown };
  return typeof email === 'string' && password !== undefined
    ? `${address} ${email.trim().toLowerCase().slice(0, 320)}`
    : undefined;
}

function toFetchRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== 'content-length') headers.set(name, value);
  }
  const url = `http://${request.headers.host ?? 'localhost'}${request.url}`;
  const body = request.method === 'POST' ? JSON.stringify(request.body ?? {}) : null;
  return new Request(url, { method: request.method, headers, body });
}

async function answer(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') reply.header(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.code(response.status).send(await response.text());
}
