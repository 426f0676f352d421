// Those who wait until a position is reached.
import { AppError } from '@rapport/protocol';

export type Waiters = {
  /** Resolves when `reached` says so; throws `settle_timeout`. */
  until(reached: () => boolean, timeoutMs: number): Promise<void>;
  /** Something moved: asks everybody again. */
  check(): void;
};

export function openWaiters(): Waiters {
  const waiting = new Set<() => void>();
  return {
    check() {
      for (const ask of waiting) ask();
    },
    until(reached, timeoutMs) {
      return new Promise((resolve, reject) => {
        const ask = (): void => {
          if (!reached()) return;
          clearTimeout(timer);
          waiting.delete(ask);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(ask);
          reject(new AppError('settle_timeout'));
        }, timeoutMs);
        waiting.add(ask);
        ask();
      });
    },
  };
}
