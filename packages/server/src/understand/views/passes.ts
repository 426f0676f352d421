// Tests of values, asked here of the fields of catalog objects. What each means is said in `docs/definitions.md`; those that would
// run an expression or need a calendar are not asked of views.
import { parseDate, parseDuration, type Scalar, type Test, type When } from '@rapport/protocol';

const dayMs = 86_400_000;

export function passes(value: unknown, test: Test, momentMs: number): boolean {
  const own = value ?? null;
  if ('exists' in test) return (own !== null) === test.exists;
  if ('not' in test) return !passes(own, test.not, momentMs);
  if ('is' in test) return isEqual(own, test.is, test.ignoring_case);
  if ('is_one_of' in test) return test.is_one_of.some((one) => isEqual(own, one, test.ignoring_case));
  if (Array.isArray(own)) return passesOfList(own, test, momentMs);
  if (typeof own === 'number') return passesOfNumber(own, test);
  return typeof own === 'string' && passesOfText(own, test, momentMs);
}

function passesOfList(list: readonly unknown[], test: Test, momentMs: number): boolean {
  if ('some' in test) return list.some((one) => passes(one, test.some, momentMs));
  if ('each' in test) return list.every((one) => passes(one, test.each, momentMs));
  if ('no' in test) return !list.some((one) => passes(one, test.no, momentMs));
  return 'length' in test && passes(list.length, test.length, momentMs);
}

function passesOfNumber(number: number, test: Test): boolean {
  if ('more_than' in test) return number > test.more_than;
  if ('at_least' in test) return number >= test.at_least;
  if ('less_than' in test) return number < test.less_than;
  if ('at_most' in test) return number <= test.at_most;
  if (!('between' in test)) return false;
  const [least = 0, most = 0] = test.between;
  return number >= least && number <= most;
}

function passesOfText(text: string, test: Test, momentMs: number): boolean {
  if ('contains' in test) return compare(text, test.contains, test.ignoring_case, 'includes');
  if ('starts_with' in test) return compare(text, test.starts_with, test.ignoring_case, 'startsWith');
  if ('ends_with' in test) return compare(text, test.ends_with, test.ignoring_case, 'endsWith');
  const ms = parseDate(text);
  if (ms === undefined) return false;
  if ('before' in test) return ms < toMs(test.before, momentMs);
  if ('after' in test) return ms > toMs(test.after, momentMs);
  if ('within_last' in test) return momentMs - durationOf(test.within_last) < ms && ms <= momentMs;
  return 'within_next' in test && momentMs < ms && ms <= momentMs + durationOf(test.within_next);
}

type Comparison = 'includes' | 'startsWith' | 'endsWith';

const compare = (text: string, part: string, ignoringCase: true | undefined, how: Comparison): boolean =>
  ignoringCase ? toLower(text)[how](toLower(part)) : text[how](part);

const isEqual = (value: unknown, other: Scalar, ignoringCase: true | undefined): boolean =>
  ignoringCase && typeof value === 'string' && typeof other === 'string'
    ? toLower(value) === toLower(other)
    : value === other;

/** Code point by code point: what stands beside one changes nothing, and one that has no single lower-case form stays. */
const toLower = (text: string): string =>
  Array.from(text, (one) => {
    const lower = one.toLowerCase();
    return [...lower].length === 1 ? lower : one;
  }).join('');

const durationOf = (text: string): number => parseDuration(text) ?? dayMs;

function toMs(when: When, momentMs: number): number {
  if (typeof when === 'string') return parseDate(when) as number;
  return 'ago' in when ? momentMs - durationOf(when.ago) : momentMs + durationOf(when.ahead);
}
