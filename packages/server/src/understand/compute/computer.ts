// COMPUTE: after APPEND, what people are by the definitions.
//
// Whom a batch touched is read off the batch. One question of the event store about those people, and about those definitions
// that the batch may have changed, finds what they are now; only differences are written. What was not computed when the
// server ended is found again: batches are kept until they are computed, and computing one twice changes nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../platform/log/index.ts';
import type { Appended } from './batch.ts';
import { openBatches } from './batches.ts';
import { openFollowing } from './following.ts';
import type { Computing } from './people.ts';
import { openRedefining } from './redefining.ts';
import { deleteSent, repeatSent, sendChanges } from './store.ts';

export type Computer = {
  /** The event store has a batch. */
  appended(batch: Appended): void;
  /** It was told whose events are, up to some batch. */
  told(): void;
  /** Definitions were set, or what they may see. */
  wake(): void;
  /** Objects of the catalog changed: definitions may find others in it. */
  catalogChanged(workspaceId: number, changes: readonly { type: string; id: string }[]): void;
  /** So may any of them have. */
  catalogMissed(): void;
  /** Computes this definition for everybody once more. */
  recompute(workspaceId: number, definitionId: number): void;
  /** Up to this batch all is computed: what is later has to be kept. */
  computedBatch(): number;
  /** Everything that came until now is computed, and so is every definition that was set. */
  isSettled(): boolean;
  /** Called when that may have changed. */
  onMoved(listen: () => void): void;
  close(): Promise<void>;
};

type ComputerDeps = Computing & {
  log: Log;
  listWorkspaceIds: () => Promise<number[]>;
  /** So long what the event store was told is kept, to be told again after a loss of power. */
  keepMinutes: number;
};

const pollMs = 1000;
const failureMsMax = 10_000;
const forgetEveryMs = 20_000;

export async function openComputer(deps: ComputerDeps): Promise<Computer> {
  const { db, clickhouse, now, log } = deps;
  const closing = new AbortController();
  const { signal } = closing;
  let woken = new AbortController();
  let moved: () => void = () => {};
  let busy = false;
  let forgetMs = 0;
  const wake = (): void => woken.abort();
  const redefining = openRedefining({
    ...{ ...deps, signal },
    onTouched: (workspaceId, people) => batches.pushPeople(workspaceId, people),
    onMoved() {
      wake();
      moved();
    },
  });
  const following = openFollowing(deps, {
    onMoved() {
      redefining.wake();
      wake();
    },
    onFollowed: () => moved(),
  });
  const batches = await openBatches(deps, redefining.touch);
  await repeatSent(db);

  async function step(): Promise<void> {
    redefining.beginStep();
    redefining.start();
    await batches.compute();
    while (await sendChanges(db, clickhouse, now()));
    if (now().getTime() < forgetMs) return;
    forgetMs = now().getTime() + forgetEveryMs;
    await deleteSent(db, new Date(now().getTime() - deps.keepMinutes * 60_000));
  }

  const pause = (ms: number, until: AbortSignal): Promise<void> =>
    sleep(ms, undefined, { signal: until, ref: false }).catch(() => {});

  async function run(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      woken = new AbortController();
      busy = true;
      try {
        await step();
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn({ err: error, failures }, 'Computing segments and traits was interrupted and goes on');
        await pause(Math.min(failureMsMax, 100 * 2 ** failures), signal);
      }
      busy = false;
      moved();
      const ms = Math.min(pollMs, Math.max(0, batches.dueInMs()));
      if (!batches.isWaiting()) await pause(ms, AbortSignal.any([signal, woken.signal]));
    }
    await redefining.finished();
  }

  const running = run();
  return {
    appended(batch) {
      batches.push(batch);
      wake();
    },
    told: wake,
    wake() {
      redefining.wake();
      wake();
    },
    catalogChanged: following.note,
    catalogMissed: following.noteMissed,
    recompute(workspaceId, definitionId) {
      redefining.force(workspaceId, definitionId);
      wake();
    },
    computedBatch: batches.computedBatch,
    isSettled: () => !busy && batches.isEmpty() && following.isIdle() && redefining.isIdle(),
    onMoved(listen) {
      moved = listen;
    },
    async close() {
      closing.abort();
      await Promise.all([running, following.finished()]);
    },
  };
}
