// Guessing passwords: after some tries for the same member from the same address, the next must wait.

export type Patience = {
  /** Seconds until this may be tried again; 0 when it may be tried now. */
  secondsLeft(who: string): number;
  tried(who: string): void;
  succeeded(who: string): void;
};

const triesMax = 10;
const windowMs = 60_000;
const rememberedMax = 10_000;

export function openPatience(now: () => number = () => performance.now()): Patience {
  const tries = new Map<string, { count: number; since: number }>();
  return {
    secondsLeft(who) {
      const seen = tries.get(who);
      if (seen === undefined || seen.count < triesMax) return 0;
      return Math.max(0, Math.ceil((seen.since + windowMs - now()) / 1000));
    },
    tried(who) {
      const seen = tries.get(who);
      if (seen !== undefined && seen.since + windowMs > now()) seen.count += 1;
      else {
        // The oldest is forgotten, so that nobody can fill the memory with names.
        if (tries.size >= rememberedMax) tries.delete(tries.keys().next().value as string);
        tries.delete(who);
        tries.set(who, { count: 1, since: now() });
      }
    },
    succeeded: (who) => void tries.delete(who),
  };
}
