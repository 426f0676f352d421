// From what is configured to what somebody reads: the words in their language, and what is asked, one thing at a time.
//
// A browser is asked by categories, and a purpose counts as given when all of its own are. So purposes that share a category
// cannot be chosen apart: they are one thing to choose here, which names them all. With each goes a notice of its own, since
// whoever is asked again is asked about what is new alone.
import { hashNotice, type NoticeInput } from '../../respect/consents/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { chooseTexts, type Wording, wordsOf } from '../preference-centre/index.ts';
import type { BannerSettings } from './model.ts';
import { type BannerLanguage, type BannerTexts, bannerTextsOf } from './texts/index.ts';

export type Question = {
  categories: string[];
  purposes: Wording[];
  /** The hash of its notice. */
  notice: string;
  /** Global Privacy Control speaks against it. */
  gpc: boolean;
};

/** What of a brand is seen: its name, and the colour of what is pressed on light pages and on dark ones, or ours. */
export type WornBrand = { name: string; light: string | null; dark: string | null };

export type Shown = {
  version: number;
  language: BannerLanguage;
  place: BannerSettings['place'];
  words: Omit<BannerTexts, 'language'>;
  brand: WornBrand | null;
  privacy_url: string | null;
  questions: Question[];
  ask_again_months: number;
  count_choices: boolean;
};

type Composing = {
  source: { slug: string };
  settings: BannerSettings;
  version: number;
  purposes: readonly Purpose[];
  brand: WornBrand | null;
  language: BannerLanguage;
};

export function composeBanner({ source, settings, version, purposes, brand, language }: Composing): {
  shown: Shown;
  notices: NoticeInput[];
} {
  const { language: _own, ...plain } = bannerTextsOf(language);
  const words = { ...plain, ...settings.words[language] };
  const texts = chooseTexts([language]);
  const privacyUrl = settings.privacy_urls[language] ?? null;
  const notices: NoticeInput[] = [];
  const questions = listQuestions(purposes, settings.purposes).map((group): Question => {
    const wordings = group.map((purpose) => wordsOf(purpose, texts));
    const notice = {
      slug: `banner.${source.slug}.${group[0]?.slug}`,
      language,
      title: `${words.title} ${wordings.map(({ name }) => name).join(', ')}`.slice(0, 200),
      text: [
        ...wordings.flatMap(({ name, description }) => [name, description]),
        ...[words.title, words.body, words.accept, words.reject, words.choose, words.save],
        ...[brand?.name ?? null, privacyUrl].filter((one) => one !== null),
      ].join('\n'),
      purposes: Object.fromEntries(group.map(({ slug, version: own }) => [slug, own])),
    };
    notices.push(notice);
    return {
      categories: [...new Set(group.flatMap((purpose) => purpose.banner_categories))],
      purposes: wordings.map(({ name, description }) => ({ name, description })),
      notice: hashNotice(notice.text),
      gpc: group.some(({ gpc_effect }) => gpc_effect === 'deny'),
    };
  });
  return {
    shown: {
      ...{ version, language, place: settings.place, words, brand, privacy_url: privacyUrl, questions },
      ...{ ask_again_months: settings.ask_again_months, count_choices: settings.count_choices },
    },
    notices,
  };
}

/** Purposes that people have a say in and that a banner can ask about. */
export const isAskable = ({ banner_categories: names, consent_model: model }: Purpose): boolean =>
  names.length > 0 && model !== 'none' && model !== 'notice';

/** In the order of the purposes. Whatever shares a category with one that is wanted would be given with it, so it is named too. */
export function listQuestions(purposes: readonly Purpose[], wanted: readonly string[] | null): Purpose[][] {
  const groups: Purpose[][] = [];
  for (const purpose of purposes.filter(isAskable)) {
    const near = groups.filter((group) => group.some((one) => sharesCategory(one, purpose)));
    const joined = [...near.flat(), purpose];
    const at = near[0] === undefined ? groups.length : groups.indexOf(near[0]);
    groups.splice(at, near.length > 0 ? 1 : 0, joined);
    for (const group of near.slice(1)) groups.splice(groups.indexOf(group), 1);
  }
  return groups.filter((group) => wanted === null || group.some(({ slug }) => wanted.includes(slug)));
}

const sharesCategory = (one: Purpose, other: Purpose): boolean =>
  one.banner_categories.some((name) => other.banner_categories.includes(name));
