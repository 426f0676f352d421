// Who is on a list, page by page: people as the purpose may see them now, and remembered as read.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPrincipalNames, type Principal } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { type List, listPeopleOn } from '../lists/index.ts';
import { listPeopleOf } from '../profiles/index.ts';

type Deps = { clickhouse: ClickHouse; clock: Clock; readLog: ReadLog };
type By = { scope: Scope; principal: Principal; purpose: unknown };

const exit = 'GET /api/lists/:name/people';

/** Whom the gate does not permit is left out, so a page may be shorter than its limit. Throws `purpose_required` or `purpose_unknown`. */
export async function readPeople(
  { clickhouse, clock, readLog }: Deps,
  { scope, principal, purpose: slug }: By,
  list: List,
  { limit, cursor }: { limit: number; cursor: number | undefined },
) {
  const purpose = await getPurpose(scope, slug);
  const found = await listPeopleOn(scope, list.id, { before: cursor, limit: limit + 1 });
  const page = found.slice(0, limit);
  const entries = new Map(page.map((one) => [String(one.id), one]));
  const by = { purpose, mask: openMask(principal.unmasked), at: clock.nowMs() };
  const people = await listPeopleOf(
    { scope, clickhouse },
    by,
    page.map(({ id }) => id),
  );
  const fields = people.some(({ display_name }) => display_name !== '') ? ['display_name'] : [];
  const profileIds = people.map(({ id }) => Number(id));
  readLog.add({ principal, at: clock.now(), purpose: purpose.slug, exit, profileIds, fields });
  const names = await listPrincipalNames(
    scope,
    page.map(({ added_by }) => added_by),
  );
  return {
    items: people.map(({ id, display_name }) => {
      const entry = entries.get(id);
      const added_by = entry?.added_by ?? '';
      return {
        ...{ id, display_name, added_at: entry?.added_at, added_by },
        added_by_name: names.get(added_by) ?? null,
      };
    }),
    next_cursor: found.length > limit ? String(page.at(-1)?.id) : null,
    total: list.people,
  };
}
