// The only source of time. Everything else asks a Clock, so that tests can move it.

export type Clock = {
  now(): Date;
  /** Milliseconds since 1970-01-01 UTC. */
  nowMs(): number;
};

export type MovingClock = Clock & {
  /** Moves forward by milliseconds or by an ISO 8601 duration such as `PT1H` or `P30D`. */
  advance(by: number | string): void;
  set(to: Date): void;
  /** Shares the offset with a worker thread: `sharedClock(buffer)` there shows the same time. */
  readonly shared: SharedArrayBuffer;
};

export const systemClock = (): Clock => ({ now: () => new Date(), nowMs: () => Date.now() });

/** The system's time plus an offset that can be moved, also from another thread. */
export function movingClock(shared: SharedArrayBuffer = new SharedArrayBuffer(8)): MovingClock {
  const offset = new Float64Array(shared);
  const nowMs = (): number => Date.now() + (offset[0] ?? 0);
  return {
    shared,
    nowMs,
    now: () => new Date(nowMs()),
    advance(by) {
      offset[0] = toTarget(nowMs(), by) - Date.now();
    },
    set(to) {
      offset[0] = to.getTime() - Date.now();
    },
  };
}

/** A clock that stands still until it is moved: for tests of rules about time. */
export function standingClock(start: Date): Clock & Pick<MovingClock, 'advance' | 'set'> {
  let at = start.getTime();
  return {
    nowMs: () => at,
    now: () => new Date(at),
    advance(by) {
      at = toTarget(at, by);
    },
    set(to) {
      at = to.getTime();
    },
  };
}

function toTarget(fromMs: number, by: number | string): number {
  if (typeof by === 'number') return fromMs + by;
  const start = Temporal.Instant.fromEpochMilliseconds(Math.trunc(fromMs)).toZonedDateTimeISO('UTC');
  return start.add(Temporal.Duration.from(by)).epochMilliseconds;
}
