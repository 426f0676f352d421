// How long to let messages gather before the next step.
//
// A transaction and a part of a table cost nearly the same for one message as for a thousand. When messages come one
// by one without a pause, taking each at once would spend all time on that cost. So whoever was busy for a good part
// of the last second waits a few times as long as its last step took: the busier it is, the more go together. What
// comes while little is going on waits for nothing.

const enoughMessages = 2000;
const msMin = 10;
const msMax = 100;
const timesAsLong = 3;
/** Busy time counts less the longer ago it was: a third of it is left after this time. */
const memoryMs = 1000;
/** Up to here nothing waits. */
const busyMsMax = 300;

/** To be told of each step: how many messages it took, and for how long. Returns the milliseconds to wait after it. */
export type Gather = (messages: number, ms: number) => number;

export function openGather(now: () => number = () => performance.now()): Gather {
  let busyMs = 0;
  let at = now();
  return function toWaitMs(messages, ms) {
    const before = at;
    at = now();
    busyMs = busyMs * Math.exp((before - at) / memoryMs) + ms;
    if (messages >= enoughMessages || busyMs <= busyMsMax) return 0;
    return Math.min(msMax, Math.max(msMin, ms * timesAsLong));
  };
}
