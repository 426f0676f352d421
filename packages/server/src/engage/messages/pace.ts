// How many messages an account may take now: so many a second, with no more than one second's worth at once.
import type { Account } from '../channels/index.ts';

export type Pace = {
  /** Infinite where the account has no limit. */
  allowance(workspaceId: number, account: Account, atMs: number): number;
  took(workspaceId: number, account: Account, atMs: number): void;
};

type Bucket = { tokens: number; atMs: number };

/** A bucket of tokens for each account: it fills at the rate of the account, and holds one second of it. */
export function openPace(): Pace {
  const buckets = new Map<string, Bucket>();
  function fill(workspaceId: number, { channel, slug, perSecond }: Account, atMs: number): Bucket {
    const name = `${workspaceId} ${channel} ${slug}`;
    const rate = perSecond ?? Number.POSITIVE_INFINITY;
    const bucket = buckets.get(name) ?? { tokens: rate, atMs };
    // A clock that was set back gives nothing.
    const passed = Math.max(0, atMs - bucket.atMs) / 1000;
    const filled = { tokens: Math.min(rate, bucket.tokens + passed * rate), atMs };
    buckets.set(name, filled);
    return filled;
  }
  return {
    allowance: (workspaceId, account, atMs) =>
      account.perSecond === null
        ? Number.POSITIVE_INFINITY
        : Math.floor(fill(workspaceId, account, atMs).tokens),
    took(workspaceId, account, atMs) {
      if (account.perSecond !== null) fill(workspaceId, account, atMs).tokens -= 1;
    },
  };
}
