// The largest segments, with how many were in them when the period before ended.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listDefinitions } from '../definitions/index.ts';
import { countGrowth, countMembers } from '../segments/index.ts';

export type Growing = {
  name: string;
  title: string;
  members: number;
  /** Null where the segment was not there yet. */
  members_before: number | null;
};

const shown = 6;

export async function listGrowing(
  { scope, clickhouse }: { scope: Scope; clickhouse: ClickHouse },
  since: Date,
): Promise<Growing[]> {
  const members = await countMembers(clickhouse, scope.workspaceId);
  const largest = (await listDefinitions(scope))
    .filter(({ kind, version }) => kind === 'segment' && version > 0)
    .map((one) => ({ ...one, members: members.get(one.id) ?? 0 }))
    .sort((x, y) => y.members - x.members)
    .slice(0, shown);
  const growth = await countGrowth(clickhouse, scope.workspaceId, {
    segmentIds: largest.map(({ id }) => id),
    since,
  });
  return largest.map(({ id, name, title, members: now }) => {
    const more = growth.get(id) ?? null;
    return { name, title, members: now, members_before: more === null ? null : now - more };
  });
}
