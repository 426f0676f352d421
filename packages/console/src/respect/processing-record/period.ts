// Periods as purposes give them (`P2Y`, `P18M`, `P30D`), in words.

const UNITS = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;

/** In the reader's language; what is no such period stays as it is. */
export function toPeriodWords(period: string, locale: string): string {
  const parts = /^P((?:\d+[YMWD])+)$/.exec(period)?.[1]?.match(/\d+[YMWD]/g);
  if (!parts) return period;
  const words = parts.map((part) => {
    const unit = UNITS[part.at(-1) as keyof typeof UNITS];
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
      parseInt(part, 10),
    );
  });
  return new Intl.ListFormat(locale, { type: 'unit', style: 'long' }).format(words);
}
