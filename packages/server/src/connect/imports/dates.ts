// Cells to moments: ISO 8601, seconds and milliseconds since 1970, spreadsheet days, and patterns, in a time zone.
import { compileDatePattern, type DateParts, isReal, type PatternReader, toOffset } from './date-patterns.ts';
import type { Cell } from './model.ts';

/** `ms`: milliseconds since 1970. `day` is set where the cell named a day and no time: `1997-01-01`. */
export type Moment = { ms: number; day?: string };
export type DateReader = (cell: Cell) => Moment | undefined;

const fixedFormats = ['iso', 'unix', 'unix_ms', 'unix_us', 'excel'] as const;

// Event times are kept for the years 1900 to 2299.
const earliestMs = -2_208_988_800_000;
const latestMs = 10_413_791_999_000;

/** Throws an Error with the reason when the format or the time zone is none. */
export function compileDateReader(format = 'iso', timezone = 'UTC'): DateReader {
  const inZone = compileZone(timezone);
  if (format === 'unix') return (cell) => toMoment(toNumber(cell), 1000);
  if (format === 'unix_ms') return (cell) => toMoment(toNumber(cell), 1);
  if (format === 'unix_us') return (cell) => toMoment(toNumber(cell), 0.001);
  if (format === 'excel') return (cell) => readExcel(cell, inZone);
  const read = format === 'iso' ? readIso : compileDatePattern(format);
  return (cell) => readText(cell, read, inZone);
}

export const isFixedFormat = (format: string): boolean =>
  (fixedFormats as readonly string[]).includes(format);

type ZoneReader = (parts: DateParts) => number;

/** Local time to UTC. In the hour that a clock change skips, the time moves forward; in the doubled hour the earlier one counts. */
function compileZone(timezone: string): ZoneReader {
  if (/^(UTC|Z|GMT)$/i.test(timezone)) return toUtcMs;
  try {
    Temporal.PlainDateTime.from('2000-01-01').toZonedDateTime(timezone);
  } catch {
    throw new Error(
      `"${timezone}" is no time zone; use a name such as Europe/Warsaw or an offset such as +08:00`,
    );
  }
  return ({ year, month, day, hour, minute, second, millisecond }) =>
    new Temporal.PlainDateTime(year, month, day, hour, minute, second, millisecond).toZonedDateTime(timezone)
      .epochMilliseconds;
}

const toUtcMs = ({ year, month, day, hour, minute, second, millisecond }: DateParts): number =>
  Date.UTC(year, month - 1, day, hour, minute, second, millisecond);

function readText(cell: Cell, read: PatternReader, inZone: ZoneReader): Moment | undefined {
  // A number may be meant where the pattern is digits only: yyyyMMdd.
  const text = typeof cell === 'string' ? cell.trim() : typeof cell === 'number' ? String(cell) : '';
  const parts = text === '' ? undefined : read(text);
  if (parts === undefined) return undefined;
  const ms = parts.offset === undefined ? inZone(parts) : toUtcMs(parts) - parts.offset * 60_000;
  const moment = toMoment(ms, 1);
  return moment === undefined || parts.timed ? moment : { ...moment, day: toDay(parts) };
}

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/;

function readIso(text: string): DateParts | undefined {
  const found = isoPattern.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = found;
  const parts: DateParts = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Math.trunc(Number(`0.${fraction ?? 0}`) * 1000),
    timed: hour !== undefined,
  };
  if (offset !== undefined) parts.offset = toOffset(offset);
  return isReal(parts) ? parts : undefined;
}

/** Spreadsheets count days from 1899-12-30; the time of day is the fraction. */
function readExcel(cell: Cell, inZone: ZoneReader): Moment | undefined {
  const days = toNumber(cell);
  if (days === undefined || days < 1 || days > 150_000) return undefined;
  const local = Temporal.Instant.fromEpochMilliseconds(
    Math.round((days - 25_569) * 86_400_000),
  ).toZonedDateTimeISO('UTC');
  const parts = { ...toPlainParts(local), timed: !Number.isInteger(days) };
  const moment = toMoment(inZone(parts), 1);
  return moment === undefined || parts.timed ? moment : { ...moment, day: toDay(parts) };
}

