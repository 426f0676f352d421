// Whether a value of a field passes the test of a look-up, as `docs/definitions.md` means it. Tests that go by the moment,
// and expressions, are not among those of look-ups.
import { parseDate, type Scalar, type Test } from '@rapport/protocol';
import { lowered } from '../compile/index.ts';

type TextTest = Extract<Test, { contains: string } | { starts_with: string } | { ends_with: string }>;

/** `value`: undefined where the object does not have the field. */
export function passes(value: unknown, test: Test): boolean {
  if ('exists' in test) return test.exists !== isMissing(value);
  if ('not' in test) return !passes(value, test.not);
  if (isMissing(value)) return false;
  if ('is' in test) return isSame(value, test.is, test.ignoring_case);
  if ('is_one_of' in test) return test.is_one_of.some((one) => isSame(value, one, test.ignoring_case));
  if ('some' in test) return Array.isArray(value) && value.some((one) => passes(one, test.some));
  if ('each' in test) return Array.isArray(value) && value.every((one) => passes(one, test.each));
  if ('no' in test) return Array.isArray(value) && !value.some((one) => passes(one, test.no));
  if ('length' in test) return Array.isArray(value) && passes(value.length, test.length);
  if (typeof value === 'number') return passesNumber(value, test);
  if (typeof value !== 'string') return false;
  if ('before' in test) return compareDates(value, test.before, (ms, limit) => ms < limit);
  if ('after' in test) return compareDates(value, test.after, (ms, limit) => ms > limit);
  return ('contains' in test || 'starts_with' in test || 'ends_with' in test) && passesText(value, test);
}

function isMissing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(isMissing);
}

const isSame = (value: unknown, wanted: Scalar, folded: true | undefined): boolean =>
  folded === true && typeof value === 'string' && typeof wanted === 'string'
    ? lowered(value) === lowered(wanted)
    : value === wanted;

function passesNumber(value: number, test: Test): boolean {
  if ('more_than' in test) return value > test.more_than;
  if ('at_least' in test) return value >= test.at_least;
  if ('less_than' in test) return value < test.less_than;
  if ('at_most' in test) return value <= test.at_most;
  if (!('between' in test)) return false;
  const [from = 0, to = 0] = test.between;
  return value >= from && value <= to;
}

function compareDates(value: string, when: unknown, isSo: (ms: number, limit: number) => boolean): boolean {
  const [ms, limit] = [parseDate(value), parseDate(when)];
  return ms !== undefined && limit !== undefined && isSo(ms, limit);
}

function passesText(value: string, test: TextTest): boolean {
  const fold = test.ignoring_case === true ? lowered : (text: string): string => text;
  if ('contains' in test) return fold(value).includes(fold(test.contains));
  if ('starts_with' in test) return fold(value).startsWith(fold(test.starts_with));
  return fold(value).endsWith(fold(test.ends_with));
}
