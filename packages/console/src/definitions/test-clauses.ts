// Tests of values as clauses: "*plan* is “gold”", "no element of *tags* begins with “vip”".
import type { Test, When } from '@rapport/protocol';
import { asValue } from './marks.ts';
import type { Speech } from './speech.ts';

/** `canLack`: the value may be missing, which every test that is denied is true of. */
export type About = { subject: string; denied?: boolean; canLack?: boolean };
type Pair = readonly string[];

/** What is asked of a value. */
export function sayTest(speech: Speech, test: Test, about: About): string {
  const { fill, words } = speech;
  const denied = about.denied === true;
  if ('not' in test) return sayTest(speech, test.not, { ...about, denied: !denied });
  if ('some' in test || 'each' in test || 'no' in test) return sayElements(speech, test, about);
  if ('length' in test) {
    const subject = fill(words.element.length, { list: about.subject });
    return sayTest(speech, test.length, { ...about, subject });
  }
  const clause =
    'ignoring_case' in test && test.ignoring_case ? fill(words.ignoringCase, { clause: plain() }) : plain();
  const lacks = denied && about.canLack !== false && !('exists' in test);
  return lacks ? fill(words.orMissing, { clause }) : clause;

  function plain(): string {
    const { pair, holes, turned } = toTemplate(speech, test);
    return fill(pair[denied !== (turned === true) ? 1 : 0] ?? '', { subject: about.subject, ...holes });
  }
}

type Template = { pair: Pair; holes: Record<string, string>; turned?: boolean };
type Plain = Exclude<Test, { not: Test } | { some: Test } | { each: Test } | { no: Test } | { length: Test }>;

function toTemplate(speech: Speech, given: Test): Template {
  const test = given as Plain;
  const { words, scalar, number, quoted, length } = speech;
  const of = words.test;
  if ('exists' in test) return { pair: of.exists, holes: {}, turned: !test.exists };
  if ('is' in test)
    return { pair: typeof test.is === 'number' ? of.isNumber : of.is, holes: { value: scalar(test.is) } };
  if ('is_one_of' in test) return toOneOf(speech, test.is_one_of);
  if ('contains' in test) return { pair: of.contains, holes: { value: quoted(test.contains) } };
  if ('starts_with' in test) return { pair: of.startsWith, holes: { value: quoted(test.starts_with) } };
  if ('ends_with' in test) return { pair: of.endsWith, holes: { value: quoted(test.ends_with) } };
  if ('matches' in test) return { pair: of.matches, holes: { value: quoted(test.matches) } };
  if ('more_than' in test) return { pair: of.moreThan, holes: { value: number(test.more_than) } };
  if ('at_least' in test) return { pair: of.atLeast, holes: { value: number(test.at_least) } };
  if ('less_than' in test) return { pair: of.lessThan, holes: { value: number(test.less_than) } };
  if ('at_most' in test) return { pair: of.atMost, holes: { value: number(test.at_most) } };
  if ('between' in test) {
    const [from = 0, to = 0] = test.between;
    if (from === to) return { pair: of.isNumber, holes: { value: number(from) } };
    return { pair: of.between, holes: { from: number(from), to: number(to) } };
  }
  if ('before' in test) return toWhen(speech, test.before, [of.before, of.beforeAgo, of.beforeAhead]);
  if ('after' in test) return toWhen(speech, test.after, [of.after, of.afterAgo, of.afterAhead]);
  if ('within_last' in test)
    return { pair: of.withinLast, holes: { last: length(test.within_last, 'last') } };
  if ('within_next' in test)
    return { pair: of.withinNext, holes: { next: length(test.within_next, 'next') } };
  return { pair: of.anniversary, holes: { days: sayDays(speech, test.anniversary) } };
}

function toOneOf({ words, scalars, scalar }: Speech, values: readonly unknown[]): Template {
  const { is, isNumber, isOneOf, isOneOfNone } = words.test;
  const [only] = values;
  if (values.length === 0) return { pair: isOneOfNone, holes: {} };
  if (values.length === 1)
    return { pair: typeof only === 'number' ? isNumber : is, holes: { value: scalar(only) } };
  return { pair: isOneOf, holes: { any: scalars('any', values), all: scalars('all', values) } };
}

function toWhen({ date, length }: Speech, when: When, [fixed, ago, ahead]: [Pair, Pair, Pair]): Template {
  if (typeof when === 'string') return { pair: fixed, holes: { value: date(when) } };
  if ('ago' in when) return { pair: ago, holes: { length: length(when.ago) } };
  return { pair: ahead, holes: { length: length(when.ahead) } };
}

type Anniversary = Extract<Test, { anniversary: object }>['anniversary'];

function sayDays(speech: Speech, { in_days, zone }: Anniversary): string {
  const { fill, words, plural, number, length } = speech;
  const [from = 0, to = 0] = in_days;
  const days = () => {
    if (from === 0 && to === 0) return words.days.today;
    if (from === 0) return fill(words.days.from, { next: length(`P${to}D`, 'next') });
    if (from === to) return fill(words.days.one, { length: length(`P${to}D`) });
    return plural(words.days.between, to, { from: number(from) });
  };
  return inZone(speech, days(), zone);
}

/** A clause with the zone that its days and times are of. */
export function inZone({ fill, words }: Speech, clause: string, zone: string | undefined): string {
  if (zone === undefined) return clause;
  return zone === 'person'
    ? fill(words.personsZone, { clause })
    : fill(words.zone, { clause, zone: asValue(zone) });
}

/** Some, each or none of a list: what is denied of the list becomes another of the three. */
function sayElements(speech: Speech, test: Test, about: About): string {
  const { fill, words } = speech;
  const { element } = words;
  const denied = about.denied === true;
  const [inner, which] = ((): [Test, 'some' | 'each' | 'none' | 'notEach'] => {
    if ('some' in test) return [test.some, denied ? 'none' : 'some'];
    if ('each' in test) return [test.each, denied ? 'notEach' : 'each'];
    const of = (test as { no: Test }).no;
    // None fails the test: each passes it.
    if ('not' in of) return [of.not, denied ? 'notEach' : 'each'];
    return [of, denied ? 'some' : 'none'];
  })();
  const straight = 'not' in inner ? inner.not : inner;
  const isDenied = 'not' in inner !== (which === 'none' && element.noneDenies !== '');
  const subject = fill(element[which], { list: about.subject });
  const clause = sayTest(speech, straight, { subject, denied: isDenied, canLack: false });
  return denied && about.canLack !== false ? fill(words.orMissing, { clause }) : clause;
}
