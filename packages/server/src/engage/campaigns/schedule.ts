// When a campaign goes out: the moments of its runs, and when each person's message is due.
//
// A local time belongs to a zone: one that is named, or each person's own. A run in each person's own time begins when that hour first
// comes anywhere, at 14 hours before UTC, and each message waits for the hour of its person: 26 hours later it has come everywhere.
// An hour that a clock skips is taken an hour later, one that it shows twice the first time it comes (`compatible` of Temporal, which is
// RFC 5545's rule too).
import type { Hour, When } from './model.ts';

/** Where the day comes first. */
const firstZone = '+14:00';
export const ownZone = 'person';
const zoneOf = (zone: string): string => (zone === ownZone ? firstZone : zone);

/** When the next run begins that is later than `after`; undefined: there is none. In milliseconds since 1970. */
export function findNextRun(when: When, after: number): number | undefined {
  if (when.kind === 'event') return undefined;
  if (when.kind === 'once') return when.at === null ? undefined : toMs(when.at, zoneOf(when.zone));
  const zone = zoneOf(when.zone);
  const begin = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  const from = when.from === null ? undefined : Temporal.PlainDate.from(when.from);
  let day = from !== undefined && Temporal.PlainDate.compare(from, begin) > 0 ? from : begin;
  const last = when.until === null ? undefined : Temporal.PlainDate.from(when.until);
  // The rarest rule comes once a month.
  for (let looked = 0; looked < 64; looked += 1, day = day.add({ days: 1 })) {
    if (last !== undefined && Temporal.PlainDate.compare(day, last) > 0) return undefined;
    if (!isOn(when, day)) continue;
    const ms = toMs(`${day.toString()}T${when.time}`, zone);
    if (ms > after) return ms;
  }
  return undefined;
}

function isOn(
  { every, weekdays, day_of_month: of }: Extract<When, { kind: 'recurring' }>,
  day: Temporal.PlainDate,
): boolean {
  if (every === 'day') return true;
  if (every === 'week') return weekdays.includes(day.dayOfWeek);
  // The 31st of a shorter month is its last day.
  return day.day === Math.min(of, day.daysInMonth);
}

const toMs = (local: string, zone: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;

/** When a run that was planned for this moment reaches somebody in this zone; not earlier than `at`. */
export function toDueAt(when: When, plannedAt: number, personsZone: string, at: number): number {
  if (when.kind === 'event' || when.zone !== ownZone || (when.kind === 'once' && when.at === null)) return at;
  const local = Temporal.Instant.fromEpochMilliseconds(plannedAt)
    .toZonedDateTimeISO(firstZone)
    .toPlainDateTime();
  return Math.max(at, local.toZonedDateTime(personsZone).epochMilliseconds);
}

const dayparts = { morning: '09:00', afternoon: '14:00', evening: '19:00', night: '22:00' } as const;
export const daypartNames = Object.keys(dayparts) as (keyof typeof dayparts)[];
export type Daypart = (typeof daypartNames)[number];

/** A time on the person's clock, on one weekday or on any. */
export type BestHour = { weekday: number | null; time: string };

/** What a trait says of somebody's hour; undefined: nothing that could be understood. */
export function readHour(
  value: unknown,
  reads: Extract<Hour, { by: 'trait' }>['reads'],
): BestHour | undefined {
  if (reads === 'daypart') {
    const part = typeof value === 'string' ? value.toLowerCase() : '';
    return Object.hasOwn(dayparts, part) ? { weekday: null, time: dayparts[part as Daypart] } : undefined;
  }
  const hour = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  if (typeof hour !== 'number' || !Number.isInteger(hour) || hour < 0) return undefined;
  if (hour >= (reads === 'hour' ? 24 : 168)) return undefined;
  // Hour 0 of the week is midnight of Monday.
  const weekday = reads === 'hour' ? null : Math.floor(hour / 24) + 1;
  return { weekday, time: `${String(hour % 24).padStart(2, '0')}:00` };
}

/** The daypart of which somebody has most; undefined: they have none. */
export function readShares(shares: Partial<Record<Daypart, unknown>>): BestHour | undefined {
  const best = highest(shares);
  return best === undefined ? undefined : { weekday: null, time: dayparts[best as Daypart] };
}

/** The name of the highest number above 0; of equal ones the first. */
export function highest(shares: Readonly<Record<string, unknown>>): string | undefined {
  let best: [string, number] | undefined;
  for (const [name, share] of Object.entries(shares))
    if (typeof share === 'number' && share > (best?.[1] ?? 0)) best = [name, share];
  return best?.[0];
}

/** The first such moment at or after `from`; within the hour that it names counts as now. */
export function findHour({ weekday, time }: BestHour, zone: string, from: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const clock = Temporal.PlainTime.from(time);
  for (let days = 0; days <= 7; days += 1) {
    const day = local.toPlainDate().add({ days });
    if (weekday !== null && day.dayOfWeek !== weekday) continue;
    const begins = day.toZonedDateTime({ timeZone: zone, plainTime: clock }).epochMilliseconds;
    if (begins + 3_600_000 > from) return Math.max(from, begins);
  }
  return from;
}
