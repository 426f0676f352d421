// People in answers about segments: as the purpose may see them now, and remembered as read.
import { type ListItem, listPeopleOf } from '../../connect/profiles/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Principal } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';

export type ShowPeople = (
  by: { scope: Scope; principal: Principal; purpose: unknown; exit: string },
  ids: readonly number[],
) => Promise<ListItem[]>;

type Deps = { clickhouse: ClickHouse; clock: Clock; readLog: ReadLog };

export const openShowing =
  ({ clickhouse, clock, readLog }: Deps): ShowPeople =>
  async ({ scope, principal, purpose: slug, exit }, ids) => {
    const purpose = await getPurpose(scope, slug);
    const by = { purpose, mask: openMask(principal.unmasked), at: clock.nowMs() };
    const people = await listPeopleOf({ scope, clickhouse }, by, ids);
    const fields = [...new Set(people.flatMap(({ attributes }) => Object.keys(attributes)))];
    const profileIds = people.map(({ id }) => Number(id));
    readLog.add({ principal, at: clock.now(), purpose: purpose.slug, exit, profileIds, fields });
    return people;
  };
