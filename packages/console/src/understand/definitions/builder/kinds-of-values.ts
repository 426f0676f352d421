// The kinds of values that the builder of traits shows, how each is recognised and how each begins. Others are shown as JSON.
import { operations, propertyValues } from '@rapport/protocol';
import { type Draft, isSelector } from './kinds.ts';

const ofEvents = ['count', 'first_at', 'last_at', 'days_since_last'] as const;
/** Those that may stand inside others. */
export const innerKinds = [
  ...(['count', 'days_since_last', 'most_frequent', 'list', 'rate', 'first_at', 'last_at'] as const),
  ...propertyValues,
  ...operations,
  ...(['attribute', 'trait'] as const),
] as const;
export const valueKinds = [...innerKinds, 'score', 'rfm'] as const;
export type ValueKind = (typeof valueKinds)[number];

const isObject = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The kind that shows all of a value; undefined where none does. */
export function valueKindOf(draft: Draft): ValueKind | undefined {
  if (!isObject(draft)) return undefined;
  const has = (needed: string[], also: string[] = []) =>
    needed.every((key) => key in draft) &&
    Object.keys(draft).every((key) => needed.includes(key) || also.includes(key));
  const selects = (key: string) => isObject(draft[key]) && isSelector(draft[key]);
  for (const kind of ['attribute', 'trait'] as const) if (has([kind])) return kind;
  for (const kind of ofEvents) if (has([kind]) && selects(kind)) return kind;
  for (const kind of propertyValues) if (has([kind, 'of']) && selects('of')) return kind;
  for (const kind of operations) if (has([kind]) && isPair(draft[kind])) return kind;
  if (has(['rate', 'per']) && selects('rate')) return 'rate';
  if (has(['most_frequent', 'of'], ['at_least']) && selects('of')) return 'most_frequent';
  if (has(['list', 'of', 'at_most']) && selects('of')) return 'list';
  if (has(['score', 'groups'], ['reversed']) && isObject(draft.score)) return 'score';
  return has(['rfm', 'monetary'], ['groups']) && selects('rfm') ? 'rfm' : undefined;
}

const isPair = (sides: unknown): boolean =>
  Array.isArray(sides) && sides.length === 2 && sides.every((side) => isObject(side) || !Array.isArray(side));

/** The events that a value is made of, and under which key it has them. */
export function eventsOf(draft: Draft, kind: ValueKind): { key: string; selector: Draft } | undefined {
  const key =
    (ofEvents as readonly string[]).includes(kind) || kind === 'rate' || kind === 'rfm' ? kind : 'of';
  const selector = draft[key];
  return isObject(selector) ? { key, selector } : undefined;
}

const orders = { name: '' };
const lately = { ...orders, in: { last: 'P365D' } };

/** How a kind begins; the events that were chosen before stay. */
export function startOf(kind: ValueKind, events: Draft | undefined): Draft {
  const of = events ?? orders;
  switch (kind) {
    case 'attribute':
    case 'trait':
      return { [kind]: '' };
    case 'count':
    case 'first_at':
    case 'last_at':
    case 'days_since_last':
      return { [kind]: of };
    case 'rate':
      return { rate: 'in' in of ? of : { ...of, in: lately.in }, per: 'P30D' };
    case 'list':
      return { list: '', of, at_most: 10 };
    case 'score':
      return { score: { sum: '', of }, groups: 5 };
    case 'rfm':
      return { rfm: of, monetary: '' };
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return { [kind]: [{ count: of }, { count: of }] };
    default:
      return { [kind]: '', of };
  }
}
