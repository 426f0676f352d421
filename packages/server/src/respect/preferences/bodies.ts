// What the API takes for brands and topics.
import { toColour } from '@rapport/protocol';
import { z } from 'zod';
import { messageChannels } from './model.ts';

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'must begin with a lower-case letter and hold only such, digits, - and _')
  .describe('It stays: preferences name it.');
const expected_version = z
  .int()
  .min(1)
  .optional()
  .describe('The version that was changed: where another has been set meanwhile, 409.');

/** Control characters have no place in what people are shown; lone halves of characters cannot be kept. */
export const isShowable = (text: string): boolean => text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text);
/** Text that people are shown, so long at most. */
export const shownText = (lengthMax: number) =>
  z.string().trim().min(1).max(lengthMax).refine(isShowable, 'must be text without control characters');

const colour = z
  .string()
  .max(20)
  .transform((text, context) => {
    const read = toColour(text);
    if (read === undefined) context.addIssue('must be a colour such as #3b2fb0');
    return read ?? '';
  })
  .nullable()
  .default(null);
const brandFields = {
  name: shownText(120),
  accent: colour.describe(
    'Of buttons and links, on light pages; null: ours. It must be readable there: 4.5 to 1, as WCAG 2.2 counts.',
  ),
  accent_dark: colour.describe('On dark pages; null: the nearest to `accent` that is readable there.'),
};
export const createBrandBody = z.strictObject({ slug, ...brandFields });
export const changeBrandBody = z.strictObject({ ...brandFields, expected_version });

export const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
/** One of these for each language. */
export const byLanguage = <Value extends z.ZodType>(value: Value) =>
  z
    .record(z.string().max(35), value)
    .refine(
      (all) => Object.keys(all).every((tag) => languageTag.test(tag)),
      'must be by language tags such as en or zh-Hant',
    );

const topicFields = {
  brand: z.string().min(1).max(63).describe('The slug of a brand.'),
  titles: byLanguage(shownText(120))
    .refine((titles) => Object.keys(titles).length > 0, 'must have a title in one language at least')
    .describe('By language tag.'),
  descriptions: byLanguage(shownText(1000)).default({}).describe('By language tag.'),
  channels: z
    .array(z.enum(messageChannels))
    .min(1)
    .refine((all) => new Set(all).size === all.length, 'must name each channel once'),
  purpose: z
    .string()
    .min(1)
    .max(64)
    .describe(
      'What messages of it need consent to: a purpose, or a group such as `marketing.*`, of which each channel has its own.',
    ),
  default: z.enum(['in', 'out']).default('out').describe('What whoever said nothing gets.'),
  order: z.int().min(0).max(1_000_000).default(0).describe('The lowest is shown first.'),
  retired: z.boolean().default(false).describe('It is sent to nobody, and not offered.'),
};
export const createTopicBody = z.strictObject({ slug, ...topicFields });
export const changeTopicBody = z.strictObject({ ...topicFields, expected_version });
