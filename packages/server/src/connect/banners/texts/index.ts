// The languages of the banner.
import { en } from './en.ts';
import { pl } from './pl.ts';
import type { BannerTexts } from './texts.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

export type { BannerTexts } from './texts.ts';

/** Those of the preference centre: what the banner names, the centre explains. */
export const bannerLanguages = ['en', 'zh-Hant', 'zh-Hans', 'pl'] as const;
export type BannerLanguage = (typeof bannerLanguages)[number];

const all: Record<BannerLanguage, BannerTexts> = { en, 'zh-Hant': zhHant, 'zh-Hans': zhHans, pl };

export const bannerTextsOf = (language: BannerLanguage): BannerTexts => all[language];
