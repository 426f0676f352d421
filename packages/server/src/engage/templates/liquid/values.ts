// Reads what a value means where a filter needs a number or a moment.

/** Numbers, and texts that are one as programs write them. */
export function readNumber(value: unknown): number {
  const text = typeof value === 'string' ? value.trim() : value;
  const number =
    typeof text === 'number' || (typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text))
      ? Number(text)
      : NaN;
  if (!Number.isFinite(number)) throw new Error(`${tell(value)} is no number.`);
  return number;
}

export type Moment = { ms: number /** No more than a day is said. */; isDay: boolean };

const day = /^\d{4}-\d{2}-\d{2}$/;
const moment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** ISO 8601, milliseconds since 1970, or `now`. What names no zone is UTC, as events are collected. */
export function readMoment(value: unknown, now: number): Moment {
  if (value === 'now') return { ms: now, isDay: false };
  if (typeof value === 'string') {
    const text = value.trim();
    const isDay = day.test(text);
    if (isDay || moment.test(text)) {
      const zoned = isDay || /(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10)) ? text : `${text}Z`;
      const ms = Date.parse(zoned.replace(' ', 'T'));
      if (!Number.isNaN(ms) && isInCalendar(text.slice(0, 10))) return { ms, isDay };
    }
  }
  if (typeof value === 'number' && Math.abs(value) <= 8.64e15) return { ms: value, isDay: false };
  throw new Error(`${tell(value)} is no date: write it as 2026-11-28 or 2026-11-28T18:30:00Z.`);
}

/** `Date` takes 30 February for 2 March. */
const isInCalendar = (text: string): boolean => new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** The kind of a value, and never the value: what is wrong is told to people who may not see it. */
const tell = (value: unknown): string =>
  ({
    string: 'This text',
    object: value === null ? 'Nothing' : 'A value with several parts',
    boolean: 'A yes or no',
  })[typeof value as string] ?? 'This value';
