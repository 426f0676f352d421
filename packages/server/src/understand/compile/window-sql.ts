// Windows of time as SQL: UInt8 of the time of an event, `ms`.
import { parseDate, type Window } from '@rapport/protocol';
import { wholeText } from './parameters.ts';
import { type Asking, durationMs } from './test-sql.ts';

export function windowSql(window: Window, asking: Asking): string {
  if ('last' in window) return `ms > ${wholeText(asking.momentMs - durationMs(window.last))}`;
  if ('calendar' in window) return calendarSql(window, asking);
  return [
    ...(window.from === undefined ? [] : [`ms >= ${wholeText(parseDate(window.from))}`]),
    ...(window.until === undefined ? [] : [`ms < ${wholeText(parseDate(window.until))}`]),
  ].join(' and ');
}

type CalendarWindow = Extract<Window, { calendar: unknown }>;

function calendarSql(window: CalendarWindow, asking: Asking): string {
  const { zone = asking.zone } = window;
  const inZone = (name: string): string => {
    const { fromMs, untilMs } = calendarBounds(window, asking.momentMs, name);
    return `ms >= ${wholeText(fromMs)} and ms < ${wholeText(untilMs)}`;
  };
  if (zone !== 'person') return inZone(zone);
  const others = asking.zones.filter((name) => name !== asking.zone);
  if (others.length === 0) return inZone(asking.zone);
  const bounds = others.map((name) => calendarBounds(window, asking.momentMs, name));
  const own = calendarBounds(window, asking.momentMs, asking.zone);
  const boundSql = (which: 'fromMs' | 'untilMs'): string =>
    `transform(${asking.eventZone()}, ${asking.bind('Array(String)', others)}, ${asking.bind(
      'Array(Int64)',
      bounds.map((one) => one[which]),
    )}, ${asking.bind('Int64', own[which])})`;
  return `ms >= ${boundSql('fromMs')} and ms < ${boundSql('untilMs')}`;
}

/** When the window begins and ends, in a zone. A day begins at its first moment there. */
export function calendarBounds(
  { calendar, back = 0, units = 1 }: CalendarWindow,
  momentMs: number,
  zone: string,
): { fromMs: number; untilMs: number } {
  const today = Temporal.Instant.fromEpochMilliseconds(momentMs).toZonedDateTimeISO(zone).toPlainDate();
  const current = beginningOf(calendar, today);
  const beginsMs = (count: number): number =>
    current.add(lengthOf(calendar, count)).toZonedDateTime({ timeZone: zone }).epochMilliseconds;
  return { fromMs: beginsMs(1 - back - units), untilMs: beginsMs(1 - back) };
}

/**
 * When what the window sees may change: `earliest` makes SQL of the time of the first event that it sees, in milliseconds, given a
 * condition of the window.
 */
export function windowWakes(window: Window, asking: Asking, earliest: (sees: string) => string): string[] {
  if ('last' in window) {
    const first = earliest(windowSql(window, asking));
    return [`${first} + ${asking.bind('Int64', durationMs(window.last))}`];
  }
  if (!('calendar' in window)) return [];
  const { zone = asking.zone, calendar } = window;
  const zones = zone === 'person' ? [asking.zone, ...asking.zones] : [zone];
  const turns = zones.map((name) => calendarBounds({ calendar }, asking.momentMs, name).untilMs);
  return [asking.bind('Int64', Math.min(...turns))];
}

/** When the next day begins in the zone. */
export const nextDayMs = (momentMs: number, zone: string): number =>
  calendarBounds({ calendar: 'day' }, momentMs, zone).untilMs;

type Unit = CalendarWindow['calendar'];

function beginningOf(unit: Unit, day: Temporal.PlainDate): Temporal.PlainDate {
  if (unit === 'day') return day;
  if (unit === 'week') return day.subtract({ days: day.dayOfWeek - 1 });
  if (unit === 'month') return day.with({ day: 1 });
  return unit === 'year'
    ? day.with({ month: 1, day: 1 })
    : day.with({ month: day.month - ((day.month - 1) % 3), day: 1 });
}

function lengthOf(unit: Unit, count: number): Temporal.DurationLike {
  if (unit === 'day') return { days: count };
  if (unit === 'week') return { weeks: count };
  return { months: count * { month: 1, quarter: 3, year: 12 }[unit] };
}
