// Reading people's data for a purpose: who may, and that it is remembered that they did.
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../platform/clock/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access, Principal } from '../../respect/access/index.ts';
import { getPurpose, type Purpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';

export type Reader = { principal: Principal; purpose: Pick<Purpose, 'slug'> };

export type Reading = {
  /** Throws `purpose_required`, `purpose_unknown`, or what `access.permit` throws. */
  permit(
    request: FastifyRequest,
    slug: unknown,
  ): Promise<{ scope: Scope; principal: Principal; purpose: Purpose }>;
  /** To whom people's data was shown, and which of it. */
  log(exit: string, by: Reader, profileIds: readonly number[], fields: readonly string[]): void;
};

type Deps = { access: Access; clock: Clock; readLog: ReadLog };

export function openReading({ access, clock, readLog }: Deps): Reading {
  return {
    async permit(request, slug) {
      const { scope, principal } = await access.permit(request, 'profiles:read', slug);
      return { scope, principal, purpose: await getPurpose(scope, slug) };
    },
    log(exit, { principal, purpose }, profileIds, fields) {
      readLog.add({ principal, at: clock.now(), purpose: purpose.slug, exit, profileIds, fields });
    },
  };
}
