// People whose row holds no longer, since time went on: a consent ended, somebody came of age.
//
// Each row says until when it holds by itself, so ClickHouse is asked whose time has come: when the next one's has, not more often than
// every few seconds, and at least once a minute, since rows come that hold for less. They are written anew page by page. What was written is there a moment later, so a pass never looks back; whoever it missed comes with the next one.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Step } from '../../platform/stepping/index.ts';
import { type MirrorDeps, type StepSize, writePeople } from './follow.ts';

const everyMs = 60_000;
const pauseMs = 5000;

export type Due = {
  /** The workspaces in which somebody's time has come. */
  list(): Promise<number[]>;
  takeStep(workspaceId: number, size: StepSize): Promise<Step>;
};

export function openDue(deps: MirrorDeps, clickhouse: ClickHouse): Due {
  const { clock } = deps;
  /** By workspace, who was written last in the pass that is under way. */
  const passes = new Map<number, number>();
  let nextMs = Number.NEGATIVE_INFINITY;

  return {
    async list() {
      const nowMs = clock.nowMs();
      if (passes.size === 0 && nowMs >= nextMs) {
        const { ids, nextDueMs } = await listWorkspaces(clickhouse, nowMs);
        nextMs = Math.max(nowMs + pauseMs, Math.min(nowMs + everyMs, nextDueMs));
        for (const id of ids) passes.set(id, 0);
      }
      return [...passes.keys()];
    },
    async takeStep(workspaceId, { people }) {
      const afterId = passes.get(workspaceId);
      if (afterId === undefined) return 'done';
      const ids = await listPeople(clickhouse, workspaceId, { afterId, limit: people, nowMs: clock.nowMs() });
      if (ids.length > 0 && (await writePeople(deps, workspaceId, ids)) === 'busy') return 'busy';
      if (ids.length < people) passes.delete(workspaceId);
      else passes.set(workspaceId, ids.at(-1) as number);
      return ids.length === 0 ? 'read' : 'written';
    },
  };
}

const isDue = 'permitted_until > 0 and permitted_until <= {now:Int64}';

/** Those in which somebody's time has come, and when it comes to somebody next; beyond all times for never. */
async function listWorkspaces(
  clickhouse: ClickHouse,
  nowMs: number,
): Promise<{ ids: number[]; nextDueMs: number }> {
  const rows = await clickhouse.query<{ id: number; due: number; next: number }>(
    `select workspace_id as id, countIf(${isDue}) as due, minIf(permitted_until, permitted_until > {now:Int64}) as next
     from profiles final where permitted_until > 0 group by id`,
    { now: nowMs },
    { role: 'heavy' },
  );
  const coming = rows.map(({ next }) => Number(next)).filter((ms) => ms > 0);
  return {
    ids: rows.filter(({ due }) => Number(due) > 0).map(({ id }) => Number(id)),
    nextDueMs: Math.min(...coming),
  };
}

async function listPeople(
  clickhouse: ClickHouse,
  workspaceId: number,
  { afterId, limit, nowMs }: { afterId: number; limit: number; nowMs: number },
): Promise<number[]> {
  const rows = await clickhouse.query<{ id: number }>(
    `select id from profiles final where workspace_id = {workspace:UInt32} and id > {after:UInt64} and ${isDue}
     order by id limit {limit:UInt32}`,
    { workspace: workspaceId, after: afterId, limit, now: nowMs },
    { role: 'heavy' },
  );
  return rows.map(({ id }) => Number(id));
}
