// Answers one question for every route: who asks, in which workspace, and may they?
import { AppError } from '@rapport/protocol';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Members } from './members.ts';
import { type ApiKey, findApiKey } from './store.ts';

/** `noun:read` or `noun:write`. */
export type Scopes = `${string}:${'read' | 'write'}`;

export type Principal = {
  kind: 'api_key' | 'member';
  id: string;
  name: string;
  workspaceId: number;
  scopes: readonly string[];
};

export type Access = {
  /** Who asks, or a 401 / 403. The scope it returns reaches no other workspace. */
  permit(request: FastifyRequest, scope: Scopes): Promise<{ principal: Principal; scope: Scope }>;
};

/** Everything: members are not told apart by what they may do yet. */
export const memberScopes: readonly string[] = ['*'];

/** Keys are asked from the database at most once in this time: long enough for speed, short enough for a revocation. */
const keyCacheMs = 1000;
const keyCacheSizeMax = 1000;

export function openAccess(db: Database, members: Members): Access {
  const keys = new Map<string, { at: number; key: ApiKey | undefined }>();

  async function findKey(key: string): Promise<ApiKey | undefined> {
    const cached = keys.get(key);
    if (cached !== undefined && performance.now() - cached.at < keyCacheMs) return cached.key;
    const found = await findApiKey(db, key);
    if (keys.size >= keyCacheSizeMax) keys.clear();
    keys.set(key, { at: performance.now(), key: found });
    return found;
  }

  async function findPrincipal(request: FastifyRequest): Promise<Principal | undefined> {
    const header = request.headers.authorization;
    if (header?.startsWith('Bearer ')) {
      const key = await findKey(header.slice(7).trim());
      return (
        key && {
          kind: 'api_key',
          id: String(key.id),
          name: key.name,
          workspaceId: key.workspace_id,
          scopes: key.scopes,
        }
      );
    }
    const member = await members.findMember(request);
    return (
      member && {
        kind: 'member',
        id: member.id,
        name: member.name,
        workspaceId: member.workspaceId,
        scopes: memberScopes,
      }
    );
  }

  return {
    async permit(request, needed) {
      const principal = await findPrincipal(request);
      if (principal === undefined) throw new AppError('unauthorized');
      if (!principal.scopes.includes('*') && !principal.scopes.includes(needed)) {
        throw new AppError(
          'forbidden',
          `This needs the scope ${needed}. Ask an owner of the workspace for a key that has it.`,
        );
      }
      return { principal, scope: { db, workspaceId: principal.workspaceId } };
    },
  };
}
