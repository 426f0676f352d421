// How one language says what stands in definitions: templates filled, plural forms, numbers, dates, lengths of time, lists.
import type { Language } from '../language/languages.ts';
import { asName, asValue } from './marks.ts';
import type { Forms, Words } from './words/en.ts';

/** What names of the workspace are called; undefined where one is not known, which is then said by its slug. */
export type NameOf = (kind: 'segment' | 'trait' | 'purpose', slug: string) => string | undefined;
export type Speech = ReturnType<typeof createSpeech>;
type Lengths = keyof Words['lengths'];
type Unit = keyof Words['lengths']['plain'];

const UNITS: Unit[] = ['week', 'day', 'hour', 'minute', 'second'];
const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
/** Further than this a list of values is cut, with how many there are more. */
const VALUES_SHOWN = 8;

const WORDS: Record<Language, () => Promise<Words>> = {
  en: async () => (await import('./words/en.ts')).en,
  'zh-Hant': async () => (await import('./words/zh-hant.ts')).zhHant,
  'zh-Hans': async () => (await import('./words/zh-hans.ts')).zhHans,
  pl: async () => (await import('./words/pl.ts')).pl,
};

/** The words of a language, which are fetched when the first sentence is said. */
export const loadWords = (language: Language): Promise<Words> => WORDS[language]();

/** `locale` is the reader's own variant of the language, for numbers and dates. */
export function createSpeech(words: Words, locale: string, nameOf: NameOf = () => undefined) {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const rules = new Intl.PluralRules(locale);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const lists = {
    all: new Intl.ListFormat(locale, { type: 'conjunction' }),
    any: new Intl.ListFormat(locale, { type: 'disjunction' }),
    unit: new Intl.ListFormat(locale, { type: 'unit' }),
  };

  const fill = (template: string, holes: Record<string, string | undefined> = {}) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => holes[name] ?? '').trimStart();
  const say = (value: number) => number.format(value);
  /** The form of a number, filled with it as `n`. */
  const plural = (forms: Forms, n: number, holes: Record<string, string> = {}) => {
    const form = rules.select(n);
    const template = form === 'zero' || form === 'two' ? forms.other : (forms[form] ?? forms.other);
    return fill(template, { ...holes, n: asValue(say(n)) });
  };
  const list = (kind: 'all' | 'any' | 'unit', items: string[]) => lists[kind].format(items);

  /** Clauses as one: by the language's own list, or by what it puts between whole clauses. */
  const clauses = (kind: 'all' | 'any', items: string[]) =>
    words.group.between[kind] === '' ? list(kind, items) : items.join(words.group.between[kind]);

  /** A duration as it is written: `P7D` is 7 days and `P1W` one week. */
  const length = (duration: string, as: Lengths = 'plain'): string => {
    const counts = DURATION.exec(duration)?.slice(1) ?? [];
    const given = UNITS.flatMap((unit, index) => {
      const count = Number(counts[index] ?? 0);
      return count > 0 ? [{ unit, count }] : [];
    });
    const [only] = given;
    if (given.length === 1 && only) return plural(words.lengths[as][only.unit], only.count);
    const inside = as === 'plain' ? 'plain' : 'of';
    const several = list(
      'unit',
      given.map(({ unit, count }) => plural(words.lengths[inside][unit], count)),
    );
    if (as === 'last') return fill(words.lastSeveral, { length: several });
    return as === 'next' ? fill(words.nextSeveral, { length: several }) : several;
  };

  const scalar = (value: unknown): string => {
    if (typeof value === 'number') return asValue(say(value));
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    return quoted(String(value));
  };
  const quoted = (text: string) => fill(words.quoted, { text: asValue(text) });
  const scalars = (kind: 'all' | 'any', values: readonly unknown[]) => {
    const shown = values.slice(0, VALUES_SHOWN).map(scalar);
    return list(kind, values.length > VALUES_SHOWN ? [...shown, '…'] : shown);
  };

  return {
    words,
    locale,
    fill,
    plural,
    list,
    clauses,
    length,
    scalar,
    scalars,
    quoted,
    number: (value: number) => asValue(say(value)),
    share: (percent: number) => asValue(share.format(percent / 100)),
    named: (kind: Parameters<NameOf>[0], slug: string) => asName(nameOf(kind, slug) ?? slug),
    date: (text: string) => asValue(text.length === 10 ? day.format(Date.parse(text)) : moment(locale, text)),
    /** 1 is Monday. */
    weekday: (index: number) => weekday.format(Date.UTC(2024, 0, index)),
  };
}

/** A moment, in UTC, as exact as it was written. */
function moment(locale: string, text: string): string {
  const at = new Date(text);
  const exact = at.getUTCSeconds() !== 0 || at.getUTCMilliseconds() !== 0;
  const format = new Intl.DateTimeFormat(locale, {
    ...({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const),
    ...(exact ? ({ second: '2-digit' } as const) : {}),
    ...(at.getUTCMilliseconds() === 0 ? {} : ({ fractionalSecondDigits: 3 } as const)),
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  return format.format(at);
}
