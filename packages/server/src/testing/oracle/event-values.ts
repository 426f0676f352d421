// The oracle's values of events: what is counted, summed or looked up in a list of events that stands in their order.
import type { PropertyValue } from '@rapport/protocol';
import { areEqual, isMissing, isScalar, propertyAt, roundToEven } from './plain-values.ts';
import type { PersonsEvent } from './world.ts';

const factor = 1_000_000;
const summandMax = 1_000_000_000;

/** A value of the property that a condition and a trait both may ask. */
export function propertyValue(name: PropertyValue, path: string, events: readonly PersonsEvent[]): unknown {
  const values = valuesOf(events, path);
  const numbers = values.filter((value) => typeof value === 'number');
  const summands = numbers.filter((number) => Math.abs(number) <= summandMax);
  switch (name) {
    case 'sum':
      return sumOf(summands);
    case 'average':
      return summands.length === 0 ? undefined : sumOf(summands) / summands.length;
    case 'minimum':
      return numbers.length === 0 ? undefined : Math.min(...numbers);
    case 'maximum':
      return numbers.length === 0 ? undefined : Math.max(...numbers);
    case 'distinct':
      return lastSeenFirst(values).length;
    case 'first_value':
      return values[0];
    case 'last_value':
      return values.at(-1);
  }
}

export function mostFrequent(events: readonly PersonsEvent[], path: string, atLeast: number): unknown {
  const values = valuesOf(events, path);
  const timesOf = (value: unknown): number => values.filter((other) => areEqual(other, value)).length;
  const often = lastSeenFirst(values).filter((value) => timesOf(value) >= atLeast);
  const most = Math.max(...often.map(timesOf));
  return often.find((value) => timesOf(value) === most);
}

export const listOf = (events: readonly PersonsEvent[], path: string, atMost: number): unknown[] =>
  lastSeenFirst(valuesOf(events, path)).slice(0, atMost);

export const timeText = (event: PersonsEvent | undefined): string | undefined =>
  event === undefined ? undefined : new Date(event.ms).toISOString();

/** What the events have at the path, those left out that have nothing there. */
const valuesOf = (events: readonly PersonsEvent[], path: string): unknown[] =>
  events.map((event) => propertyAt(event.properties, path)).filter((value) => !isMissing(value));

/** The texts, numbers and truth values, each once, the one seen last first. */
function lastSeenFirst(values: readonly unknown[]): unknown[] {
  const seen: unknown[] = [];
  for (const value of values.toReversed())
    if (isScalar(value) && !seen.some((other) => areEqual(other, value))) seen.push(value);
  return seen;
}

function sumOf(numbers: readonly number[]): number {
  const whole = numbers.reduce((sum, number) => sum + BigInt(roundToEven(number * factor)), 0n);
  return Number(whole) / factor;
}
