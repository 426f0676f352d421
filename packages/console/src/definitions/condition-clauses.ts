// Conditions as clauses, one after the other; what joins several is in `sentences.ts`.
import { type Condition, propertyValues, type Selector, type Test } from '@rapport/protocol';
import { sayCount } from './event-phrases.ts';
import { asName } from './marks.ts';
import { saySequence } from './sequence-clauses.ts';
import type { Speech } from './speech.ts';
import { sayTest } from './test-clauses.ts';
import { sayOfEvents } from './value-phrases.ts';

/** A condition that asks one thing, and joins no others. */
export type Single = Exclude<
  Condition,
  | { all: Condition[] }
  | { any: Condition[] }
  | { one: Condition[] }
  | { at_least: number; of: Condition[] }
  | { not: Condition }
>;

/** The clause of a single condition; undefined where it cannot be denied in one. */
export function saySingle(speech: Speech, condition: Single, denied: boolean): string | undefined {
  const { fill, words, quoted, share } = speech;
  const side = (pair: readonly string[]) => pair[denied ? 1 : 0] ?? '';
  if ('everyone' in condition) return denied ? words.nobody : words.everyone;
  if ('events' in condition) return sayEventsCondition(speech, condition, denied);
  if ('trait' in condition)
    return sayTest(speech, condition, { subject: speech.named('trait', condition.trait), denied });
  if ('attribute' in condition && !('changed' in condition) && condition.for === undefined)
    return sayTest(speech, condition, { subject: asName(condition.attribute), denied });
  if ('list' in condition) return fill(side(words.list), { name: asName(condition.list) });
  if ('permits' in condition)
    return fill(side(words.permits), { purpose: speech.named('purpose', condition.permits) });
  if ('held_out' in condition) {
    const { of, percent } = condition.held_out;
    return fill(side(words.heldOut), { share: share(percent), salt: quoted(of) });
  }
  if ('segment' in condition && !('left' in condition) && condition.entered === undefined)
    return fill(side(words.segment), { name: speech.named('segment', condition.segment) });
  return denied ? undefined : sayAffirmed(speech, condition);
}

/** Those that are only denied as a whole. */
function sayAffirmed(speech: Speech, condition: Single): string {
  const { fill, words, length, quoted, share, number } = speech;
  const lately = ({ within }: { within: string }) =>
    ` ${fill(words.window.last, { last: length(within, 'last') })}`;
  if ('sequence' in condition) return saySequence(speech, condition);
  if ('attribute' in condition) {
    if ('changed' in condition) return sayChange(speech, condition);
    const clause = sayTest(speech, condition, { subject: asName(condition.attribute) });
    return fill(words.throughout, { clause, lengthOf: length(condition.for ?? '', 'of') });
  }
  if ('segment' in condition) {
    const name = speech.named('segment', condition.segment);
    if ('left' in condition) return fill(words.left, { name, in: lately(condition.left) });
    if (condition.entered) return fill(words.entered, { name, in: lately(condition.entered) });
  }
  if ('said' in condition)
    return fill(words.said[condition.said], { purpose: speech.named('purpose', condition.of) });
  if ('bucket' in condition) {
    const { of, from, until } = condition.bucket;
    return fill(words.bucket, {
      share: share((until - from) / 100),
      from: number(from),
      to: number(until - 1),
      salt: quoted(of),
    });
  }
  return '';
}

type EventsCondition = Extract<Condition, { events: Selector }>;

function sayEventsCondition(speech: Speech, condition: EventsCondition, denied: boolean): string {
  const { events } = condition;
  if ('count' in condition) return sayCount(speech, events, condition.count, denied);
  for (const name of ['first_at', 'last_at'] as const) {
    if (!(name in condition)) continue;
    const test = (condition as unknown as Record<typeof name, Test>)[name];
    // Whether there is a first or a last one says only whether it ever happened.
    if ('exists' in test)
      return sayCount(speech, events, { [test.exists ? 'at_least' : 'less_than']: 1 } as Test, denied);
    return sayTest(speech, test, { subject: sayOfEvents(speech, name, events), denied });
  }
  const name = propertyValues.find((one) => one in condition) ?? 'sum';
  const { is, [name]: property } = condition as unknown as { is: Test } & Record<typeof name, string>;
  const subject = sayOfEvents(speech, name, events, { property: asName(property) });
  // The sum of nothing and the number of nothing are 0.
  return sayTest(speech, is, { subject, denied, canLack: name !== 'sum' && name !== 'distinct' });
}

type Changed = Extract<Condition, { changed: object }>;

function sayChange(speech: Speech, { attribute, changed }: Changed): string {
  const { fill, words, length, scalar, clauses } = speech;
  const { within, from, to } = changed;
  const holes = {
    subject: asName(attribute),
    in: ` ${fill(words.window.last, { last: length(within, 'last') })}`,
  };
  const exactly = (test: Test | undefined) =>
    test !== undefined && 'is' in test && test.ignoring_case === undefined ? scalar(test.is) : undefined;
  const [before, after] = [exactly(from), exactly(to)];
  const isSimple = (from === undefined || before !== undefined) && (to === undefined || after !== undefined);
  if (isSimple) {
    const form = from ? (to ? 'both' : 'from') : to ? 'to' : 'plain';
    return fill(words.changed[form], { ...holes, from: before, to: after });
  }
  const told = (template: string, test: Test | undefined) =>
    test === undefined
      ? []
      : [fill(template, { clause: sayTest(speech, test, { subject: words.element.its }) })];
  const parts = [...told(words.changed.before, from), ...told(words.changed.after, to)];
  return fill(words.changed.tested, { ...holes, list: clauses('all', parts) });
}
