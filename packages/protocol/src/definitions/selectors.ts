// Selectors: which events of a person are meant, and in which window of time.
import { z } from 'zod';
import { messageTypes } from '../messages.ts';
import { date, parseDate } from './dates.ts';
import { duration } from './durations.ts';
import { lookUpForms, type PropertyTest, sayPropertyForms } from './look-ups.ts';
import { personsZone, propertyPath, text, zone } from './names.ts';
import { testedForms } from './value-tests.ts';

export const calendarUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;

const lastWindow = z.strictObject({ last: duration });
const fixedWindow = z
  .strictObject({ from: date.optional(), until: date.optional() })
  .refine(({ from, until }) => from !== undefined || until !== undefined, {
    error: 'Give `from`, `until` or both.',
    // Else this would be the only form that nearly fits, and whatever was meant as another be called a stray name.
    abort: true,
  })
  .refine(
    ({ from, until }) =>
      from === undefined || until === undefined || (parseDate(from) ?? 0) < (parseDate(until) ?? 0),
    'Let `until` be later than `from`.',
  );
const calendarWindow = z.strictObject({
  calendar: z.enum(calendarUnits, `Name a unit: ${calendarUnits.join(', ')}.`),
  back: z.int().min(0).max(3650).optional(),
  units: z.int().min(1).max(3650).optional(),
  zone: personsZone.optional(),
});

export const timeWindow = z
  .union([lastWindow, calendarWindow, fixedWindow], {
    error: 'Give one window: {"last": "P30D"}, {"from": …, "until": …} or {"calendar": "month"}.',
  })
  .meta({ id: 'Window' });
export type Window = z.infer<typeof timeWindow>;

const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day as 18:00; midnight is 00:00.');
const local = z
  .strictObject({
    weekdays: z.array(z.int().min(1).max(7)).min(1, 'Name a weekday, 1 for Monday to 7.').max(7).optional(),
    from: timeOfDay.optional(),
    until: timeOfDay.optional(),
    zone: zone.optional(),
  })
  .refine(
    ({ weekdays, from, until }) => weekdays !== undefined || from !== undefined || until !== undefined,
    'Give `weekdays`, `from` or `until`.',
  );

// The type of a union that was put together from lists is lost; it is what stands in `PropertyTest`.
const propertyTest = z.union(
  [...testedForms({ property: propertyPath }), ...lookUpForms] as unknown as z.ZodType<PropertyTest>[],
  { error: ({ input }) => sayPropertyForms(input) },
);

const stepShape = {
  name: text.optional(),
  name_starts_with: text.optional(),
  type: z.enum(messageTypes, `Name a type: ${messageTypes.join(', ')}.`).optional(),
  where: z.array(propertyTest).optional(),
  local: local.optional(),
};
const named = (given: { name?: unknown; name_starts_with?: unknown; type?: unknown }): boolean =>
  given.name !== undefined || given.name_starts_with !== undefined || given.type !== undefined;
const unnamed = 'Say which events: give `name`, `name_starts_with` or `type`.';
const oneOfThem = { anyOf: ['name', 'name_starts_with', 'type'].map((name) => ({ required: [name] })) };

/** Events of a person, in a window or of all times. */
export const selector = z
  .strictObject({ ...stepShape, in: timeWindow.optional() })
  .refine(named, unnamed)
  .meta({ id: 'Selector', ...oneOfThem });
export type Selector = z.infer<typeof selector>;

/** The same inside a sequence, which has one window for all. */
export const stepSelector = z
  .strictObject(stepShape)
  .refine(named, unnamed)
  .meta({ id: 'StepSelector', ...oneOfThem });
export type StepSelector = z.infer<typeof stepSelector>;

/** A selector whose window slides: what a rate is taken over. */
export const slidingSelector = z
  .strictObject({
    ...stepShape,
    in: z.strictObject({ last: duration }, 'A rate needs a window that slides: "in": {"last": "P30D"}.'),
  })
  .refine(named, unnamed)
  .meta({ id: 'SlidingSelector', ...oneOfThem });

const laterStep = z
  .strictObject({ ...stepShape, within: duration.optional(), without: stepSelector.optional() })
  .refine(named, unnamed)
  .meta({ id: 'SequenceStep', ...oneOfThem });
export type SequenceStep = z.infer<typeof laterStep>;
export const sequenceStep = laterStep;
