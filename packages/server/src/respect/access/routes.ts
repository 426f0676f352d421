// Signing in, and who is signed in.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../platform/postgres/index.ts';
import { listWorkspaces } from '../../platform/workspaces/index.ts';
import type { Members } from './members.ts';

export function registerSessionRoutes(
  app: FastifyInstance,
  db: Database,
  members: Members,
  version: string,
): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    handler: async (request, reply) => answer(reply, await members.handle(toFetchRequest(request))),
  });

  app.get('/api/session', async (request) => {
    const member = await members.findMember(request);
    if (member === undefined)
      throw new AppError('unauthorized', 'Nobody is signed in. Sign in with e-mail address and password.');
    const workspace = (await listWorkspaces(db)).find((candidate) => candidate.id === member.workspaceId);
    return { member: { id: member.id, email: member.email, name: member.name }, workspace, version };
  });
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
