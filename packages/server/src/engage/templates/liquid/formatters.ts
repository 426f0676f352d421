// Formatters of a language, made once: making one takes longer than all else that filling a text takes.
export type Kind = {
  number: { options: Intl.NumberFormatOptions; formatter: Intl.NumberFormat };
  date: { options: Intl.DateTimeFormatOptions; formatter: Intl.DateTimeFormat };
  plural: { options: Intl.PluralRulesOptions; formatter: Intl.PluralRules };
};

const makers: {
  [Name in keyof Kind]: (locale: string, options: Kind[Name]['options']) => Kind[Name]['formatter'];
} = {
  number: (locale, options) => new Intl.NumberFormat(locale, options),
  date: (locale, options) => new Intl.DateTimeFormat(locale, options),
  plural: (locale, options) => new Intl.PluralRules(locale, options),
};

/** Locales and zones come from people's data: no more than so many are kept. */
const keptMax = 500;
const kept = new Map<string, unknown>();

/** Throws where the locale, the currency or the time zone is none. */
export function formatterOf<Name extends keyof Kind>(
  name: Name,
  locale: string,
  options: Kind[Name]['options'],
): Kind[Name]['formatter'] {
  const key = `${name} ${locale} ${JSON.stringify(options)}`;
  const known = kept.get(key) as Kind[Name]['formatter'] | undefined;
  if (known !== undefined) return known;
  const formatter = makers[name](locale, options);
  if (kept.size >= keptMax) kept.delete(kept.keys().next().value as string);
  kept.set(key, formatter);
  return formatter;
}
