// Tests of values that are at hand, as the fields of catalog objects are, and not in the event store. What each means is said in
// `docs/definitions.md`; those that would run an expression or need a calendar are asked of no field.
import { parseDate, parseDuration, type Scalar, type Test, type When } from '@rapport/protocol';
import { lowered } from './test-sql.ts';

const dayMs = 86_400_000;

/** `momentMs`: now, for tests that go by it. Without it none of those is true. */
export function passes(value: unknown, test: Test, momentMs = Number.NaN): boolean {
  if ('exists' in test) return test.exists !== isMissing(value);
  if ('not' in test) return !passes(value, test.not, momentMs);
  if ('is' in test) return isEqual(value, test.is, test.ignoring_case);
  if ('is_one_of' in test) return test.is_one_of.some((one) => isEqual(value, one, test.ignoring_case));
  if (Array.isArray(value)) return passesOfList(value, test, momentMs);
  if (typeof value === 'number') return passesOfNumber(value, test);
  return typeof value === 'string' && passesOfText(value, test, momentMs);
}

function isMissing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(isMissing);
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
  ignoringCase ? lowered(text)[how](lowered(part)) : text[how](part);

const isEqual = (value: unknown, other: Scalar, ignoringCase: true | undefined): boolean =>
  ignoringCase && typeof value === 'string' && typeof other === 'string'
    ? lowered(value) === lowered(other)
    : value === other;

const durationOf = (text: string): number => parseDuration(text) ?? dayMs;

function toMs(when: When, momentMs: number): number {
  if (typeof when === 'string') return parseDate(when) as number;
  return 'ago' in when ? momentMs - durationOf(when.ago) : momentMs + durationOf(when.ahead);
}
