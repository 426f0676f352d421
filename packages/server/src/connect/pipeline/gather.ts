// How long to let messages gather before the next step.
//
// A transaction and a part of a table cost nearly the same for one message as for a thousand. When messages come one
// by one without a pause, taking each at once would spend all time on that cost, so after a small step the next one
// waits a few times as long as the step took: the busier it is, the more go together. What comes after a quiet moment
// waits for nothing.

const enoughMessages = 2000;
const msMin = 10;
const msMax = 100;
const timesAsLong = 3;

/** Milliseconds to wait after a step that took `ms` for so many messages. */
export const toGatherMs = (messages: number, ms: number): number =>
  messages >= enoughMessages ? 0 : Math.min(msMax, Math.max(msMin, ms * timesAsLong));
