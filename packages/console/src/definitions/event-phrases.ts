// Events as phrases: which events are meant, in which window, and how often they happened.
import {
  isLookUp,
  type PropertyTest,
  type Selector,
  type StepSelector,
  type Test,
  type Window,
} from '@rapport/protocol';
import { asName } from './marks.ts';
import type { Speech } from './speech.ts';
import { inZone, sayTest } from './test-clauses.ts';

type Place = 'it' | 'of' | 'without' | 'bare';

/** The events of a selector, as the place in a sentence needs them; without their window. */
export function sayEvents(speech: Speech, selector: StepSelector, place: Place): string {
  const { fill, words, quoted, clauses } = speech;
  const { events } = words;
  const { name, type } = selector;
  const head =
    name !== undefined
      ? fill(events[place].named, { name: asName(name) })
      : type !== undefined
        ? fill(events[place].kind, { kind: events.type[type], kinds: events.types[type] })
        : events[place].any;
  const details = [
    ...(name !== undefined && type !== undefined ? [fill(events.isKind, { kind: events.type[type] })] : []),
    ...(selector.name_starts_with === undefined
      ? []
      : [fill(events.begins, { text: quoted(selector.name_starts_with) })]),
    ...(selector.where ?? []).map((test) => sayTest(speech, test, { subject: subjectOf(speech, test) })),
    ...(selector.local === undefined ? [] : [sayLocal(speech, selector.local)]),
  ];
  return details.length === 0 ? head : fill(events.where, { events: head, list: clauses('all', details) });
}

function subjectOf({ fill, words }: Speech, test: PropertyTest): string {
  const property = asName(test.property);
  if (!isLookUp(test)) return property;
  return fill(words.events.lookedUp, { property, type: asName(test.of), field: asName(test.field) });
}

function sayLocal(speech: Speech, local: NonNullable<StepSelector['local']>): string {
  const { fill, words, list, clauses, weekday } = speech;
  const { weekdays, from, until, zone } = local;
  const time = from !== undefined && until !== undefined ? 'between' : from !== undefined ? 'from' : 'until';
  const parts = [
    ...(weekdays === undefined
      ? []
      : [fill(words.events.onDays, { days: list('any', weekdays.toSorted((a, b) => a - b).map(weekday)) })]),
    ...(from === undefined && until === undefined ? [] : [fill(words.events[time], { from, until })]),
  ];
  return inZone(speech, clauses('all', parts), zone);
}

/** A window with a space before it; empty without one. */
export function sayWindow(speech: Speech, window: Window | undefined): string {
  const { fill, words, length, date } = speech;
  if (window === undefined) return '';
  if ('last' in window) return ` ${fill(words.window.last, { last: length(window.last, 'last') })}`;
  if ('calendar' in window) return ` ${inZone(speech, sayCalendar(speech, window), window.zone)}`;
  const { from, until } = window as { from?: string; until?: string };
  const form = from === undefined ? 'until' : until === undefined ? 'from' : 'both';
  const holes = { from: from && date(from), until: until && date(until) };
  return ` ${fill(words.window[form], holes)}`;
}

function sayCalendar(
  { words, plural, number }: Speech,
  window: Extract<Window, { calendar: string }>,
): string {
  const { back = 0, units = 1 } = window;
  const of = words.window.calendar[window.calendar];
  if (units > 1)
    return back === 0 ? plural(of.thisAnd, units - 1) : plural(of.ending, back, { units: number(units) });
  if (back === 0) return of.this;
  return back === 1 ? of.before : plural(of.back, back);
}

const COUNTS = [
  ['is', 'exactly'],
  ['at_least', 'atLeast'],
  ['more_than', 'moreThan'],
  ['less_than', 'lessThan'],
  ['at_most', 'atMost'],
] as const;
/** What a test says when it is denied, for whole and other numbers alike. */
const OPPOSITE = {
  at_least: 'less_than',
  less_than: 'at_least',
  more_than: 'at_most',
  at_most: 'more_than',
} as const;

/** How often events happened. A count is never missing, so each test can be turned around. */
export function sayCount(speech: Speech, selector: Selector, test: Test, denied = false): string {
  const { fill, plural, words, number } = speech;
  if ('not' in test) return sayCount(speech, selector, test.not, !denied);
  if (denied) {
    for (const name of Object.keys(OPPOSITE) as (keyof typeof OPPOSITE)[])
      if (name in test)
        return sayCount(speech, selector, {
          [OPPOSITE[name]]: (test as Record<string, number>)[name],
        } as Test);
    if ('is' in test && test.is === 0) return sayCount(speech, selector, { at_least: 1 });
  }
  const holes = { events: sayEvents(speech, selector, 'it'), in: sayWindow(speech, selector.in) };
  if (!denied) {
    if (isNever(test)) return fill(selector.in === undefined ? words.count.never : words.count.notIn, holes);
    if ('more_than' in test && test.more_than === 0) return fill(words.count.once, holes);
    if ('between' in test) {
      const [from = 0, to = 0] = test.between;
      return plural(words.count.between, to, { ...holes, from: number(from) });
    }
    for (const [name, form] of COUNTS) {
      const n = (test as Record<string, unknown>)[name];
      if (typeof n === 'number') return plural(words.count[form], n, holes);
    }
  }
  const subject = fill(words.value.count, { ...holes, eventsOf: sayEvents(speech, selector, 'of') });
  return sayTest(speech, test, { subject, denied, canLack: false });
}

const isNever = (test: Test): boolean =>
  ('is' in test && test.is === 0) ||
  ('at_most' in test && test.at_most === 0) ||
  ('less_than' in test && test.less_than === 1);
