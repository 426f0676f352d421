// The oracle's conditions: one line for each form, in the order of the page.
import { type Condition, type EventsCondition, propertyValues, type Test } from '@rapport/protocol';
import { type AskedOf, passes } from './ask-test.ts';
import { attributeAt, changesWithin, tellingTimes } from './attribute-history.ts';
import { bucketOf, isHeldOut } from './chance.ts';
import { propertyValue, timeText } from './event-values.ts';
import { durationMs, isZone } from './plain-values.ts';
import { seenOf, select } from './select-events.ts';
import { hasSequence } from './sequences.ts';
import type { Asked, Person } from './world.ts';

/** Whether a condition is true of a person at the moment. */
export const isTrue = (condition: Condition, person: Person, asked: Asked): boolean =>
  holds(condition, person, toAskedOf(person, asked));

/** What tests need to know: `person` is the zone that the person has at the moment. */
export function toAskedOf(person: Person, { momentMs, zone, catalog = {} }: Asked): AskedOf {
  const persons = attributeAt(person, 'timezone', momentMs);
  return {
    ...{ momentMs, catalog },
    zoneOf(name) {
      if (name === 'person') return isZone(persons) ? persons : zone;
      return name ?? zone;
    },
  };
}

function holds(condition: Condition, person: Person, asked: AskedOf): boolean {
  const isSo = (inner: Condition): boolean => holds(inner, person, asked);
  const { momentMs } = asked;
  if ('everyone' in condition) return true;
  if ('all' in condition) return condition.all.every(isSo);
  if ('any' in condition) return condition.any.some(isSo);
  if ('one' in condition) return condition.one.filter(isSo).length === 1;
  // Both words are also keys of other forms: `at_least` of a test, `of` of what was said.
  if ('at_least' in condition && 'of' in condition)
    return condition.of.filter(isSo).length >= condition.at_least;
  if ('attribute' in condition) return holdsOfAttribute(condition, person, asked);
  if ('trait' in condition) return passes(traitOf(person, condition.trait), condition, asked);
  if ('not' in condition) return !isSo(condition.not as Condition);
  if ('events' in condition) return passes(...ofEvents(condition, person, asked), asked);
  if ('sequence' in condition) return hasSequence(seenOf(person), condition, asked);
  if ('segment' in condition) return holdsOfSegment(condition, person, momentMs);
  if ('list' in condition) return person.lists.includes(condition.list);
  if ('permits' in condition) return person.permits.includes(condition.permits);
  if ('said' in condition) return saidOf(person, condition.of) === condition.said;
  if ('bucket' in condition) {
    const bucket = bucketOf(condition.bucket.of, person.id);
    return condition.bucket.from <= bucket && bucket < condition.bucket.until;
  }
  return isHeldOut(condition.held_out.of, condition.held_out.percent, person.id);
}

function holdsOfAttribute(
  condition: Extract<Condition, { attribute: string }>,
  person: Person,
  asked: AskedOf,
): boolean {
  const { attribute: path } = condition;
  const { momentMs } = asked;
  if ('changed' in condition) {
    const { within, from, to } = condition.changed;
    return changesWithin(person, path, momentMs, durationMs(within)).some(
      ({ before, after }) =>
        (from === undefined || passes(before, from, asked)) && (to === undefined || passes(after, to, asked)),
    );
  }
  const passesAt = (ms: number): boolean => passes(attributeAt(person, path, ms), condition, asked);
  if (condition.for === undefined) return passesAt(momentMs);
  const beginMs = momentMs - durationMs(condition.for);
  // Between two tellings nothing changes, so that the beginning and the tellings after it are all times there are.
  const times = tellingTimes(person, path).filter((ms) => beginMs < ms && ms <= momentMs);
  return [beginMs, ...times].every(passesAt);
}

/** The value that a condition over events tests, and its test. */
function ofEvents(condition: EventsCondition, person: Person, asked: AskedOf): [value: unknown, test: Test] {
  const events = select(seenOf(person), condition.events, asked);
  if ('count' in condition) return [events.length, condition.count];
  if ('first_at' in condition) return [timeText(events[0]), condition.first_at];
  if ('last_at' in condition) return [timeText(events.at(-1)), condition.last_at];
  for (const name of propertyValues)
    if (name in condition) {
      const path = (condition as unknown as Record<string, string>)[name] ?? '';
      return [propertyValue(name, path, events), condition.is];
    }
  throw new Error(`no question about events: ${JSON.stringify(condition)}`);
}

function holdsOfSegment(
  condition: Extract<Condition, { segment: string }>,
  person: Person,
  momentMs: number,
): boolean {
  const stays = person.stays.filter(
    (stay) => stay.segment === condition.segment && stay.enteredMs <= momentMs,
  );
  const isIn = stays.some(({ leftMs }) => leftMs === undefined || leftMs > momentMs);
  const isWithin = (ms: number, length: string): boolean =>
    momentMs - durationMs(length) < ms && ms <= momentMs;
  if ('left' in condition) {
    const lastMs = Math.max(...stays.map(({ leftMs }) => leftMs ?? Number.NEGATIVE_INFINITY));
    return !isIn && isWithin(lastMs, condition.left.within);
  }
  if (!('entered' in condition) || condition.entered === undefined) return isIn;
  const lastMs = Math.max(...stays.map(({ enteredMs }) => enteredMs));
  return isIn && isWithin(lastMs, condition.entered.within);
}

export const traitOf = (person: Person, name: string): unknown =>
  Object.hasOwn(person.traits, name) ? person.traits[name] : undefined;

const saidOf = (person: Person, purpose: string): 'yes' | 'no' | 'nothing' =>
  (Object.hasOwn(person.said, purpose) ? person.said[purpose] : undefined) ?? 'nothing';
