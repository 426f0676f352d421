// How many messages wait to be resolved, and how long who sends more has to wait for them.

export type Backlog = {
  accepted(messages: number): void;
  resolved(messages: number): void;
  isEmpty(): boolean;
  /** Whole seconds, from 1 to 300, until no more than `max` will wait; 0 when no more do. */
  secondsBehind(): number;
};

/**
 * The thread that resolves may tell of messages before the inbox tells that it has them: until then fewer than none
 * wait. Cut off at none, they would be counted as waiting for ever.
 */
export function openBacklog(waitingAtFirst: number, max: number, resolvedPerSecond: () => number): Backlog {
  let waiting = waitingAtFirst;
  return {
    accepted(messages) {
      waiting += messages;
    },
    resolved(messages) {
      waiting -= messages;
    },
    isEmpty: () => waiting <= 0,
    secondsBehind() {
      if (waiting <= max) return 0;
      return Math.min(300, Math.max(1, Math.ceil((waiting - max) / Math.max(1000, resolvedPerSecond()))));
    },
  };
}
