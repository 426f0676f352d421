// What a company may say of the consent banner of a source, and what it is where nobody said anything.
import { z } from 'zod';
import { shownText } from '../../respect/preferences/index.ts';
import { bannerLanguages } from './texts/index.ts';

export const outcomes = ['shown', 'accepted', 'rejected', 'chosen'] as const;
export type Outcome = (typeof outcomes)[number];

const words = (lengthMax: number) => shownText(lengthMax).optional();
const ownWords = z.strictObject({
  title: words(120),
  body: words(1200),
  accept: words(40),
  reject: words(40),
  choose: words(40),
  save: words(40),
});
export type OwnWords = z.output<typeof ownWords>;

const language = z.enum(bannerLanguages);
const address = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with https://' })
  .max(2000);

export const bannerBody = z.strictObject({
  enabled: z.boolean().default(true),
  place: z.enum(['bottom', 'centre']).default('bottom'),
  brand: z.string().min(1).max(63).nullable().default(null).describe('The slug of a brand, or null.'),
  languages: z
    .array(language)
    .min(1)
    .refine((all) => new Set(all).size === all.length, 'must name each language once')
    .default([...bannerLanguages]),
  default_language: language.default('en').describe('For whoever reads none of the languages; one of them.'),
  words: z
    .partialRecord(language, ownWords)
    .default({})
    .describe('Own words by language. What is left out is said as Rapport says it.'),
  purposes: z
    .array(z.string().min(1).max(64))
    .max(63)
    .nullable()
    .default(null)
    .describe('Slugs of the purposes that it asks about; null: all that have categories of a banner.'),
  privacy_urls: z
    .partialRecord(language, address)
    .default({})
    .describe('Where the privacy notice is, by language.'),
  ask_again_months: z
    .int()
    .min(6)
    .max(24)
    .default(12)
    .describe('Whoever refused is not asked again before. Under Global Privacy Control never before twelve.'),
  count_choices: z
    .boolean()
    .default(true)
    .describe('Keep sums of how often it was shown and how it was answered, and nothing of who did.'),
});
export type BannerSettings = z.output<typeof bannerBody>;

export const changeBannerBody = bannerBody.extend({
  expected_version: z
    .int()
    .min(0)
    .optional()
    .describe(
      'The version that was changed, 0 where none was set: where another has been set meanwhile, 409.',
    ),
});

/** Settings that nobody has saved, and the language in which to see them. */
export const previewBannerBody = bannerBody.extend({ language: language.default('en') });

/** As it is until somebody sets it. */
export const defaultBanner: BannerSettings = bannerBody.parse({});
