// Tests: what is asked of one value. `docs/definitions.md` says what each means.
import { z } from 'zod';
import { date } from './dates.ts';
import { duration } from './durations.ts';
import { textLengthMax, valuesMax } from './limits.ts';
import { personsZone, text } from './names.ts';
import { expression } from './patterns.ts';

export type Scalar = string | number | boolean;
/** A date, or one relative to the moment. */
export type When = string | { ago: string } | { ahead: string };

type Folding = { ignoring_case?: true | undefined };
export type Test =
  | { exists: boolean }
  | ({ is: Scalar } & Folding)
  | ({ is_one_of: Scalar[] } & Folding)
  | ({ contains: string } & Folding)
  | ({ starts_with: string } & Folding)
  | ({ ends_with: string } & Folding)
  | { matches: string }
  | { more_than: number }
  | { at_least: number }
  | { less_than: number }
  | { at_most: number }
  | { between: number[] }
  | { before: When }
  | { after: When }
  | { within_last: string }
  | { within_next: string }
  | { anniversary: { in_days: number[]; zone?: string | undefined } }
  | { some: Test }
  | { each: Test }
  | { no: Test }
  | { length: Test }
  | { not: Test };

const scalar = z
  .union(
    [
      z.string().max(textLengthMax, `Keep texts within ${textLengthMax} characters.`),
      z.number(),
      z.boolean(),
    ],
    {
      error: 'Give a text, a number, true or false. What is missing is asked by `exists`.',
    },
  )
  .meta({ id: 'Scalar' });

const when = z
  .union([date, z.strictObject({ ago: duration }), z.strictObject({ ahead: duration })], {
    error: 'Give a date, or {"ago": "P7D"} or {"ahead": "P7D"}.',
  })
  .meta({ id: 'When' });

const pair = (number: z.ZodNumber) =>
  z
    .array(number)
    .length(2, 'Give two numbers, the smaller one first.')
    .refine(([from = 0, to = 0]) => from <= to, 'Put the smaller number first.');

const inner: z.ZodType<Test> = z.lazy(() => test);
const ignoring_case = z.literal(true, 'Write true, or leave `ignoring_case` out.').optional();

const shapes = {
  exists: { exists: z.boolean() },
  is: { is: scalar, ignoring_case },
  is_one_of: {
    is_one_of: z.array(scalar).max(valuesMax, `Give at most ${valuesMax} values in a list.`),
    ignoring_case,
  },
  contains: { contains: text, ignoring_case },
  starts_with: { starts_with: text, ignoring_case },
  ends_with: { ends_with: text, ignoring_case },
  matches: { matches: expression },
  more_than: { more_than: z.number() },
  at_least: { at_least: z.number() },
  less_than: { less_than: z.number() },
  at_most: { at_most: z.number() },
  between: { between: pair(z.number()) },
  before: { before: when },
  after: { after: when },
  within_last: { within_last: duration },
  within_next: { within_next: duration },
  anniversary: {
    anniversary: z.strictObject({
      in_days: pair(z.int().min(0).max(366, 'Look at most 366 days ahead.')),
      zone: personsZone.optional(),
    }),
  },
  some: { some: inner },
  each: { each: inner },
  no: { no: inner },
  length: { length: inner },
  not: { not: inner },
};

/** The names of all tests. */
export const testNames = Object.keys(shapes);

/** An object that holds one test beside `about`: `{"attribute": "plan", "is": "gold"}`. One schema for each test. */
export function testedForms<About extends z.ZodRawShape>(about: About) {
  const forms = Object.values(shapes).map((shape) => z.strictObject({ ...about, ...shape }));
  // The type of a union that was put together from a table is lost; it is what the table says.
  return forms as unknown as z.ZodType<z.infer<z.ZodObject<About>> & Test>[];
}

export const oneTest = `Give exactly one test: ${testNames.join(', ')}.`;

export const test: z.ZodType<Test> = z.union(testedForms({}), { error: oneTest }).meta({ id: 'Test' });

/** An object that names what it asks and holds one test. */
export const tested = <About extends z.ZodRawShape>(about: About) =>
  z.union(testedForms(about), { error: oneTest });
