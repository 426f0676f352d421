// What the routes of brands and topics have in common: who may, and by what name whoever changed something is shown.
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../platform/clock/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../access/index.ts';

export type PermitDeps = { access: Access; clock: Clock };
export type BySlug = { Params: { slug: string } };

export function openPermits({ access, clock }: PermitDeps) {
  return {
    toRead: (request: FastifyRequest) => access.permit(request, 'preferences:read'),
    async toWrite(request: FastifyRequest) {
      const { scope, principal } = await access.permit(request, 'preferences:write');
      return { scope, change: { at: clock.now(), by: `${principal.kind}:${principal.id}` } };
    },
  };
}

export async function withNames<One extends { updated_by: string }>(scope: Scope, all: readonly One[]) {
  const names = await listPrincipalNames(
    scope,
    all.map((one) => one.updated_by),
  );
  return all.map((one) => ({ ...one, updated_by_name: names.get(one.updated_by) ?? null }));
}
