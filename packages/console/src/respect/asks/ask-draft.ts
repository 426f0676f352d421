// What the form of an ask holds while it is filled in, and when that is something to save.
import type { Ask, AskBody, AskKind, AskMoment, AskWords } from './asks-query.ts';

export const MOMENTS = ['seconds', 'page', 'event', 'called'] as const;
export type Moment = (typeof MOMENTS)[number];

export type AskDraft = {
  slug: string;
  /** Empty: all pages. */
  source: string;
  attribute: string;
  kind: AskKind;
  /** One value on each line. */
  options: string;
  /** By language, by value. */
  labels: Record<string, Record<string, string>>;
  purpose: string;
  words: Record<string, Required<AskWords>>;
  moment: Moment;
  /** Of the moment: seconds, a part of an address, the name of an event. */
  at: string;
  everyDays: string;
  restDays: string;
  enabled: boolean;
  retired: boolean;
};

export const NO_WORDS: Required<AskWords> = { question: '', why: '', benefit: '', yes: '', no: '' };

export function toDraft(ask: Ask | undefined): AskDraft {
  if (ask === undefined)
    return {
      ...{ slug: '', source: '', attribute: 'email', kind: 'email', options: '', labels: {}, purpose: '' },
      ...{ words: {}, moment: 'seconds', at: '20', everyDays: '30', restDays: '365' },
      ...{ enabled: true, retired: false },
    };
  const { options } = ask.what;
  const languages = [...new Set(options.flatMap(({ labels }) => Object.keys(labels)))];
  return {
    ...{ slug: ask.slug, source: ask.source ?? '', attribute: ask.what.attribute, kind: ask.what.kind },
    options: options.map(({ value }) => value).join('\n'),
    labels: Object.fromEntries(
      languages.map((language) => [
        language,
        Object.fromEntries(options.map(({ value, labels }) => [value, labels[language] ?? ''])),
      ]),
    ),
    purpose: ask.purpose,
    words: Object.fromEntries(
      Object.entries(ask.words).map(([language, own]) => [language, { ...NO_WORDS, ...own }]),
    ),
    ...toMomentDraft(ask.moment),
    ...{ everyDays: String(ask.every_days), restDays: String(ask.rest_days) },
    ...{ enabled: ask.enabled, retired: ask.retired },
  };
}

function toMomentDraft(moment: AskMoment): Pick<AskDraft, 'moment' | 'at'> {
  if ('event' in moment) return { moment: 'event', at: moment.event };
  if ('page' in moment) return { moment: 'page', at: moment.page };
  return 'seconds' in moment
    ? { moment: 'seconds', at: String(moment.seconds) }
    : { moment: 'called', at: '' };
}

export const optionsOf = ({ options }: Pick<AskDraft, 'options'>): string[] => [
  ...new Set(
    options
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

const isWhole = ({ question, why, benefit }: AskWords): boolean =>
  [question, why, benefit].every((text) => text.trim() !== '');
const isEmpty = (words: AskWords): boolean => Object.values(words).every((text) => text.trim() === '');

/** Languages in which something is said, but not all that has to be. */
export const listUnfinished = ({ words }: AskDraft): string[] =>
  Object.keys(words).filter((language) => {
    const own = words[language] ?? NO_WORDS;
    return !isEmpty(own) && !isWhole(own);
  });

const toDays = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : 0);

/** What would be kept; undefined while something is missing. */
export function toBody(draft: AskDraft, order: number): AskBody | undefined {
  const options = draft.kind === 'choice' ? optionsOf(draft) : [];
  const words = Object.entries(draft.words).filter(([, own]) => isWhole(own));
  const moment = toMoment(draft);
  const [every_days, rest_days] = [toDays(draft.everyDays), toDays(draft.restDays)];
  const texts = [draft.slug, draft.attribute, draft.purpose];
  if (texts.some((text) => text.trim() === '') || words.length === 0 || moment === undefined)
    return undefined;
  if (every_days < 1 || rest_days < 1 || (draft.kind === 'choice' && options.length < 2)) return undefined;
  return {
    ...{ slug: draft.slug.trim(), source: draft.source || null, purpose: draft.purpose },
    what: {
      ...{ attribute: draft.attribute.trim(), kind: draft.kind },
      options: options.map((value) => ({ value, labels: labelsOf(draft, value) })),
    },
    words: Object.fromEntries(words.map(([language, own]) => [language, withoutEmpty(own)])),
    ...{ moment, every_days, rest_days, order, enabled: draft.enabled, retired: draft.retired },
  };
}

function toMoment({ moment, at }: AskDraft): AskMoment | undefined {
  const text = at.trim();
  if (moment === 'called') return { called: true };
  if (moment === 'seconds') return /^\d{1,4}$/.test(text) ? { seconds: Number(text) } : undefined;
  if (text === '') return undefined;
  return moment === 'event' ? { event: text } : { page: text };
}

const labelsOf = ({ labels }: AskDraft, value: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels).flatMap(([language, own]) => {
      const label = own[value]?.trim() ?? '';
      return label === '' ? [] : [[language, label]];
    }),
  );

function withoutEmpty({ question, why, benefit, yes, no }: Required<AskWords>): AskWords {
  return {
    ...{ question, why, benefit },
    ...(yes.trim() !== '' && { yes }),
    ...(no.trim() !== '' && { no }),
  };
}
