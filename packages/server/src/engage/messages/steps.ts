// What is written of a message that was judged, where it does not go, at the claim and at its last bytes alike.
import type { Verdict } from './judging.ts';
import type { Due, Step } from './store.ts';

export type Judged = { message: Due; verdict: Verdict };

/** The message as it is: whoever decides adds what changes. */
export const unchanged = (message: Due) => ({
  ...{ id: message.id, channel: message.channel, fallbacks: message.fallbacks },
  ...{ pointType: message.pointType, pointValue: message.pointValue, attempts: message.attempts },
  ...{ purpose: null, dueMs: null, accountId: null, reason: null, detail: null },
});

const endStates = { expire: 'expired', refuse: 'refused', cancel: 'cancelled' } as const;

/** It waits, or has ended, and says why. */
export function toHeldBack(message: Due, verdict: Exclude<Verdict, { kind: 'go' }>, at: Date): Step {
  const { why } = verdict;
  const told = { ...unchanged(message), why, reason: why.reason.code, detail: why.reason.message };
  if (verdict.kind !== 'wait') return { ...told, state: endStates[verdict.kind] };
  return {
    ...told,
    ...{ state: 'deferred', channel: verdict.channel, fallbacks: verdict.fallbacks },
    // Not the same moment again, whatever a rule says.
    dueMs: Math.max(verdict.until, at.getTime() + 1000),
  };
}
