// A template: what is said under one topic, or for one purpose that nobody can switch off, by channel and language.
import { z } from 'zod';
import { isShowable, languageTag } from '../../respect/preferences/index.ts';
import type { ChannelSlug } from '../channels/index.ts';

/** By language tag. What is in one the schema of its channel says. */
export type ByLanguage = Record<string, unknown>;
export type Contents = Partial<Record<ChannelSlug, ByLanguage>>;

/** Exactly one is there. */
export type About = { topic: string; purpose: null } | { topic: null; purpose: string };

export type Template = About & {
  id: number;
  slug: string;
  title: string;
  /** The newest version. */
  version: number;
  /** The version that is sent; null: it is not ready. */
  published: number | null;
  archived_at: Date | null;
  updated_at: Date;
  updated_by: string;
};
export type TemplateVersion = {
  version: number;
  contents: Contents;
  /** The view of a person whose fields the texts may name. */
  view: string | null;
  made_at: Date;
  made_by: string;
};

/** So many in a workspace. */
export const templatesMax = 500;

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'must begin with a lower-case letter and hold only such, digits, - and _')
  .describe('It stays: messages name it.');
const name = z.string().min(1).max(100).nullable().default(null);
const languages = z
  .record(z.string().max(35), z.unknown())
  .refine(
    (all) => Object.keys(all).every((tag) => languageTag.test(tag)),
    'must be by language tags such as en or zh-Hant',
  )
  .refine((all) => Object.keys(all).length <= 40, 'must have 40 languages at most');

export const contentsField = z
  .record(z.string().max(40), languages)
  .describe('By channel and language tag: {"email":{"en":{…}}}. Texts are Liquid.');
export const aboutFields = {
  topic: name.describe('The slug of a topic, which names the purpose. It stays.'),
  purpose: name.describe(
    'Without a topic: a purpose that nobody can switch off, such as message.transactional. It stays.',
  ),
};
const said = {
  title: z.string().trim().min(1).max(120).refine(isShowable, 'must be text without control characters'),
  contents: contentsField,
  view: name.describe('The view of a person whose fields the texts may name, of the same purpose.'),
};

export const createTemplateBody = z.strictObject({ slug, ...aboutFields, ...said });
export const changeTemplateBody = z.strictObject({
  ...said,
  expected_version: z
    .int()
    .min(1)
    .optional()
    .describe('The version that was changed: where another has been set meanwhile, 409.'),
});
export const publishTemplateBody = z.strictObject({
  version: z.int().min(1).optional().describe('The newest, where it is left out.'),
});
export const archiveTemplateBody = z.strictObject({
  archived: z.boolean().default(true).describe('False takes it out of the archive.'),
});
