// Durations of definitions: ISO 8601 in weeks, days, hours, minutes and seconds, which all have a fixed length.
import { z } from 'zod';
import { durationDaysMax } from './limits.ts';

const pattern =
  /^P(?=[\dT])(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;
const unitsMs = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];

/** The length of a duration in milliseconds; undefined where the text is none. It may be longer than a definition's. */
export function parseDuration(text: string): number | undefined {
  const found = pattern.exec(text);
  if (found === null) return undefined;
  return unitsMs.reduce((sum, ms, index) => sum + ms * Number(found[index + 1] ?? 0), 0);
}

export const duration = z
  .string()
  .regex(pattern, 'Write a duration in weeks, days, hours, minutes and seconds, such as P7D or PT30M.')
  .refine((text) => parseDuration(text) !== 0, 'A duration is at least one second.')
  .refine(
    (text) => (parseDuration(text) ?? 0) <= durationDaysMax * 86_400_000,
    `A duration is at most ${durationDaysMax} days.`,
  )
  .meta({ id: 'Duration', description: 'ISO 8601, in weeks, days, hours, minutes and seconds' });
