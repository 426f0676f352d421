// Dates of definitions: a day, or a moment with an offset. Stricter than what messages may carry as their time.
import { z } from 'zod';

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d)))?$/;

/** A date as milliseconds since 1970; undefined where the value is none. A day is its beginning in UTC. */
export function parseDate(value: unknown): number | undefined {
  const found = typeof value === 'string' ? pattern.exec(value) : null;
  if (found === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', sign, hours, minutes] =
    found;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1900 || y > 2299 || m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate())
    return undefined;
  const offsetMinutes = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  if (offsetMinutes > 14 * 60) return undefined;
  const local = Date.UTC(y, m - 1, d, Number(hour), Number(minute), Number(second));
  return (
    local + Number(fraction.padEnd(3, '0').slice(0, 3)) - (sign === '-' ? -1 : 1) * offsetMinutes * 60_000
  );
}

export const date = z
  .string()
  .refine(
    (text) => parseDate(text) !== undefined,
    'Write a date as 2026-11-27, or with its offset as 2026-11-27T08:00:00+01:00.',
  )
  .meta({ id: 'Date', pattern: pattern.source });
