// Follows purposes and tracked attributes in the background, in steps that leave the pipeline at least half of the time.
import type { Log } from '../../platform/log/index.ts';
import { openStepping, type Stepping } from '../../platform/stepping/index.ts';
import { type MirrorDeps, type StepSize, takeStep } from './follow.ts';
import { listUnfinished } from './store.ts';

export type MirrorFollower = Stepping;

const sizes: Record<'first' | 'least' | 'most', StepSize> = {
  first: { people: 500 },
  least: { people: 50 },
  most: { people: 5000 },
};

/** Takes up what an earlier server left undone, or wrote as it was done then. */
export const openMirrorFollower = ({ log, ...deps }: MirrorDeps & { log: Log }): MirrorFollower =>
  openStepping({
    listUnfinished: () => listUnfinished(deps.db),
    takeStep: (workspaceId, size) => takeStep(deps, workspaceId, size),
    ...{ sizes, log, interrupted: 'Writing rows of people anew was interrupted and goes on' },
  });
