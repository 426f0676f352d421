// What a company sets for its preference centre: whose face it has, in which languages it speaks and in which words of its own.
import { AppError } from '@rapport/protocol';
import { z } from 'zod';
import type { Queryable, Transaction } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { isShowable, listBrands } from '../../../respect/preferences/index.ts';
import { allTexts, plainTexts, type Texts } from '../texts/index.ts';

/** Texts that companies word themselves, and how long each may be. The others say what a button does or a law asks for: they are ours. */
export const ownTexts = {
  ...{ title: 80, intro: 600, messages: 80, wishes: 80, uses: 80, held: 80, always: 120, saved: 160 },
} as const satisfies Partial<Record<keyof Texts, number>>;
export type OwnText = keyof typeof ownTexts;

const language = z.enum(allTexts.map((one) => one.language));
const byLanguage = <Value extends z.ZodType>(value: Value) =>
  z.partialRecord(language, value).default({}).describe('By language tag.');
/** Empty: ours. */
const words = (lengthMax: number) =>
  z.string().trim().max(lengthMax).refine(isShowable, 'must be text without control characters').optional();
const wording = z.strictObject({
  title: words(ownTexts.title),
  intro: words(ownTexts.intro).describe('It stands beside each choice, so it is part of each notice.'),
  messages: words(ownTexts.messages),
  wishes: words(ownTexts.wishes),
  uses: words(ownTexts.uses),
  held: words(ownTexts.held),
  always: words(ownTexts.always),
  saved: words(ownTexts.saved),
});

export const centreSettings = z.strictObject({
  brand: z
    .string()
    .min(1)
    .max(63)
    .nullable()
    .default(null)
    .describe('The slug of the brand that pages wear to which no link and no topic gives another.'),
  languages: z
    .array(language)
    .min(1)
    .refine((all) => new Set(all).size === all.length, 'must name each language once')
    .default(allTexts.map((one) => one.language))
    .describe('Those that are offered, in this order.'),
  default_language: language
    .default(plainTexts.language)
    .describe('For whoever asks for none of them: one of `languages`.'),
  texts: byLanguage(wording).describe(
    'By language tag: your own words. What is left out or empty is as it ships.',
  ),
  privacy_notice_urls: byLanguage(
    z.url({ protocol: /^https$/, error: 'must be an address that begins with https://' }).max(2000),
  ),
  show_held: z.boolean().default(true).describe('Whether the page tells which kinds of data you hold.'),
});
export const changeCentreBody = centreSettings.extend({
  expected_version: z
    .int()
    .min(0)
    .optional()
    .describe('The version that was changed: where another has been set meanwhile, 409.'),
});

export type CentreSettings = z.output<typeof centreSettings>;
/** Version 0: nobody has set anything. */
export type SetCentre = CentreSettings & {
  version: number;
  updated_at: Date | null;
  updated_by: string | null;
};

const shippedSettings: CentreSettings = centreSettings.parse({});

type Row = Omit<SetCentre, 'privacy_notice_urls'> & {
  privacy_notices: CentreSettings['privacy_notice_urls'];
};

export async function readSettings({ db, workspaceId }: Scope<Queryable>): Promise<SetCentre> {
  const [row] = await db.query<Row>(
    `select brand, languages, default_language, texts, privacy_notices, show_held, version, updated_at, updated_by
     from preference_centres where workspace_id = $1`,
    [workspaceId],
    'read_preference_centre',
  );
  if (row === undefined) return { ...shippedSettings, version: 0, updated_at: null, updated_by: null };
  const { privacy_notices, ...settings } = row;
  return { ...settings, privacy_notice_urls: privacy_notices };
}

const centreLock = 0x70_63_74_72;

/** Throws `centre_invalid`, or `conflict` where another version than the expected one holds. */
export async function changeSettings(
  scope: Scope<Transaction>,
  settings: CentreSettings,
  expected: number | undefined,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  const { db, workspaceId } = scope;
  await db.query('select pg_advisory_xact_lock($1, $2)', [centreLock, workspaceId]);
  const { version } = await readSettings(scope);
  if (expected !== undefined && expected !== version)
    throw new AppError('conflict', `Version ${version} was set meanwhile. Read it, and change that one.`, {
      version,
    });
  await refuseWrong(scope, settings);
  await db.query(
    `insert into preference_centres (workspace_id, brand, languages, default_language, texts, privacy_notices, show_held, version,
       updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)
     on conflict (workspace_id) do update set brand = excluded.brand, languages = excluded.languages,
       default_language = excluded.default_language, texts = excluded.texts, privacy_notices = excluded.privacy_notices,
       show_held = excluded.show_held, version = preference_centres.version + 1, updated_at = excluded.updated_at,
       updated_by = excluded.updated_by`,
    [
      ...[workspaceId, settings.brand, settings.languages, settings.default_language, ownOf(settings)],
      ...[settings.privacy_notice_urls, settings.show_held, at, by],
    ],
  );
}

/** Throws `centre_invalid`. */
export async function refuseWrong(scope: Scope<Queryable>, settings: CentreSettings): Promise<void> {
  const { brand, languages, default_language: chosen } = settings;
  if (!languages.includes(chosen))
    throw wrong('default_language', 'must be one of the languages that are offered');
  if (brand !== null && !(await listBrands(scope)).some(({ slug }) => slug === brand))
    throw wrong('brand', `there is no brand "${brand}" (see GET /api/brands)`);
}

const wrong = (field: string, problem: string): AppError =>
  new AppError('centre_invalid', `The preference centre cannot be set so. ${field}: ${problem}.`, {
    fields: [{ field, problem }],
  });

/** Empty texts are none. */
const withoutEmpty = (own: z.output<typeof wording> = {}): z.output<typeof wording> =>
  Object.fromEntries(Object.entries(own).filter(([, text]) => text !== undefined && text !== ''));

const ownOf = ({ texts }: CentreSettings): CentreSettings['texts'] =>
  Object.fromEntries(Object.entries(texts).map(([tag, own]) => [tag, withoutEmpty(own)]));

/** What the pages say in this language: ours, with the company's own words in their places. */
export const inOwnWords = (texts: Texts, { texts: own }: CentreSettings): Texts => ({
  ...texts,
  ...withoutEmpty(own[texts.language]),
});
