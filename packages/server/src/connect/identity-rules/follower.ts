// Follows changes of the rules in the background, in steps that leave the pipeline at least half of the time.
import type { Log } from '../../platform/log/index.ts';
import { openStepping, type Stepping } from '../../platform/stepping/index.ts';
import { type FollowDeps, type StepSize, takeStep } from './follow.ts';
import { listUnfinished } from './store.ts';

export type RulesFollower = Stepping;

const sizes: Record<'first' | 'least' | 'most', StepSize> = {
  first: { identifiers: 2000, clusters: 100 },
  least: { identifiers: 100, clusters: 1 },
  most: { identifiers: 20_000, clusters: 2000 },
};

/** Takes up what an earlier server left undone. */
export const openRulesFollower = ({ log, ...deps }: FollowDeps & { log: Log }): RulesFollower =>
  openStepping({
    listUnfinished: async () => (await listUnfinished(deps.db)).map(({ workspace_id: id }) => id),
    takeStep: (workspaceId, size) => takeStep(deps, workspaceId, size),
    ...{ sizes, log, interrupted: 'Following the rules of identity was interrupted and goes on' },
  });
