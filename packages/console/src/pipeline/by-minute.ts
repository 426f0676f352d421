// The history has a point every ten seconds; a chart of an hour reads better by the minute.
import type { PipelinePoint } from './pipeline-query.ts';

const MINUTE_MS = 60_000;
const SHOWN_MINUTES = 60;

/** Counts summed and lag at its highest, for each of the last sixty minutes; minutes without a point are empty. */
export function byMinute(history: PipelinePoint[]): PipelinePoint[] {
  const last = history.at(-1);
  if (!last) return [];
  const end = Math.floor(Date.parse(last.at) / MINUTE_MS);
  const minutes = new Map<number, PipelinePoint>();
  for (let minute = end - SHOWN_MINUTES + 1; minute <= end; minute++) {
    const at = new Date(minute * MINUTE_MS).toISOString();
    minutes.set(minute, { at, accepted: 0, resolved: 0, appended: 0, quarantined: 0, lag_seconds: 0 });
  }
  for (const point of history) {
    const minute = minutes.get(Math.floor(Date.parse(point.at) / MINUTE_MS));
    if (!minute) continue;
    minute.accepted += point.accepted;
    minute.resolved += point.resolved;
    minute.appended += point.appended;
    minute.quarantined += point.quarantined;
    minute.lag_seconds = Math.max(minute.lag_seconds, point.lag_seconds);
  }
  return [...minutes.values()];
}
