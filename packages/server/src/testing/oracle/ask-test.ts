// The oracle's tests: what is asked of one value.
import type { Test, When } from '@rapport/protocol';
import { areEqual, dateMs, durationMs, isMissing, lowered } from './plain-values.ts';
import type { Catalog } from './world.ts';

/** What a test needs to know beside the value: the moment, and the zone that a name or `person` or nothing means. */
export type AskedOf = {
  momentMs: number;
  zoneOf: (name: string | undefined) => string;
  catalog: Catalog;
};

export function passes(value: unknown, test: Test, asked: AskedOf): boolean {
  if ('exists' in test) return test.exists !== isMissing(value);
  if ('not' in test) return !passes(value, test.not, asked);
  if (isMissing(value)) return false;
  if (typeof value === 'number') return passesNumber(value, test) || passesEqual(value, test);
  if (Array.isArray(value)) return passesList(value, test, asked);
  if (typeof value === 'string')
    return passesText(value, test) || passesEqual(value, test) || passesDate(value, test, asked);
  return passesEqual(value, test);
}

function passesEqual(value: unknown, test: Test): boolean {
  const fold = (side: unknown): unknown =>
    'ignoring_case' in test && test.ignoring_case === true && typeof side === 'string' ? lowered(side) : side;
  if ('is' in test) return areEqual(fold(value), fold(test.is));
  if ('is_one_of' in test) return test.is_one_of.some((one) => areEqual(fold(value), fold(one)));
  return false;
}

function passesNumber(value: number, test: Test): boolean {
  if ('more_than' in test) return value > test.more_than;
  if ('at_least' in test) return value >= test.at_least;
  if ('less_than' in test) return value < test.less_than;
  if ('at_most' in test) return value <= test.at_most;
  if (!('between' in test)) return false;
  const [from = 0, to = 0] = test.between;
  return from <= value && value <= to;
}

function passesText(value: string, test: Test): boolean {
  const fold = 'ignoring_case' in test && test.ignoring_case === true ? lowered : (text: string) => text;
  if ('contains' in test) return fold(value).includes(fold(test.contains));
  if ('starts_with' in test) return fold(value).startsWith(fold(test.starts_with));
  if ('ends_with' in test) return fold(value).endsWith(fold(test.ends_with));
  return 'matches' in test && toExpression(test.matches).test(value);
}

/** The expression as the page means it: JavaScript's `.` and `\s` know more line breaks and spaces. */
function toExpression(pattern: string): RegExp {
  let inClass = false;
  const parts = pattern.match(/\\.|[^\\]/gsu) ?? [];
  const meant = parts.map((part) => {
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    if (part === '\\s') return inClass ? '\\t\\n\\f\\r ' : '[\\t\\n\\f\\r ]';
    if (part === '\\S') return '[^\\t\\n\\f\\r ]';
    return part === '.' && !inClass ? '[^\\n]' : part;
  });
  return new RegExp(meant.join(''), 'u');
}

function passesDate(text: string, test: Test, asked: AskedOf): boolean {
  const ms = dateMs(text);
  if (ms === undefined) return false;
  const { momentMs } = asked;
  if ('before' in test) return ms < whenMs(test.before, momentMs);
  if ('after' in test) return ms > whenMs(test.after, momentMs);
  if ('within_last' in test) return momentMs - durationMs(test.within_last) < ms && ms <= momentMs;
  if ('within_next' in test) return momentMs < ms && ms <= momentMs + durationMs(test.within_next);
  return 'anniversary' in test && hasAnniversary(text, ms, test.anniversary, asked);
}

function whenMs(when: When, momentMs: number): number {
  if (typeof when === 'string') return dateMs(when) ?? Number.NaN;
  return 'ago' in when ? momentMs - durationMs(when.ago) : momentMs + durationMs(when.ahead);
}

function hasAnniversary(
  text: string,
  ms: number,
  { in_days: [from = 0, to = 0], zone: name }: { in_days: number[]; zone?: string | undefined },
  { momentMs, zoneOf }: AskedOf,
): boolean {
  const dayAt = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zoneOf(name)).toPlainDate();
  const born = text.includes('T') ? dayAt(ms) : Temporal.PlainDate.from(text);
  for (let days = from; days <= to; days += 1) {
    const day = dayAt(momentMs).add({ days });
    // A month and day that the year lacks becomes the last of the month: 28 February.
    const celebrated = born.toPlainMonthDay().toPlainDate({ year: day.year });
    if (celebrated.equals(day)) return true;
  }
  return false;
}

function passesList(list: readonly unknown[], test: Test, asked: AskedOf): boolean {
  if ('some' in test) return list.some((element) => passes(element, test.some, asked));
  if ('each' in test) return list.every((element) => passes(element, test.each, asked));
  if ('no' in test) return !list.some((element) => passes(element, test.no, asked));
  return 'length' in test && passes(list.length, test.length, asked);
}
