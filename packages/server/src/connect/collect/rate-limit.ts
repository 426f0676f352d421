// A token bucket per source: so many messages a second, with a burst of one second's worth.

export type RateLimits = {
  /** Seconds to wait, or 0 when the messages may pass (and are counted). */
  take(sourceId: number, perSecond: number | null, messages: number): number;
};

export function openRateLimits(now: () => number = () => performance.now()): RateLimits {
  const buckets = new Map<number, { tokens: number; at: number }>();
  return {
    take(sourceId, perSecond, messages) {
      if (perSecond === null) return 0;
      const at = now();
      const bucket = buckets.get(sourceId) ?? { tokens: perSecond, at };
      const tokens = Math.min(perSecond, bucket.tokens + ((at - bucket.at) / 1000) * perSecond);
      // A batch larger than a second's worth passes when the bucket is full, and leaves a debt behind.
      const allowed = tokens >= Math.min(messages, perSecond);
      buckets.set(sourceId, { tokens: allowed ? tokens - messages : tokens, at });
      return allowed ? 0 : Math.max(1, Math.ceil((Math.min(messages, perSecond) - tokens) / perSecond));
    },
  };
}
