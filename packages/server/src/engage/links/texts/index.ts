// The languages of the page that says why a message came: those of the preference centre.
import { en } from './en.ts';
import { pl } from './pl.ts';
import type { WhyTexts } from './texts.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

export type { WhyTexts } from './texts.ts';

const all: Record<string, WhyTexts> = { en, pl, 'zh-Hans': zhHans, 'zh-Hant': zhHant };

export const whyTextsOf = (language: string): WhyTexts => all[language] ?? en;
