// Does what is due about answers: at once where somebody waits for it, else soon, and again where a server ended before it was done.
import type { Clock } from '../../platform/clock/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { openTurns } from '../../platform/turns/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { KeptAnswer } from './model.ts';
import { takeDue } from './store.ts';

export type Working = {
  /** Does what is due, and returns when it is done. */
  work(): Promise<void>;
  workIn(ms: number): void;
  close(): Promise<void>;
};

const takenMax = 500;
/** Whoever took answers and ended before it was done: then another does. */
const heldMs = 30_000;
const pollMs = 2000;

export function openWorking(
  { db, clock, log }: { db: Database; clock: Clock; log: Log },
  follow: (scope: Scope, answers: readonly KeptAnswer[]) => Promise<void>,
): Working {
  const turns = openTurns();
  let isClosed = false;

  async function takeAll(): Promise<void> {
    for (let taken = takenMax; taken === takenMax; ) {
      const now = clock.nowMs();
      const answers = await takeDue(db, new Date(now), new Date(now + heldMs), takenMax);
      taken = answers.length;
      for (const [workspaceId, own] of Map.groupBy(answers, (one) => one.workspaceId))
        await follow({ db, workspaceId }, own);
    }
  }
  const work = (): Promise<void> => turns(takeAll);
  function tryWork(): void {
    if (isClosed) return;
    work().catch((error: unknown) =>
      log.warn({ code: (error as { code?: string }).code }, 'Answers to messages wait'),
    );
  }
  const timer = setInterval(tryWork, pollMs);
  timer.unref();
  return {
    work,
    workIn: (ms) => void setTimeout(tryWork, ms).unref(),
    async close() {
      isClosed = true;
      clearInterval(timer);
      await turns(async () => {});
    },
  };
}
