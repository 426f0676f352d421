// Work that goes on in the background in small steps, so that whatever else waits for the same lock waits for one step only.
//
// How far the work is stands in the database, and a step writes it together with what it did. So a step may be killed anywhere,
// and the next start, or another server, goes on where it ended.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log/index.ts';

/** `read`: nothing had to be written. `busy`: it has to wait, for another server or for what it wrote before. */
export type Step = 'written' | 'read' | 'busy' | 'done';

export type Stepping = {
  /** There is something to do. */
  wake(): void;
  /** Ends after the step that is under way; the next start goes on. */
  close(): Promise<void>;
};

export type SteppingDeps<Size> = {
  /** The workspaces in which something is left to do. */
  listUnfinished(): Promise<readonly number[]>;
  takeStep(workspaceId: number, size: Size): Promise<Step>;
  /** How much a step takes on. */
  sizes: { first: Size; least: Size; most: Size };
  log: Log;
  /** What the log says when a step failed. */
  interrupted: string;
};

/** Another server may have made work, or have ended before it was done. */
const pollMs = 5000;
const busyMs = 500;
const failureMsMax = 30_000;
/** So long a step should take, in milliseconds: whoever comes meanwhile waits for it. */
const stepMs = { least: 60, most: 200 };

/** Takes up what an earlier server left undone. After a step that wrote it rests as long as that took. */
export function openStepping<Size extends Record<string, number>>({
  listUnfinished,
  takeStep,
  sizes,
  log,
  interrupted,
}: SteppingDeps<Size>): Stepping {
  const closing = new AbortController();
  const { signal } = closing;
  let woken = new AbortController();
  let size = sizes.first;

  const pause = (ms: number, until = signal): Promise<void> =>
    sleep(ms, undefined, { signal: until, ref: false }).catch(() => {});
  const waitForWork = (): Promise<void> => pause(pollMs, AbortSignal.any([signal, woken.signal]));

  /** Answers whether something was left to do. */
  async function work(): Promise<boolean> {
    const unfinished = await listUnfinished();
    for (const workspaceId of unfinished) {
      if (signal.aborted) return true;
      const startedAt = performance.now();
      const step = await takeStep(workspaceId, size);
      const tookMs = performance.now() - startedAt;
      if (step === 'busy') await pause(busyMs);
      else size = adapt(size, tookMs, sizes);
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
        await waitForWork();
        woken = new AbortController();
        // What was a step's size before may be far too much for what comes now.
        size = sizes.first;
      } catch (error) {
        failures += 1;
        log.warn({ err: error, failures }, interrupted);
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

function adapt<Size extends Record<string, number>>(
  size: Size,
  tookMs: number,
  { least, most }: { least: Size; most: Size },
): Size {
  const factor = tookMs < stepMs.least ? 2 : tookMs > stepMs.most ? 0.5 : 1;
  const fit = (name: string): number =>
    Math.min(
      most[name] as number,
      Math.max(least[name] as number, Math.round((size[name] as number) * factor)),
    );
  return Object.fromEntries(Object.keys(size).map((name) => [name, fit(name)])) as Size;
}
