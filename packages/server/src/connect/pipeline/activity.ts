// What the pipeline did, second by second: for its page, for metrics, and for deciding when it is too far behind.

export type Point = {
  at: string;
  accepted: number;
  resolved: number;
  appended: number;
  quarantined: number;
  lag_seconds: number;
};
export type PipelineError = { at: string; stage: 'resolve' | 'append' | 'maintenance'; message: string };
export type Counts = { accepted: number; resolved: number; appended: number; quarantined: number };

const pointMs = 10_000;
const pointsMax = 360;
const errorsMax = 50;
const rateSeconds = 10;

export type Activity = {
  add(counts: Partial<Counts>): void;
  setLag(seconds: number): void;
  fail(stage: PipelineError['stage'], message: string): void;
  /** Messages per second over the last seconds. */
  rates(): Counts;
  history(): Point[];
  errors(): PipelineError[];
};

const none = (): Counts => ({ accepted: 0, resolved: 0, appended: 0, quarantined: 0 });

export function openActivity(nowMs: () => number): Activity {
  const seconds = new Map<number, Counts>();
  const points: Point[] = [];
  const errors: PipelineError[] = [];
  let lag = 0;

  function pointAt(ms: number): Point {
    const at = new Date(Math.floor(ms / pointMs) * pointMs).toISOString();
    const last = points.at(-1);
    if (last?.at === at) return last;
    const point = { at, ...none(), lag_seconds: 0 };
    points.push(point);
    if (points.length > pointsMax) points.shift();
    return point;
  }

  return {
    add(counts) {
      const ms = nowMs();
      const second = Math.floor(ms / 1000);
      const now = seconds.get(second) ?? none();
      const point = pointAt(ms);
      for (const name of Object.keys(counts) as (keyof Counts)[]) {
        now[name] += counts[name] ?? 0;
        point[name] += counts[name] ?? 0;
      }
      seconds.set(second, now);
      for (const old of seconds.keys()) {
        if (old >= second - rateSeconds) break;
        seconds.delete(old);
      }
    },
    setLag(value) {
      lag = value;
      const point = pointAt(nowMs());
      point.lag_seconds = Math.max(point.lag_seconds, lag);
    },
    fail(stage, message) {
      errors.unshift({ at: new Date(nowMs()).toISOString(), stage, message });
      errors.length = Math.min(errors.length, errorsMax);
    },
    rates() {
      const since = Math.floor(nowMs() / 1000) - rateSeconds;
      const sum = none();
      for (const [second, counts] of seconds) {
        if (second < since) continue;
        for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += counts[name];
      }
      for (const name of Object.keys(sum) as (keyof Counts)[])
        sum[name] = Math.round(sum[name] / rateSeconds);
      return sum;
    },
    history: () => points,
    errors: () => errors,
  };
}
