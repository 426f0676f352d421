// Follows purposes, tracked attributes and time in the background, in steps that leave the pipeline at least half of the time.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { openStepping, type Stepping } from '../../platform/stepping/index.ts';
import { openDue } from './due.ts';
import { type MirrorDeps, type StepSize, takeStep } from './follow.ts';
import { listUnfinished } from './store.ts';

export type MirrorFollower = Stepping;

const sizes: Record<'first' | 'least' | 'most', StepSize> = {
  first: { people: 500 },
  least: { people: 50 },
  most: { people: 5000 },
};

/** Takes up what an earlier server left undone, or wrote as it was done then. */
export function openMirrorFollower({
  log,
  clickhouse,
  ...deps
}: MirrorDeps & { clickhouse: ClickHouse; log: Log }): MirrorFollower {
  const due = openDue(deps, clickhouse);
  return openStepping({
    listUnfinished: async () => [...new Set([...(await listUnfinished(deps.db)), ...(await due.list())])],
    async takeStep(workspaceId, size) {
      const step = await takeStep(deps, workspaceId, size);
      return step === 'done' ? due.takeStep(workspaceId, size) : step;
    },
    ...{ sizes, log, interrupted: 'Writing rows of people anew was interrupted and goes on' },
  });
}
