// Who is in a segment, page by page: members as the purpose may see them now.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ListItem } from '../../connect/profiles/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { limitField, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access, Principal } from '../../respect/access/index.ts';
import type { ShowPeople } from '../showing/index.ts';
import { findOfPurpose } from './of-purpose.ts';
import { countMembersOf, listMembers } from './olap.ts';

export const membersQuery = z.object({
  purpose: z.string().optional(),
  limit: limitField,
  cursor: z.coerce.number().int().min(1).optional(),
});

type Deps = { access: Access; clickhouse: ClickHouse; show: ShowPeople };

const exit = 'GET /api/segments/:name/members';

export function registerMembersRoute(app: FastifyInstance, { access, clickhouse, show }: Deps): void {
  app.get<{ Params: { name: string } }>('/api/segments/:name/members', async (request) => {
    const { purpose, limit, cursor } = parseQuery(membersQuery, request.query);
    const { scope, principal } = await access.permit(request, 'segments:read', purpose);
    const { segment } = await findOfPurpose(scope, request.params.name, purpose);
    const read = openMembers({ clickhouse, show }, { scope, principal, purpose, exit }, segment.id);
    const { members, next } = await read(cursor, limit);
    const total = await countMembersOf(clickhouse, scope.workspaceId, segment.id);
    return {
      items: members.map(({ person: { id, display_name }, since, reason }) => ({
        ...{ id, display_name, since, reason },
      })),
      next_cursor: next === undefined ? null : String(next),
      total,
    };
  });
}

export type ShownMember = { person: ListItem; since: string; reason: string };
/** `next`: where the next page begins. */
type Page = { members: ShownMember[]; next: number | undefined };
type By = { scope: Scope; principal: Principal; purpose: unknown; exit: string };

/** Reads pages of members. Whom the gate does not permit is left out, so a page may be shorter than its limit. */
export function openMembers(
  { clickhouse, show }: Pick<Deps, 'clickhouse' | 'show'>,
  by: By,
  segmentId: number,
): (before: number | undefined, limit: number) => Promise<Page> {
  return async function read(before, limit) {
    const asked = { segmentId, before, limit: limit + 1 };
    const found = await listMembers(clickhouse, by.scope.workspaceId, asked);
    const page = found.slice(0, limit);
    const stays = new Map(page.map((one) => [String(one.id), one]));
    const ids = page.map(({ id }) => Number(id));
    const members = (await show(by, ids)).map((person) => {
      const stay = stays.get(person.id);
      return {
        person,
        since: new Date(Number(stay?.entered_ms)).toISOString(),
        reason: stay?.reason ?? '',
      };
    });
    return { members, next: found.length > limit ? ids.at(-1) : undefined };
  };
}
