// Quiet hours of a channel on each day of a week, as stretches to draw.
import type { QuietHours } from './rules-query.ts';

export const DAY_MINUTES = 1440;
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** Minutes since midnight. */
export type Stretch = { from: number; until: number };

export const toMinutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** From Monday to Sunday; what overlaps is one stretch, and a night is cut at midnight. */
export function toWeek(all: readonly QuietHours[], channel: string): Stretch[][] {
  const week: Stretch[][] = WEEKDAYS.map(() => []);
  for (const { channels, weekdays, from, until } of all) {
    if (!channels.some((one) => one === channel)) continue;
    const [begins, ends] = [toMinutes(from), toMinutes(until)];
    for (const day of weekdays) {
      if (begins < ends) week[day - 1]?.push({ from: begins, until: ends });
      else {
        week[day - 1]?.push({ from: begins, until: DAY_MINUTES });
        if (ends > 0) week[day % 7]?.push({ from: 0, until: ends });
      }
    }
  }
  return week.map(join);
}

function join(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { from, until } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else joined.push({ from, until });
  }
  return joined;
}
