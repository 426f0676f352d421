// Conditions: what is true or false of a person at a moment. `docs/definitions.md` says what each means.
import { z } from 'zod';
import { duration } from './durations.ts';
import { stepsMax } from './limits.ts';
import { path, propertyPath, purpose, slug, text } from './names.ts';
import {
  type Selector,
  type SequenceStep,
  type StepSelector,
  selector,
  sequenceStep,
  stepSelector,
  timeWindow,
  type Window,
} from './selectors.ts';
import { type Test, test, testedForms, testNames } from './value-tests.ts';

type Within = { within: string };
/** The values of events that a condition may test, each of a property. */
export const propertyValues = [
  'sum',
  'average',
  'minimum',
  'maximum',
  'distinct',
  'first_value',
  'last_value',
] as const;
export type PropertyValue = (typeof propertyValues)[number];

export type Sequence = {
  sequence: SequenceStep[];
  same?: string | undefined;
  in?: Window | undefined;
  after_last?: { nothing: StepSelector; for: string } | undefined;
};
export type EventsCondition =
  | { events: Selector; count: Test }
  | { events: Selector; first_at: Test }
  | { events: Selector; last_at: Test }
  | { [name in PropertyValue]: { events: Selector; is: Test } & { [same in name]: string } }[PropertyValue];

export type Condition =
  | { everyone: true }
  | { all: Condition[] }
  | { any: Condition[] }
  | { one: Condition[] }
  | { at_least: number; of: Condition[] }
  | { not: Condition }
  | ({ attribute: string; for?: string | undefined } & Test)
  | { attribute: string; changed: Within & { from?: Test | undefined; to?: Test | undefined } }
  | ({ trait: string } & Test)
  | EventsCondition
  | Sequence
  | { segment: string; entered?: Within | undefined }
  | { segment: string; left: Within }
  | { list: string }
  | { permits: string }
  | { said: 'yes' | 'no' | 'nothing'; of: string }
  | { bucket: { of: string; from: number; until: number } }
  | { held_out: { of: string; percent: number } };

const inner: z.ZodType<Condition> = z.lazy(() => condition);
const several = z.array(inner);
const within = z.strictObject({ within: duration });
const ofProperties = propertyValues.map((name) =>
  z.strictObject({ events: selector, [name]: propertyPath, is: test }),
);

const sequence = z
  .strictObject({
    sequence: z
      .array(sequenceStep)
      .min(1, 'Give at least one step.')
      .max(stepsMax, `Give at most ${stepsMax} steps.`)
      .refine(
        ([first]) => first?.within === undefined && first?.without === undefined,
        'The first step follows nothing: take `within` and `without` out of it.',
      ),
    same: propertyPath.optional(),
    in: timeWindow.optional(),
    after_last: z.strictObject({ nothing: stepSelector, for: duration }).optional(),
  })
  .meta({ id: 'Sequence' });

const forms = [
  z.strictObject({ everyone: z.literal(true, 'Write {"everyone": true}.') }),
  z.strictObject({ all: several }),
  z.strictObject({ any: several }),
  z.strictObject({ one: several }),
  z.strictObject({ at_least: z.int().min(1, 'Ask for at least one: everybody has none.'), of: several }),
  z.strictObject({ not: inner }),
  ...testedForms({ attribute: path, for: duration.optional() }),
  z.strictObject({
    attribute: path,
    changed: z.strictObject({ within: duration, from: test.optional(), to: test.optional() }),
  }),
  ...testedForms({ trait: slug }),
  z.strictObject({ events: selector, count: test }),
  z.strictObject({ events: selector, first_at: test }),
  z.strictObject({ events: selector, last_at: test }),
  ...ofProperties,
  sequence,
  z.strictObject({ segment: slug, entered: within.optional() }),
  z.strictObject({ segment: slug, left: within }),
  z.strictObject({ list: slug }),
  z.strictObject({ permits: purpose }),
  z.strictObject({ said: z.enum(['yes', 'no', 'nothing'], 'Write yes, no or nothing.'), of: purpose }),
  z.strictObject({
    bucket: z
      .strictObject({ of: text, from: z.int().min(0).max(9999), until: z.int().min(1).max(10_000) })
      .refine(({ from, until }) => from < until, 'Let `until` be greater than `from`.'),
  }),
  z.strictObject({
    held_out: z.strictObject({
      of: text,
      percent: z
        .number()
        .min(0)
        .max(100)
        .refine((percent) => Number(percent.toFixed(2)) === percent, 'Give at most two decimals.'),
    }),
  }),
];

// The type of a union that was put together from lists is lost; it is what stands in `Condition`.
export const condition = z
  .union(forms as unknown as z.ZodType<Condition>[], { error: ({ input }) => sayForms(input) })
  .meta({ id: 'Condition' });

function sayForms(input: unknown): string {
  const given = typeof input === 'object' && input !== null ? input : {};
  if ('attribute' in given) return `Give exactly one beside \`attribute\`: ${testNames.join(', ')}, changed.`;
  if ('trait' in given) return `Give exactly one test beside \`trait\`: ${testNames.join(', ')}.`;
  if ('events' in given)
    return `Give exactly one beside \`events\`: count, first_at, last_at with a test, or ${propertyValues.join(', ')} with a path and \`is\`.`;
  return 'Give a condition: everyone, all, any, one, at_least with of, not, attribute, trait, events, sequence, segment, list, permits, said with of, bucket or held_out.';
}
