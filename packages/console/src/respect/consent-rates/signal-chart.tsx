// How many of those who come have a browser that says no for them (Global Privacy Control).
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { TimeChart } from '../../ui/chart/index.ts';
import type { ConsentRates } from './rates-query.ts';
import { useSpanWords } from './span-words.ts';
import { signalShare, sumOf, toSpans } from './spans.ts';

export function SignalChart({ rates }: { rates: ConsentRates }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSpanWords(rates);
  const whole = signalShare(rates.gpc.days);
  if (whole === undefined) return <p>{t('consentRates.noVisitors')}</p>;
  const spans = toSpans(rates.from, rates.to, rates.gpc.days).map((span) => {
    const share = signalShare(span.days);
    const [signalled, people] = [
      sumOf(span.days, (day) => day.people_signalled),
      sumOf(span.days, (day) => day.people),
    ];
    return {
      at: span.from,
      share: share ?? null,
      words:
        share === undefined
          ? t('consentRates.nobodyCame')
          : t('consentRates.shareOf', {
              share: format.percent(share),
              signalled: format.number(signalled),
              people: format.number(people),
            }),
    };
  });
  return (
    <TimeChart
      periods={spans.map(({ at }) => at)}
      series={[{ name: t('consentRates.signalShare'), values: spans.map(({ share }) => share) }]}
      label={t('consentRates.signalShare')}
      aside={format.percent(whole)}
      valueWords={(_, index) => spans[index]?.words ?? ''}
      valueShort={format.percent}
      atWords={words}
      atShort={format.monthDay}
    />
  );
}
