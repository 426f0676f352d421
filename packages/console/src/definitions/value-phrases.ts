// Values as phrases: "the sum of *total* over *Order Completed* in the last 30 days". Conditions test them, traits are them.
import { operations, propertyValues, type Selector, type TraitValue, type Value } from '@rapport/protocol';
import { sayEvents, sayWindow } from './event-phrases.ts';
import { asName } from './marks.ts';
import type { Speech } from './speech.ts';

type Template =
  | 'count'
  | 'first_at'
  | 'last_at'
  | 'firstTime'
  | 'lastTime'
  | 'daysSince'
  | 'rate'
  | 'frequent';
type OfProperty = (typeof propertyValues)[number];

/** What templates about events may name. */
export function eventHoles(speech: Speech, selector: Selector) {
  return {
    eventsOf: sayEvents(speech, selector, 'of'),
    eventBare: sayEvents(speech, selector, 'bare'),
    in: sayWindow(speech, selector.in),
  };
}

/** A value of events by the name of its template. */
export function sayOfEvents(
  speech: Speech,
  template: Template | OfProperty,
  selector: Selector,
  more: Record<string, string> = {},
): string {
  return speech.fill(speech.words.value[template], { ...eventHoles(speech, selector), ...more });
}

/** What a trait is. */
export function sayValue(speech: Speech, value: TraitValue): string {
  const { words, fill, plural, number, length } = speech;
  if ('attribute' in value) return asName(value.attribute);
  if ('trait' in value) return speech.named('trait', value.trait);
  if ('count' in value) return sayOfEvents(speech, 'count', value.count);
  if ('first_at' in value) return sayOfEvents(speech, 'firstTime', value.first_at);
  if ('last_at' in value) return sayOfEvents(speech, 'lastTime', value.last_at);
  if ('days_since_last' in value) return sayOfEvents(speech, 'daysSince', value.days_since_last);
  if ('rate' in value) return sayOfEvents(speech, 'rate', value.rate, { per: length(value.per) });
  if ('most_frequent' in value) {
    const property = asName(value.most_frequent);
    if (value.at_least === undefined) return sayOfEvents(speech, 'frequent', value.of, { property });
    return plural(words.value.frequentAtLeast, value.at_least, { ...eventHoles(speech, value.of), property });
  }
  if ('list' in value) {
    const holes = { ...eventHoles(speech, value.of), property: asName(value.list) };
    return plural(words.value.list, value.at_most, holes);
  }
  if ('score' in value)
    return fill(value.reversed ? words.value.scoreReversed : words.value.score, {
      groups: number(value.groups),
      value: sayValue(speech, value.score),
    });
  if ('rfm' in value)
    return fill(words.value.rfm, {
      ...eventHoles(speech, value.rfm),
      groups: number(value.groups ?? 5),
      property: asName(value.monetary),
    });
  for (const name of operations) if (name in value) return sayOperation(speech, name, value);
  const name = propertyValues.find((one) => one in value) ?? 'sum';
  const { of, [name]: property } = value as unknown as { of: Selector } & Record<OfProperty, string>;
  return sayOfEvents(speech, name, of, { property: asName(property) });
}

function sayOperation(speech: Speech, name: (typeof operations)[number], value: object): string {
  const { fill, words, number } = speech;
  const sides = (value as Record<string, (Value | number)[]>)[name] ?? [];
  const [left, right] = sides.map((side) => {
    if (typeof side === 'number') return number(side);
    const text = sayValue(speech, side);
    const alone = 'attribute' in side || 'trait' in side;
    return alone ? text : fill(words.value.bracketed, { value: text });
  });
  return fill(words.value[name], { left, right });
}
