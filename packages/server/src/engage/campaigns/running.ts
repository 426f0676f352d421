// Campaigns go out in the background, step by step: one whose moment has come begins a run; the run takes its people; they get their
// messages; and when none of those waits any more it is over. Each step is one transaction.
import { type AppError, isAppError } from '@rapport/protocol';
import type { Clock } from '../../platform/clock/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Database, Transaction } from '../../platform/postgres/index.ts';
import { openStepping, type Step, type Stepping } from '../../platform/stepping/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { areMessagesOpen } from '../messages/index.ts';
import type { MessageRules } from '../rules/index.ts';
import { enrolAudience } from './audience.ts';
import { type CheckDeps, freeze } from './checking.ts';
import { makeSome } from './making.ts';
import {
  insertRun,
  listUnfinished,
  lockDueCampaign,
  lockSendingRun,
  lockUnmadeRun,
  moveRun,
} from './runs-store.ts';
import { findNextRun } from './schedule.ts';
import { lockCampaign, moveCampaign } from './store.ts';

export type RunningDeps = CheckDeps & {
  db: Database;
  clock: Clock;
  log: Log;
  getRules(scope: Scope<Transaction>): Promise<MessageRules>;
  /** Messages were made. */
  onMade(): void;
};
export type Size = { people: number };

/** Nobody waits for what a step locks but whoever pauses the campaign; and small steps make it long where much else goes on. */
const sizes: Record<'first' | 'least' | 'most', Size> = {
  first: { people: 2000 },
  least: { people: 1000 },
  most: { people: 5000 },
};

export function openRunning(deps: RunningDeps): Stepping {
  return openStepping<Size>({
    listUnfinished: () => listUnfinished(deps.db, deps.clock.now()),
    takeStep: (workspaceId, size) => takeStep(deps, workspaceId, size),
    ...{ sizes, log: deps.log, interrupted: 'Sending campaigns was interrupted and goes on' },
  });
}

/** What has to be done next. Whoever is in the middle of it does it alone. */
export async function takeStep(deps: RunningDeps, workspaceId: number, { people }: Size): Promise<Step> {
  const at = deps.clock.now();
  const taken = await deps.db.transaction(async (tx) => {
    const scope: Scope<Transaction> = { db: tx, workspaceId };
    if (await beginDue(deps, scope, at)) return 'begun';
    const run = await lockUnmadeRun(scope);
    if (run === undefined) return (await lookAtSending(scope, at)) ? 'looked' : 'nothing';
    if (run.state === 'enrolling') {
      await enrolAudience(scope, run.id, run.frozen);
      await moveRun(scope, run.id, 'making', at);
      return 'begun';
    }
    const looked = await makeSome(scope, run, await deps.getRules(scope), { limit: people, at });
    if (looked < people) await moveRun(scope, run.id, 'sending', at);
    return 'made';
  });
  if (taken === 'made') deps.onMade();
  return taken === 'nothing' ? 'busy' : 'read';
}

/** Whether a campaign was due. One that cannot go out any more is set aside, and says why. */
async function beginDue(deps: RunningDeps, scope: Scope<Transaction>, at: Date): Promise<boolean> {
  const slug = await lockDueCampaign(scope, at);
  if (slug === undefined) return false;
  const { id, when, next_run_at: planned, state, ...plan } = await lockCampaign(scope, slug);
  const nextMs = when.kind === 'recurring' ? findNextRun(when, at.getTime()) : undefined;
  const nextRunAt = nextMs === undefined ? null : new Date(nextMs);
  try {
    const frozen = await freeze(deps, scope, toPlan({ ...plan, when }));
    const plannedAt = planned ?? at;
    await insertRun(scope, id, { plannedAt, at, frozen, state: 'enrolling' });
    await moveCampaign(scope, id, { state: 'running', nextRunAt }, { at, by: null });
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, message } = error as AppError;
    const paused = {
      state: 'paused',
      pausedFrom: state,
      nextRunAt: planned,
      trouble: { code, message },
    } as const;
    await moveCampaign(scope, id, paused, { at, by: null });
  }
  return true;
}

/** What is said, to whom and when, without what became of it. */
const toPlan = ({
  template,
  audience,
  channel,
  hour,
  when,
  throttle,
  expires_after,
  priority,
  experiment,
  conversion,
}: Parameters<typeof freeze>[2]) => ({
  ...{ template, audience, channel, hour, when, throttle, expires_after, priority, experiment, conversion },
});

/** A run whose messages all came to something is over, and with its last run the campaign. */
async function lookAtSending(scope: Scope<Transaction>, at: Date): Promise<boolean> {
  const run = await lockSendingRun(scope, at);
  if (run === undefined) return false;
  const isOpen = await areMessagesOpen(scope, run.campaign_id);
  await moveRun(scope, run.id, isOpen ? 'sending' : 'finished', at);
  if (!isOpen && !run.repeats)
    await moveCampaign(scope, run.campaign_id, { state: 'finished', nextRunAt: null }, { at, by: null });
  return true;
}
