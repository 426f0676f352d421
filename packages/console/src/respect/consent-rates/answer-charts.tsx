// What people said about one purpose, day by day: charts of one scale, so that they can be compared by eye.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { BarChart } from '../../ui/chart/index.ts';
import styles from './consent-rates.module.css';
import type { ConsentRates, PurposeRates } from './rates-query.ts';
import { useSpanWords } from './span-words.ts';
import { sumOf, toSpans } from './spans.ts';

const ANSWERS = ['given', 'refused', 'withdrawn', 'signalled'] as const;

export function AnswerCharts({ rates, purpose }: { rates: ConsentRates; purpose: PurposeRates }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSpanWords(rates);
  const spans = toSpans(rates.from, rates.to, purpose.days);
  const series = ANSWERS.map((answer) => ({
    answer,
    bars: spans.map((span) => ({ at: span.from, value: sumOf(span.days, (day) => day[answer]) })),
  })).filter(({ answer, bars }) => answer !== 'signalled' || bars.some(({ value }) => value > 0));
  const top = Math.max(...series.flatMap(({ bars }) => bars.map(({ value }) => value)));
  return (
    <div className={styles.charts}>
      {series.map(({ answer, bars }) => (
        <BarChart
          key={answer}
          bars={bars}
          top={top}
          label={t(`consentRates.${answer}`)}
          aside={format.number(sumOf(bars, ({ value }) => value))}
          valueWords={(value) => t('consentRates.people', { count: value })}
          atWords={words}
        />
      ))}
    </div>
  );
}
