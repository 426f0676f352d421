// What stands in the card beside the words of the company, in each language.
import { en } from './en.ts';
import { pl } from './pl.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

export type AskTexts = {
  language: string;
  /** Before the name of the purpose. */
  use: string;
  yes: string;
  no: string;
  /** Puts the card away, which is no answer. */
  later: string;
  wrongEmail: string;
  nothing: string;
  thanks: string;
};

const allAskTexts: readonly AskTexts[] = [en, zhHant, zhHans, pl];

/** By a language of the preference centre; English, where there are none of it. */
export const textsOf = (language: string): AskTexts =>
  allAskTexts.find((one) => one.language === language) ?? en;
