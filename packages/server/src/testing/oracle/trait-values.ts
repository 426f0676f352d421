// The oracle's values of traits: one line for each form, in the order of the page.
import { type Operation, operations, propertyValues, type TraitValue, type Value } from '@rapport/protocol';
import type { AskedOf } from './ask-test.ts';
import { attributeAt } from './attribute-history.ts';
import { toAskedOf, traitOf } from './conditions.ts';
import { listOf, mostFrequent, propertyValue, timeText } from './event-values.ts';
import { durationMs } from './plain-values.ts';
import { groupOf } from './scores.ts';
import { seenOf, select } from './select-events.ts';
import type { Asked, Person } from './world.ts';

const dayMs = 86_400_000;

/** What a trait is for a person at the moment; undefined where it is missing. */
export function traitValueOf(trait: TraitValue, person: Person, asked: Asked): unknown {
  const { limits = {} } = asked;
  if ('score' in trait) {
    const { groups, reversed = false } = trait;
    return groupOf(plainValueOf(trait.score, person, asked), limits.value, groups, reversed);
  }
  if (!('rfm' in trait)) return plainValueOf(trait, person, asked);
  const { groups = 5 } = trait;
  const { recency, frequency, monetary } = partsOf(trait, person, asked);
  const digits = [
    groupOf(recency, limits.recency, groups, true),
    groupOf(frequency, limits.frequency, groups, false),
    groupOf(monetary, limits.monetary, groups, false),
  ];
  return digits.includes(undefined) ? undefined : digits.join('');
}

/** The three values that an RFM compares; missing for who has no such event. */
export function partsOf(
  { rfm: selector, monetary: path }: Extract<TraitValue, { rfm: unknown }>,
  person: Person,
  asked: Asked,
): Record<'recency' | 'frequency' | 'monetary', unknown> {
  const recency = plainValueOf({ days_since_last: selector }, person, asked);
  if (recency === undefined) return { recency, frequency: undefined, monetary: undefined };
  return {
    recency,
    frequency: plainValueOf({ count: selector }, person, asked),
    monetary: plainValueOf({ sum: path, of: selector }, person, asked),
  };
}

/** A value that compares the person with nobody. */
export const plainValueOf = (value: Value, person: Person, asked: Asked): unknown =>
  compute(value, person, toAskedOf(person, asked)) ?? undefined;

function compute(value: Value, person: Person, asked: AskedOf): unknown {
  if ('attribute' in value) return attributeAt(person, value.attribute, asked.momentMs);
  if ('trait' in value) return traitOf(person, value.trait);
  if ('count' in value) return select(seenOf(person), value.count, asked).length;
  if ('first_at' in value) return timeText(select(seenOf(person), value.first_at, asked)[0]);
  if ('last_at' in value) return timeText(select(seenOf(person), value.last_at, asked).at(-1));
  if ('days_since_last' in value) {
    const last = select(seenOf(person), value.days_since_last, asked).at(-1);
    return last === undefined ? undefined : Math.floor((asked.momentMs - last.ms) / dayMs);
  }
  if ('rate' in value) {
    const count = select(seenOf(person), value.rate, asked).length;
    return (count * durationMs(value.per)) / durationMs(value.rate.in.last);
  }
  if ('most_frequent' in value)
    return mostFrequent(select(seenOf(person), value.of, asked), value.most_frequent, value.at_least ?? 1);
  if ('list' in value) return listOf(select(seenOf(person), value.of, asked), value.list, value.at_most);
  for (const operation of operations)
    if (operation in value) {
      const [x = 0, y = 0] = (value as unknown as Record<string, (Value | number)[]>)[operation] ?? [];
      const [left, right] = [x, y].map((side) =>
        typeof side === 'number' ? side : compute(side, person, asked),
      );
      return calculate(operation, left, right);
    }
  for (const name of propertyValues)
    if (name in value && 'of' in value) {
      const path = (value as unknown as Record<string, string>)[name] ?? '';
      return propertyValue(name, path, select(seenOf(person), value.of, asked));
    }
  throw new Error(`no value of a trait: ${JSON.stringify(value)}`);
}

function calculate(operation: Operation, x: unknown, y: unknown): number | undefined {
  if (typeof x !== 'number' || typeof y !== 'number') return undefined;
  if (operation === 'divide' && y === 0) return undefined;
  const results = { add: x + y, subtract: x - y, multiply: x * y, divide: x / y };
  const result = results[operation];
  return Number.isFinite(result) ? result : undefined;
}
