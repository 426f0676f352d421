// Quiet hours by the clock on the person's wall: whether it is quiet at a moment, and when that ends.
import type { QuietHours } from './model.ts';

const minuteMs = 60_000;
export const dayMinutes = 1440;
/** Rules are refused when they leave no free time in a week. Whatever is kept all the same, looking for it ends. */
const lookMs = 15 * dayMinutes * minuteMs;

export type Quiet = { until: number; hours: QuietHours };

/** Undefined: it is not quiet then. `hours`: those that end last. */
export function findQuiet(all: readonly QuietHours[], timeZone: string, from: number): Quiet | undefined {
  let found: Quiet | undefined;
  let at = from;
  while (at < from + lookMs) {
    const local = toLocal(at, timeZone);
    const minute = local.hour * 60 + local.minute;
    const [longest, left] = findLongest(all, local.dayOfWeek, minute);
    if (longest === undefined) break;
    // The minutes that are left are counted on a clock that does not jump: it is asked again where it does.
    const jump = local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
    at = Math.min(at - local.second * 1000 - local.millisecond + left * minuteMs, jump);
    found = { until: at, hours: longest };
  }
  return found;
}

export const toLocal = (at: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

function findLongest(
  all: readonly QuietHours[],
  weekday: number,
  minute: number,
): [QuietHours | undefined, number] {
  let longest: QuietHours | undefined;
  let most = 0;
  for (const hours of all) {
    const left = minutesLeft(hours, weekday, minute);
    if (left > most) [longest, most] = [hours, left];
  }
  return [longest, most];
}

/** 0: not quiet. A night belongs to the day on which it begins: that of Friday ends on Saturday. */
export function minutesLeft(
  { weekdays, from, until }: Pick<QuietHours, 'weekdays' | 'from' | 'until'>,
  weekday: number,
  minute: number,
): number {
  const begins = weekdays.includes(weekday);
  if (from < until) return begins && from <= minute && minute < until ? until - minute : 0;
  if (begins && minute >= from) return dayMinutes - minute + until;
  const begunYesterday = weekdays.includes(weekday === 1 ? 7 : weekday - 1);
  return begunYesterday && minute < until ? until - minute : 0;
}

export const toClock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
