// The clock shift: the shop lives in the calendar of its data file, and that calendar ends on the day of `now`.
//
// Every fact of the simulation has a *wall time*: what the clock on the person's wall showed, in the calendar of
// the file, as milliseconds "as if UTC". The same run next week draws the same wall times; only the shift differs.
// That is why nothing in the stories needs to know the real date, and why message ids do not change from day to day.

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Milliseconds of a local clock in the calendar of the file. */
export type WallTime = number;

const standardOffset = {
  'America/New_York': -5 * hour,
  'America/Chicago': -6 * hour,
  'America/Denver': -7 * hour,
  'America/Phoenix': -7 * hour,
  'America/Los_Angeles': -8 * hour,
} as const;
export type Zone = keyof typeof standardOffset;

export type Calendar = {
  /** Midnight at which the last day of the file begins. */
  today: WallTime;
  /** What the clock on the wall shows now, in this zone. */
  wallNow(zone: Zone): WallTime;
  /** The real instant of a wall time, as milliseconds since 1970-01-01 UTC. */
  toInstant(wall: WallTime, zone: Zone): number;
  /** The same as ISO 8601 text. */
  toIso(wall: WallTime, zone: Zone): string;
  /** `wall`, or when that has not come yet: a moment of the last two hours, but still today. `unit` (0 to 1) chooses it. */
  notAfterNow(wall: WallTime, zone: Zone, unit: number): WallTime;
};

/** The calendar in which `lastDay` (a UTC midnight of the file) is the UTC day of `now`. */
export function shopCalendar(now: Date, lastDay: number): Calendar {
  const nowMs = now.getTime();
  const sinceMidnight = nowMs % day;
  const shift = nowMs - sinceMidnight - lastDay;
  const wallNow = (zone: Zone) => nowMs + offsetAt(zone, nowMs) - shift;
  const toInstant = (wall: WallTime, zone: Zone) => instantOf(wall + shift, zone);
  return {
    today: lastDay,
    wallNow,
    toInstant,
    toIso: (wall, zone) => new Date(toInstant(wall, zone)).toISOString(),
    notAfterNow: (wall, zone, unit) => {
      if (toInstant(wall, zone) <= nowMs) return wall;
      return Math.floor(wallNow(zone) - Math.min(2 * hour, sinceMidnight) * (0.05 + 0.9 * unit));
    },
  };
}

/** The instant at which clocks in `zone` show `local`. A time that exists twice is the first; one that is skipped moves on. */
function instantOf(local: number, zone: Zone): number {
  const inSummer = local - standardOffset[zone] - hour;
  return offsetAt(zone, inSummer) === standardOffset[zone] ? inSummer + hour : inSummer;
}

/** Offset from UTC in milliseconds, by the rule that holds in the United States since 2007. */
export function offsetAt(zone: Zone, instant: number): number {
  const standard = standardOffset[zone];
  if (zone === 'America/Phoenix') return standard;
  const { starts, ends } = summerOf(new Date(instant).getUTCFullYear());
  const isSummer = instant >= starts - standard && instant < ends - standard;
  return isSummer ? standard + hour : standard;
}

const summers = new Map<number, { starts: number; ends: number }>();

/** Second Sunday of March, 2:00, to first Sunday of November, 1:00, both in standard time. */
function summerOf(year: number): { starts: number; ends: number } {
  const known = summers.get(year);
  if (known) return known;
  const summer = {
    starts: sundayOnOrAfter(year, 2, 8) + 2 * hour,
    ends: sundayOnOrAfter(year, 10, 1) + hour,
  };
  summers.set(year, summer);
  return summer;
}

function sundayOnOrAfter(year: number, month: number, date: number): number {
  const start = Date.UTC(year, month, date);
  return start + ((7 - new Date(start).getUTCDay()) % 7) * day;
}
