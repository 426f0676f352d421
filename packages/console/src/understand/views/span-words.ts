// Lengths of time in the reader's language: `P7D` as "7 days".
import { useMemo } from 'react';
import { useFormat } from '../../language/format.ts';
import { readSpan } from '../definitions/builder/spans.ts';

const UNITS = { D: 'day', W: 'week', H: 'hour', M: 'minute', S: 'second' } as const;

/** A length of several units stays as it is written. */
export function useSpanWords(): (span: string) => string {
  const { locale } = useFormat();
  return useMemo(() => {
    const formats = Object.fromEntries(
      Object.entries(UNITS).map(([key, unit]) => [
        key,
        new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
      ]),
    );
    return (span) => {
      const read = readSpan(span);
      return (read && formats[read.unit]?.format(read.n)) ?? span;
    };
  }, [locale]);
}
