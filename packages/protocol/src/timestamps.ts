// Reading the forms of time that tracking clients send.

const isoPattern =
  /^([+-]?\d{4,6})-(\d{2})(?:-(\d{2}))?([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s?(Z|z|[+-]\d{2}:?\d{2})?)?$/;

/** Earliest and latest event time that is stored, as milliseconds since 1970 (years 1900 to 2299: ClickHouse's DateTime64). */
const earliestMs = -2_208_988_800_000;
const latestMs = 10_413_791_999_000;

/**
 * A point in time as milliseconds since 1970-01-01 UTC, or undefined where the value is no time.
 * Takes ISO 8601 text (with zone; without one it is read as UTC), milliseconds or seconds since 1970 as number or digits.
 */
export function parseTimestamp(value: unknown): number | undefined {
  if (typeof value === 'string') return parseText(value);
  if (typeof value === 'number') return inRange(toMilliseconds(value));
  return undefined;
}

function parseText(text: string): number | undefined {
  if (text.length > 40) return undefined;
  if (isUsual(text)) {
    const ms = Date.parse(text);
    // Date.parse takes 30 February for 2 March.
    return text.charCodeAt(8) < 50 || new Date(ms).getUTCDate() === Number(text.slice(8, 10))
      ? inRange(ms)
      : undefined;
  }
  const trimmed = text.trim();
  if (/^-?\d{9,14}(\.\d+)?$/.test(trimmed)) return inRange(toMilliseconds(Number(trimmed)));
  const [, year, month, day = '01'] = isoPattern.exec(trimmed) ?? [];
  if (year === undefined || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const zoned = /(Z|z|[+-]\d{2}:?\d{2})$/.test(trimmed) || !trimmed.includes(':') ? trimmed : `${trimmed}Z`;
  return inRange(Date.parse(zoned.replace(',', '.').replace(/\s(?=Z|z|[+-]\d{2}:?\d{2}$)/, '')));
}

/** `2026-11-21T08:15:00.123Z`, the form that nearly every client sends: no pattern needed. Other text goes on to one. */
const isUsual = (text: string): boolean =>
  text.length === 24 &&
  text.charCodeAt(4) === 45 &&
  text.charCodeAt(7) === 45 &&
  text.charCodeAt(10) === 84 &&
  text.charCodeAt(13) === 58 &&
  text.charCodeAt(16) === 58 &&
  text.charCodeAt(19) === 46 &&
  text.charCodeAt(23) === 90;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Numbers below 10^11 are seconds (until the year 5138), others milliseconds. */
const toMilliseconds = (value: number): number => (Math.abs(value) < 1e11 ? value * 1000 : value);

const inRange = (ms: number): number | undefined =>
  Number.isFinite(ms) && ms >= earliestMs && ms <= latestMs ? Math.trunc(ms) : undefined;
