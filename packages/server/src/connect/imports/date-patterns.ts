// Date patterns such as `dd.MM.yyyy HH:mm`, compiled once to a regular expression and the parts that it finds.

/** What a cell said about a moment. Parts that it did not name are at their first value. */
export type DateParts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** Minutes east of UTC, where the text says it. */
  offset?: number;
  /** Whether a time of day was named. */
  timed: boolean;
};

type Part =
  | 'year'
  | 'shortYear'
  | 'month'
  | 'monthName'
  | 'day'
  | 'hour'
  | 'hour12'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'offset';

/** Longest first, so that `MMM` is not read as `MM` and `M`. */
const tokens: [token: string, part: Part, pattern: string][] = [
  ['yyyy', 'year', '\\d{4}'],
  ['yy', 'shortYear', '\\d{2}'],
  ['MMM', 'monthName', '[A-Za-z]{3,9}\\.?'],
  ['MM', 'month', '\\d{2}'],
  ['M', 'month', '\\d{1,2}'],
  ['dd', 'day', '\\d{2}'],
  ['d', 'day', '\\d{1,2}'],
  ['HH', 'hour', '\\d{2}'],
  ['H', 'hour', '\\d{1,2}'],
  ['hh', 'hour12', '\\d{2}'],
  ['h', 'hour12', '\\d{1,2}'],
  ['mm', 'minute', '\\d{2}'],
  ['ss', 'second', '\\d{2}'],
  ['SSS', 'fraction', '\\d{1,9}'],
  ['a', 'half', '[AaPp]\\.?[Mm]\\.?'],
  ['X', 'offset', 'Z|z|[+-]\\d{2}(?::?\\d{2})?'],
];

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const tokenPattern = new RegExp(`'[^']*'|${tokens.map(([token]) => token).join('|')}|[\\s\\S]`, 'g');

export type PatternReader = (text: string) => DateParts | undefined;

/**
 * Compiles a pattern of yyyy yy MMM MM M dd d HH H hh h mm ss SSS a X; other characters stand for themselves, letters
 * in 'quotes'. Throws an Error that says what is wrong with the pattern.
 */
export function compileDatePattern(pattern: string): PatternReader {
  const parts: Part[] = [];
  const source = (pattern.match(tokenPattern) ?? []).map((piece) => {
    const token = tokens.find(([name]) => name === piece);
    if (token !== undefined) {
      if (parts.includes(token[1])) throw new Error(`"${pattern}" names the ${token[1]} twice`);
      parts.push(token[1]);
      return `(${token[2]})`;
    }
    if (/^[A-Za-z]$/.test(piece) && piece !== 'T')
      throw new Error(`"${piece}" in "${pattern}" is no part of a date`);
    const literal = piece.length > 1 && piece.startsWith("'") ? piece.slice(1, -1) : piece;
    return /^\s$/.test(literal) ? '\\s+' : RegExp.escape(literal);
  });
  if (!parts.includes('year') && !parts.includes('shortYear'))
    throw new Error(`"${pattern}" names no year (yyyy)`);
  const expression = new RegExp(`^${source.join('')}$`);
  return function readPattern(text) {
    const found = expression.exec(text);
    return found === null ? undefined : toParts(parts, found.slice(1));
  };
}

function toParts(parts: Part[], found: string[]): DateParts | undefined {
  const read: DateParts = {
    year: 0,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    millisecond: 0,
    timed: false,
  };
  let half: string | undefined;
  for (const [index, part] of parts.entries()) {
    const text = found[index] ?? '';
    if (part === 'shortYear') read.year = Number(text) + (Number(text) < 70 ? 2000 : 1900);
    else if (part === 'monthName') read.month = monthNames.indexOf(text.slice(0, 3).toLowerCase()) + 1;
    else if (part === 'fraction') read.millisecond = Math.trunc(Number(`0.${text}`) * 1000);
    else if (part === 'half') half = text[0]?.toLowerCase();
    else if (part === 'offset') read.offset = toOffset(text);
    else read[part === 'hour12' ? 'hour' : part] = Number(text);
    if (part === 'hour' || part === 'hour12') read.timed = true;
  }
  if (parts.includes('hour12')) {
    if (read.hour < 1 || read.hour > 12) return undefined;
    read.hour = (read.hour % 12) + (half === 'p' ? 12 : 0);
  }
  return isReal(read) ? read : undefined;
}

/** `Z`, `+02`, `+0200` and `+02:00` to minutes. */
export function toOffset(text: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (found === null) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0));
}

/** Whether the calendar and the clock have such a moment (no 30 February), in the years whose events are kept. */
export function isReal({ year, month, day, hour, minute, second, offset }: DateParts): boolean {
  if (
    year < 1900 ||
    year > 2299 ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    return false;
  if (Math.abs(offset ?? 0) > 14 * 60) return false;
  return day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
