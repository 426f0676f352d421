// How often one key or token may read: so many a minute, and as many at once when it was quiet before.

export type Rate = {
  /** Takes one. Whole seconds until there is one again; 0: taken. */
  take(who: string, perMinute: number): number;
};

const rememberedMax = 20_000;

export function openRate(now: () => number = () => performance.now()): Rate {
  const left = new Map<string, { tokens: number; at: number }>();
  return {
    take(who, perMinute) {
      const at = now();
      const seen = left.get(who) ?? { tokens: perMinute, at };
      const tokens = Math.min(perMinute, seen.tokens + ((at - seen.at) * perMinute) / 60_000);
      // Whoever read last stands last. The one that was quiet longest is forgotten first: it has most of its share again.
      left.delete(who);
      if (left.size >= rememberedMax) left.delete(left.keys().next().value as string);
      const taken = tokens >= 1;
      left.set(who, { tokens: taken ? tokens - 1 : tokens, at });
      return taken ? 0 : Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute));
    },
  };
}
