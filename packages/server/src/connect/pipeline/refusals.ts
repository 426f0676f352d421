// News for whoever follows refusals of linking: that a batch brought some. They wait in PostgreSQL, so after a failure, or
// where another process brought them, it is enough to look again from time to time.
const everyMs = 20_000;

export type Refusals = {
  /** Some came. */
  wake(): void;
  /** From now on `work` follows them, one run after the other, and once at the beginning. */
  follow(work: () => Promise<void>): void;
  /** Resolves when those that came until now are followed, or could not be. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export function openRefusals(onFailure: (code: string) => void): Refusals {
  let work: (() => Promise<void>) | undefined;
  let running: Promise<void> = Promise.resolve();
  function wake(): void {
    running = running
      .then(() => work?.())
      .catch((error: { code?: unknown }) => onFailure(String(error.code ?? 'unknown')));
  }
  const timer = setInterval(wake, everyMs);
  timer.unref();
  return {
    wake,
    follow(own) {
      work = own;
      wake();
    },
    settled: () => running,
    close() {
      clearInterval(timer);
      work = undefined;
      return running;
    },
  };
}
