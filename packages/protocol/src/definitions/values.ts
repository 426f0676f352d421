// Values: what a trait is. `docs/definitions.md` says what each means.
import { z } from 'zod';
import { type PropertyValue, propertyValues } from './conditions.ts';
import { duration } from './durations.ts';
import { path, propertyPath, slug } from './names.ts';
import { type Selector, selector, slidingSelector } from './selectors.ts';

/** The arithmetic of traits, each of two values or numbers. */
export const operations = ['add', 'subtract', 'multiply', 'divide'] as const;
export type Operation = (typeof operations)[number];
type Operand = Value | number;
type SlidingSelector = z.infer<typeof slidingSelector>;

export type Value =
  | { attribute: string }
  | { trait: string }
  | { count: Selector }
  | { [name in PropertyValue]: { of: Selector } & { [same in name]: string } }[PropertyValue]
  | { first_at: Selector }
  | { last_at: Selector }
  | { days_since_last: Selector }
  | { rate: SlidingSelector; per: string }
  | { most_frequent: string; of: Selector; at_least?: number | undefined }
  | { list: string; of: Selector; at_most: number }
  | { [name in Operation]: { [same in name]: Operand[] } }[Operation];

/** A value, or one that compares a person with all others. */
export type TraitValue =
  | Value
  | { score: Value; groups: number; reversed?: true | undefined }
  | { rfm: Selector; monetary: string; groups?: number | undefined };

/** What a value is made of: the events that it looks at, and the values inside it. Another trait that it names is not looked into. */
export function partsOfValue(value: TraitValue): { selector: Selector | undefined; inner: readonly Value[] } {
  if ('score' in value) return { selector: undefined, inner: [value.score] };
  const operation = operations.find((name) => name in value);
  if (operation !== undefined) {
    const operands = (value as { [same in Operation]: Operand[] })[operation];
    return { selector: undefined, inner: operands.filter((one) => typeof one !== 'number') };
  }
  const { count, first_at, last_at, days_since_last, rate, rfm, of } = value as Partial<
    Record<'count' | 'first_at' | 'last_at' | 'days_since_last' | 'rate' | 'rfm' | 'of', Selector>
  >;
  return { selector: count ?? first_at ?? last_at ?? days_since_last ?? rate ?? rfm ?? of, inner: [] };
}

const inner: z.ZodType<Value> = z.lazy(() => value);
const operand = z.union([z.number(), inner], { error: 'Give a value or a number.' });

const forms = [
  z.strictObject({ attribute: path }),
  z.strictObject({ trait: slug }),
  z.strictObject({ count: selector }),
  ...propertyValues.map((name) => z.strictObject({ [name]: propertyPath, of: selector })),
  z.strictObject({ first_at: selector }),
  z.strictObject({ last_at: selector }),
  z.strictObject({ days_since_last: selector }),
  z.strictObject({ rate: slidingSelector, per: duration }),
  z.strictObject({ most_frequent: propertyPath, of: selector, at_least: z.int().min(1).optional() }),
  z.strictObject({
    list: propertyPath,
    of: selector,
    at_most: z.int().min(1).max(1000, 'A list holds at most 1000 values.'),
  }),
  ...operations.map((name) =>
    z.strictObject({ [name]: z.array(operand).length(2, 'Give two values or numbers.') }),
  ),
];

const names = [
  'attribute',
  'trait',
  'count',
  ...propertyValues,
  'first_at',
  'last_at',
  'days_since_last',
  'rate',
];
const allNames = [...names, 'most_frequent', 'list', ...operations];

// The types of unions that were put together from lists are lost; they are what stands above.
export const value = z
  .union(forms as unknown as z.ZodType<Value>[], { error: `Give one value: ${allNames.join(', ')}.` })
  .meta({ id: 'Value' });

export const traitValue = z
  .union(
    [
      ...forms,
      z.strictObject({
        score: inner,
        groups: z.int().min(2, 'Make at least 2 groups.').max(100, 'Make at most 100 groups.'),
        reversed: z.literal(true, 'Write true, or leave `reversed` out.').optional(),
      }),
      z.strictObject({
        rfm: selector,
        monetary: propertyPath,
        groups: z
          .int()
          .min(2, 'Make at least 2 groups.')
          .max(9, 'Make at most 9 groups: each is one digit.')
          .optional(),
      }),
    ] as unknown as z.ZodType<TraitValue>[],
    { error: `Give one value: ${allNames.join(', ')}, score, rfm.` },
  )
  .meta({ id: 'TraitValue' });
