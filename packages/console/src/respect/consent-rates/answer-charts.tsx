// What people said about one purpose, day by day: charts of one scale, so that they can be compared by eye.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { TimeChart } from '../../ui/chart/index.ts';
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
    values: spans.map((span) => sumOf(span.days, (day) => day[answer])),
  })).filter(({ answer, values }) => answer !== 'signalled' || values.some((value) => value > 0));
  const top = Math.max(...series.flatMap(({ values }) => values));
  return (
    <div className={styles.charts}>
      {series.map(({ answer, values }) => (
        <TimeChart
          key={answer}
          periods={spans.map(({ from }) => from)}
          series={[{ name: t(`consentRates.${answer}`), values }]}
          top={top}
          label={t(`consentRates.${answer}`)}
          aside={format.number(sumOf(values, (value) => value))}
          valueWords={(value) => t('consentRates.people', { count: value })}
          valueShort={format.compact}
          atWords={words}
          atShort={format.monthDay}
          height={120}
        />
      ))}
    </div>
  );
}
