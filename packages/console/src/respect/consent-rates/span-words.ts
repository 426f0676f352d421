// The days of a bar in words. Days are those of UTC: in another zone they would slip by one.
import { useMemo } from 'react';
import { createFormat, useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import type { ConsentRates } from './rates-query.ts';
import { toSpans } from './spans.ts';

/** "12 Nov 2026", or "12 Nov 2026 to 18 Nov 2026", by the first day of the bar. */
export function useSpanWords({ from, to }: ConsentRates): (first: string) => string {
  const { t } = useTranslation();
  const { locale } = useFormat();
  return useMemo(() => {
    const { date } = createFormat(locale, 'UTC');
    const lastOf = new Map(toSpans(from, to, []).map((span) => [span.from, span.to]));
    return (first) => {
      const last = lastOf.get(first) ?? first;
      return last === first ? date(first) : t('consentRates.fromTo', { from: date(first), to: date(last) });
    };
  }, [t, locale, from, to]);
}
