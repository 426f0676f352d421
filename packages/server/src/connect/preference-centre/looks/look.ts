// The face of a page and its words: whose brand it is, by whoever had most reason to say so, and what the company worded itself.
import type { Queryable } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { type Brand, listBrands, listTopics, logoPath, toWorn } from '../../../respect/preferences/index.ts';
import { listPurposes } from '../../../respect/purposes/index.ts';
import type { PreferenceLink, Viewer } from '../links/links.ts';
import { coloursPath } from '../style.ts';
import { chooseTexts, type Texts } from '../texts/index.ts';
import { wordsOf } from '../wording.ts';
import { type CentreSettings, inOwnWords } from './settings.ts';

export type Look = {
  /** Tags of the languages that are offered. */
  languages: readonly string[];
  /** The address of the company's privacy notice, where it has set one. */
  privacyNotice: string | null;
  /** Null: no brand's. */
  brand: { name: string; logo: string | null } | null;
  /** The address of its colours; null: ours. */
  colours: string | null;
  /** Who looks at the page of somebody else; undefined: nobody does. */
  viewer?: Viewer | undefined;
};

type ByLink = Pick<PreferenceLink, 'brand' | 'ends' | 'viewer'>;

/** What the page says and wears, as it is set; in the first language wanted that is offered. */
export async function dress(
  scope: Scope<Queryable>,
  settings: CentreSettings,
  link: ByLink,
  { wanted, accepted }: { wanted: readonly (string | undefined)[]; accepted?: string | undefined },
): Promise<Texts> {
  const { languages, default_language: other, privacy_notice_urls: notices } = settings;
  const texts = chooseTexts(wanted, accepted, { languages, other });
  const brand = await findBrand(scope, link, settings.brand);
  const { light, dark } = toWorn(brand ?? { accent: null, accent_dark: null });
  return {
    ...inOwnWords(texts, settings),
    look: {
      languages,
      privacyNotice: notices[texts.language] ?? notices[other] ?? null,
      brand:
        brand === undefined ? null : { name: brand.name, logo: brand.logo_hash && logoPath(brand.logo_hash) },
      colours: coloursPath(light, dark),
      viewer: link.viewer && (await toShownViewer(scope, link.viewer, texts)),
    },
  };
}

/** With the purpose as the page calls it, where there still is one. */
async function toShownViewer(scope: Scope<Queryable>, viewer: Viewer, texts: Texts): Promise<Viewer> {
  const purpose = (await listPurposes(scope)).find(({ slug }) => slug === viewer.purpose);
  return purpose === undefined ? viewer : { ...viewer, purpose: wordsOf(purpose, texts).name };
}

/** What the link names, else the brand of the topic that it ends, else what is set for the whole centre. One that is gone is none. */
async function findBrand(
  scope: Scope<Queryable>,
  { brand: named, ends }: ByLink,
  set: string | null,
): Promise<Brand | undefined> {
  const brands = await listBrands(scope);
  const topics = ends?.kind === 'topic' && brands.length > 0 ? await listTopics(scope) : [];
  const ofTopic = topics.find(({ slug }) => slug === ends?.slug)?.brand;
  return [named, ofTopic, set]
    .map((slug) => brands.find((one) => one.slug === slug))
    .find((brand) => brand !== undefined);
}
