// An ask: one thing that a page asks a visitor for. And what the script in the page is told of it, in one language.
import type { Purpose } from '../../respect/purposes/index.ts';
import { chooseTexts, findLanguage, wordsOf } from '../preference-centre/index.ts';
import { type AskTexts, textsOf } from './texts/index.ts';

export const askKinds = ['email', 'text', 'choice'] as const;
export type AskKind = (typeof askKinds)[number];

export type AskWords = {
  question: string;
  why: string;
  benefit: string;
  yes?: string | undefined;
  no?: string | undefined;
};
export type AskOption = { value: string; labels: Record<string, string> };
/** After an event of this name, on a page whose address holds this, after so many seconds, or when the page says so. */
export type AskMoment = { event: string } | { page: string } | { seconds: number } | { called: true };

export type AskInput = {
  slug: string;
  /** The slug of a source of the kind browser; null: all of them. */
  source: string | null;
  what: { attribute: string; kind: AskKind; options: AskOption[] };
  purpose: string;
  /** By language tag. */
  words: Record<string, AskWords>;
  moment: AskMoment;
  /** Not shown again before so many days have passed. */
  every_days: number;
  /** The same after a no. */
  rest_days: number;
  order: number;
  enabled: boolean;
  retired: boolean;
};
export type Ask = AskInput & { version: number; updated_at: Date; updated_by: string };

/** What the script in the page needs. */
export type ShownAsk = {
  slug: string;
  language: string;
  attribute: string;
  kind: AskKind;
  options: { value: string; label: string }[];
  words: Required<AskWords> & Omit<AskTexts, 'language' | 'yes' | 'no'> & { purpose: string };
  /** All of them have to be given. None: it needs no consent. */
  categories: readonly string[];
  moment: AskMoment;
  every_days: number;
  rest_days: number;
};

/**
 * Whether a page can know that the person permits the purpose: by the categories of its banner, or because nobody is asked.
 * Of any other the script could only guess.
 */
export const isAskable = ({ banner_categories, consent_model }: Purpose): boolean =>
  banner_categories.length > 0 || consent_model === 'none' || consent_model === 'notice';

/** In the first of the wanted languages that the ask has; else in English, else in what it has. */
export function toShown(ask: Ask, purpose: Purpose, wanted: readonly string[]): ShownAsk {
  const own = Object.keys(ask.words);
  const language = findLanguage(own, [...wanted, 'en']) ?? own[0] ?? 'en';
  const { question, why, benefit, yes, no } = ask.words[language] as AskWords;
  const centre = chooseTexts([language]);
  const { language: _own, ...texts } = textsOf(centre.language);
  return {
    ...{ slug: ask.slug, language, attribute: ask.what.attribute, kind: ask.what.kind },
    options: ask.what.options.map(({ value, labels }) => ({ value, label: labels[language] ?? value })),
    words: {
      ...texts,
      ...{ question, why, benefit, yes: yes ?? texts.yes, no: no ?? texts.no },
      purpose: wordsOf(purpose, centre).name,
    },
    categories: purpose.banner_categories,
    ...{ moment: ask.moment, every_days: ask.every_days, rest_days: ask.rest_days },
  };
}
