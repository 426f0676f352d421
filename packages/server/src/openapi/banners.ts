// The consent banners of sources, as the API tells it.
import { z } from 'zod';
import {
  bannerBody,
  bannerRatesQuery,
  changeBannerBody,
  previewBannerBody,
} from '../connect/banners/index.ts';
import { answer, type Chapter, moment } from './operation.ts';

const banner = answer('Banner', {
  ...bannerBody.shape,
  version: z.int().describe('0: nobody has set it, and it is as Rapport ships it.'),
  updated_at: moment.nullable(),
  updated_by: z.string().nullable().describe('`member:` or `api_key:` and an id.'),
  updated_by_name: z.string().nullable(),
  default_words: z
    .record(z.string(), z.record(z.string(), z.string()))
    .describe('By language: what is said where there are no own words.'),
  askable: z
    .array(z.strictObject({ slug: z.string(), name: z.string(), banner_categories: z.array(z.string()) }))
    .describe('Purposes that a banner can ask about.'),
});

const text = z.string();
const shown = answer('BannerShown', {
  version: z.int().describe('0 in a preview.'),
  ...{ language: text, place: bannerBody.shape.place, words: z.record(text, text) },
  brand: z
    .strictObject({ name: text, light: text.nullable(), dark: text.nullable() })
    .nullable()
    .describe('Its name, and its colour on light pages and on dark ones.'),
  privacy_url: text.nullable(),
  questions: z
    .array(
      z.strictObject({
        categories: z.array(text),
        purposes: z.array(z.strictObject({ name: text, description: text })),
        notice: text.describe('The hash of the notice.'),
        gpc: z.boolean().describe('Global Privacy Control speaks against it.'),
      }),
    )
    .describe('What is asked, one thing to choose each.'),
  ask_again_months: z.int(),
  count_choices: z.boolean(),
});

const rate = z.number().describe('0 to 1, of those to whom it was shown.');
const sums = {
  ...{ shown: z.int(), accepted: z.int(), rejected: z.int(), chosen: z.int() },
  ignored: z.int().describe('Shown, and left without an answer.'),
  rates: z
    .strictObject({ accepted: rate, rejected: rate, chosen: rate, ignored: rate })
    .nullable()
    .describe('Null where it was shown to nobody.'),
};
const rates = answer('BannerRates', {
  ...{ from: z.string(), to: z.string(), total: z.strictObject(sums) },
  languages: z.array(z.strictObject({ language: z.string(), ...sums })).describe('The most shown first.'),
  days: z.array(z.strictObject({ day: z.string(), ...sums })).describe('Days without any are left out.'),
});

export const bannerOperations: Chapter['operations'] = [
  {
    ...{ id: 'getBanner', method: 'get', path: '/api/sources/{id}/banner' },
    summary: 'The consent banner of a source of the kind browser',
    ...{ access: 'key', scope: 'sources:read', answer: banner, errors: ['not_found'] },
  },
  {
    ...{ id: 'setBanner', method: 'put', path: '/api/sources/{id}/banner' },
    summary: 'Set the consent banner of a source as a whole',
    description:
      'Pages show it within seconds. Whoever has answered is asked again about purposes that are new alone.',
    ...{ access: 'key', scope: 'sources:write', body: changeBannerBody, answer: banner },
    errors: ['not_found', 'brand_not_found', 'conflict'],
  },
  {
    ...{ id: 'previewBanner', method: 'post', path: '/api/sources/{id}/banner/preview' },
    summary: 'What pages would show with settings that nobody has saved',
    description: 'Nothing is published or counted. Pages have the same of what is set by `GET /sdk/banner`.',
    ...{ access: 'key', scope: 'sources:read', body: previewBannerBody, answer: shown },
    errors: ['not_found', 'brand_not_found'],
  },
  {
    ...{ id: 'listBannerRates', method: 'get', path: '/api/sources/{id}/banner/rates' },
    summary: 'How often the banner was shown and how it was answered, by language and by day',
    description: 'Sums alone: nothing is kept of who answered.',
    ...{
      access: 'key',
      scope: 'sources:read',
      query: bannerRatesQuery,
      answer: rates,
      errors: ['not_found'],
    },
  },
];
