// Follows changes of the rules in the background, in steps that leave the pipeline at least half of the time.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../platform/log/index.ts';
import { type FollowDeps, type StepSize, takeStep } from './follow.ts';
import { listUnfinished } from './store.ts';

export type RulesFollower = {
  /** Rules were set. */
  wake(): void;
  /** Ends after the step that is under way; the next start goes on. */
  close(): Promise<void>;
};

/** Another server may have set rules, or have ended before it was done. */
const pollMs = 5000;
const busyMs = 500;
const failureMsMax = 30_000;
/** So long a step should take, in milliseconds: a message that comes meanwhile waits for it. */
const stepMs = { least: 60, most: 200 };
const sizeMin: StepSize = { identifiers: 100, clusters: 1 };
const sizeMax: StepSize = { identifiers: 20_000, clusters: 2000 };
const firstSize: StepSize = { identifiers: 2000, clusters: 100 };

/** Takes up what an earlier server left undone. */
export function openRulesFollower(deps: FollowDeps & { log: Log }): RulesFollower {
  const closing = new AbortController();
  const { signal } = closing;
  let woken = new AbortController();
  let size = firstSize;

  const pause = (ms: number, until = signal): Promise<void> =>
    sleep(ms, undefined, { signal: until, ref: false }).catch(() => {});
  const waitForRules = (): Promise<void> => pause(pollMs, AbortSignal.any([signal, woken.signal]));

  /** Answers whether something was left to do. */
  async function work(): Promise<boolean> {
    const unfinished = await listUnfinished(deps.db);
    for (const { workspace_id } of unfinished) {
      if (signal.aborted) return true;
      const startedAt = performance.now();
      const step = await takeStep(deps, workspace_id, size);
      const tookMs = performance.now() - startedAt;
      size = adapt(size, tookMs);
      if (step === 'busy') await pause(busyMs);
      if (step === 'written') await pause(tookMs);
    }
    return unfinished.length > 0;
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const isLeft = await work();
        failures = 0;
        if (isLeft) continue;
        await waitForRules();
        woken = new AbortController();
        // What was a step's size for small people may be far too much for others.
        size = firstSize;
      } catch (error) {
        failures += 1;
        deps.log.warn(
          { err: error, failures },
          'Following the rules of identity was interrupted and goes on',
        );
        await pause(Math.min(failureMsMax, 500 * 2 ** failures));
      }
    }
  }

  const running = run();
  return {
    wake: () => woken.abort(),
    async close() {
      closing.abort();
      await running;
    },
  };
}

function adapt(size: StepSize, tookMs: number): StepSize {
  const factor = tookMs < stepMs.least ? 2 : tookMs > stepMs.most ? 0.5 : 1;
  const fit = (name: keyof StepSize) =>
    Math.min(sizeMax[name], Math.max(sizeMin[name], Math.round(size[name] * factor)));
  return { identifiers: fit('identifiers'), clusters: fit('clusters') };
}
