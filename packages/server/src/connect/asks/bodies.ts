// What may be sent to make or change an ask.
import { z } from 'zod';
import { byLanguage, shownText } from '../../respect/preferences/index.ts';

const perLanguage = <Value extends z.ZodType>(value: Value) =>
  byLanguage(value).refine((all) => Object.keys(all).length <= 40, 'must have 40 languages at most');

const option = z.strictObject({
  value: shownText(100).describe('What the attribute becomes.'),
  labels: perLanguage(shownText(100))
    .default({})
    .describe('By language tag; the value itself, where there is none.'),
});
const what = z
  .strictObject({
    attribute: z
      .string()
      .regex(/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/, 'must begin with a letter and hold only letters, digits and _')
      .describe('The attribute that the answer is kept as. `email` is an identifier too.'),
    kind: z.enum(['email', 'text', 'choice']),
    options: z.array(option).max(12).default([]).describe('Of a choice: two or more.'),
  })
  .refine(({ kind, options }) => (kind === 'choice') === options.length > 0, {
    path: ['options'],
    message: 'belong to a choice, and a choice needs them',
  })
  .refine(({ options }) => options.length !== 1, { path: ['options'], message: 'must be two at least' })
  .refine(({ options }) => new Set(options.map(({ value }) => value)).size === options.length, {
    path: ['options'],
    message: 'must each have a value of their own',
  });

const askWords = z.strictObject({
  question: shownText(120).describe('What is asked.'),
  why: shownText(300).describe('Why it is asked.'),
  benefit: shownText(200).describe('What the person gets from answering.'),
  yes: shownText(40).optional().describe('On the button that sends the answer.'),
  no: shownText(40).optional().describe('On the button that refuses.'),
});

const moment = z.union([
  z.strictObject({ event: shownText(200).describe('After a track call of this name.') }),
  z.strictObject({ page: shownText(500).describe('On pages whose address holds this.') }),
  z.strictObject({ seconds: z.int().min(0).max(3600).describe('So long after the page was loaded.') }),
  z.strictObject({
    called: z.literal(true).describe('When the page calls `rapport.ask(slug)`, and only then.'),
  }),
]);

const fields = {
  source: z
    .string()
    .min(1)
    .max(63)
    .nullable()
    .default(null)
    .describe('The slug of a source; null: all pages.'),
  what,
  purpose: z.string().min(1).max(64).describe('What the answer is for: it has to be permitted, and is told.'),
  words: perLanguage(askWords)
    .refine((all) => Object.keys(all).length > 0, 'must be there in one language at least')
    .describe('By language tag.'),
  moment: moment.describe('When it is asked.'),
  every_days: z
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe('Not shown again before so many days have passed.'),
  rest_days: z.int().min(1).max(3650).default(365).describe('The same after a no.'),
  order: z.int().min(0).max(1_000_000).default(0).describe('Of several, the lowest is asked first.'),
  enabled: z.boolean().default(true),
  retired: z.boolean().default(false).describe('It is put away, and not asked.'),
};
export const createAskBody = z.strictObject({
  slug: z
    .string()
    .regex(
      /^[a-z][a-z0-9_-]{0,62}$/,
      'must begin with a lower-case letter and hold only such, digits, - and _',
    )
    .describe('It stays: browsers remember under it what was answered.'),
  ...fields,
});
export const changeAskBody = z.strictObject({
  ...fields,
  expected_version: z
    .int()
    .min(1)
    .optional()
    .describe('The version that was changed: where another has been set meanwhile, 409.'),
});

export const previewAskBody = z.strictObject({
  ask: createAskBody.describe('As it would be kept.'),
  language: z.string().min(2).max(35),
});