const toPlainParts = ({
  year,
  month,
  day,
  hour,
  minute,
  second,
  millisecond,
}: Temporal.ZonedDateTime): Omit<DateParts, 'timed'> => ({
  year,
  month,
  day,
  hour,
  minute,
  second,
  millisecond,
});

const toDay = ({ year, month, day }: DateParts): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function toNumber(cell: Cell): number | undefined {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'string' && /^-?\d+(\.\d+)?$/.test(cell.trim()) ? Number(cell) : undefined;
}

function toMoment(value: number | undefined, factor: number): Moment | undefined {
  if (value === undefined) return undefined;
  const ms = Math.trunc(value * factor);
  return ms >= earliestMs && ms <= latestMs ? { ms } : undefined;
}

export const toIsoText = (ms: number): string => new Date(ms).toISOString();

/** Tried in this order; day-first and month-first only count when the values leave no doubt. */
const textFormats = compileAll([
  'iso',
  'yyyy/MM/dd',
  'yyyy/MM/dd HH:mm',
  'yyyy/MM/dd HH:mm:ss',
  'dd.MM.yyyy',
  'dd.MM.yyyy HH:mm',
  'dd.MM.yyyy HH:mm:ss',
  'd.M.yyyy',
  'd/M/yyyy',
  'M/d/yyyy',
  'd/M/yyyy H:mm',
  'M/d/yyyy H:mm',
  'd/M/yyyy H:mm:ss',
  'M/d/yyyy H:mm:ss',
  'd/M/yy',
  'M/d/yy',
  'd-M-yyyy',
  'M-d-yyyy',
  'd MMM yyyy',
  'MMM d, yyyy',
  'd-MMM-yyyy',
  'd-MMM-yy',
]);
const digitFormats = compileAll(['yyyyMMdd', 'yyyyMMddHHmmss', 'unix', 'unix_ms']);
/** How many digits a time has that lies between 1973 and 2286; of other lengths no plain number is believed to be one. */
const digitLengths: Record<string, number[]> = {
  yyyyMMdd: [8],
  yyyyMMddHHmmss: [14],
  unix: [9, 10],
  unix_ms: [12, 13],
};
const enoughDays = 20;

function compileAll(formats: string[]): { format: string; read: DateReader }[] {
  return formats.map((format) => ({ format, read: compileDateReader(format) }));
}

const timeName =
  /(^|[_\s.-])(date|time|day|at|on|timestamp|ts|dob|birthday|created|updated|when)([_\s.-]|$)|(Date|Time|At|On)$|(date|time|stamp)$/;

/**
 * The format that all values have, or undefined when there is none or more than one possible. Plain numbers only
 * count as times when the name of the column says so, or when many different ones are all days of the calendar.
 */
export function detectDateFormat(name: string, values: Cell[]): string | undefined {
  if (values.length === 0) return undefined;
  const numbers = values.every((value) => typeof value === 'number' || /^-?[\d.]+$/.test(String(value)));
  if (numbers) return detectDigits(name, values);
  const [first, second] = textFormats.filter(({ read }) =>
    values.every((value) => read(value) !== undefined),
  );
  // 03/04/2024 may be April or March: better no format than the wrong one.
  const ambiguous =
    first !== undefined && second !== undefined && swapDayAndMonth(first.format) === second.format;
  return ambiguous ? undefined : first?.format;
}

function detectDigits(name: string, values: Cell[]): string | undefined {
  const fitting = digitFormats.find(({ format, read }) =>
    values.every(
      (value) => digitLengths[format]?.includes(String(value).trim().length) && read(value) !== undefined,
    ),
  );
  if (fitting === undefined || timeName.test(name)) return fitting?.format;
  return fitting.format === 'yyyyMMdd' && new Set(values).size >= enoughDays ? fitting.format : undefined;
}

const swapDayAndMonth = (format: string): string =>
  format.replace(/[dM]/g, (letter) => (letter === 'd' ? 'M' : 'd'));
