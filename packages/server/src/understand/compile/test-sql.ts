// Tests as SQL. Each is UInt8, never null: of a missing value, or of one of another type, it is false.
import {
  type LookUp,
  parseDate,
  parseDuration,
  type Scalar,
  type StepSelector,
  type Test,
  type When,
} from '@rapport/protocol';
import { type Anniversary, anniversarySql } from './anniversary-sql.ts';
import { loweredSql } from './date-sql.ts';
import type { Bind } from './parameters.ts';
import { type ColumnOf, jsonSql, known, type ValueSql } from './value-sql.ts';

/** What a test may need beside the value. */
export type Asking = {
  bind: Bind;
  /** Int64: the moment in milliseconds. */
  momentMs: number;
  /** The workspace's zone. */
  zone: string;
  /** String: the person's zone, in the row of a person and in that of an event. Where it is none of `zones`, the workspace's counts. */
  personZone: () => string;
  eventZone: () => string;
  /** The zones that people have, so that what depends on the zone is worked out for each. */
  zones: readonly string[];
  /** Takes down which events are looked at, so that others need not be read. */
  reads: (selector: StepSelector) => void;
  columnOf: ColumnOf;
  /** The ids of the objects of which the test of a look-up is true. */
  lookedUp: (lookUp: LookUp) => readonly string[];
  /** So many bytes one parameter may have. */
  parameterBytesMax: number;
};

export function testSql(test: Test, value: ValueSql, asking: Asking): string {
  if ('exists' in test) return test.exists ? value.exists : `not ${value.exists}`;
  if ('not' in test) return `not ${testSql(test.not, value, asking)}`;
  if ('is' in test || 'is_one_of' in test) return equalSql(test, value, asking.bind);
  if ('contains' in test || 'starts_with' in test || 'ends_with' in test || 'matches' in test)
    return known(textSql(test, value.text, asking.bind));
  if ('some' in test || 'each' in test || 'no' in test || 'length' in test)
    return listSql(test, value, asking);
  if ('before' in test || 'after' in test || 'within_last' in test || 'within_next' in test)
    return known(dateSql(test, value.dateMs, asking));
  if ('anniversary' in test) return anniversarySql(test as Anniversary, value, asking);
  const passes = numberSql(test, value.number, asking.bind);
  return value.isSure === true ? passes : known(passes);
}

type EqualTest = Extract<Test, { is: Scalar } | { is_one_of: Scalar[] }>;

function equalSql(test: EqualTest, value: ValueSql, bind: Bind): string {
  const wanted = 'is' in test ? [test.is] : test.is_one_of;
  const folded = test.ignoring_case === true;
  const texts = wanted
    .filter((one) => typeof one === 'string')
    .map((text) => (folded ? lowered(text) : text));
  const numbers = wanted.filter((one) => typeof one === 'number').map(String);
  const truths = wanted.filter((one) => typeof one === 'boolean');
  const text = folded ? loweredSql(value.text) : value.text;
  const sides = [
    ...(texts.length === 1 ? [`${text} = ${bind('String', texts[0])}`] : []),
    ...(texts.length > 1 ? [`has(${bind('Array(String)', texts)}, ${text})`] : []),
    ...truths.map((truth) => `${value.truth} = ${bind('UInt8', truth ? 1 : 0)}`),
  ].map(known);
  const equals = numbers.map((number) => `${value.number} = ${bind('Float64', number)}`);
  const all = [...sides, ...(value.isSure === true ? equals : equals.map(known))];
  if (all.length === 0) return '0';
  return all.length === 1 ? (all[0] as string) : `(${all.join(' or ')})`;
}

type TextTest = Extract<
  Test,
  { contains: string } | { starts_with: string } | { ends_with: string } | { matches: string }
>;

function textSql(test: TextTest, text: string, bind: Bind): string {
  // `.` finds no line feed.
  if ('matches' in test) return `match(${text}, ${bind('String', `(?-s)${test.matches}`)})`;
  const folded = test.ignoring_case === true;
  const side = folded ? loweredSql(text) : text;
  const bound = (wanted: string): string => bind('String', folded ? lowered(wanted) : wanted);
  if ('contains' in test) return `position(${side}, ${bound(test.contains)}) > 0`;
  if ('starts_with' in test) return `startsWith(${side}, ${bound(test.starts_with)})`;
  return `endsWith(${side}, ${bound(test.ends_with)})`;
}

type NumberTest = Extract<
  Test,
  | { more_than: number }
  | { at_least: number }
  | { less_than: number }
  | { at_most: number }
  | { between: number[] }
>;

function numberSql(test: NumberTest, number: string, bind: Bind): string {
  const bound = (limit: number | undefined): string => bind('Float64', String(limit));
  if ('more_than' in test) return `${number} > ${bound(test.more_than)}`;
  if ('at_least' in test) return `${number} >= ${bound(test.at_least)}`;
  if ('less_than' in test) return `${number} < ${bound(test.less_than)}`;
  if ('at_most' in test) return `${number} <= ${bound(test.at_most)}`;
  const [from, to] = test.between;
  return `(${number} >= ${bound(from)} and ${number} <= ${bound(to)})`;
}

type DateTest = Extract<
  Test,
  { before: When } | { after: When } | { within_last: string } | { within_next: string }
>;

function dateSql(test: DateTest, ms: string, { bind, momentMs }: Asking): string {
  const at = (time: number): string => bind('Int64', time);
  if ('before' in test) return `${ms} < ${at(whenMs(test.before, momentMs))}`;
  if ('after' in test) return `${ms} > ${at(whenMs(test.after, momentMs))}`;
  if ('within_last' in test)
    return `(${ms} > ${at(momentMs - durationMs(test.within_last))} and ${ms} <= ${at(momentMs)})`;
  return `(${ms} > ${at(momentMs)} and ${ms} <= ${at(momentMs + durationMs(test.within_next))})`;
}

function whenMs(when: When, momentMs: number): number {
  if (typeof when === 'string') return parseDate(when) as number;
  return 'ago' in when ? momentMs - durationMs(when.ago) : momentMs + durationMs(when.ahead);
}

/** Of a duration that the schema let through. */
export const durationMs = (text: string): number => parseDuration(text) as number;

type ListTest = Extract<Test, { some: Test } | { each: Test } | { no: Test } | { length: Test }>;

function listSql(test: ListTest, value: ValueSql, asking: Asking): string {
  if ('length' in test) {
    const length = jsonSql(`toString(length(${value.elements}))`);
    return `(${value.isList} and ${testSql(test.length, length, asking)})`;
  }
  const inner = 'some' in test ? test.some : 'each' in test ? test.each : test.no;
  const passes = `${nameElement(inner)} -> ${testSql(inner, jsonSql(nameElement(inner)), asking)}`;
  const how = 'some' in test ? 'arrayExists' : 'each' in test ? 'arrayAll' : 'not arrayExists';
  return `(${value.isList} and ${how}(${passes}, ${value.elements}))`;
}

/** A name of its own for each level of lists in lists. */
function nameElement(inner: Test): string {
  let level = 0;
  for (let test: Test | undefined = inner; test !== undefined; test = innerOf(test)) level += 1;
  return `e${level}`;
}

const innerOf = (test: Test): Test | undefined =>
  'some' in test
    ? test.some
    : 'each' in test
      ? test.each
      : 'no' in test
        ? test.no
        : 'not' in test
          ? test.not
          : undefined;

/** As `loweredSql`. */
export const lowered = (text: string): string =>
  [...text].map((point) => ([...point.toLowerCase()].length === 1 ? point.toLowerCase() : point)).join('');
