// Answers one question for every route: who asks, in which workspace, and may they?
import { AppError } from '@rapport/protocol';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Grants, mayDo, mayName } from './grants.ts';
import type { Members } from './members.ts';
import { type ApiKey, findApiKey } from './store.ts';

/** `noun:read` or `noun:write`. */
export type Scopes = `${string}:${'read' | 'write'}`;

export type Principal = Grants & {
  kind: 'api_key' | 'member';
  id: string;
  /** Of the key, or of the role of the member. */
  name: string;
  workspaceId: number;
};

export type Access = {
  /** Who asks, or a 401 / 403. The scope it returns reaches no other workspace. */
  permit(
    request: FastifyRequest,
    scope: Scopes,
    /** What it is read for, where the route asks. Whether there is such a purpose is asked by the route. */
    purpose?: unknown,
  ): Promise<{ principal: Principal; scope: Scope }>;
};

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
          purposes: key.purposes,
          unmasked: key.unmasked,
        }
      );
    }
    const member = await members.findMember(request);
    return (
      member && {
        kind: 'member',
        id: member.id,
        name: member.role.name,
        workspaceId: member.workspaceId,
        scopes: member.role.scopes,
        purposes: member.role.purposes,
        unmasked: member.role.unmasked,
      }
    );
  }

  return {
    async permit(request, needed, purpose) {
      const principal = await findPrincipal(request);
      if (principal === undefined) throw new AppError('unauthorized');
      if (!mayDo(principal, needed)) throw new AppError('forbidden', tellMissing(principal, needed));
      if (typeof purpose === 'string' && !mayName(principal, purpose))
        throw new AppError('forbidden', tellPurpose(principal, purpose.slice(0, 80)));
      return { principal, scope: { db, workspaceId: principal.workspaceId } };
    },
  };
}

const tellMissing = ({ kind, name }: Principal, scope: string): string =>
  kind === 'member'
    ? `This needs the scope ${scope}, which the role "${name}" does not have. Ask an owner of the workspace.`
    : `This needs the scope ${scope}. Ask an owner of the workspace for a key that has it.`;

const tellPurpose = ({ kind, name }: Principal, purpose: string): string =>
  kind === 'member'
    ? `The role "${name}" may not use data for "${purpose}". Choose another purpose, or ask an owner of the workspace.`
    : `This key may not use data for "${purpose}".`;
