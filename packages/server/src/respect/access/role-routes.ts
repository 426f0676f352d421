// The API of roles and members: what each role gives, and who has which.
import { randomBytes } from 'node:crypto';
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access } from './access.ts';
import {
  isWithin,
  purposesField,
  refuseUnknownCategories,
  scopesField,
  seesMasked,
  unmaskedField,
} from './grants.ts';
import type { Members } from './members.ts';
import type { Principal } from './principals.ts';
import {
  deleteMember,
  type ListedMember,
  listMembers,
  listRoles,
  listRoleVersions,
  lockRoles,
  recordRole,
  setMemberRole,
} from './role-store.ts';
import { ownerSlug, type Role } from './roles.ts';

const slug = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9_]*$/, 'must be one lower-case word, such as analyst');

/** A role as a workspace wants it. What is left out is not kept from the version before. */
export const roleBody = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: scopesField,
  purposes: purposesField,
  unmasked: unmaskedField(seesMasked),
  reason: z.string().trim().min(1).max(1000),
});
export const memberBody = z.strictObject({
  email: z.email().max(320),
  name: z.string().trim().min(1).max(120),
  role: slug,
});
export const memberRoleBody = z.strictObject({ role: slug });

type Deps = { access: Access; clock: Clock; members: Members; isCategory: (key: string) => boolean };
type Params = { Params: { slug: string } };
type Member = { Params: { id: string } };

export function registerRoleRoutes(app: FastifyInstance, { access, clock, members, isCategory }: Deps): void {
  app.get('/api/roles', async (request) => {
    const { scope } = await access.permit(request, 'members:read');
    return { items: await listRoles(scope), next_cursor: null };
  });

  app.get<Params>('/api/roles/:slug/versions', async (request) => {
    const { scope } = await access.permit(request, 'members:read');
    return { items: await listRoleVersions(scope, request.params.slug), next_cursor: null };
  });

  app.put<Params>('/api/roles/:slug', async (request) => {
    const { scope, principal } = await access.permit(request, 'members:write');
    const { reason, ...given } = parseBody(roleBody, request.body);
    const role = { ...given, slug: parseBody(slug, request.params.slug) };
    refuseUnknownCategories(role.unmasked, isCategory);
    if (role.slug === ownerSlug && !role.scopes.includes('*'))
      throw new AppError('invalid_request', 'scopes: owners may do everything, so that somebody always can.');
    refuseMoreThanOwn(principal, role);
    const change = { at: clock.now(), by: nameOf(principal), reason };
    await scope.db.transaction(async (tx) => {
      const locked = await lock(scope, tx);
      refuseMoreThanOwn(
        principal,
        (await listRoles(locked)).find((one) => one.slug === role.slug),
      );
      await recordRole(locked, role, change);
    });
    return getRole(await listRoles(scope), role.slug);
  });

  app.get('/api/members', async (request) => {
    const { scope } = await access.permit(request, 'members:read');
    return { items: await listMembers(scope), next_cursor: null };
  });

  app.post('/api/members', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'members:write');
    const { email, name, role } = parseBody(memberBody, request.body);
    refuseMoreThanOwn(principal, getRole(await listRoles(scope), role));
    const password = randomBytes(12).toString('base64url');
    await members.create(scope, { email, name, password, role, by: nameOf(principal) });
    reply.code(201);
    const made = (await listMembers(scope)).find((one) => one.email === email.toLowerCase());
    return { ...(made as ListedMember), password };
  });

  app.put<Member>('/api/members/:id/role', async (request) => {
    const { scope, principal } = await access.permit(request, 'members:write');
    const { role } = parseBody(memberRoleBody, request.body);
    const { id } = request.params;
    await scope.db.transaction(async (tx) => {
      const locked = await lock(scope, tx);
      const roles = await listRoles(locked);
      refuseMoreThanOwn(principal, getRole(roles, role));
      await refuseToLose(locked, principal, { id, roles, stays: role === ownerSlug });
      await setMemberRole(locked, { id, role, by: nameOf(principal) });
    });
    return (await listMembers(scope)).find((one) => one.id === id);
  });

  app.delete<Member>('/api/members/:id', async (request) => {
    const { scope, principal } = await access.permit(request, 'members:write');
    const { id } = request.params;
    await scope.db.transaction(async (tx) => {
      const locked = await lock(scope, tx);
      await refuseToLose(locked, principal, { id, roles: await listRoles(locked), stays: false });
      await deleteMember(locked, id);
    });
    return { id, deleted: true };
  });
}

const nameOf = ({ kind, id }: Principal): string => `${kind}:${id}`;

async function lock(scope: Scope, tx: Transaction): Promise<Scope<Transaction>> {
  const locked = { ...scope, db: tx };
  await lockRoles(locked);
  return locked;
}

function getRole(roles: readonly Role[], slug: string): Role {
  const role = roles.find((one) => one.slug === slug);
  if (role !== undefined) return role;
  const names = roles.map((one) => one.slug).join(', ');
  throw new AppError('invalid_request', `role: there is none of this name. There are: ${names}.`);
}

/** Owners may: they hold the workspace, and could give it to themselves. */
function refuseMoreThanOwn(principal: Principal, given: Omit<Role, 'version'> | undefined): void {
  if (given === undefined || isWithin(principal, given)) return;
  if (principal.kind === 'member' && principal.scopes.includes('*')) return;
  throw new AppError('forbidden', 'Nobody gives, takes or changes a role that may do more than their own.');
}

/** The member who loses a role: it is one that may be taken, and somebody is left who owns the workspace. */
async function refuseToLose(
  scope: Scope<Transaction>,
  principal: Principal,
  { id, roles, stays }: { id: string; roles: readonly Role[]; stays: boolean },
): Promise<void> {
  const all = await listMembers(scope);
  const member = all.find((one) => one.id === id);
  if (member === undefined) throw new AppError('not_found', 'There is no such member.');
  refuseMoreThanOwn(
    principal,
    roles.find((one) => one.slug === member.role),
  );
  const owners = all.filter((one) => one.role === ownerSlug);
  if (!stays && member.role === ownerSlug && owners.length === 1)
    throw new AppError('conflict', 'This is the last owner. Make somebody else an owner first.');
}
