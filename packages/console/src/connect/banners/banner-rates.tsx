// How the banner was answered in the last thirty days, by language: of those to whom it was shown, how many did what.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Section } from '../../ui/page.tsx';
import { Bone } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './banner.module.css';
import { BANNER_LANGUAGES, type BannerLanguage, type BannerSums, useBannerRates } from './banner-query.ts';

const ANSWERS = ['accepted', 'rejected', 'chosen', 'ignored'] as const;

export function BannerRatesTable({ sourceId, counts }: { sourceId: string; counts: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useBannerRates(sourceId);
  const isEmpty = data?.total.shown === 0 && data.total.ignored === 0;
  return (
    <Section title={t('banners.rates')}>
      {error && data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Bone height={96} />
      ) : isEmpty ? (
        <p className={styles.quiet}>{counts ? t('banners.noneShown') : t('banners.notCounted')}</p>
      ) : (
        <div className={styles.rates}>
          <table aria-label={t('banners.rates')}>
            <thead>
              <tr>
                <th scope="col">{t('banners.language')}</th>
                <th scope="col" className={styles.number}>
                  {t('banners.timesShown')}
                </th>
                {ANSWERS.map((answer) => (
                  <th key={answer} scope="col" className={styles.number}>
                    <span className={styles.key} data-answer={answer} aria-hidden="true" />
                    {t(`banners.answer.${answer}`)}
                  </th>
                ))}
                <th scope="col" className={styles.barCell}>
                  <span className="visually-hidden">{t('banners.shares')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.languages.map((one) => (
                <Row key={one.language} name={nameOf(one.language)} lang={one.language} sums={one} />
              ))}
              {data.languages.length > 1 && <Row name={t('banners.total')} sums={data.total} />}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

const nameOf = (language: string): string => BANNER_LANGUAGES[language as BannerLanguage] ?? language;

function Row({ name, lang, sums }: { name: string; lang?: string; sums: BannerSums }) {
  const format = useFormat();
  const { rates } = sums;
  return (
    <tr>
      <th scope="row" lang={lang}>
        {name}
      </th>
      <td className={styles.number}>{format.number(sums.shown)}</td>
      {ANSWERS.map((answer) => (
        <td key={answer} className={styles.number} title={format.number(sums[answer])}>
          {rates === null ? '–' : format.percent(rates[answer])}
        </td>
      ))}
      <td className={styles.barCell}>
        <span className={styles.bar} aria-hidden="true">
          {ANSWERS.map((answer) => (
            <span key={answer} data-answer={answer} style={{ width: `${(rates?.[answer] ?? 0) * 100}%` }} />
          ))}
        </span>
      </td>
    </tr>
  );
}
