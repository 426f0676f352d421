// Telling owners and folding them in, one at a time.
//
// The engine applies a patch quickly while the part of the table that it was made for is still there. A fold replaces that
// part; what is told in the middle of it belongs to the old one, and until the next fold every query has to look up each
// row in it by a hash: twice as slow, however few rows it names. Folding a large partition takes long, though, and news
// should be seen soon: so telling waits for it, but only for a while.
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs the work when what was asked for before is done, or when it has waited so long. */
export type OneByOne = <Result>(work: () => Promise<Result>, patienceMs?: number) => Promise<Result>;

export function openOneByOne(): OneByOne {
  let before: Promise<unknown> = Promise.resolve();
  return async function runInTurn(work, patienceMs) {
    const patience = patienceMs === undefined ? [] : [sleep(patienceMs, undefined, { ref: false })];
    const done = Promise.race([before, ...patience]).then(work);
    // Also what was not waited for: the next one waits for all.
    before = Promise.allSettled([before, done]);
    return done;
  };
}
