// The languages of the preference centre, and which of them somebody gets.
import { en } from './en.ts';
import { findLanguage } from './languages.ts';
import { pl } from './pl.ts';
import type { Texts } from './texts.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

export type { Texts } from './texts.ts';

export const allTexts: readonly Texts[] = [en, zhHant, zhHans, pl];
/** Where somebody's language is not there. */
export const plainTexts = en;

/** The languages that are offered, by tag, and the one for whoever wants another. */
export type Offered = { languages: readonly string[]; other: string };
const everyLanguage: Offered = {
  languages: allTexts.map(({ language }) => language),
  other: plainTexts.language,
};

/** The first of these that there is, in the order of who decides: the person, the link, the browser. */
export function chooseTexts(
  wanted: readonly (string | undefined)[],
  acceptLanguage = '',
  { languages, other }: Offered = everyLanguage,
): Texts {
  const accepted = acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((one) => {
      const [tag = '', q] = one.split(/;\s*q=/);
      return { tag: tag.trim(), q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q)
    .map(({ tag }) => tag);
  const tags = [...wanted, ...accepted].filter((tag) => tag !== undefined);
  const chosen = findLanguage(languages, tags) ?? other;
  return allTexts.find(({ language }) => language === chosen) ?? plainTexts;
}

/** The sentence with what stands in its braces. */
export const fill = (sentence: string, values: Record<string, string>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
