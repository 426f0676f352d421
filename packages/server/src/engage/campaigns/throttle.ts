// So many messages an hour: each gets a place in the first hour since the run began that has one left, at or after the moment that was
// wanted for it.
import type { Slots } from './runs-store.ts';

const hourMs = 3_600_000;

/** Gives each message its moment, and counts it in `slots`. Within an hour places lie evenly. */
export function openThrottle(
  slots: Slots,
  { startMs, perHour }: { startMs: number; perHour: number | null },
): (wantedMs: number) => number {
  /** Of full hours, one behind them that may have room: so that nobody looks at all of them again. */
  const behind = new Map<number, number>();
  return function take(wantedMs) {
    if (perHour === null) return wantedMs;
    const first = Math.max(0, Math.floor((wantedMs - startMs) / hourMs));
    let hour = first;
    while ((slots[hour] ?? 0) >= perHour) hour = behind.get(hour) ?? hour + 1;
    if (hour > first) behind.set(first, hour);
    const taken = slots[hour] ?? 0;
    slots[hour] = taken + 1;
    return Math.max(wantedMs, startMs + hour * hourMs + Math.floor((taken * hourMs) / perHour));
  };
}
